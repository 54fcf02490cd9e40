"""Outlet groups (6): three tables with the same index."""

from typing import Final

from ....equipment.draft import Details, Draft
from ....equipment.model import Part, PartId, Report
from .. import values
from ..layout import OUTLET_GROUP_SETTINGS, OUTLET_GROUPS
from ..objects.flag_codes import OUTLET_GROUP_FLAGS
from ..objects.outlet_codes import (
    COMMAND_PENDING,
    FULL_STATE,
    GROUP_SETTINGS,
    GROUPS,
    MAIN,
    NAME,
    OUTLET_TYPE,
    PENDING,
    SWITCHED,
)
from ..oid import Oid
from .scene import Scene

KIND: Final = "outlet_group"
STATE_COLUMN: Final = 3
_PENDING_FLAGS: Final = frozenset({3, 4, 5, 8, 9, 10, 11, 12, 13, 14})
"""Flags of the full state that tell of something going on or waited for."""
_NO_FLAGS: Final = frozenset[int]()


def states(scene: Scene) -> Report:
    """Tell which groups are on, and what is going on with them."""
    draft = scene.draft(OUTLET_GROUPS)
    for key in scene.rows(GROUPS):
        part = draft.part(_part(scene, key))
        for thing in scene.columns(GROUPS, key):
            raw = scene.cell(GROUPS, thing.column, key)
            if thing.column == COMMAND_PENDING:
                _tell_pending(scene, draft, part, key)
                continue
            value, details = values.meant(raw, thing)
            quality = scene.quality(thing.oid)
            draft.read(part, thing.variable, value, details=details, quality=quality)
    return draft.report()


def settings(scene: Scene) -> Report:
    """Tell what can be set for each group."""
    draft = scene.draft(OUTLET_GROUP_SETTINGS)
    for key in scene.rows(GROUP_SETTINGS):
        part = draft.part(_part(scene, key))
        scene.read_row(draft, part, GROUP_SETTINGS, key)
    return draft.report()


def is_main(scene: Scene, key: Oid) -> bool:
    """Tell whether a group feeds all others, for all that is known."""
    return scene.number(GROUPS, OUTLET_TYPE, key) != SWITCHED


def is_known(scene: Scene, key: Oid) -> bool:
    """Tell whether it is known which of the two sorts a group is of."""
    return scene.number(GROUPS, OUTLET_TYPE, key) in {SWITCHED, MAIN}


def type_of(key: Oid) -> Oid:
    """Return the object that tells of which sort a group is."""
    return (*GROUPS.entry, OUTLET_TYPE, *key)


def part_id(key: Oid) -> PartId:
    """Return the part of a row."""
    return PartId(KIND, "-".join(map(str, key)))


def _part(scene: Scene, key: Oid) -> Part:
    number = part_id(key).key
    others = frozenset(part_id(one) for one in scene.rows(GROUPS) if one != key)
    label = scene.text(GROUP_SETTINGS, NAME, key) or scene.text(GROUPS, NAME, key)
    return Part(
        id=part_id(key),
        number=number,
        label=label,
        device=True,
        cuts=others if is_main(scene, key) else frozenset(),
        position=key,
    )


def _tell_pending(scene: Scene, draft: Draft, part: PartId, key: Oid) -> None:
    """Add whether a command is pending, and for what it waits."""
    thing = GROUPS.column(COMMAND_PENDING)
    if thing is None:
        return
    value, details = values.meant(scene.cell(GROUPS, COMMAND_PENDING, key), thing)
    raw = scene.cell(GROUPS, FULL_STATE, key)
    flags = (values.flags(raw, OUTLET_GROUP_FLAGS) or _NO_FLAGS) & _PENDING_FLAGS
    if flags:
        value = True
        waits: Details = {"flags": values.named(flags, OUTLET_GROUP_FLAGS)}
        details = waits
    draft.read(part, PENDING, value, details=details, quality=scene.quality(thing.oid))
