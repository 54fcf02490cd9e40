"""Adding, re-authenticating and reconfiguring connections; the same for all kinds."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partialmethod
from typing import Any, override

from homeassistant.config_entries import (
    SOURCE_REAUTH,
    SOURCE_USER,
    ConfigEntry,
    ConfigFlow,
    ConfigFlowResult,
    OptionsFlow,
)
from homeassistant.core import callback
from homeassistant.helpers import device_registry as dr
import voluptuous as vol

from .address import address_for
from .connections import (
    CONF_ADVANCED,
    CONNECTIONS,
    Connection,
    Data,
    Fields,
    as_shown,
    form,
    required,
    settled,
    typed,
)
from .const import DOMAIN, LOGGER
from .coordinator import RackPowerConfigEntry
from .equipment.driver import Json
from .equipment.errors import DriverError
from .equipment.model import Equipment
from .fleet import fleet_of
from .options_flow import RackPowerOptionsFlow
from .preference_form import option_names, preference_asked, preference_fields
from .trial import try_connection
from .wording import texts_of

CONF_CONNECTION = "connection"

type _Form = Callable[[Data], Fields]
type _Ending = Callable[
    [Mapping[str, Any], Sequence[Equipment]], Awaitable[ConfigFlowResult]
]


class RackPowerConfigFlow(ConfigFlow, domain=DOMAIN):
    """Ask for a connection, try it, keep it."""

    VERSION = 1
    _connection: Connection
    _known: Mapping[str, Any] | None = None
    """What the form may leave out: what is stored, and secrets typed before."""
    _data: Mapping[str, Any]
    _found: Sequence[Equipment]
    _learnt: Mapping[str, Json]
    _looks: Mapping[str, str]
    """Option -> how readings would look, of the preference that is asked for."""

    @staticmethod
    @callback
    @override
    def async_get_options_flow(config_entry: RackPowerConfigEntry) -> OptionsFlow:
        """Return the flow for the preferences of an entry and its units."""
        return RackPowerOptionsFlow()

    @override
    async def async_step_user(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Let the user choose the kind of connection."""
        return self.async_show_menu(
            step_id="user", menu_options=list(CONNECTIONS), sort=False
        )

    async def _async_step_connect(
        self, user_input: dict[str, Any] | None = None, *, kind: str
    ) -> ConfigFlowResult:
        """Ask for a new connection of one kind."""
        self._connection = CONNECTIONS[kind]
        return await self._ask(kind, self._whole_form, user_input, {}, self._create)

    async def _create(
        self, data: Mapping[str, Any], found: Sequence[Equipment]
    ) -> ConfigFlowResult:
        await self.async_set_unique_id(self._unique_id(data, found))
        self._abort_if_unique_id_configured()
        self._data, self._found = data, found
        if self._connection.shows_address:
            return await self.async_step_address()
        if self._looks:
            return await self.async_step_preference()
        return await self._add()

    async def async_step_address(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Show the address that the owner has to give to the unit."""
        if user_input is not None:
            if self.source == SOURCE_USER:
                return await self._add()
            return await self._change()
        return self.async_show_form(
            step_id="address",
            data_schema=vol.Schema({}),
            description_placeholders={
                "url": address_for(self.hass, self._connection, self._data)
            },
            last_step=True,
        )

    async def async_step_preference(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Let the owner say which of two ways to read the unit is right."""
        asked = preference_asked(self._connection)
        if user_input is not None:
            preferences = (await fleet_of(self.hass)).preferences
            for equipment in self._found:
                preferences.choose(equipment.id, user_input)
            return await self._add()
        names = await option_names(self.hass, asked)
        return self.async_show_form(
            step_id="preference",
            data_schema=vol.Schema(preference_fields((asked,), {})),
            description_placeholders={
                "readings": "\n\n".join(
                    f"**{names[option]}**\n{look}"
                    for option, look in self._looks.items()
                )
            },
            last_step=True,
        )

    async def _add(self) -> ConfigFlowResult:
        await self._pass_on()
        return self.async_create_entry(
            title=self._connection.title(self._data, self._found),
            data={CONF_CONNECTION: self._connection.key, **self._data},
        )

    async def async_step_reauth(
        self, entry_data: Mapping[str, Any]
    ) -> ConfigFlowResult:
        """Ask for new credentials: the old ones were refused."""
        return await self.async_step_reauth_confirm()

    async def async_step_reauth_confirm(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Take new credentials for the same units."""
        entry = self._get_reauth_entry()
        self._connection = CONNECTIONS[entry.data[CONF_CONNECTION]]
        return await self._ask(
            "reauth_confirm",
            self._connection.credentials,
            user_input,
            entry.data,
            self._replace,
            name=entry.title,
        )

    async def async_step_reconfigure(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Take a new address or new credentials; secrets left empty stay."""
        entry = self._get_reconfigure_entry()
        self._connection = CONNECTIONS[entry.data[CONF_CONNECTION]]
        return await self._ask(
            "reconfigure",
            self._whole_form,
            user_input,
            entry.data,
            self._replace,
            name=entry.title,
        )

    async def _replace(
        self, data: Mapping[str, Any], found: Sequence[Equipment]
    ) -> ConfigFlowResult:
        self._data = data
        known = self._connection.known_by_units and self._shows_known(found)
        await self.async_set_unique_id(
            self._entry.unique_id if known else self._unique_id(data, found)
        )
        if not self._connection.shows_address:
            self._abort_if_unique_id_mismatch(reason="another_unit")
            return await self._change()
        if self.unique_id != self._entry.unique_id:
            self._abort_if_unique_id_configured()
        return await self.async_step_address()

    async def _change(self) -> ConfigFlowResult:
        await self._pass_on()
        return self.async_update_reload_and_abort(
            self._entry,
            unique_id=self.unique_id,
            data={CONF_CONNECTION: self._connection.key, **self._data},
        )

    async def _pass_on(self) -> None:
        """Leave what the trial learnt to the entry, which is set up next."""
        if self.unique_id is not None:
            (await fleet_of(self.hass)).learnt[self.unique_id] = self._learnt

    @property
    def _entry(self) -> ConfigEntry:
        """The entry that gets another address or other credentials."""
        if self.source == SOURCE_REAUTH:
            return self._get_reauth_entry()
        return self._get_reconfigure_entry()

    async def _ask(
        self,
        step: str,
        ask_for: _Form,
        user_input: Mapping[str, Any] | None,
        stored: Mapping[str, Any],
        ending: _Ending,
        **placeholders: str,
    ) -> ConfigFlowResult:
        """Show a form; once it is filled in, try the connection and go on."""
        errors: dict[str, str] = {}
        secrets = self._connection.secrets
        known = stored if user_input is None or self._known is None else self._known
        given = typed(_flat(user_input or {}), secrets)
        shown = settled(known, given, self._connection.rivals)
        self._known = {
            key: value
            for key, value in shown.items()
            if key in known or (key in secrets and value.strip())
        }
        held = secrets & self._known.keys()
        fields = as_shown(ask_for(shown), ask_for({}), held)
        if user_input is not None:
            empty = required(fields) - given.keys()
            errors = dict.fromkeys(empty, "field_empty")
        if user_input is not None and not errors:
            try:
                data = self._connection.tidy(shown)
                trial = await try_connection(
                    self.hass, self._connection, data, thoroughly=True
                )
            except DriverError as err:
                errors["base"] = err.reason
                placeholders |= await self._worded(step, err.placeholders)
            except Exception:  # noqa: BLE001 - the form must come back, whatever it was
                LOGGER.exception("Unexpected error while trying a connection")
                errors["base"] = "unknown"
            else:
                self._learnt, self._looks = trial.learnt, trial.looks
                return await ending(data, trial.found)
        return self.async_show_form(
            step_id=step,
            data_schema=vol.Schema(fields),
            errors=errors,
            description_placeholders=placeholders,
        )

    async def _worded(
        self, step: str, placeholders: Mapping[str, str]
    ) -> Mapping[str, str]:
        """Call the field that an error speaks of as the form does."""
        if "field" not in placeholders:
            return placeholders
        texts, field = await texts_of(self.hass, "config"), placeholders["field"]
        return {**placeholders, "field": texts.get(f"step.{step}.data.{field}", field)}

    def _whole_form(self, data: Data) -> Fields:
        return form(self._connection.address(data), self._connection.credentials(data))

    def _shows_known(self, found: Sequence[Equipment]) -> bool:
        """Tell whether a unit is there that stands for the entry, or has its device."""
        registry, entry = dr.async_get(self.hass), self._entry
        return any(
            entry.unique_id == f"{self._connection.key}:{one.id}"
            or registry.async_get_device_by_identifier((DOMAIN, one.id), entry.entry_id)
            for one in found
        )

    def _unique_id(self, data: Mapping[str, Any], found: Sequence[Equipment]) -> str:
        """Return the entry's id; it carries the kind, for second paths to a unit."""
        return self._connection.entry_id(data, found)


def _flat(user_input: Mapping[str, Any]) -> dict[str, Any]:
    """Lift the fields of the collapsed section."""
    fields = {key: value for key, value in user_input.items() if key != CONF_ADVANCED}
    return fields | (user_input.get(CONF_ADVANCED) or {})


for _kind in CONNECTIONS:
    setattr(
        RackPowerConfigFlow,
        f"async_step_{_kind}",
        partialmethod(RackPowerConfigFlow._async_step_connect, kind=_kind),  # noqa: SLF001
    )
