"""An hour of polling a PDU of 48 outlets: our driver beside the vendor's client.

Both read the same lists of the same simulated PDU, which runs in a process of its own.
The vendor's client has no plan, so it reads all lists at every poll, as its users do.
Time is moved, not waited for: what counts is what an hour costs.

Run it with ``python -m benchmarks.synaccess_poll``.
"""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
import json
from pathlib import Path
import sys
import tempfile
import time
from typing import Any

import aiohttp
from synlinkpy import SynLinkPy

from custom_components.rack_power.drivers.http import HttpContext
from custom_components.rack_power.drivers.synaccess.pdu import Credentials, PduDriver
from custom_components.rack_power.equipment.driver import Json
from scripts.demo_house.processes import running

from .loop import LongestCallback

type Poll = Callable[[], Awaitable[None]]

OUTLETS = 48
INTERVAL = 30.0  # seconds between polls
POLLS = 120  # an hour
COUNTED = ("requests", "connections", "bytes", "CPU ms", "longest callback ms")


class MovedClock:
    """Time that passes only by being slept."""

    def __init__(self) -> None:
        self._at = datetime(2026, 1, 1, tzinfo=UTC)

    def now(self) -> datetime:
        """Return the moved time."""
        return self._at

    def monotonic(self) -> float:
        """Return the moved time in seconds."""
        return self._at.timestamp()

    async def sleep(self, seconds: float) -> None:
        """Move it."""
        self._at += timedelta(seconds=seconds)


class NoMemory:
    """Forgets everything."""

    def recall(self, key: str) -> Json:
        """Return nothing."""
        return None

    def keep(self, key: str, value: Json) -> None:
        """Keep nothing."""


def context_of(clock: MovedClock) -> HttpContext:
    """Build what the driver needs from outside."""

    async def in_thread(job: Callable[[], object]) -> object:
        return await asyncio.to_thread(job)

    return HttpContext(
        clock=clock,
        memory=NoMemory(),
        publish=lambda _: None,
        tell=lambda *_: None,
        settle=lambda *_: None,
        preference=lambda *_: None,
        forget=lambda *_: None,
        trouble=lambda *_: None,
        wake=lambda _: None,
        in_thread=in_thread,
        new_session=lambda traces: aiohttp.ClientSession(
            cookie_jar=aiohttp.DummyCookieJar(), trace_configs=[*traces]
        ),
        release_session=lambda session: session.close(),
    )


@asynccontextmanager
async def by_driver(part: Mapping[str, str]) -> AsyncGenerator[Poll]:
    """Set up our driver and give one poll."""
    clock = MovedClock()
    driver = PduDriver(
        context_of(clock),
        part["url"],
        Credentials(username=part["username"], password=part["password"]),
        INTERVAL,
    )
    await driver.connect()
    await driver.read()

    async def poll() -> None:
        await clock.sleep(INTERVAL)
        await driver.read()

    yield poll
    await driver.close()


@asynccontextmanager
async def by_vendor(part: Mapping[str, str]) -> AsyncGenerator[Poll]:
    """Set up the vendor's client in a thread, and give one poll."""
    loop, thread = asyncio.get_running_loop(), ThreadPoolExecutor(1)
    told = {"username": part["username"], "password": part["password"]}
    client = await loop.run_in_executor(thread, SynLinkPy, part["url"], told)

    def read() -> None:
        client.device.info()
        client.conf.list()
        for kind in ("banks", "outlets", "inlets", "sensors", "groups"):
            getattr(client, kind).list()
        client.actions.list()
        client.events.list()

    async def poll() -> None:
        await loop.run_in_executor(thread, read)

    yield poll
    thread.shutdown()


async def cost(
    session: aiohttp.ClientSession, control: str, poll: Poll
) -> dict[str, float]:
    """Tell what an hour of polls costs, per hour."""
    async with session.delete(f"{control}counters"):
        pass
    with LongestCallback() as longest:
        began = time.process_time()
        for _ in range(POLLS):
            await poll()
        spent = time.process_time() - began
    async with session.get(f"{control}counters") as answer:
        seen: dict[str, Any] = await answer.json()
    return {
        "requests": sum(seen["requests"].values()),
        "connections": seen["connections"],
        "bytes": seen["bytes_in"] + seen["bytes_out"],
        "CPU ms": spent * 1000,
        "longest callback ms": longest.seconds * 1000,
    }


async def main() -> None:
    """Print the costs of both, and their ratios."""
    arguments = ("-m", "simulator", "synaccess", "--outlets", str(OUTLETS))
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        async with running(arguments, log, listen=True) as process:
            assert process.stdout is not None
            part = json.loads(await process.stdout.readline())["synaccess"]
            async with aiohttp.ClientSession() as session:
                control = part["control"]
                async with by_driver(part) as poll:
                    ours = await cost(session, control, poll)
                async with by_vendor(part) as poll:
                    theirs = await cost(session, control, poll)
    print(f"{POLLS} polls of {OUTLETS} outlets, Python {sys.version.split()[0]}")
    print(f"{'':20}{'Rack Power':>12}{'synlinkpy':>12}{'ratio':>8}")
    for what in COUNTED:
        ratio = ours[what] / theirs[what]
        print(f"{what:20}{ours[what]:12.1f}{theirs[what]:12.1f}{ratio:8.2f}")


if __name__ == "__main__":
    asyncio.run(main())
