"""The modules of a large UPS, and whether any of them is not well (8)."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from ....equipment.draft import Details, Draft
from ....equipment.model import UNIT, Part, PartId, Report
from .. import values
from ..client import Raw
from ..layout import MODULES
from ..objects.module_codes import (
    MODULES_PROBLEM,
    SINGLES,
    TABLES,
    WRONG,
    Module,
)
from ..oid import Oid
from .scene import Scene

_NOT_INSTALLED: Final = 2
_CONTACTORS: Final = frozenset({"backfeed_contactor", "switch_gear_breaker"})
"""Kinds for which 2 means that it is open."""
_LIFETIMES: Final = frozenset({"power_module_life", "door_filter"})
"""Kinds for which 2 means that its end is near."""
_SHOWN: Final = 40


class _Told(NamedTuple):
    """What one module says of itself."""

    module: Module
    key: Oid
    raw: Raw | None
    details: Details | None


def report(scene: Scene) -> Report:
    """Tell of every module that is installed, and of all together."""
    draft = scene.draft(MODULES)
    wrong: list[str] = []
    told = [one for one in _all(scene) if _is_installed(one)]
    for one in told:
        part = _tell(scene, draft, one)
        value = values.meant(one.raw, one.module.object).value
        if value in WRONG:
            wrong.append(f"{part.kind} {part.key}: {value}")
    if told:
        draft.part(Part(id=UNIT))
        quality = scene.quality(told[0].module.status)
        details: Details | None = {"modules": tuple(wrong[:_SHOWN])} if wrong else None
        draft.read(UNIT, MODULES_PROBLEM, bool(wrong), details=details, quality=quality)
    return draft.report()


def _all(scene: Scene) -> Iterator[_Told]:
    there = {thing.oid for thing in scene.layout.scalars}
    for module in SINGLES:
        if module.status in there:
            raw = scene.values.get((*module.status, 0))
            yield _Told(module, (0,), raw, None)
    for module in TABLES:
        table, number = module.table, module.status[-1]
        for key in scene.rows(table):
            plates = {
                name: text
                for column, name in module.plates.items()
                if (text := scene.text(table, column, key)) is not None
            }
            yield _Told(module, key, scene.cell(table, number, key), plates or None)


def _is_installed(told: _Told) -> bool:
    kind = told.module.kind
    if kind in _CONTACTORS or kind in _LIFETIMES:
        return True
    return values.whole(told.raw) != _NOT_INSTALLED


def _tell(scene: Scene, draft: Draft, told: _Told) -> PartId:
    module = told.module
    number = "-".join(map(str, told.key))
    part = draft.part(
        Part(id=PartId(module.kind, number), number=number, position=told.key)
    )
    value, unknown = values.meant(told.raw, module.object)
    draft.read(
        part,
        module.variable,
        value,
        details={**(told.details or {}), **(unknown or {})} or None,
        quality=scene.quality(module.status),
    )
    return part
