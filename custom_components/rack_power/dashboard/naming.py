"""Names as short as they can be where it is clear what they belong to."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
import re

from ..equipment.model import UNIT, PartId
from .named import Shown
from .shown import ShownUnit


def sole(unit: ShownUnit, shown: Iterable[Shown]) -> list[Shown]:
    """Leave out what a part is called if no other tells anything that it tells here.

    Not where it would make two names of a kind.
    """
    shown = list(shown)
    named = {one.point.part for one in shown if unit.tellers(one.variable) > 1} | {UNIT}
    brief = [one if one.point.part in named else within(unit, one) for one in shown]
    count = Counter(one.name for one in brief)
    return [
        short if count[short.name] == 1 else one
        for one, short in zip(shown, brief, strict=True)
    ]


def within(unit: ShownUnit, one: Shown) -> Shown:
    """Leave out what the part is called, if the name begins with that."""
    title, rest = apart(unit, one)
    if not title:
        return one
    if one.named_by == ("device", "entity"):
        return replace(one, named_by=("entity",), name=rest)
    # The frontend has no such name, so this one is written down.
    return replace(one, named_by=(), name=rest[:1].upper() + rest[1:])


def apart(unit: ShownUnit, one: Shown) -> tuple[str, str]:
    """Split a name into the part and what it tells: "Bank 1", "current".

    Without a title where it is not made so, as in languages that name the part last, or
    by its owner.
    """
    label = re.escape(unit.part_title(one.point.part))
    found = re.match(rf"((?:.*\s)?{label})\s+(\S.*)", one.name)
    return (found[1], found[2]) if found else ("", one.name)


def common_title(unit: ShownUnit, shown: Sequence[Shown]) -> str:
    """Return what the names of readings of one part have in common."""
    titles = {apart(unit, one)[0] for one in shown}
    return titles.pop() if len(titles) == 1 else ""


def by_part(shown: Iterable[Shown]) -> dict[PartId, list[Shown]]:
    """Put together what the same part tells."""
    found: dict[PartId, list[Shown]] = {}
    for one in shown:
        found.setdefault(one.point.part, []).append(one)
    return found
