"""Battery packs and the cartridges in them (4.1).

An index tells the pack first and the cartridge last, whatever lies between. A slot
whose texts are all empty is one that nothing is in.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from ....equipment.draft import Draft
from ....equipment.model import Part, PartId, Report, Variable
from .. import values
from ..client import Raw
from ..layout import PACKS_GROUP
from ..objects.battery_codes import (
    CARTRIDGE_DATE,
    CARTRIDGE_DATE_REPLACE,
    CARTRIDGE_HEALTH,
    CARTRIDGE_HEALTH_COLUMN,
    CARTRIDGE_PACK_STATUS,
    CARTRIDGE_PROBLEM,
    CARTRIDGE_STATUS,
    CARTRIDGES,
    PACK_HEALTH,
    PACK_HEALTH_COLUMN,
    PACK_PROBLEM,
    PACK_STATUS,
    PACKS,
)
from ..objects.flag_codes import HEALTH_FLAGS, HEALTHY, PACK_FLAGS
from ..objects.row import Object, Table
from ..oid import Oid
from .scene import Scene

_OF_CARTRIDGE: Final = frozenset({CARTRIDGE_DATE, CARTRIDGE_DATE_REPLACE})


def report(scene: Scene) -> Report:
    """Tell of all packs and cartridges that are there."""
    draft = scene.draft(PACKS_GROUP)
    packs = {key[0]: key for key in _filled(scene, PACKS)}
    cartridges = tuple(_filled(scene, CARTRIDGES))
    for number in sorted({*packs, *(key[0] for key in cartridges)}):
        part = draft.part(
            Part(
                id=PartId("pack", str(number)),
                number=str(number),
                device=True,
                position=(number,),
            )
        )
        if number in packs:
            _tell_pack(scene, draft, part, packs[number])
        else:
            of_pack = next(key for key in cartridges if key[0] == number)
            _tell_by_cartridge(scene, draft, part, of_pack)
    for key in cartridges:
        _tell_cartridge(scene, draft, key)
    return draft.report()


def _filled(scene: Scene, table: Table) -> Iterator[Oid]:
    """Return the rows that something is in."""
    for key, columns in scene.rows(table).items():
        if any(_says_something(scene.cell(table, one, key)) for one in columns):
            yield key


def _says_something(raw: Raw | None) -> bool:
    """Tell whether a text is more than padding; numbers are there in any case."""
    return isinstance(raw, bytes) and bool(raw.strip(b" \0"))


def _tell_pack(scene: Scene, draft: Draft, part: PartId, key: Oid) -> None:
    scene.read_row(draft, part, PACKS, key)
    _PACK_STATUS.tell(scene, draft, part, key)
    _PACK_HEALTH.tell(scene, draft, part, key)


def _tell_by_cartridge(scene: Scene, draft: Draft, part: PartId, key: Oid) -> None:
    """Add what the rows of its cartridges say of a pack."""
    for thing in scene.columns(CARTRIDGES, key):
        raw = scene.cell(CARTRIDGES, thing.column, key)
        if thing.variable not in _OF_CARTRIDGE and _is_there(raw, thing):
            scene.read(draft, part, thing, raw)
    _PACK_BY_CARTRIDGE.tell(scene, draft, part, key)


def _tell_cartridge(scene: Scene, draft: Draft, key: Oid) -> None:
    pack, number = key[0], key[-1]
    part = draft.part(
        Part(
            id=PartId("cartridge", f"{pack}-{number}"),
            number=str(number),
            within=PartId("pack", str(pack)),
            position=(pack, number),
        )
    )
    for thing in scene.columns(CARTRIDGES, key):
        raw = scene.cell(CARTRIDGES, thing.column, key)
        if thing.variable in _OF_CARTRIDGE and _is_there(raw, thing):
            scene.read(draft, part, thing, raw)
    _CARTRIDGE_STATUS.tell(scene, draft, part, key)
    _CARTRIDGE_HEALTH.tell(scene, draft, part, key)


def _is_there(raw: Raw | None, thing: Object) -> bool:
    return values.is_supported(raw, thing)


@dataclass(frozen=True, slots=True)
class _Flags:
    """A column of flags, and the problem that it tells of.

    ``good`` flags are set while all is well.
    """

    variable: Variable
    table: Table
    number: int
    names: Mapping[int, str]
    good: frozenset[int] = frozenset()

    def tell(self, scene: Scene, draft: Draft, part: PartId, key: Oid) -> None:
        """Add the problem of a row with the flags that make it."""
        raw = scene.cell(self.table, self.number, key)
        if not _says_something(raw):
            return
        told = values.flags(raw, self.names)
        named = values.named((told or self.good) - self.good, self.names)
        draft.read(
            part,
            self.variable,
            None if told is None else told != self.good,
            details={"flags": named} if named else None,
            quality=scene.quality(self.table.entry),
        )


_GOOD: Final = frozenset({HEALTHY})
_PACK_STATUS: Final = _Flags(PACK_PROBLEM, PACKS, PACK_STATUS, PACK_FLAGS)
_PACK_HEALTH: Final = _Flags(
    PACK_HEALTH, PACKS, PACK_HEALTH_COLUMN, HEALTH_FLAGS, _GOOD
)
_PACK_BY_CARTRIDGE: Final = _Flags(
    PACK_PROBLEM, CARTRIDGES, CARTRIDGE_PACK_STATUS, PACK_FLAGS
)
_CARTRIDGE_STATUS: Final = _Flags(
    CARTRIDGE_PROBLEM, CARTRIDGES, CARTRIDGE_STATUS, PACK_FLAGS
)
_CARTRIDGE_HEALTH: Final = _Flags(
    CARTRIDGE_HEALTH, CARTRIDGES, CARTRIDGE_HEALTH_COLUMN, HEALTH_FLAGS, _GOOD
)
