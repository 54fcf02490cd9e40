"""What every driver of a test lives in: a time that is stepped, a memory, sessions."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import aiohttp

from custom_components.rack_power.drivers.http import HttpContext
from custom_components.rack_power.equipment.driver import Json
from simulator.clock import Clock


@dataclass(slots=True)
class SteppedClock:
    """The time of a simulator: whoever sleeps moves it, and what is simulated too."""

    simulated: Clock = field(default_factory=Clock)
    slept: list[float] = field(default_factory=list)
    began: float = 0.0
    """What it counts from, as machines do not begin at zero."""
    ahead: timedelta = timedelta()
    """By which the clock of the house is wrong."""

    def now(self) -> datetime:
        """Return the simulated time of day."""
        return self.simulated.time + self.ahead

    def monotonic(self) -> float:
        """Return the simulated seconds."""
        return self.began + self.simulated.now

    async def sleep(self, seconds: float) -> None:
        """Move the time instead of waiting."""
        self.slept.append(seconds)
        self.simulated.step(seconds)


@dataclass(slots=True)
class Notes:
    """A memory that lasts as long as the test; a test may put something there."""

    kept: dict[str, Json] = field(default_factory=dict)

    def recall(self, key: str) -> Json:
        """Return what was kept."""
        return self.kept.get(key)

    def keep(self, key: str, value: Json) -> None:
        """Keep a value."""
        self.kept[key] = value


async def at_once(job: Callable[[], object]) -> object:
    """Run what would block, as tests have nobody who waits."""
    return job()


def session_with(
    traces: Sequence[aiohttp.TraceConfig], *, verify_ssl: bool
) -> aiohttp.ClientSession:
    """Open a session as those that Home Assistant gives."""
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(ssl=verify_ssl),
        cookie_jar=aiohttp.DummyCookieJar(),
        trace_configs=list(traces),
    )


def with_threads(context: HttpContext, jobs: list[Callable[[], object]]) -> HttpContext:
    """Return surroundings that have threads, and note what is given to them."""

    async def in_thread(job: Callable[[], object]) -> object:
        jobs.append(job)
        return await asyncio.to_thread(job)

    return replace(context, in_thread=in_thread)
