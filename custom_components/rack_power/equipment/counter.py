"""Energy counters that misread: a glitch never shows, a real reset does.

A counter only rises, and no faster than the rating allows. What does not fit is held
back: the value of before is shown, as stale, until further readings that fit each other
confirm the new one. One is enough for a step back (somebody zeroed the counter), a leap
needs two. A reading that is told again, because it is old by now, confirms nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from .model import Kind, Point, Quality, Quantity, Reading, Report

_RESOLUTION = 0.1
"""kWh by which a counter that counts in coarse steps may run ahead."""
_STEP_BACK, _LEAP = 2, 3
"""How many readings in a row establish what does not fit."""


@dataclass(frozen=True, slots=True)
class Count:
    """A value in kWh and when it was read."""

    value: float
    at: datetime


@dataclass(frozen=True, slots=True)
class Known:
    """The last count that was believed, and those since then that were not."""

    believed: Count
    doubted: tuple[Count, ...] = ()


type Memory = Mapping[Point, Known]


class Guard:
    """Guards the counters that one path tells of."""

    def __init__(self, limit: float) -> None:
        """Believe no more than this power, in W."""
        self._limit = limit
        self._memory: Memory = {}

    def guarded(self, report: Report) -> Report:
        """Return a report as it can be believed; each is to pass once, in order."""
        self._memory, readings = guard(self._memory, report.readings, self._limit)
        return replace(report, readings=readings)


def guard(
    memory: Memory, readings: Mapping[Point, Reading], limit: float
) -> tuple[Memory, Mapping[Point, Reading]]:
    """Hold back energies that cannot be; ``limit`` is the greatest power, in W.

    Returns the memory for the next time, and the readings to show.
    """
    kept, shown = dict(memory), dict(readings)
    for point, reading in readings.items():
        if (count := _count(point, reading)) is None:
            continue
        known = kept[point] = _judged(memory.get(point), count, limit)
        if known.believed != count:
            held = known.believed
            shown[point] = Reading(held.value, held.at, Quality.STALE, reading.details)
    return kept, shown


def _count(point: Point, reading: Reading) -> Count | None:
    """Return the count in an energy reading that is shown, None for anything else."""
    variable, value = point.variable, reading.value
    if reading.quality is Quality.UNAVAILABLE:
        return None
    if variable.kind is not Kind.COUNTER or variable.quantity is not Quantity.ENERGY:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return Count(value, reading.observed_at)


def _judged(known: Known | None, count: Count, limit: float) -> Known:
    """Believe a count, or doubt it until others confirm it."""
    if known is None or _follows(known.believed, count, limit):
        return Known(count)
    earlier = known.doubted
    if earlier and earlier[-1].at == count.at:
        return known
    if earlier and not _follows(earlier[-1], count, limit):
        earlier = ()
    doubted = (*earlier, count)
    needed = _STEP_BACK if count.value < known.believed.value else _LEAP
    return Known(count) if len(doubted) >= needed else Known(known.believed, doubted)


def _follows(before: Count, after: Count, limit: float) -> bool:
    """Tell whether a counter can have gone from one count to the next."""
    hours = max((after.at - before.at).total_seconds(), 0) / 3600
    return 0 <= after.value - before.value <= limit / 1000 * hours + _RESOLUTION
