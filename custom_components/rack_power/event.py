"""Event entities: the log of a unit, line by line."""

from collections.abc import Sequence
from typing import override

from homeassistant.components.event import EventEntity
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .coordinator import RackPowerConfigEntry
from .entity import RackPowerEntity
from .equipment.driver import TellsLog
from .equipment.model import UNIT, Category
from .following import follow_units
from .journal import Told
from .unit import Unit

PARALLEL_UPDATES = 0

MISSED = "missed"
"""The type of an event that is told late, so that nothing should act on it."""


async def async_setup_entry(
    hass: HomeAssistant,
    entry: RackPowerConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Make an entity for the log of every unit that the entry owns."""

    @callback
    def follow(unit: Unit) -> None:
        made = False

        @callback
        def look() -> None:
            nonlocal made
            if not made and _kinds(unit):
                made = True
                async_add_entities([RackPowerLog(entry, unit)])

        look()
        entry.async_on_unload(unit.listen_structure(look))
        # A path may find out only when it reads that there is a log.
        entry.async_on_unload(entry.runtime_data.coordinator.async_add_listener(look))

    follow_units(entry, follow)


class RackPowerLog(RackPowerEntity, EventEntity):
    """The lines of a unit's log, as they arise."""

    def __init__(self, entry: RackPowerConfigEntry, unit: Unit) -> None:
        """Take the kinds of lines from the paths that tell them."""
        super().__init__(entry, unit, UNIT, "log", Category.PRIMARY, everyday=True)
        self._entry = entry

    @property
    @override
    def available(self) -> bool:
        """Whether a path answers that could tell of something."""
        return self.unit.up

    @property
    @override
    def event_types(self) -> list[str]:
        """Every kind that a path can tell, and that of lines that come late."""
        return [*_kinds(self.unit), MISSED]

    @override
    async def async_added_to_hass(self) -> None:
        """Be woken by new lines, and when the unit comes and goes."""
        await super().async_added_to_hass()
        # Lines may be waiting already, and what is written before the end of this
        # method does not become a state.
        self.async_on_remove(self.hass.loop.call_soon(self._hear).cancel)
        self.async_on_remove(self.unit.listen_structure(self.async_write_ha_state))

    @callback
    def _hear(self) -> None:
        journal = self._entry.runtime_data.fleet.journal
        self.async_on_remove(journal.listen(self.unit.id, self._told))

    @callback
    def _told(self, lines: Sequence[Told]) -> None:
        for line in lines:
            record = line.record
            known = record.kind in self.event_types
            kind = record.kind if line.live and known else MISSED
            self._trigger_event(
                kind,
                {
                    "kind": record.kind,
                    "time": record.time.isoformat(),
                    "severity": record.severity.value,
                    "text": record.text,
                    "code": record.code,
                    **({"name": record.name} if record.name else {}),
                },
            )
            self.async_write_ha_state()


def _kinds(unit: Unit) -> list[str]:
    return sorted(
        {
            kind
            for path in unit.paths.values()
            if isinstance(path.driver, TellsLog)
            for kind in path.driver.record_kinds
        }
    )
