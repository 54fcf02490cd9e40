"""What is wrong at present, of all that can be wrong."""

from collections.abc import Iterable

from .cards import Card, filtered
from .choices import alarming_state
from .shown import ShownUnit
from .words import Words


def problems(units: Iterable[ShownUnit], words: Words) -> list[Card]:
    """Return the card of open problems, which is hidden while there are none."""
    wrong = {
        one.entity_id: state
        for unit in units
        for one in unit.points
        if not one.switchable and (state := alarming_state(one.variable)) is not None
    }
    return [filtered(words("open_problems"), wrong)] if wrong else []
