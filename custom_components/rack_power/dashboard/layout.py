"""How cards lie beside each other, so that no name is cut off."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from .cards import Card, row, tile
from .named import Named

_SHORT: Final = 15
"""Letters of a name that fit onto a tile of half the width of a section …"""
_LISTED: Final = 26
"""… and beside a value in a list. Longer ones get a tile as wide as the section."""


def pairs(cards: Sequence[Card]) -> list[Card]:
    """Set cards two in a row; one that is left over gets the row for itself."""
    even = len(cards) // 2 * 2
    return [*cards[:even], *(wide(card) for card in cards[even:])]


def is_short(name: str) -> bool:
    """Whether a name is seen whole on a tile that shares its row."""
    return len(name) <= _SHORT


def wide(card: Card) -> Card:
    """Give a card a row for itself."""
    return {**card, "grid_options": {"columns": "full"}}


def tiles(
    shown: Iterable[Named], make: Callable[[Named], Card] = tile
) -> Iterator[Card]:
    """Show entities two in a row; those with long names come last, each in its own."""
    shown = list(shown)
    yield from pairs([make(one) for one in shown if is_short(one.name)])
    yield from (wide(make(one)) for one in shown if not is_short(one.name))


def listed(shown: Iterable[Named]) -> list[Card]:
    """Show readings one below the other, and no handle to what can be set."""
    shown = list(shown)
    if any(len(one.name) > _LISTED for one in shown):
        return [wide(tile(one)) for one in shown]
    rows = [
        row(one) if one.only_tells else {"type": "simple-entity", **row(one)}
        for one in shown
    ]
    return [{"type": "entities", "entities": rows}]
