"""Noting that a battery was replaced."""

from contextlib import suppress
from datetime import date
from typing import Any

from homeassistant.components.repairs import RepairsFlowResult
from homeassistant.data_entry_flow import AbortFlow
from homeassistant.helpers.selector import DateSelector
from homeassistant.util import dt as dt_util
import voluptuous as vol

from ..battery_care import answered, battery_told, date_point
from ..commands import Superseded
from ..equipment.errors import DriverError, NotPermitted
from ..equipment.model import EquipmentId
from ..fleet import FLEET
from .flow import FixFlow

_DAY = "date"


class BatteryFlow(FixFlow):
    """Asks for the day of the replacement and lets the unit keep it."""

    async def async_step_init(
        self, user_input: dict[str, Any] | None = None
    ) -> RepairsFlowResult:
        """Begin; what core hands over here was not filled in by anybody."""
        return await self.async_step_replaced()

    async def async_step_replaced(
        self, user_input: dict[str, Any] | None = None
    ) -> RepairsFlowResult:
        """Ask for the day; today is the likeliest."""
        if not battery_told(self.hass, self._unit_id):
            raise AbortFlow(reason="over")
        problem = ""
        day = dt_util.now().date()
        if user_input is not None:
            day = date.fromisoformat(user_input[_DAY])
            try:
                await self._note(day)
            except DriverError as err:
                problem = await self._words(err)
            else:
                return self.async_create_entry(data={})
        return self.async_show_form(
            step_id="replaced",
            data_schema=vol.Schema(
                {vol.Required(_DAY, default=day.isoformat()): DateSelector()}
            ),
            errors={"base": "not_mended"} if problem else {},
            description_placeholders={**self._told, "problem": problem},
        )

    async def _note(self, day: date) -> None:
        """Write the day into the unit. Raises what the driver raises."""
        fleet = self.hass.data[FLEET]
        unit = fleet.units.get(self._unit_id)
        point = None if unit is None else date_point(unit)
        if unit is None or point is None:
            raise NotPermitted
        with suppress(Superseded):  # by a newer date, which somebody else gave
            await unit.commands.write(point, day)
        answered(self.hass, fleet, unit)

    @property
    def _unit_id(self) -> EquipmentId:
        return EquipmentId(str((self.data or {})["unit"]))
