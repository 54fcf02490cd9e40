"""The gate before anything is decoded: who may send, how much, and how often (10.2)."""

from collections.abc import Callable, Collection
from typing import Final

from ....equipment.driver import Clock
from .drops import Drop, Refused

LONGEST: Final = 8192
"""Bytes of a datagram."""
WAITING: Final = 500
"""Datagrams that may wait to be decoded."""
_OF_ONE, _BURST_OF_ONE = 20.0, 100.0
"""Datagrams a second of one source, and at once."""
_IN_ALL, _BURST_IN_ALL = 100.0, 100.0


class Bucket:
    """Lets so many through a second, and some at once after a silence."""

    __slots__ = ("_burst", "_filled", "_left", "_now", "_rate")

    def __init__(self, now: Callable[[], float], rate: float, burst: float) -> None:
        """Begin full; ``now`` tells the time in seconds."""
        self._now = now
        self._rate = rate
        self._burst = self._left = burst
        self._filled = now()

    def has_one(self) -> bool:
        """Tell whether one more may pass."""
        now = self._now()
        gained = max(now - self._filled, 0.0) * self._rate
        self._filled, self._left = now, min(self._left + gained, self._burst)
        return self._left >= 1

    def take_one(self) -> None:
        """Let one pass."""
        self._left -= 1


class Gate:
    """Decides by address and length alone; it remembers known sources only."""

    def __init__(self, clock: Clock) -> None:
        """Begin with nobody known."""
        self._now = clock.monotonic
        self._sources: dict[str, Bucket] = {}
        self._all = Bucket(self._now, _IN_ALL, _BURST_IN_ALL)

    def know(self, sources: Collection[str]) -> None:
        """Let these pass and no others."""
        self._sources = {
            one: self._sources.get(one) or Bucket(self._now, _OF_ONE, _BURST_OF_ONE)
            for one in sources
        }

    def admit(self, source: str, length: int, waiting: int) -> None:
        """Let a datagram pass while others wait, or raise Refused."""
        own = self._sources.get(source)
        if own is None:
            raise Refused(Drop.FOREIGN)
        if length > LONGEST:
            raise Refused(Drop.TOO_LONG)
        if not own.has_one():
            raise Refused(Drop.TOO_MANY)
        if not self._all.has_one():
            raise Refused(Drop.TOO_MANY_IN_ALL)
        if waiting >= WAITING:
            raise Refused(Drop.QUEUE_FULL)
        own.take_one()
        self._all.take_one()
