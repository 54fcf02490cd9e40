"""Counters of one unit that several paths tell: none steps back at a change of paths.

Every path rounds in its own way, to a watt-hour or to a whole kilowatt-hour, and looks
at its own times. So a count that is told by another path than the one before may be a
little lower, or older, though the unit has counted on. Then the value of before is
shown, as stale, until the other path has caught up.

A counter that begins anew does so on the path that is shown, whose guard lets it pass:
see counter.py. Of another path it is believed where it is lower than any rounding makes
it, or has fallen on that path itself.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from .counter import Count, count_of
from .model import Point, Quality, Reading

_COARSEST: Final = 1.0
"""kWh in which the coarsest path counts: a card without objects of high precision."""


@dataclass(frozen=True, slots=True)
class _Shown:
    """What is shown, by which path, and what another one tells that is held back."""

    path: str
    reading: Reading
    count: Count
    held_back: tuple[str, float] | None = None


class Takeover:
    """Remembers which count of a unit is shown, also while no path tells any."""

    def __init__(self) -> None:
        """Begin with a unit that nobody has told of."""
        self._shown: dict[Point, _Shown] = {}

    @property
    def waits(self) -> bool:
        """Whether a count is held back, so that reading it again may matter."""
        return any(one.held_back is not None for one in self._shown.values())

    def shown(
        self, point: Point, path: str, reading: Reading, now: datetime
    ) -> Reading:
        """Return what to show when the best reading is this one, of this path.

        The same may be asked again. Whatever is no count of energy is shown as it is.
        """
        if (count := count_of(point, reading)) is None:
            return reading
        before = self._shown.get(point)
        if before is None or _takes_over(before, path, count):
            # A clock that is ahead: what comes later is not older for it.
            seen = replace(count, at=min(count.at, now))
            self._shown[point] = _Shown(path, reading, seen)
            return reading
        self._shown[point] = replace(before, held_back=(path, count.value))
        return replace(before.reading, quality=Quality.STALE, details=reading.details)


def _takes_over(before: _Shown, path: str, count: Count) -> bool:
    """Tell whether a path's count is shown instead of the one before."""
    if path == before.path:
        return True
    if count.at < before.count.at:
        return False
    if before.held_back is not None:
        other, value = before.held_back
        if path == other and count.value < value <= before.count.value:
            return True  # it fell on its own path: that is no rounding
    return not 0 < before.count.value - count.value <= _COARSEST
