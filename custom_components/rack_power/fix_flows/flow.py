"""What all flows that mend something have in common."""

from collections.abc import Mapping
from contextlib import suppress
from functools import cached_property

from homeassistant.components.repairs import RepairsFlow, RepairsFlowResult
from homeassistant.config_entries import ConfigEntry, OperationNotAllowed
from homeassistant.helpers import issue_registry as ir
from homeassistant.helpers.translation import async_get_translations

from ..const import DOMAIN
from ..coordinator import RackPowerConfigEntry
from ..equipment.errors import DriverError


class FixFlow(RepairsFlow):
    """A flow about an issue of an entry."""

    @property
    def _entry(self) -> RackPowerConfigEntry:
        """The entry that the issue is about; the issue goes when it is removed."""
        entry_id = str((self.data or {})["entry_id"])
        entry: ConfigEntry = self.hass.config_entries.async_get_known_entry(entry_id)
        return entry

    @property
    def _issue(self) -> ir.IssueEntry | None:
        return ir.async_get(self.hass).async_get_issue(DOMAIN, self.issue_id)

    @cached_property
    def _told(self) -> Mapping[str, str]:
        """What filled the texts when the flow began: the owner decides about that."""
        issue = self._issue
        return (issue.translation_placeholders if issue else None) or {}

    async def _load_anew(self) -> RepairsFlowResult:
        """Load the entry anew and see whether the issue is told again."""
        with suppress(OperationNotAllowed):  # then nothing has changed
            await self.hass.config_entries.async_reload(self._entry.entry_id)
        if self._issue is not None:
            return self.async_abort(reason="not_mended")
        return self.async_create_entry(data={})

    async def _words(self, err: DriverError) -> str:
        """Return an error in the language of the house."""
        texts = await async_get_translations(
            self.hass, self.hass.config.language, "exceptions", {DOMAIN}
        )
        text = texts.get(f"component.{DOMAIN}.exceptions.{err.reason}.message")
        return err.reason if text is None else text.format(**err.placeholders)
