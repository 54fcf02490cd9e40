"""Who listens to a unit, and is woken only for what concerns it."""

import asyncio
from collections import deque
from collections.abc import Callable, Iterable

from .equipment.model import Point

type Listener = Callable[[], None]

_AT_ONCE = 30
"""Listeners woken in one turn of the event loop: each may write a state."""


class Listeners:
    """The listeners of a unit: to single points, and to what it consists of."""

    def __init__(self) -> None:
        """Start with nobody."""
        self._by_point: dict[Point, set[Listener]] = {}
        self._by_structure: set[Listener] = set()
        self._concerned: deque[tuple[set[Listener], Listener]] = deque()
        self._all_told = asyncio.Event()
        self._all_told.set()

    def to_point(self, point: Point, listener: Listener) -> Callable[[], None]:
        """Call a listener when a point changes, until the answer is called."""
        listeners = self._by_point.setdefault(point, set())
        listeners.add(listener)
        return lambda: listeners.discard(listener)

    def to_structure(self, listener: Listener) -> Callable[[], None]:
        """Call a listener when points, parts, commands or the plate change."""
        self._by_structure.add(listener)
        return lambda: self._by_structure.discard(listener)

    def tell_points(self, points: Iterable[Point]) -> None:
        """Wake who listens to one of these points."""
        self._wake(
            (listeners, listener)
            for point in points
            for listeners in (self._by_point.get(point, set()),)
            for listener in listeners
        )

    def tell_structure(self) -> None:
        """Wake who listens to what the unit consists of."""
        listeners = self._by_structure
        self._wake((listeners, listener) for listener in listeners)

    async def told(self) -> None:
        """Wait until everybody whom the news concern has been woken."""
        await self._all_told.wait()

    def _wake(self, concerned: Iterable[tuple[set[Listener], Listener]]) -> None:
        self._concerned.extend(concerned)
        if self._concerned and self._all_told.is_set():
            self._all_told.clear()
            self._wake_some()

    def _wake_some(self) -> None:
        """Call so many listeners as still listen; the rest in the next turns."""
        try:
            for _ in range(min(_AT_ONCE, len(self._concerned))):
                listeners, listener = self._concerned.popleft()
                if listener in listeners:
                    listener()
        finally:  # one that fails does not keep the others from being woken
            if self._concerned:
                asyncio.get_running_loop().call_soon(self._wake_some)
            else:
                self._all_told.set()
