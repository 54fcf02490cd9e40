"""Preferences of an entry (how often it is read) and of its units (protection)."""

from collections import Counter
from collections.abc import Iterable
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
from .equipment.preference import Preference
from .fleet import FLEET, device_of
from .preference_form import misplaced, preference_fields
from .protection_form import ProtectionField, protected_parts
from .unit import Unit


class RackPowerOptionsFlow(OptionsFlowWithReload):
    """Edit what the owner prefers."""

    _unit_id: str

    async def async_step_init(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Let the owner choose between the connection and its units."""
        if not self._offered or not self._units():
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
            SelectOptionDict(value=unit.id, label=name)
            for name, unit in self._named(units.values()).items()
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
        preferences, offered = self.hass.data[FLEET].preferences, self._offered
        chosen = {**preferences.choices(unit.id), **(user_input or {})}
        errors = misplaced(offered, chosen)
        if user_input is not None and not errors:
            preferences.choose(unit.id, user_input)
            for entry_id in tuple(unit.paths):
                self.hass.config_entries.async_schedule_reload(entry_id)
            return self.async_create_entry(data=dict(self.config_entry.options))
        return self.async_show_form(
            step_id="preferences",
            data_schema=vol.Schema(preference_fields(offered, chosen)),
            errors=errors,
            description_placeholders={"unit": self._name(unit)},
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
        connection, schema = self._connection, await self._schema()
        if not schema.schema:
            return self.async_abort(reason="no_units_yet")
        return self.async_show_form(
            step_id="connection",
            data_schema=schema,
            description_placeholders={
                "least": str(connection.least_interval),
                "greatest": str(connection.greatest_interval),
            },
        )

    @property
    def _connection(self) -> Connection:
        return CONNECTIONS[self.config_entry.data["connection"]]

    @property
    def _offered(self) -> tuple[Preference, ...]:
        return self._connection.preferences

    def _name(self, unit: Unit) -> str:
        """Return what the owner calls a unit, or what it calls itself."""
        device = device_of(self.hass, unit.id)
        called = device and (device.name_by_user or device.name)
        return called or unit.about.name or unit.id

    def _named(self, units: Iterable[Unit]) -> dict[str, Unit]:
        """Return units by names; equal ones get the ids that tell them apart."""
        names = [(self._name(unit), unit) for unit in units]
        times = Counter(name for name, _ in names)
        return {
            name if times[name] == 1 else f"{name} ({unit.id})": unit
            for name, unit in names
        }

    def _units(self) -> list[Unit]:
        return list(self.hass.data[FLEET].seen_by(self.config_entry.entry_id))

    async def _schema(self) -> vol.Schema:
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
        field = await ProtectionField.of(self.hass, self._named(self._units()))
        if selector := field.selector():
            protected = vol.Optional(CONF_PROTECTED_OUTLETS, default=field.chosen())
            fields[protected] = selector
        return vol.Schema(fields)

    def _protect(self, chosen: list[str]) -> None:
        fleet = self.hass.data[FLEET]
        for unit in self._units():
            fleet.preferences.protect(unit.id, set(protected_parts(unit, chosen)))
