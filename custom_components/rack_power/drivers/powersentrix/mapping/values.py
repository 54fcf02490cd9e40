"""Single values from the wire: numbers may be texts, anything may be missing.

Rules of the specification's section "Data models": what cannot be understood or cannot
be is None and takes nothing else with it.
"""

from collections.abc import Mapping, Sequence
from math import isnan

from ....equipment.driver import Json
from ....equipment.errors import InvalidAnswer
from ...numbers import number, whole

type Row = Mapping[str, Json]

_LONGEST = 255  # characters
_ON = frozenset({"on", "true"})
_OFF = frozenset({"off", "false"})


def volts(value: Json) -> float | None:
    """Read a voltage, told in 10 mV; more than 70 V cannot be."""
    found = number(value, 0, 7000)
    return None if found is None else found / 100


def celsius(value: Json) -> float | None:
    """Read a temperature."""
    return number(value, -50, 150)


def percent(value: Json) -> float | None:
    """Read a percentage."""
    return number(value, 0, 100)


def memory(value: Json) -> int | None:
    """Read an amount of memory in bytes."""
    return whole(value, 0, 2**40)


def flag(value: Json) -> bool | None:
    """Read 1 or 0, ``ON`` or ``OFF``; nothing else is either."""
    if isinstance(value, bool):
        return value
    word = value.strip().lower() if isinstance(value, str) else None
    if word in _ON or word in _OFF:
        return word in _ON
    found = whole(value, 0, 1)
    return None if found is None else bool(found)


def text(value: Json) -> str | None:
    """Read text for people, without what cannot be shown or stored."""
    if not isinstance(value, str):
        return None
    shown = "".join(letter for letter in value if letter.isprintable())
    return shown.strip()[:_LONGEST]


def name(value: Json) -> str | None:
    """Read a text that is one only if it is not empty."""
    return text(value) or None


def key(value: Json) -> str | None:
    """Read an id, which may be told as a number or as text."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value) if abs(value) < 10**18 else None
    return name(value)


def scalar(value: Json) -> object:
    """Return a value for comparison; lists and objects are not looked into.

    What is not even equal to itself (NaN) would make the same answer look new.
    """
    if isinstance(value, float) and isnan(value):
        return None
    return value if isinstance(value, str | int | float) else None


def one(value: Json) -> Row:
    """Read an object. InvalidAnswer: it is none."""
    if not isinstance(value, Mapping):
        raise InvalidAnswer
    return value


def within(row: Row, name: str) -> Row:
    """Return an object within another; where there is none, an empty one."""
    found = row.get(name)
    return found if isinstance(found, Mapping) else {}


def items(value: Json) -> Sequence[Json] | None:
    """Return a list, or None where it is none."""
    return value if isinstance(value, Sequence) and not isinstance(value, str) else None
