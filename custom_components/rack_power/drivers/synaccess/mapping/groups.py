"""GET /api/groups: groups of outlets, which have no state of their own.

What a group is comes from its list, which is read rarely; its state from the outlets,
which are read often. So there are two reports.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from ....equipment.driver import Json
from ....equipment.model import Part, PartId, Report, Setting
from ....equipment.variables import GROUP_NAME, GROUP_STATUS, RESTART
from ..rules.snapshot import Row
from . import outlets, values
from .draft import Column, Scene, begun

GROUP = "groups"
STATES = "group_states"
KIND = "outlet_group"
KEYS = ("id", "groupUuid")  # the latter in old firmware
DELAY = "groupRebootSequenceDelay"

COLUMNS: Final[tuple[Column, ...]] = ((GROUP_NAME, "groupName", values.text),)
_SETTINGS: Final = {GROUP_NAME: Setting(max_length=100)}


def report(answer: Json, scene: Scene) -> Report:
    """Tell which groups there are and what they can cut."""
    found = values.listed(answer, *KEYS)
    draft = begun(scene, GROUP, complete=found.whole)
    for index, (key, row) in enumerate(found.rows.items()):
        part = draft.part(
            Part(
                id=PartId(KIND, key),
                label=values.label(row.get("groupName")),
                device=True,
                cuts=frozenset(PartId(outlets.KIND, one) for one in member_ids(row)),
                position=(index,),
            )
        )
        draft.take(part, row, COLUMNS, _SETTINGS)
    return draft.report()


def states(answer: Json, scene: Scene) -> Report:
    """Tell the states of the groups: on if any member is; none without members."""
    found = values.listed(answer, *KEYS)
    draft = begun(scene, STATES, complete=found.whole)
    for key, row in found.rows.items():
        members = member_rows(row, scene)
        if not members:
            continue
        part = PartId(KIND, key)
        can_switch = any(outlets.is_switchable(one, scene) for one in members.values())
        on = [values.state(one.get(outlets.STATE)) for one in members.values()]
        draft.read(
            part,
            GROUP_STATUS,
            _any(on),
            setting=outlets.SWITCH if can_switch else None,
            details={"members": len(on), "members_on": on.count(True)},
        )
        if can_switch:
            draft.order(part, RESTART)
    return draft.report()


def _any(states: Sequence[bool | None]) -> bool | None:
    return True if True in states else None if None in states else False


def _members(row: Row) -> dict[str, Row]:
    """Return the members as the group's list shows them: objects, or only ids."""
    told = row.get("outlets")
    found: dict[str, Row] = {}
    for item in told if isinstance(told, list | tuple) else ():
        member = item if isinstance(item, Mapping) else {"id": item}
        ids = (values.ident(member[key]) for key in outlets.KEYS if key in member)
        if (key := next(ids, None)) is not None:
            found.setdefault(key, member)
    return found


def member_ids(row: Row) -> tuple[str, ...]:
    """Return the ids of a group's outlets, in the order in which it switches them."""
    return tuple(_members(row))


def member_rows(row: Row, scene: Scene) -> Mapping[str, Row]:
    """Return the outlets of a group as their own list shows them.

    Of those that the user may not see, what the group's list said.
    """
    seen = values.listed(scene.snapshot.outlets or (), *outlets.KEYS).rows
    return {key: seen.get(key, member) for key, member in _members(row).items()}
