"""What all flows that mend something have in common."""

from collections.abc import Mapping
from contextlib import suppress
from functools import cached_property

from homeassistant.components.repairs import RepairsFlow, RepairsFlowResult
from homeassistant.config_entries import (
    ConfigEntry,
    OperationNotAllowed,
    UnknownEntry,
)
from homeassistant.data_entry_flow import AbortFlow
from homeassistant.helpers import issue_registry as ir

from ..const import DOMAIN
from ..coordinator import RackPowerConfigEntry
from ..equipment.errors import DriverError
from ..wording import texts_of


class FixFlow(RepairsFlow):
    """A flow about an issue of an entry.

    While it is open the issue may end by itself, be mended in another window, or go
    with its entry. Whoever acts looks first, and again after whatever takes a while.
    """

    @property
    def _entry(self) -> RackPowerConfigEntry:
        """The entry that the issue is about; without it the flow is over."""
        entry_id = str((self.data or {})["entry_id"])
        entry: ConfigEntry | None = self.hass.config_entries.async_get_entry(entry_id)
        if entry is None or entry.disabled_by is not None:
            raise AbortFlow(reason="over")
        return entry

    def _check_there(self) -> None:
        """End the flow if the entry is there no more."""
        _ = self._entry

    @property
    def _issue(self) -> ir.IssueEntry | None:
        return ir.async_get(self.hass).async_get_issue(DOMAIN, self.issue_id)

    def _check_open(self) -> None:
        """End the flow if there is nothing left to mend."""
        if self._issue is None:
            raise AbortFlow(reason="over")

    @cached_property
    def _told(self) -> Mapping[str, str]:
        """What filled the texts when the flow began: the owner decides about that."""
        issue = self._issue
        return (issue.translation_placeholders if issue else None) or {}

    async def _load_anew(self) -> RepairsFlowResult:
        """Load the entry anew and see whether the issue is told again."""
        # Not allowed: nothing has changed. Unknown: removed while this waited for it.
        with suppress(OperationNotAllowed, UnknownEntry):
            await self.hass.config_entries.async_reload(self._entry.entry_id)
        self._check_there()
        if self._issue is not None:
            return self.async_abort(reason="not_mended")
        return self.async_create_entry(data={})

    async def _words(self, err: DriverError) -> str:
        """Return an error in the language of the house."""
        text = (await texts_of(self.hass, "exceptions")).get(f"{err.reason}.message")
        return err.reason if text is None else text.format(**err.placeholders)
