"""What is to be read when. Times are monotonic seconds."""

from collections.abc import Iterable, Mapping
from typing import Final

from .layout import PACES
from .objects.row import Pace

FAST: Final = 10.0
"""Seconds, which the owner may change."""
_PACES: Final[Mapping[Pace, float]] = {
    Pace.NORMAL: 30.0,
    Pace.SLOW: 300.0,
    Pace.CONFIG: 900.0,
}
_NEVER: Final = float("inf")


class Agenda:
    """Knows which groups are due; none is before it was probed."""

    def __init__(self, interval: float) -> None:
        """Read what changes fast every so many seconds, the rest less often."""
        self._interval = interval
        self._due: dict[str, float] = {}

    def plan(self, groups: Iterable[str], now: float) -> None:
        """Take note of the groups that there are, which have just been read."""
        self._due = {name: now + self._pace(name) for name in groups}

    def due(self, now: float) -> list[str]:
        """Return what is due, or will be shortly: one round is better than two."""
        soon = now + self._interval / 10
        return [name for name in PACES if self._due.get(name, _NEVER) <= soon]

    def done(self, name: str, now: float) -> None:
        """Note that a group was read."""
        self._due[name] = now + self._pace(name)

    def postpone(self, names: Iterable[str], now: float) -> None:
        """Try groups again that could not be read, but not at once."""
        for name in self._due.keys() & set(names):
            self._due[name] = now + self._interval

    def soon(self, names: Iterable[str], at: float) -> None:
        """Have groups read at that time, if not before."""
        for name in self._due.keys() & set(names):
            self._due[name] = min(self._due[name], at)

    def next_in(self, now: float) -> float:
        """Return the seconds until something is due."""
        return max(min(self._due.values(), default=now + self._interval) - now, 0.0)

    def _pace(self, name: str) -> float:
        pace = PACES[name]
        if pace is Pace.ONCE:
            return _NEVER
        return max(self._interval, _PACES.get(pace, 0.0))
