"""The voltage at which the unit cuts its load to save the battery (``buv``).

That it is a threshold is inferred. One that keeps changing is a measurement, and then
nothing may rest on it.
"""

from datetime import datetime
from typing import Final

from ....equipment.driver import Json
from . import remembered
from .remembered import Table

_LEAST: Final = 36.0
"""Four blocks of 12 V never get so low alive: less is no threshold."""
_DAY: Final = 86400  # seconds
_MANY: Final = 3
"""Changes within a day; so often nobody sets it."""


def judge(
    memory: Table, told: float | None, at: datetime
) -> tuple[Table, float | None]:
    """Return the cut-off, or None where it is not known or not constant."""
    if memory.get("measured") is True:
        return {"measured": True}, None
    if told is None or told < _LEAST:
        return memory, None
    before = remembered.number(memory.get("value"))
    if before is None:
        return {"value": told}, told
    if before == told:
        return memory, told
    second = at.timestamp()
    known = remembered.numbers(memory.get("changed"))
    changed: list[Json] = [one for one in known if 0 <= second - one < _DAY]
    changed.append(second)
    if len(changed) >= _MANY:
        return {"measured": True}, None
    return {"value": told, "changed": changed}, told
