"""What is to be read when: a unit is small, so the fewest requests that keep it fresh.

Times are monotonic seconds.
"""

from collections.abc import Collection, Iterable
from typing import Final

from .listing import ACTIONS
from .mapping import (
    banks,
    conf,
    device,
    events,
    groups,
    inlets,
    outlets,
    relays,
    sensors,
)

SLOW = 60.0  # seconds
RARE = 900.0
_PACES: Final[dict[str, float]] = {
    device.GROUP: RARE,
    conf.GROUP: RARE,
    banks.GROUP: 0,
    outlets.GROUP: 0,
    inlets.GROUP: 0,
    sensors.GROUP: 0,
    relays.GROUP: 0,
    groups.GROUP: SLOW,
    ACTIONS: RARE,
    events.GROUP: SLOW,
}
"""Lists in the order in which they are read, each after those that it refers to, and
the least seconds between two readings."""

_MAY_BE_EMPTY = frozenset({sensors.GROUP, relays.GROUP})


class Agenda:
    """Knows what is due."""

    def __init__(self, interval: float) -> None:
        """Read what matters every so many seconds; at first everything is due."""
        self._interval = interval
        self._due = dict.fromkeys(_PACES, float("-inf"))
        self._wishes: dict[str, tuple[float, ...]] = {}

    def due(self, now: float) -> list[str]:
        """Return what is due, or will be shortly: one round is better than two."""
        soon = now + self._interval / 10
        return [name for name, at in self._due.items() if at <= soon]

    def done(self, name: str, now: float, *, empty: bool = False) -> None:
        """Note that a list was asked for; empty ones are asked for less often."""
        if name in self._due:
            pace = SLOW if empty and name in _MAY_BE_EMPTY else _PACES[name]
            later = tuple(at for at in self._wishes.get(name, ()) if at > now)
            self._wishes[name] = later
            self._due[name] = min((now + max(self._interval, pace), *later))

    def postpone(self, names: Iterable[str], now: float) -> None:
        """Try lists that could not be read again, but not at once."""
        for name in self._due.keys() & set(names):
            self._due[name] = now + self._interval

    def drop(self, name: str) -> None:
        """Never ask for a list again: the unit or its user does not have it."""
        self._due.pop(name, None)

    def has(self, name: str) -> bool:
        """Tell whether a list can be asked for."""
        return name in self._due

    def soon(self, names: Iterable[str], at: float) -> None:
        """Ask for lists at that time, however soon before they were asked for."""
        for name in self._due.keys() & set(names):
            self._wishes[name] = (*self._wishes.get(name, ()), at)
            self._due[name] = min(self._due[name], at)

    def everything(self, besides: Collection[str] = ()) -> None:
        """Ask for everything else again: the unit may have restarted."""
        for name in self._due.keys() - set(besides):
            self._due[name] = float("-inf")

    def next_in(self, now: float) -> float:
        """Return the seconds until something is due."""
        return max(min(self._due.values(), default=now + self._interval) - now, 0.0)
