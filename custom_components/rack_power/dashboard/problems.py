"""What is wrong at present, of all that can be wrong."""

from collections.abc import Iterable, Mapping
from typing import Final

from .alarms import is_alarm
from .cards import Card
from .choices import alarming_state
from .shown import ShownUnit
from .words import Words

_NAMED_BY: Final = ("parent_device", "device", "entity")
"""Every unit may have an outlet 1; by itself it is called without its unit."""


def problems(units: Iterable[ShownUnit], words: Words) -> list[Card]:
    """Return the card of open problems, which is hidden while there are none.

    Those that must not be overlooked are told as alarms, above it.
    """
    wrong = {
        one.entity_id: state
        for unit in units
        for one in unit.points
        if not one.switchable
        and not is_alarm(one.variable)
        and (state := alarming_state(one.variable)) is not None
    }
    return [_filtered(words("open_problems"), wrong)] if wrong else []


def _filtered(title: str, wrong: Mapping[str, str]) -> Card:
    """List the entities that are in the state that is wrong; none, no card."""
    return {
        "type": "entity-filter",
        "show_empty": False,
        "card": {"type": "entities", "title": title},
        "entities": [
            {
                "entity": entity_id,
                "name": [{"type": part} for part in _NAMED_BY],
                "secondary_info": "last-changed",
                "conditions": [{"condition": "state", "state": state}],
            }
            for entity_id, state in wrong.items()
        ],
    }
