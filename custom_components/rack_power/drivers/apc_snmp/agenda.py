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
_LONGEST: Final = 900.0
"""Seconds after which a group that fails is tried again at the latest."""
_MOST_DOUBLINGS: Final = 16


class Agenda:
    """Knows which groups are due; none is before it was probed.

    A wish for a time is fulfilled by what begins then or later: whoever reads while
    it is made reads too early.
    """

    def __init__(self, interval: float) -> None:
        """Read what changes fast every so many seconds, the rest less often."""
        self._interval = interval
        self._due: dict[str, float] = {}
        self._wished: dict[str, tuple[float, float]] = {}
        """The earliest and the latest time wished for."""
        self._failures: dict[str, int] = {}

    def plan(self, groups: Iterable[str], began: float) -> None:
        """Take note of the groups that there are, which were read from then on."""
        self._due = {name: began + self.pace(name) for name in groups}
        for name in list(self._wished):
            self._fulfil(name, began)
        self._failures = {}

    def due(self, now: float) -> list[str]:
        """Return what is due, or will be shortly: one round is better than two."""
        soon = now + self._interval / 10
        return [
            name
            for name in PACES
            if self._due.get(name, _NEVER) <= soon or self.is_wished(name, now)
        ]

    def is_wished(self, name: str, now: float) -> bool:
        """Tell whether somebody wishes for a group by now."""
        return name in self._due and self._wish(name) <= now

    def done(self, name: str, began: float) -> None:
        """Note that a group was read, by requests that began then."""
        self._due[name] = began + self.pace(name)
        self._fulfil(name, began)
        self._failures.pop(name, None)

    def postpone(self, name: str, began: float, now: float) -> None:
        """Try a group again that could not be read; later each time."""
        if name not in self._due:
            return
        times = self._failures[name] = self._failures.get(name, 0) + 1
        wait = self._interval * 2 ** min(times - 1, _MOST_DOUBLINGS)
        self._due[name] = now + min(wait, max(_LONGEST, self._interval))
        self._fulfil(name, began)

    def soon(self, names: Iterable[str], at: float) -> None:
        """Have groups read at that time, whatever is read before."""
        for name in self._due.keys() & set(names):
            first, last = self._wished.get(name, (at, at))
            self._wished[name] = min(first, at), max(last, at)

    def next_in(self, now: float) -> float:
        """Return the seconds until something is due."""
        times = (min(at, self._wish(name)) for name, at in self._due.items())
        return max(min(times, default=now + self._interval) - now, 0.0)

    def _wish(self, name: str) -> float:
        return self._wished.get(name, (_NEVER, _NEVER))[0]

    def _fulfil(self, name: str, began: float) -> None:
        """Strike out the wishes that were for no later time."""
        first, last = self._wished.pop(name, (_NEVER, _NEVER))
        if name not in self._due or (last <= began or last == _NEVER):
            return
        self._wished[name] = (first if first > began else last), last

    def pace(self, name: str) -> float:
        """Return how many seconds lie between two readings of a group."""
        pace = PACES[name]
        if pace is Pace.ONCE:
            return _NEVER
        return max(self._interval, _PACES.get(pace, 0.0))
