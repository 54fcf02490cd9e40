"""Preferences of an entry (how often it is read) and of its units (protection)."""

from collections import Counter
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

from .connections import CONNECTIONS, Connection
from .const import CONF_PROTECTED_OUTLETS, CONF_SCAN_INTERVAL
from .entity import part_name
from .equipment.model import Part, PartId
from .fleet import FLEET
from .preference_form import preference_fields
from .unit import Unit

_PROTECTABLE = ("outlet", "outlet_group")
"""Kinds of parts that feed something; groups of other parts are protected by those."""
_SEPARATOR = "/"


class RackPowerOptionsFlow(OptionsFlowWithReload):
    """Edit what the owner prefers."""

    _unit_id: str

    async def async_step_init(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Let the owner choose between the connection and its units."""
        if not self._connection.preferences or not self._units():
            return await self.async_step_connection()
        return self.async_show_menu(step_id="init", menu_options=["connection", "unit"])

    async def async_step_unit(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask which unit it is about, if there are several."""
        units = {unit.id: unit for unit in self._units()}
        if user_input is not None:
            self._unit_id = user_input["unit"]
            return await self.async_step_preferences()
        if len(units) == 1:
            (self._unit_id,) = units
            return await self.async_step_preferences()
        choices = [
            SelectOptionDict(value=unit.id, label=unit.about.name or unit.id)
            for unit in units.values()
        ]
        return self.async_show_form(
            step_id="unit",
            data_schema=vol.Schema(
                {
                    vol.Required("unit"): SelectSelector(
                        SelectSelectorConfig(options=choices)
                    )
                }
            ),
        )

    async def async_step_preferences(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask what the owner prefers for one unit, whichever path it is seen by."""
        unit = next(one for one in self._units() if one.id == self._unit_id)
        preferences = self.hass.data[FLEET].preferences
        if user_input is not None:
            preferences.choose(unit.id, user_input)
            for entry_id in tuple(unit.paths):
                self.hass.config_entries.async_schedule_reload(entry_id)
            return self.async_create_entry(data=dict(self.config_entry.options))
        fields = preference_fields(
            self._connection.preferences, preferences.choices(unit.id)
        )
        return self.async_show_form(
            step_id="preferences",
            data_schema=vol.Schema(fields),
            description_placeholders={"unit": unit.about.name or unit.id},
        )

    async def async_step_connection(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask for the interval and for the outlets that must not lose power."""
        if user_input is not None:
            # Not asked for, and so not to be forgotten, while no unit is in sight.
            if (chosen := user_input.pop(CONF_PROTECTED_OUTLETS, None)) is not None:
                self._protect(chosen)
            if CONF_SCAN_INTERVAL in user_input:
                user_input[CONF_SCAN_INTERVAL] = int(user_input[CONF_SCAN_INTERVAL])
            return self.async_create_entry(data=user_input)
        return self.async_show_form(step_id="connection", data_schema=self._schema())

    @property
    def _connection(self) -> Connection:
        return CONNECTIONS[self.config_entry.data["connection"]]

    def _units(self) -> list[Unit]:
        return list(self.hass.data[FLEET].seen_by(self.config_entry.entry_id))

    def _schema(self) -> vol.Schema:
        connection = self._connection
        fields: dict[vol.Marker, Any] = {}
        if connection.least_interval < connection.greatest_interval:
            interval = connection.interval(self.config_entry.options)
            fields[vol.Required(CONF_SCAN_INTERVAL, default=interval)] = NumberSelector(
                NumberSelectorConfig(
                    min=connection.least_interval,
                    max=connection.greatest_interval,
                    unit_of_measurement=UnitOfTime.SECONDS,
                    mode=NumberSelectorMode.BOX,
                )
            )
        units = self._units()
        if choices := [choice for unit in units for choice in _choices(unit)]:
            protected = [
                _key(unit, part.id)
                for unit in units
                for part in _protectable(unit)
                if part.id in unit.protected
            ]
            fields[vol.Optional(CONF_PROTECTED_OUTLETS, default=protected)] = (
                SelectSelector(SelectSelectorConfig(options=choices, multiple=True))
            )
        return vol.Schema(fields)

    def _protect(self, chosen: list[str]) -> None:
        fleet = self.hass.data[FLEET]
        for unit in self._units():
            offered = {part.id for part in _protectable(unit)}
            parts = {part for part in offered if _key(unit, part) in chosen}
            fleet.preferences.protect(unit.id, parts | (unit.protected - offered))


def _protectable(unit: Unit) -> list[Part]:
    """Return what feeds something, in the order of the box."""
    found = [
        part
        for part in unit.parts.values()
        if part.id.kind in _PROTECTABLE and not part.cuts
    ]
    return sorted(found, key=lambda part: (part.id.kind, part.position, part.id))


def _choices(unit: Unit) -> list[SelectOptionDict]:
    """Name the choices; equal names get the keys that tell them apart."""
    parts = _protectable(unit)
    names = Counter(part_name(part, part.id) for part in parts)
    return [
        SelectOptionDict(
            value=_key(unit, part.id),
            label=name if names[name] == 1 else f"{name} ({part.id.key})",
        )
        for part in parts
        for name in (part_name(part, part.id),)
    ]


def _key(unit: Unit, part: PartId) -> str:
    return _SEPARATOR.join((unit.id, *part))
