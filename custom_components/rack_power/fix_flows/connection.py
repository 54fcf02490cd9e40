"""Mending a connection: try it again, or change what it was set up with."""

from typing import Final, override

from homeassistant.components.repairs import RepairsFlowResult
from homeassistant.components.repairs.const import FlowType
from homeassistant.config_entries import (
    SOURCE_REAUTH,
    SOURCE_RECONFIGURE,
    UnknownEntry,
)
from homeassistant.data_entry_flow import AbortFlow, UnknownFlow

from ..connections import CONNECTIONS
from ..const import DOMAIN
from ..equipment.errors import DriverError
from ..fleet import FLEET
from ..trial import try_connection
from .flow import FixFlow

_TRY_AGAIN: Final = "try_again"
_RECONFIGURE: Final = "reconfigure"
_SIGN_IN: Final = "sign_in"


class ConnectionFlow(FixFlow):
    """Offers to try again, and the form that the entry was made with."""

    options: tuple[str, ...] = (_TRY_AGAIN, _RECONFIGURE)

    async def async_step_init(
        self, user_input: dict[str, str] | None = None
    ) -> RepairsFlowResult:
        """Ask what to do."""
        return self.async_show_menu(
            step_id="init",
            menu_options=list(self.options),
            description_placeholders=self._told,
        )

    async def async_step_try_again(
        self, user_input: dict[str, str] | None = None
    ) -> RepairsFlowResult:
        """Load the entry anew and see whether the issue is told again."""
        self._check_open()
        return await self._load_anew()

    async def async_step_reconfigure(
        self, user_input: dict[str, str] | None = None
    ) -> RepairsFlowResult:
        """Go on with the form of the connection; the issue ends if that helps."""
        self._check_open()
        entry_id = self._entry.entry_id
        try:
            flow = await self.hass.config_entries.flow.async_init(
                DOMAIN, context={"source": SOURCE_RECONFIGURE, "entry_id": entry_id}
            )
            return self._go_on(flow["flow_id"])
        except UnknownEntry, UnknownFlow:  # removed in this moment
            raise AbortFlow(reason="over") from None

    def _go_on(self, flow_id: str) -> RepairsFlowResult:
        return self.async_abort(
            reason="going_on", next_flow=(FlowType.CONFIG_FLOW, flow_id)
        )


class CautionFlow(ConnectionFlow):
    """Offers the form only: trying again changes nothing."""

    options = (_RECONFIGURE,)


class SignInFlow(ConnectionFlow):
    """Offers to try again, and to give other credentials."""

    options = (_TRY_AGAIN, _SIGN_IN)

    @override
    async def async_step_try_again(
        self, user_input: dict[str, str] | None = None
    ) -> RepairsFlowResult:
        """Sign in once, since the owner asks for it; the entry goes on with that.

        By itself it would not: where every attempt counts, the driver remembers that
        it must not try.
        """
        self._check_open()
        entry = self._entry
        connection = CONNECTIONS[entry.data["connection"]]
        try:
            trial = await try_connection(self.hass, connection, entry.data)
        except DriverError:
            return self.async_abort(reason="not_mended")
        self._check_open()
        if entry.unique_id is not None:
            self.hass.data[FLEET].learnt[entry.unique_id] = trial.learnt
        return await self._load_anew()

    async def async_step_sign_in(
        self, user_input: dict[str, str] | None = None
    ) -> RepairsFlowResult:
        """Go on with the re-authentication that waits for the owner."""
        self._check_open()
        entry = self._entry
        waiting = list(entry.async_get_active_flows(self.hass, {SOURCE_REAUTH}))
        if waiting:
            return self._go_on(waiting[0]["flow_id"])
        return await self.async_step_reconfigure()
