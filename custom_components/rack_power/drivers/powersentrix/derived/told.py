"""Readings as the rules look at them, and logic that knows what it does not know."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from ....equipment.derive import Readings
from ....equipment.model import PartId, Point, Quality, Reading, Value, Variable

type Details = Mapping[str, str | int | float | bool | tuple[str, ...]]

_WORSE: Final = (Quality.GOOD, Quality.STALE, Quality.UNAVAILABLE)
_MOST: Final = 1e6


@dataclass(slots=True)
class Evidence:
    """Reads points, and keeps how old and how good the worst of them was."""

    readings: Readings
    at: datetime | None = None
    quality: Quality = Quality.GOOD

    def value(self, part: PartId, variable: Variable) -> Value:
        """Return a value; one that cannot be relied on at all is unknown."""
        reading = self.readings.get(Point(part, variable))
        if reading is None:
            return None
        if self.at is None or reading.observed_at < self.at:
            self.at = reading.observed_at
        self.quality = max(self.quality, reading.quality, key=_WORSE.index)
        return None if reading.quality is Quality.UNAVAILABLE else reading.value

    def number(self, part: PartId, variable: Variable) -> float | None:
        """Return a measured value."""
        value = self.value(part, variable)
        if isinstance(value, bool) or not isinstance(value, int | float):
            return None
        return value if 0 <= value < _MOST else None

    def flag(self, part: PartId, variable: Variable) -> bool | None:
        """Return a flag."""
        value = self.value(part, variable)
        return value if isinstance(value, bool) else None

    def reading(self, value: Value, details: Details | None = None) -> Reading:
        """Return what follows, as old and as good as what it rests on."""
        at = self.at or datetime.min.replace(tzinfo=UTC)
        return Reading(value, at, self.quality, details or None)

    def take(self, *others: Evidence) -> None:
        """Rest on what others rest on, too."""
        for other in others:
            if other.at is not None and (self.at is None or other.at < self.at):
                self.at = other.at
            self.quality = max(self.quality, other.quality, key=_WORSE.index)


def either(flags: Iterable[bool | None]) -> bool | None:
    """Return whether any flag is true, as far as that is known."""
    known = list(flags)
    return True if True in known else None if None in known else False


def both(one: bool | None, other: bool | None) -> bool | None:
    """Return whether two flags are true, as far as that is known."""
    return negated(either([negated(one), negated(other)]))


def negated(flag: bool | None) -> bool | None:
    """Return the opposite of a flag; that of unknown is unknown."""
    return None if flag is None else not flag
