"""Single values from the wire: tolerant of spelling, never inventing anything."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
import re

from ....equipment.driver import Json
from ....equipment.errors import InvalidAnswer
from ..rules.snapshot import Row

_ON = frozenset({"on", "true", "1"})
_OFF = frozenset({"off", "false", "0"})
_HIGH = frozenset({"hi", "high"}) | _ON
_LOW = frozenset({"lo", "low"}) | _OFF
_CLOSED = frozenset({"closed", "close"}) | _ON
_OPEN = frozenset({"open"}) | _OFF
_LARGEST = 1e12
"""No reading comes near; beyond it, arithmetic with dates and floats goes wrong."""
_LONGEST = 255  # characters
_ID = re.compile(r"[!-~](?:[ -~]{0,62}[!-~])?")
_PERCENT = re.compile(r"\s*([0-9]{1,3}(?:\.[0-9]{1,9})?)\s*%?\s*")


def number(value: Json) -> float | None:
    """Read a number; texts, NaN and infinities are none."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    if isinstance(value, float) and not isfinite(value):
        return None
    return value if abs(value) <= _LARGEST else None


def percent(value: Json) -> float | None:
    """Read a percentage such as ``"80%"``."""
    if isinstance(value, str) and (found := _PERCENT.fullmatch(value)):
        return float(found[1])
    return number(value)


def _either(value: Json, yes: Collection[str], no: Collection[str]) -> bool | None:
    """Read one of two opposites: a word of any case, a truth value, or 1 and 0."""
    if not isinstance(value, bool | int | float | str):
        return None
    word = str(value).strip().lower().removesuffix(".0")
    return True if word in yes else False if word in no else None


def state(value: Json) -> bool | None:
    """Read whether something is on: ``ON``, ``On``, true, 1, and the opposites."""
    return _either(value, _ON, _OFF)


def high(value: Json) -> bool | None:
    """Read whether an input is high: ``HI``; the opposite is not documented."""
    return _either(value, _HIGH, _LOW)


def closed(value: Json) -> bool | None:
    """Read whether a contact is closed: not ``OPEN``."""
    return _either(value, _CLOSED, _OPEN)


def text(value: Json) -> str | None:
    """Read text for people, without what cannot be shown or stored."""
    if not isinstance(value, str):
        return None
    return "".join(letter for letter in value if letter.isprintable()).strip()[
        :_LONGEST
    ]


def label(value: Json) -> str | None:
    """Read a name; an empty one is none."""
    return text(value) or None


def ident(value: Json) -> str | None:
    """Read an id, a number or text: plain letters only, as ids are kept."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        return None
    if isinstance(value, int) and not 0 <= value <= _LARGEST:
        return None
    return str(value) if _ID.fullmatch(str(value)) else None


@dataclass(frozen=True, slots=True)
class Listed:
    """The objects of a list by their ids, in the list's order.

    ``whole`` is false if any object was left out because it has no id.
    """

    rows: Mapping[str, Row]
    whole: bool


def listed(answer: Json, *keys: str) -> Listed:
    """Read a list of objects; the first of the keys that an object has is its id.

    Of two objects with the same id the first counts. InvalidAnswer: it is no list,
    or none of its objects can be told from the others.
    """
    if not isinstance(answer, Sequence) or isinstance(answer, str):
        raise InvalidAnswer
    rows: dict[str, Row] = {}
    whole = True
    for item in answer:
        row = item if isinstance(item, Mapping) else {}
        if (key := _key_of(row, keys)) is None:
            whole = False
        else:
            rows.setdefault(key, row)
    if answer and not rows:
        raise InvalidAnswer
    return Listed(rows, whole)


def _key_of(row: Row, keys: Sequence[str]) -> str | None:
    return next((ident(row[key]) for key in keys if key in row), None)


def objects(answer: Json) -> Sequence[Row]:
    """Return the objects in a nested list; where it is none, there are none."""
    if not isinstance(answer, Sequence) or isinstance(answer, str):
        return ()
    return tuple(item for item in answer if isinstance(item, Mapping))


def one(answer: Json) -> Row:
    """Read an object. InvalidAnswer: it is none."""
    if not isinstance(answer, Mapping):
        raise InvalidAnswer
    return answer
