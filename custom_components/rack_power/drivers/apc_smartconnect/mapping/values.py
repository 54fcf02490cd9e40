"""Single values from the wire: numbers and flags may be texts, anything may be missing.

What cannot be understood or cannot be is None and takes nothing else with it. The
bounds are wider than any unit of this family, and keep out what no unit can mean.
"""

from collections.abc import Mapping, Sequence
from ipaddress import ip_address
from math import isfinite

from ....equipment.driver import Json
from ....equipment.errors import InvalidAnswer
from ...numbers import number, whole

type Row = Mapping[str, Json]

_LONGEST = 255  # characters
_ON = frozenset({"true", "1", "yes", "on"})
_OFF = frozenset({"false", "0", "no", "off"})


def percent(value: Json) -> float | None:
    """Read a share that cannot be more than all."""
    return number(value, 0, 100)


def load(value: Json) -> float | None:
    """Read a load in percent of what is rated, which an overload is above."""
    return number(value, 0, 300)


def volts(value: Json) -> float | None:
    """Read a voltage of mains or battery."""
    return number(value, 0, 1000)


def amperes(value: Json) -> float | None:
    """Read a current."""
    return number(value, 0, 1000)


def hertz(value: Json) -> float | None:
    """Read a frequency of mains."""
    return number(value, 0, 100)


def celsius(value: Json) -> float | None:
    """Read a temperature."""
    return number(value, -50, 150)


def seconds(value: Json) -> float | None:
    """Read a runtime; the longest with all packs is weeks, this is some 115 days."""
    return number(value, 0, 10**7)


def days(value: Json) -> int | None:
    """Read a number of days, ten years at most."""
    return whole(value, 0, 3660)


def packs(value: Json) -> int | None:
    """Read how many packs there are."""
    return whole(value, 0, 255)


def kilowatt_hours(value: Json) -> float | None:
    """Read a counter of watt-hours of 32 bits."""
    found = number(value, 0, 2**32 - 1)
    return None if found is None else round(found / 1000, 6)


def flag(value: Json) -> bool | None:
    """Read true or false, which may be a number or a text."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        word = value.strip().lower()
        return (word in _ON) if word in _ON | _OFF else None
    found = whole(value, 0, 1)
    return None if found is None else bool(found)


def name(value: Json) -> str | None:
    """Read a text for people, without what cannot be shown; an empty one is none."""
    if not isinstance(value, str):
        return None
    shown = "".join(letter for letter in value[:_LONGEST] if letter.isprintable())
    return shown.strip() or None


def first(value: Json) -> str | None:
    """Read a text that comes as the first of a list, or bare."""
    found = items(value)
    if found is not None:
        value = found[0] if found else None
    return key(value)


def key(value: Json) -> str | None:
    """Read an id or a version, which may be told as a number or as text."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return str(value) if abs(value) < 10**18 else None
    if isinstance(value, float):
        return f"{value:g}" if isfinite(value) and abs(value) < 10**5 else None
    return name(value)


def address(value: Json) -> str | None:
    """Read an IP address."""
    text = name(value)
    try:
        return None if text is None else str(ip_address(text))
    except ValueError:
        return None


def one(value: Json) -> Row:
    """Read an object. InvalidAnswer: it is none."""
    if not isinstance(value, Mapping):
        raise InvalidAnswer
    return value


def within(row: Row, *names: str) -> Row:
    """Return an object within others; where there is none, an empty one."""
    for one_name in names:
        found = row.get(one_name)
        if not isinstance(found, Mapping):
            return {}
        row = found
    return row


def items(value: Json) -> Sequence[Json] | None:
    """Return a list, or None where it is none."""
    return value if isinstance(value, Sequence) and not isinstance(value, str) else None
