"""The page of one unit: all that it tells, and all that can be done with it."""

from collections.abc import Iterable, Iterator, Mapping

from homeassistant.util import slugify

from ..equipment.model import UNIT, Category, EquipmentId, Quantity, Variable
from .alarms import alarms
from .cards import Card, gauge, heading, last_line, log, press, section, tile, view
from .choices import CONTACT, GLANCE, SUPPLY, is_told
from .graphs import history
from .layout import pairs, tiles
from .lists import lists
from .named import Named
from .overview import at_a_glance
from .problems import problems
from .rows import switched
from .shown import ShownUnit
from .words import Words

_GAUGED = (Quantity.CHARGE, Quantity.LOAD)


def paths(units: Iterable[ShownUnit]) -> Mapping[EquipmentId, str]:
    """Give every unit the end of the address that its page has."""
    found: dict[EquipmentId, str] = {}
    for unit in units:
        # A bare number would be taken for the place of a page.
        path = wanted = f"unit-{slugify(unit.name, separator='-')}"
        copies = 1
        while path in found.values():
            copies += 1
            path = f"{wanted}-{copies}"
        found[unit.unit.id] = path
    return found


def unit_view(unit: ShownUnit, words: Words, path: str) -> Card:
    """Make the page of a unit: how it is and what hangs on it, then the details."""
    switches = switched(unit, words)
    sections = [
        section([*_now(unit, words), *next(switches, [])]),
        *history(unit, words),
        *(section(cards) for cards in switches),
        *lists(unit, words),
        *_commands(unit, words),
    ]
    if unit.log is not None:
        title = heading(words("log"), "mdi:history")
        sections.append(section([title, last_line(unit.log), log([unit.log])]))
    return view(unit.name, path, unit.icon, sections)


def _now(unit: ShownUnit, words: Words) -> Iterator[Card]:
    """Show how the unit is, the worst first."""
    told = [one for one in unit.of_part(UNIT) if is_told(one.variable)]
    told.sort(key=lambda one: _foremost(one.variable))
    if not told:  # it is no more than the sum of its parts
        told = at_a_glance(unit)
    gauges = [one for one in told if one.variable.quantity in _GAUGED]
    plain = [one for one in told if one not in gauges]
    yield heading(words("now"), unit.icon, badges=unit.of(CONTACT))
    yield from alarms([unit], words)
    yield from problems([unit], words)
    yield from pairs([gauge(one) for one in gauges])
    yield from tiles(plain)


def _foremost(variable: Variable) -> int:
    """Say how soon people want to see what a variable tells."""
    known = (*SUPPLY, *GLANCE)
    return known.index(variable) if variable in known else len(known)


def _commands(unit: ShownUnit, words: Words) -> Iterator[Card]:
    """Offer what the unit as a whole can be told to do, after a question."""
    buttons = [
        button
        for order in sorted(unit.unit.orders(), key=lambda one: one.command.name)
        if order.part == UNIT and order.command.category is Category.PRIMARY
        if (button := unit.button(order)) is not None
    ]
    if not buttons:
        return

    def run(button: Named) -> Card:
        action = press(button.entity_id, words("command", unit=unit.name))
        return {
            **tile(button),
            "hide_state": True,
            "tap_action": action,
            "icon_tap_action": action,
        }

    title = heading(words("commands"), "mdi:gesture-tap-button")
    yield section([title, *tiles(buttons, run)])
