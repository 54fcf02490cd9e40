"""The history of readings."""

from collections.abc import Iterator
from typing import Final

from .cards import Card, graph, heading, section
from .choices import (
    CHARGE_AND_LOAD,
    CURRENT,
    DRAWN_FIRST,
    LOADS,
    POWER,
    RUNTIME,
    TOPICS,
    UNDRAWN,
    Topic,
)
from .named import Shown
from .naming import sole
from .shown import ShownUnit
from .words import Words

_LINES: Final = 12
"""More in one drawing cannot be told from each other."""


def overview_graph(unit: ShownUnit) -> Iterator[Card]:
    """Draw what matters most of a unit: how long it lasts, else what it draws."""
    for topics in ((CHARGE_AND_LOAD, RUNTIME), (POWER,), (CURRENT,)):
        drawn = [one for topic in topics for one in _lines(unit, topic)]
        for kind in (*DRAWN_FIRST, *(one.point.part.kind for one in drawn)):
            if speaking := [one for one in drawn if one.point.part.kind == kind]:
                yield graph(sole(unit, _once(speaking)))
                return


def _once(shown: list[Shown]) -> list[Shown]:
    """Leave out the second kind of load: it runs beside the first."""
    surplus = [one for one in shown if one.variable in LOADS][1:]
    return [one for one in shown if one not in surplus]


def history(unit: ShownUnit, words: Words) -> Iterator[Card]:
    """Draw everything that a unit measures, by topic."""
    drawn = [
        graph(sole(unit, lines), words(topic.key))
        for topic in TOPICS
        if (lines := _lines(unit, topic))
    ]
    if drawn:
        title = heading(words("history"), "mdi:chart-line")
        yield section([title, *drawn], wide=min(len(drawn), 2))


def _lines(unit: ShownUnit, topic: Topic) -> list[Shown]:
    found = [
        one
        for one in unit.points
        if topic.covers(one.variable) and one.point.part.kind not in UNDRAWN
    ]
    # The unit as a whole comes first, and stays when there is too much.
    found.sort(key=lambda one: one.point.part.kind != "unit")
    return found[:_LINES]
