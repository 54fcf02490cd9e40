"""Outlets, groups and relays: a row each, with what switches and restarts it.

Nothing is switched or restarted by one tap: a row is tapped by mistake, and a machine
loses its power.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import batched
from typing import Final

from ..equipment.model import Part
from .cards import COLUMNS, Card, asking, heading, press, tile
from .choices import MEASURED_BESIDE, SWITCHED, is_reading
from .layout import is_short, pairs
from .named import Shown
from .shown import ShownUnit
from .words import Words

_READING_COLUMNS: Final = 3
_BUTTON_COLUMNS: Final = 2
_PER_SECTION: Final = 16
"""More rows than these get a section of their own, beside the first."""
_ICONS: Final = {
    "outlet": "mdi:power-socket",
    "outlet_group": "mdi:select-group",
    "relay": "mdi:electric-switch",
}


@dataclass(frozen=True, slots=True)
class _Row:
    """What is shown of one part, side by side."""

    number: str
    """As it is printed on the box, else its place there."""
    title: str
    state: Card
    beside: tuple[tuple[int, Card], ...]
    """Each card with the columns that it takes."""

    def cards(self) -> Iterator[Card]:
        """Give what is left of the row to the state, which has the longest name."""
        yield _at(self.state, COLUMNS - sum(columns for columns, _ in self.beside))
        for columns, card in self.beside:
            yield _at(card, columns)


def switched(unit: ShownUnit, words: Words) -> Iterator[list[Card]]:
    """Show what can be switched, kind by kind, so many as are seen together."""
    for kind in SWITCHED:
        rows = [
            row
            for place, part in enumerate(unit.parts(kind), start=1)
            if (row := _row(unit, part, place, words))
        ]
        for some in batched(rows, _PER_SECTION, strict=False):
            text = words(f"{kind}s")
            if len(rows) > _PER_SECTION:
                first, last = some[0].number, some[-1].number
                text = words(f"{kind}s_range", first=first, last=last)
            yield [heading(text, _ICONS[kind]), *_set(some)]


def _set(rows: Sequence[_Row]) -> list[Card]:
    """Set rows below each other; two in one if all are short and have no more."""
    if all(not row.beside and is_short(row.title) for row in rows):
        return pairs([row.state for row in rows])
    return [card for row in rows for card in row.cards()]


def _row(unit: ShownUnit, part: Part, place: int, words: Words) -> _Row | None:
    """Show one part: its state, what it draws, what restarts it."""
    shown = unit.of_part(part.id)
    main = next((one for one in shown if one.variable.main), None)
    if main is None:
        return None
    beside: list[tuple[int, Card]] = []
    if reading := _reading(shown):
        beside.append((_READING_COLUMNS, _value(reading)))
    if button := unit.restart(part.id):
        restart = _restart(unit, part, button.entity_id, words)
        beside.append((_BUTTON_COLUMNS, restart))
    state = _state(unit, part, main, words)
    number = part.number or str(place)
    return _Row(number, unit.part_title(part.id), state, tuple(beside))


def _state(unit: ShownUnit, part: Part, main: Shown, words: Words) -> Card:
    """Show whether a part is on; what can be switched asks before it is."""
    # A part that is no device is told from others by its entity alone.
    card = tile(replace(main, named_by=main.named_by[-1:]))
    if not main.switchable:
        return card
    title = unit.part_title(part.id)
    key = "switch_protected" if unit.is_protected(part) else "switch"
    action = asking({"action": "toggle"}, words(key, name=title))
    return {**card, "icon_tap_action": action}


def _reading(shown: list[Shown]) -> Shown | None:
    """Choose what a part draws."""
    for quantity in MEASURED_BESIDE:
        for one in shown:
            if one.variable.quantity is quantity and is_reading(one.variable):
                return one
    return None


def _value(reading: Shown) -> Card:
    """Show no more than a value; what it is of stands beside it.

    A tile would be the wider for it: none is less than half a section.
    """
    return {
        "type": "button",
        "entity": reading.entity_id,
        "show_icon": False,
        "show_name": False,
        "show_state": True,
        "tap_action": {"action": "more-info"},
    }


def _restart(unit: ShownUnit, part: Part, button: str, words: Words) -> Card:
    """Offer to restart a part."""
    key = "restart_protected" if unit.is_protected(part) else "restart"
    return {
        "type": "button",
        "entity": button,
        "icon": "mdi:restart",
        "show_name": False,
        "tap_action": press(button, words(key, name=unit.part_title(part.id))),
    }


def _at(card: Card, columns: int) -> Card:
    return {**card, "grid_options": {"columns": columns, "rows": 1}}
