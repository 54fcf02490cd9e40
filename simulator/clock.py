"""A clock that is stepped, and one that follows the time of the machine."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
import heapq
from itertools import count
from typing import override

START = datetime(2025, 1, 2, 3, 4, 5, tzinfo=UTC)
SOON = 1e-6
"""The shortest time that the clock can tell, in seconds."""


def _rounded(seconds: float) -> float:
    """Let ten steps of 0.1 be one second."""
    return round(seconds, 6)


class Timer:
    """A callback that runs when the clock has come to its time."""

    __slots__ = ("callback", "cancelled", "when")

    def __init__(self, when: float, callback: Callable[[], None]) -> None:
        """Note when to run what."""
        self.when = when
        self.callback = callback
        self.cancelled = False

    def cancel(self) -> None:
        """Do not run any more."""
        self.cancelled = True


class Clock:
    """Simulated time: it stands until it is stepped, and has no timer of asyncio."""

    def __init__(self, start: datetime = START) -> None:
        """Begin at a time of day; `now` begins at 0 seconds."""
        self.now = 0.0
        self._origin = start
        self._timers: list[tuple[float, int, Timer]] = []
        self._order = count()

    @property
    def time(self) -> datetime:
        """The time of day, in UTC."""
        return self._origin + timedelta(seconds=self.now)

    def set_time(self, time: datetime) -> None:
        """Put the time of day right, as NTP would: no timer runs by it."""
        self._origin = time - timedelta(seconds=self.now)

    def call_later(self, seconds: float, callback: Callable[[], None]) -> Timer:
        """Run a callback later, never at once."""
        self._drop_cancelled()
        timer = Timer(_rounded(self.now + seconds), callback)
        heapq.heappush(self._timers, (timer.when, next(self._order), timer))
        return timer

    def step(self, seconds: float) -> None:
        """Move on, running what falls due on the way at its own time."""
        if seconds <= 0:
            return
        end = _rounded(self.now + seconds)
        while self._timers and self._timers[0][0] <= end:
            when, _, timer = heapq.heappop(self._timers)
            if not timer.cancelled:
                self.now = max(self.now, when)
                timer.callback()
        self.now = end

    def _drop_cancelled(self) -> None:
        """Keep timers that nobody wants any more from piling up at the front."""
        while self._timers and self._timers[0][2].cancelled:
            heapq.heappop(self._timers)

    async def start(self) -> None:
        """Begin to run, if this clock runs."""

    async def stop(self) -> None:
        """Stand still for good."""


class RunningClock(Clock):
    """A clock that moves on by itself, by one task."""

    def __init__(self, resolution: float = 0.1, speed: float = 1.0) -> None:
        """Move on every `resolution` seconds, `speed` times as fast as real time."""
        super().__init__(datetime.now(UTC))
        self._resolution = resolution
        self._speed = speed
        self._task: asyncio.Task[None] | None = None

    @override
    async def start(self) -> None:
        if self._task is None:
            self._task = asyncio.get_running_loop().create_task(self._run())

    @override
    async def stop(self) -> None:
        if self._task is None:
            return
        self._task.cancel()
        with suppress(asyncio.CancelledError):
            await self._task
        self._task = None

    async def _run(self) -> None:
        loop = asyncio.get_running_loop()
        last = loop.time()
        while True:
            await asyncio.sleep(self._resolution)
            last, elapsed = loop.time(), loop.time() - last
            self.step(elapsed * self._speed)
