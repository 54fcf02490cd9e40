"""Numbers from the wire, which may be written as text."""

from math import isfinite
import re
from typing import Final

from ..equipment.driver import Json

_NUMBER: Final = re.compile(r"\s*[+-]?[0-9]{1,15}(?:\.[0-9]{1,15})?\s*")


def number(value: Json, least: float, most: float) -> float | None:
    """Read a number within bounds; what is none, or beyond them, is None."""
    if isinstance(value, str) and _NUMBER.fullmatch(value):
        value = float(value) if "." in value else int(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    if isinstance(value, float) and not isfinite(value):
        return None
    return value if least <= value <= most else None


def whole(value: Json, least: int, most: int) -> int | None:
    """Read an integer within bounds."""
    found = number(value, least, most)
    return int(found) if found is not None and found == int(found) else None
