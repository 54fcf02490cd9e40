"""Texts of the dictionary with their placeholders filled (section 4)."""

from collections.abc import Callable, Mapping
import re
from typing import Final

from ....equipment.driver import Json
from . import values
from .times import parse_day, parse_time

_PLACEHOLDER = re.compile(r"\{\{\s*(?:meta\.)?([^{}]{0,100}?)\s*\}\}")
_SPACES = re.compile(r"\s+")
_LEADING_ON: Final = " :,;-"
"""What a text ends in that would have gone on."""


def filled(text: str, meta: Json = None) -> str:
    """Return a text with the values of an event; what has none is taken out."""
    row = meta if isinstance(meta, Mapping) else {}
    shown = _PLACEHOLDER.sub(lambda found: _word(found[1], row.get(found[1])), text)
    if shown == text:
        return text
    return _SPACES.sub(" ", shown).strip().rstrip(_LEADING_ON)


def _word(name: str, value: Json) -> str:
    found = _TIMES[name](value) if name in _TIMES else None
    return found or values.key(value) or ""


def _day(value: Json) -> str | None:
    day = parse_day(value)
    return None if day is None else day.isoformat()


def _time(value: Json) -> str | None:
    moment = parse_time(value)
    return None if moment is None else moment.strftime("%Y-%m-%d %H:%M:%S UTC")


_TIMES: Final[Mapping[str, Callable[[Json], str | None]]] = {
    "expiration": _day,
    "timestamp": _time,
}
"""Values that are no words as they come."""
