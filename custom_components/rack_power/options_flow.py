"""Preferences of an entry (how often it is read) and of its units (protection)."""

from typing import Any

from homeassistant.config_entries import ConfigFlowResult, OptionsFlowWithReload
from homeassistant.const import UnitOfTime
from homeassistant.helpers.selector import (
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
    SelectOptionDict,
    SelectSelector,
    SelectSelectorConfig,
)
import voluptuous as vol

from .connections import CONNECTIONS
from .const import CONF_PROTECTED_OUTLETS, CONF_SCAN_INTERVAL
from .entity import part_name
from .equipment.model import PartId
from .fleet import FLEET
from .unit import Unit

_PROTECTABLE = ("outlet", "outlet_group")
"""Kinds of parts that feed something; groups of other parts are protected by those."""
_SEPARATOR = "/"


class RackPowerOptionsFlow(OptionsFlowWithReload):
    """Edit what the owner prefers."""

    async def async_step_init(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask for the interval and for the outlets that must not lose power."""
        if user_input is not None:
            self._protect(user_input.pop(CONF_PROTECTED_OUTLETS, []))
            user_input[CONF_SCAN_INTERVAL] = int(user_input[CONF_SCAN_INTERVAL])
            return self.async_create_entry(data=user_input)
        return self.async_show_form(step_id="init", data_schema=self._schema())

    def _units(self) -> list[Unit]:
        return list(self.hass.data[FLEET].seen_by(self.config_entry.entry_id))

    def _schema(self) -> vol.Schema:
        connection = CONNECTIONS[self.config_entry.data["connection"]]
        fields: dict[vol.Marker, Any] = {
            vol.Required(
                CONF_SCAN_INTERVAL,
                default=connection.interval(self.config_entry.options),
            ): NumberSelector(
                NumberSelectorConfig(
                    min=connection.least_interval,
                    max=connection.greatest_interval,
                    unit_of_measurement=UnitOfTime.SECONDS,
                    mode=NumberSelectorMode.BOX,
                )
            )
        }
        units = self._units()
        if choices := [choice for unit in units for choice in _choices(unit)]:
            protected = [
                _key(unit, part) for unit in units for part in sorted(unit.protected)
            ]
            fields[vol.Optional(CONF_PROTECTED_OUTLETS, default=protected)] = (
                SelectSelector(SelectSelectorConfig(options=choices, multiple=True))
            )
        return vol.Schema(fields)

    def _protect(self, chosen: list[str]) -> None:
        fleet = self.hass.data[FLEET]
        for unit in self._units():
            parts = {part for part in unit.parts if _key(unit, part) in chosen}
            out_of_sight = unit.protected - unit.parts.keys()
            fleet.protect(unit, frozenset(parts | out_of_sight))


def _choices(unit: Unit) -> list[SelectOptionDict]:
    outlets = [
        part
        for part in unit.parts.values()
        if part.id.kind in _PROTECTABLE and not part.cuts
    ]
    outlets.sort(key=lambda part: (part.id.kind, part.position, part.id))
    return [
        SelectOptionDict(value=_key(unit, part.id), label=part_name(part, part.id))
        for part in outlets
    ]


def _key(unit: Unit, part: PartId) -> str:
    return _SEPARATOR.join((unit.id, *part))
