"""The objects without rows: each is a reading of the unit."""

from ....equipment.draft import Draft
from ....equipment.model import UNIT, Part, Report
from .. import values
from ..layout import scalar_group
from ..objects.flag_codes import STATE, STRINGS, FlagString
from ..oid import Oid
from .scene import Scene

NUMBERS = 40
"""Names of flags in the details of a problem, at most."""


def read_scalars(scene: Scene, draft: Draft) -> None:
    """Add all objects of a group that are a reading each."""
    draft.part(Part(id=UNIT))
    for thing in scene.layout.scalars:
        if scalar_group(thing) == draft.group:
            scene.read(draft, UNIT, thing, scene.values.get((*thing.oid, 0)))


def read_strings(scene: Scene, draft: Draft) -> None:
    """Add what the strings of flags of a group add up to."""
    for string in STRINGS:
        oid: Oid = (*string.oid, 0)
        if string.pace.value == draft.group and oid in scene.layout.plain:
            _tell(scene, draft, string, oid)


def _tell(scene: Scene, draft: Draft, string: FlagString, oid: Oid) -> None:
    told = values.flags(scene.values.get(oid), string.names)
    value, names = problem(told, string)
    details = {"flags": names} if names else None
    draft.read(
        UNIT, string.problem, value, details=details, quality=scene.quality(string.oid)
    )


def problem(
    told: frozenset[int] | None, string: FlagString
) -> tuple[bool | None, tuple[str, ...]]:
    """Return whether flags add up to a problem, and which of them do.

    The state's own flags are all told, as they say what the unit does.
    """
    if told is None:
        return None, ()
    wrong = (told - string.harmless - string.wanted) | (string.wanted - told)
    shown = told if string is STATE else told - string.wanted
    return bool(wrong), values.named(shown, string.names)[:NUMBERS]


def report(scene: Scene, group: str) -> Report:
    """Tell a group that is nothing but objects and strings."""
    draft = scene.draft(group)
    read_scalars(scene, draft)
    read_strings(scene, draft)
    return draft.report()
