"""What the owner decided about a unit, and what is remembered of it.

Kept by equipment, domain-wide: it holds whichever entry the unit is seen by, and
survives the removal of one of them.
"""

from collections.abc import Mapping, Set as AbstractSet
from typing import TypedDict

from homeassistant.core import HomeAssistant
from homeassistant.helpers.storage import Store

from .const import DOMAIN
from .equipment.driver import Json
from .equipment.model import EquipmentId, PartId
from .plate import Plate, Told

_VERSION = 1
_SAVE_DELAY = 10
_MEMORY_DELAY = 1
"""Seconds. What a driver keeps may be that it must not try again: a kill or a power cut
should not undo it."""


class _Kept(TypedDict):
    protected: dict[str, list[list[str]]]
    """Equipment -> protected parts, each as kind and key."""
    roster: dict[str, dict[str, list[list[str]]]]
    """Entry/equipment -> group -> entities made of it, each as domain and id."""
    memory: dict[str, dict[str, Json]]
    """Entry -> what its driver wants to outlive a restart."""
    chosen: dict[str, dict[str, Json]]
    """Equipment -> what the owner chose for it."""
    derived: dict[str, Json]
    """Equipment -> the memory of what is derived from its readings."""
    plates: dict[str, dict[str, Told]]
    """Equipment -> entry -> what it told of who the unit is."""


def succeeded(key: str, old: EquipmentId, new: EquipmentId) -> str:
    """Return a unique id of the unit that takes the place of another one.

    ``key`` is that of the unit, or begins with it and an underscore.
    """
    return f"{new}{key.removeprefix(old)}"


class Preferences:
    """The one store of the domain; reads are from memory, writes are delayed."""

    def __init__(self, hass: HomeAssistant) -> None:
        """Prepare; :meth:`load` must follow before anything else."""
        self._store: Store[_Kept] = Store(
            hass, _VERSION, DOMAIN, private=True, atomic_writes=True
        )
        self._hass = hass
        self._due: float | None = None
        """When it is saved next, by the clock of the loop."""
        self._kept: _Kept = {
            "protected": {},
            "roster": {},
            "memory": {},
            "chosen": {},
            "derived": {},
            "plates": {},
        }

    async def load(self) -> None:
        """Read what was kept."""
        if kept := await self._store.async_load():
            self._kept |= kept

    def protected(self, equipment: EquipmentId) -> frozenset[PartId]:
        """Return the protected parts of a unit."""
        kept = self._kept["protected"].get(equipment, [])
        return frozenset(PartId(kind, key) for kind, key in kept)

    def protect(self, equipment: EquipmentId, parts: AbstractSet[PartId]) -> None:
        """Keep the protected parts of a unit."""
        self._kept["protected"][equipment] = [list(part) for part in sorted(parts)]
        self._save(delay=0)  # a power cut must not undo it

    def roster(
        self, entry_id: str, equipment: EquipmentId
    ) -> dict[str, list[list[str]]]:
        """Return which entities were made of which group of a unit's reports."""
        return self._kept["roster"].setdefault(f"{entry_id}/{equipment}", {})

    def roster_changed(self) -> None:
        """Save, as a roster was changed in place."""
        self._save()

    def told_only_by(
        self, entry_id: str
    ) -> Mapping[EquipmentId, AbstractSet[tuple[str, str]]]:
        """Return what only this entry told of units whose device another entry has.

        Entities as domain and id, by unit; whoever is loaded at present.
        """
        found = {}
        for whose, groups in self._kept["roster"].items():
            owner, _, equipment = whose.partition("/")
            mine, others = set[tuple[str, str]](), set[tuple[str, str]]()
            for group, made in groups.items():
                told = mine if group.startswith(f"{entry_id}/") else others
                told.update((domain, key) for domain, key in made)
            if owner != entry_id and (only := mine - others):
                found[EquipmentId(equipment)] = only
        return found

    def plate(self, equipment: EquipmentId) -> Plate:
        """Return what entries told of who a unit is."""
        plates = self._kept["plates"]
        return Plate(lambda: plates.setdefault(equipment, {}), self._save)

    def choices(self, equipment: EquipmentId) -> Mapping[str, Json]:
        """Return what the owner chose for a unit."""
        return self._kept["chosen"].get(equipment, {})

    def choice(self, equipment: EquipmentId, key: str) -> Json:
        """Return one of the owner's choices for a unit, None: the default."""
        return self.choices(equipment).get(key)

    def choose(self, equipment: EquipmentId, choices: Mapping[str, Json]) -> None:
        """Keep what the owner chose for a unit, besides what was chosen before."""
        self._kept["chosen"][equipment] = {**self.choices(equipment), **choices}
        self._save()

    def derived(self, equipment: EquipmentId) -> Json:
        """Return the memory of what is derived of a unit."""
        return self._kept["derived"].get(equipment)

    def keep_derived(self, equipment: EquipmentId, memory: Json) -> None:
        """Keep the memory of what is derived of a unit."""
        self._kept["derived"][equipment] = memory
        self._save()

    def recall(self, entry_id: str, key: str) -> Json:
        """Return what a driver kept."""
        return self._kept["memory"].get(entry_id, {}).get(key)

    def keep(self, entry_id: str, key: str, value: Json) -> None:
        """Keep something for a driver."""
        memory = self._kept["memory"].setdefault(entry_id, {})
        if key not in memory or memory[key] != value:
            memory[key] = value
            self._save(_MEMORY_DELAY)

    def adopt(self, entry_id: str, learnt: Mapping[str, Json]) -> None:
        """Keep what was learnt while the connection of an entry was tried."""
        for key, value in learnt.items():
            self.keep(entry_id, key, value)

    def succeed(self, entry_id: str, old: EquipmentId, new: EquipmentId | None) -> None:
        """Give a unit what the owner decided about the one it replaces.

        What the entry's driver remembers is of the old unit, and is dropped. None:
        there is no heir.
        """
        self._kept["memory"].pop(entry_id, None)
        roster = self._kept["roster"].pop(f"{entry_id}/{old}", None)
        self._kept["plates"].get(old, {}).pop(entry_id, None)
        if new is not None:
            if roster is not None:
                self._kept["roster"][f"{entry_id}/{new}"] = {
                    group: [[domain, succeeded(key, old, new)] for domain, key in made]
                    for group, made in roster.items()
                }
            if old in self._kept["protected"]:
                self._kept["protected"][new] = self._kept["protected"].pop(old)
            if old in self._kept["chosen"]:
                self._kept["chosen"][new] = self._kept["chosen"].pop(old)
            self._kept["derived"].pop(old, None)
        self._save(delay=0)

    async def forget(self, entry_id: str) -> None:
        """Forget what was remembered for an entry that was removed."""
        self._kept["memory"].pop(entry_id, None)
        for key in [
            key for key in self._kept["roster"] if key.startswith(f"{entry_id}/")
        ]:
            del self._kept["roster"][key]
        for groups in self._kept["roster"].values():
            for group in [one for one in groups if one.startswith(f"{entry_id}/")]:
                del groups[group]
        for equipment, told in list(self._kept["plates"].items()):
            told.pop(entry_id, None)
            if not told:
                del self._kept["plates"][equipment]
        await self._store.async_save(self._kept)

    def _save(self, delay: float = _SAVE_DELAY) -> None:
        """Save soon; further changes do not put it off."""
        due = self._hass.loop.time() + delay
        if self._due is None or due < self._due:
            self._due = due
            self._store.async_delay_save(self._to_save, delay)

    def _to_save(self) -> _Kept:
        self._due = None
        return self._kept
