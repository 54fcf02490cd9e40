"""Energy counters that misread: a glitch never shows, a real reset does.

A counter only rises, and no faster than the rating allows. What does not fit is held
back: the value of before is shown, as stale, until further readings that fit each other
confirm the new one. They do if it counts on: then one is enough for a step back
(somebody zeroed the counter), a leap needs two. What stands still may as well be what a
unit says that has not looked yet, and has to do so for longer; nothing is lost by that,
since a counter that stands counts nothing. A reading that is told again, because it is
old by now, confirms nothing, and neither does one that was made in the same breath.

Nothing that counts is held back for ever: after a while so much energy may have flowed,
and what only rises for long enough is believed however fast it does.

Units start together with the house when the power returns, and some tell nonsense at
first. So counts are remembered over a restart, now and then: they are too old to be
shown, but not to be doubted by.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from .driver import Json, Memory as Store
from .model import (
    UNIT,
    EquipmentId,
    Kind,
    PartId,
    Point,
    Quality,
    Quantity,
    Reading,
    Report,
    Variable,
)

_RESOLUTION: Final = 0.1
"""kWh by which a counter that counts in coarse steps may run ahead."""
_STEP_BACK, _LEAP = 2, 3
"""How many readings in a row establish what does not fit and counts on."""
_LASTING: Final = 10
"""How many do that stand still, or rise faster than can be: the limit is wrong."""
_APART: Final = timedelta(seconds=20)
"""Readings that are nearer to each other show the same hiccup."""
_REMEMBERED: Final = timedelta(hours=1)
"""How often counts are written to disk, which wears."""
_RATING: Final = Point(UNIT, Variable(name="ups.power.nominal", kind=Kind.MEASURE))
"""VA, where a unit tells it …"""
_LEAST_RATING: Final = 250.0
"""… unless it tells kVA, or nothing of use."""
_HEADROOM: Final = 4.0
"""How much more may flow: overloads, and batteries that are charged besides."""


@dataclass(frozen=True, slots=True)
class Count:
    """A value in kWh and when it was read, perhaps before a restart."""

    value: float
    at: datetime
    recalled: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """The last count that was believed, and those since then that were not."""

    believed: Count
    doubted: tuple[Count, ...] = ()


type Memory = Mapping[Point, Known]


class Guard:
    """Guards the counters that one path tells of a unit."""

    def __init__(self, limit: float, store: Store | None = None) -> None:
        """Believe no more than this power, in W, or than the unit's rating allows.

        ``store`` is where counts are remembered, if they are.
        """
        self._greatest = self._limit = limit
        self._store = store
        self._unit: EquipmentId | None = None
        self._memory: Memory = {}
        self._kept_at: datetime | None = None

    def guarded(self, report: Report) -> Report:
        """Return a report as it can be believed; each is to pass once, in order."""
        if report.equipment != self._unit:
            self._begin(report.equipment)
        if (rating := _rating(report.readings)) is not None:
            self._limit = min(self._greatest, _HEADROOM * rating)
        self._memory, readings = guard(self._memory, report.readings, self._limit)
        self._remember(report.equipment)
        return replace(report, readings=readings)

    def _begin(self, unit: EquipmentId) -> None:
        """Go on with what is remembered of a unit: another one counts for itself."""
        self._unit, self._kept_at, self._limit = unit, None, self._greatest
        kept = None if self._store is None else self._store.recall(_key(unit))
        self._memory = dict(_recalled(kept))

    def _remember(self, unit: EquipmentId) -> None:
        counts = {
            point: known.believed
            for point, known in self._memory.items()
            if not known.believed.recalled
        }
        if self._store is None or not counts:
            return
        newest = max(count.at for count in counts.values())
        if self._kept_at is None:
            self._kept_at = newest
        elif abs(newest - self._kept_at) >= _REMEMBERED:
            self._kept_at = newest
            rows: list[Json] = [
                [*point.part, point.variable.name, count.value, count.at.isoformat()]
                for point, count in counts.items()
            ]
            self._store.keep(_key(unit), rows)


def guard(
    memory: Memory, readings: Mapping[Point, Reading], limit: float
) -> tuple[Memory, Mapping[Point, Reading]]:
    """Hold back energies that cannot be; ``limit`` is the greatest power, in W.

    Returns the memory for the next time, and the readings to show.
    """
    kept, shown = dict(memory), dict(readings)
    for point, reading in readings.items():
        if (count := count_of(point, reading)) is None:
            continue
        if count.value < 0:
            shown[point] = replace(reading, value=None)  # no counter counts so far
            continue
        known = kept[point] = _judged(memory.get(point), count, limit)
        if (held := known.believed) != count:
            worth = Quality.UNAVAILABLE if held.recalled else Quality.STALE
            shown[point] = Reading(held.value, held.at, worth, reading.details)
    return kept, shown


def _rating(readings: Mapping[Point, Reading]) -> float | None:
    """Return for how much the unit is made, if that is told and can be."""
    value = readings[_RATING].value if _RATING in readings else None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return value if value >= _LEAST_RATING else None


def _key(unit: EquipmentId) -> str:
    return f"counters/{unit}"


def _recalled(kept: Json) -> Iterator[tuple[Point, Known]]:
    """Read what was remembered; what is not understood is none."""
    for row in kept if isinstance(kept, list) else ():
        match row:
            case [str(kind), str(key), str(name), int() | float() as value, str(at)]:
                try:
                    count = Count(value, datetime.fromisoformat(at), recalled=True)
                except ValueError:
                    continue
                if count.at.tzinfo is not None:
                    variable = Variable(name=name, kind=Kind.COUNTER)
                    yield Point(PartId(kind, key), variable), Known(count)


def count_of(point: Point, reading: Reading) -> Count | None:
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
    if earlier and abs(count.at - earlier[-1].at) < _APART:
        return known
    if earlier and count.value < earlier[-1].value:
        earlier = ()
    doubted = (*earlier, count)
    needed = _STEP_BACK if count.value < known.believed.value else _LEAP
    fitting = _fitting(doubted, limit)
    counts_on = len(fitting) >= needed and fitting[-1].value > fitting[0].value
    if counts_on or len(doubted) >= _LASTING:
        return Known(count)
    return Known(known.believed, doubted)


def _fitting(counts: Sequence[Count], limit: float) -> Sequence[Count]:
    """Return those of the last counts that fit each other."""
    for back in range(len(counts) - 1, 0, -1):
        if not _follows(counts[back - 1], counts[back], limit):
            return counts[back:]
    return counts


def _follows(before: Count, after: Count, limit: float) -> bool:
    """Tell whether a counter can have gone from one count to the next."""
    hours = max((after.at - before.at).total_seconds(), 0) / 3600
    return 0 <= after.value - before.value <= limit / 1000 * hours + _RESOLUTION
