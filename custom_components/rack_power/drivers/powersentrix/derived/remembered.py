"""The memory of the rules: JSON of our own, but read as if it were anybody's."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from math import isfinite
from typing import Final

from ....equipment.driver import Json

type Table = Mapping[str, Json]

ENOUGH: Final = 2
"""Reports in a row that a rule asks for."""
_APART: Final = 3600
"""Seconds after which reports are not in a row any more."""


def table(value: Json) -> Table:
    """Return an object; anything else is an empty one."""
    return value if isinstance(value, Mapping) else {}


def number(value: Json) -> float | None:
    """Return a number that can be reckoned with."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return value if abs(value) < 1e12 and isfinite(value) else None  # noqa: PLR2004


def numbers(value: Json) -> list[float]:
    """Return the numbers of a list."""
    if not isinstance(value, Sequence) or isinstance(value, str):
        return []
    found = (number(item) for item in value)
    return [item for item in found if item is not None]


def count(memory: Json, at: datetime) -> tuple[Json, bool]:
    """Count one more report in a row; tell whether these are enough.

    The same report may be seen more than once and counts once.
    """
    known = table(memory)
    times, last = number(known.get("times")), number(known.get("at"))
    second = at.timestamp()
    if times is None or last is None or not 0 <= second - last <= _APART:
        return {"times": 1, "at": second}, False
    if second > last:
        times += 1
    return {"times": times, "at": last}, times >= ENOUGH
