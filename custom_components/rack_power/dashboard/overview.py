"""The first page: every unit at a glance, what is wrong, and what happened."""

import asyncio
from collections.abc import Mapping, Sequence

from ..equipment.model import UNIT, EquipmentId
from .absent import AbsentUnit
from .alarms import alarms
from .cards import WIDEST, Card, gauge, heading, log, section, view
from .choices import (
    CHARGES,
    CLIMATE,
    CLIMATE_COUNT,
    CONTACT,
    GLANCE,
    GLANCE_COUNT,
    GLANCE_WITH_PARTS,
    LOADS,
    SUPPLY,
)
from .graphs import overview_graph
from .layout import pairs, tiles
from .named import Shown
from .naming import sole
from .problems import problems
from .shown import ShownUnit
from .words import Words

_PATH = "overview"
_ICON = "mdi:server"


async def overview(
    units: Sequence[ShownUnit],
    absent: Sequence[AbsentUnit],
    words: Words,
    paths: Mapping[EquipmentId, str],
) -> Card:
    """Make the first page; others get their turn between two units."""
    sections = [
        *(section([card], wide=WIDEST) for card in alarms(units, words)),
        *(section([card], wide=WIDEST) for card in problems(units, words)),
    ]
    for unit in units:
        await asyncio.sleep(0)
        sections.append(section(_glance(unit, paths[unit.unit.id])))
    sections += [section(_waiting(unit)) for unit in absent]
    if logs := [unit.log for unit in units if unit.log is not None]:
        title = heading(words("log"), "mdi:history")
        sections.append(section([title, log(logs)], wide=WIDEST))
    return view(words("overview"), _PATH, _ICON, sections)


def empty(words: Words) -> Card:
    """Say what to do where there is nothing to show."""
    card = {"type": "markdown", "content": words("nothing")}
    return view(words("overview"), _PATH, _ICON, [section([card])])


def _glance(unit: ShownUnit, path: str) -> list[Card]:
    """Show one unit: its supply, how long it lasts, what it measures."""
    gauges = [*unit.of(CHARGES), *unit.of(LOADS)[:1]]
    return [
        heading(unit.name, unit.icon, leads_to=path, badges=unit.of(CONTACT)),
        *tiles(unit.of(SUPPLY)),
        *pairs([gauge(one) for one in gauges]),
        *tiles(at_a_glance(unit)),
        *overview_graph(unit),
    ]


def at_a_glance(unit: ShownUnit) -> list[Shown]:
    """Choose the main readings: those of the unit itself, if it tells any.

    How the rack is comes in any case: it is measured by a part.
    """
    found, climate = unit.of(GLANCE), unit.of(CLIMATE)
    own = [one for one in found if one.point.part == UNIT]
    parts = [one for one in found if one not in own]
    room = max(0, GLANCE_WITH_PARTS - len(own))
    chosen = [*own[:GLANCE_COUNT], *parts[:room], *climate[:CLIMATE_COUNT]]
    return sole(unit, chosen)


def _waiting(unit: AbsentUnit) -> list[Card]:
    """Show a unit of which nothing is known now but what it had."""
    return [heading(unit.name, "mdi:lan-disconnect"), *tiles(unit.entities)]
