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

from .connections import CONNECTIONS
from .const import CONF_PROTECTED_OUTLETS, CONF_SCAN_INTERVAL
from .entity import part_name
from .equipment.model import Part, PartId
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
            # Not asked for, and so not to be forgotten, while no unit is in sight.
            if (chosen := user_input.pop(CONF_PROTECTED_OUTLETS, None)) is not None:
                self._protect(chosen)
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
            fleet.protect(unit, parts | (unit.protected - offered))


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
