"""What polling a card by SNMP costs: our driver beside core's `snmp` integration.

Both ask the same simulated card, which runs in a process of its own, through the same
library. Core's integration has a request for each sensor, and each sensor's poll is a
task of its own, as its platforms make it. Ours is measured three ways: the polls at
which only what changes fast is due, the mean poll of an hour, and the very objects of
core's sensors, read at once. A poll is due every 10 s in both; time is moved, not
waited for.

A callback counts by the CPU that it takes, so that other work on the machine changes
little; what blocks without working is not seen. "Usual" is the median poll's longest
callback, "longest" that of all polls. What was there before the polls is kept out of
the collection of garbage: going through all of Home Assistant takes 200 ms, and it is
chance whose poll that strikes.

Run it with ``python -m benchmarks.snmp_poll``.
"""

import asyncio
from collections.abc import (
    AsyncGenerator,
    Awaitable,
    Callable,
    Collection,
    Mapping,
    Sequence,
)
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
import gc
import json
import logging
from pathlib import Path
from statistics import fmean, median
import sys
import tempfile
import time
from typing import Any, Final
import warnings

import aiohttp
from homeassistant.components.snmp.const import (
    MAP_AUTH_PROTOCOLS,
    MAP_PRIV_PROTOCOLS,
    SNMP_VERSIONS,
)
from homeassistant.components.snmp.sensor import SnmpData
from homeassistant.components.snmp.util import (
    DATA_SNMP_ENGINE,
    async_create_request_cmd_args,
)
from homeassistant.core import HomeAssistant
from pysnmp.hlapi.v3arch import asyncio as hlapi
from pytest_homeassistant_custom_component.common import async_test_home_assistant

from custom_components.rack_power.connections.apc_snmp import credentials, with_snmp
from custom_components.rack_power.drivers.apc_snmp import SnmpContext, SnmpDriver
from custom_components.rack_power.drivers.apc_snmp.oid import Oid, dotted, oid
from custom_components.rack_power.drivers.apc_snmp.pysnmp_client import PysnmpClient
from custom_components.rack_power.equipment.driver import Context, Json
from scripts.demo_house.processes import running

from .loop import LongestCallback

OBJECTS: Final = 60
INTERVAL: Final = 10.0  # seconds between polls
HOUR: Final = 360  # polls
POLLS: Final = 120
STARTS: Final = 10
FAST: Final = {"fast", "outlet_groups"}
NAMES: Final = {"SHA1": "sha1", "AES128": "aes128"}
CORE_NAMES: Final = {"SHA1": "hmac-sha", "AES128": "aes-cfb-128"}

type Part = Mapping[str, Any]
type Poll = Callable[[], Awaitable[Collection[str]]]
"""Polls, and returns the groups that were read."""


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


@dataclass(frozen=True, slots=True)
class Cost:
    """What one poll took."""

    requests: float
    bytes: float
    cpu: float
    """Milliseconds."""
    longest: float
    """Milliseconds."""


def of(cost: Sequence[Cost]) -> dict[str, float]:
    """Return what a poll costs."""
    return {
        "requests": fmean(one.requests for one in cost),
        "bytes": fmean(one.bytes for one in cost),
        "CPU ms": fmean(one.cpu for one in cost),
        "usual callback ms": median(one.longest for one in cost),
        "longest callback ms": max(one.longest for one in cost),
    }


class Bench:
    """A Home Assistant, the card, and its control plane."""

    def __init__(
        self, hass: HomeAssistant, session: aiohttp.ClientSession, part: Part
    ) -> None:
        self.hass = hass
        self.part = part
        self.clock = MovedClock()
        self._session = session
        self._control = part["control"]

    async def pass_interval(self) -> None:
        """Let the card and us be an interval older."""
        step = {"seconds": INTERVAL}
        await self.clock.sleep(INTERVAL)
        async with self._session.post(f"{self._control}step", json=step) as answer:
            answer.raise_for_status()

    async def cost(self, poll: Poll) -> tuple[Collection[str], Cost]:
        """Poll once; tell what was read, and for how much."""
        await self.pass_interval()
        async with self._session.delete(f"{self._control}counters"):
            pass
        with LongestCallback(time.thread_time) as longest:
            await asyncio.sleep(0)  # what runs by now is not measured
            began = time.process_time()
            read = await poll()
            spent = time.process_time() - began
        async with self._session.get(f"{self._control}counters") as answer:
            seen: dict[str, Any] = await answer.json()
        requests, size = sum(seen["requests"].values()), _bytes(seen)
        return read, Cost(requests, size, spent * 1000, longest.seconds * 1000)

    async def costs(self, poll: Poll, times: int) -> list[Cost]:
        """Poll often; the first one makes ready and does not count."""
        await poll()
        freeze()
        return [(await self.cost(poll))[1] for _ in range(times)]

    def context(self, *, shared: bool) -> SnmpContext:
        """Build what our driver needs from outside, with engines as they are lent."""
        bare = Context(
            clock=self.clock,
            memory=NoMemory(),
            publish=lambda _: None,
            tell=lambda *_: None,
            settle=lambda *_: None,
            preference=lambda *_: None,
            forget=lambda *_: None,
            trouble=lambda *_: None,
            wake=lambda _: None,
            in_thread=self._in_thread,
        )
        return with_snmp(self.hass, bare, shared=shared)

    async def _in_thread(self, job: Callable[[], object]) -> object:
        return await self.hass.async_add_executor_job(job)

    def client(self, version: str) -> PysnmpClient:
        """Return our client of the card."""
        context = self.context(shared=version != "3")
        who = credentials(_told(self.part, version))
        return PysnmpClient(context, self.part["host"], self.part["port"], who)

    @asynccontextmanager
    async def driver(self, version: str) -> AsyncGenerator[SnmpDriver]:
        """Set up our driver of the card."""
        driver = SnmpDriver(
            self.context(shared=version != "3"),
            self.part["host"],
            self.part["port"],
            credentials(_told(self.part, version)),
            INTERVAL,
        )
        await driver.connect()
        await driver.read()
        yield driver
        await driver.close()

    async def sensors(self, version: str, oids: Sequence[Oid]) -> list[SnmpData]:
        """Set up what core's sensors ask with; as core does it, one for each."""
        return [await self._sensor(version, dotted(one)) for one in oids]

    async def _sensor(self, version: str, base: str) -> SnmpData:
        part = self.part
        target = await hlapi.UdpTransportTarget.create((part["host"], part["port"]))
        if version == "3":
            auth = MAP_AUTH_PROTOCOLS[CORE_NAMES[part["auth_protocol"]]]
            priv = MAP_PRIV_PROTOCOLS[CORE_NAMES[part["priv_protocol"]]]
            who: Any = hlapi.UsmUserData(
                part["username"],
                authKey=part["auth_key"],
                privKey=part["priv_key"],
                authProtocol=getattr(hlapi, auth),
                privProtocol=getattr(hlapi, priv),
            )
        else:
            number = SNMP_VERSIONS[version]
            who = hlapi.CommunityData(part["community"], mpModel=number)
        how = await async_create_request_cmd_args(self.hass, who, target, base)
        return SnmpData(how, base, accept_errors=False, default_value=None)


def freeze() -> None:
    """Have collections of garbage look only at what comes from now on."""
    gc.collect()
    gc.freeze()


def _bytes(seen: Mapping[str, Any]) -> int:
    return int(seen["bytes_in"]) + int(seen["bytes_out"])


def _told(part: Part, version: str) -> dict[str, Any]:
    """Return what somebody types into our form."""
    if version != "3":
        return {"version": version, "community": part["community"]}
    return {
        "version": version,
        "username": part["username"],
        "auth_protocol": NAMES[part["auth_protocol"]],
        "auth_key": part["auth_key"],
        "priv_protocol": NAMES[part["priv_protocol"]],
        "priv_key": part["priv_key"],
    }


def by_driver(driver: SnmpDriver) -> Poll:
    """Return a poll of our driver."""

    async def poll() -> Collection[str]:
        done = await driver.read()
        return {report.group for report in done.reports}

    return poll


def by_client(client: PysnmpClient, oids: Sequence[Oid]) -> Poll:
    """Return a read of objects by our client."""

    async def poll() -> Collection[str]:
        assert len(await client.get(oids)) == len(oids)
        return ()

    return poll


async def _updated(sensor: Any) -> None:
    await sensor.async_update()


def by_core(sensors: Sequence[SnmpData]) -> Poll:
    """Return a poll of core's sensors; each has a timer of its own, so a task."""

    async def poll() -> Collection[str]:
        await asyncio.gather(*map(_updated, sensors))
        assert all(one.value is not None for one in sensors)
        return ()

    return poll


async def compare(bench: Bench, version: str) -> None:
    """Print what polls cost."""
    async with bench.driver(version) as driver:
        poll = by_driver(driver)
        for _ in range(POLLS):  # reads aside what is only shown to who looks for faults
            await bench.pass_interval()
            await poll()
        freeze()
        hour = [await bench.cost(poll) for _ in range(HOUR)]
        read: Any = driver.raw()["read"]
    plain = [oid(name) for name in read if name.endswith(".0")][:OBJECTS]
    assert len(plain) == OBJECTS
    client = bench.client(version)
    await client.open()
    same = of(await bench.costs(by_client(client, plain), POLLS))
    await client.close()
    sensors = await bench.sensors(version, plain)
    core = of(await bench.costs(by_core(sensors), POLLS))
    fast = [cost for groups, cost in hour if FAST.issuperset(groups)]
    show(f"v{version}: a poll of what changes fast", of(fast), core)
    show(f"v{version}: a poll, mean of an hour", of([one for _, one in hour]), core)
    show(f"v{version}: the {OBJECTS} objects of core's sensors", same, core)


async def first_request(bench: Bench) -> None:
    """Print what beginning to speak version 3 costs the loop."""
    ours, core = list[float](), list[float]()
    status = oid("1.3.6.1.4.1.318.1.1.1.4.1.1.0")
    for _ in range(STARTS):
        client = bench.client("3")
        freeze()
        with LongestCallback(time.thread_time) as longest:
            await asyncio.sleep(0)
            await client.open()
            assert await client.get([status])
        await client.close()
        ours.append(longest.seconds * 1000)
        bench.hass.data.pop(DATA_SNMP_ENGINE, None)  # as after a start
        freeze()
        with LongestCallback(time.thread_time) as longest:
            await asyncio.sleep(0)
            await by_core(await bench.sensors("3", [status]))()
        core.append(longest.seconds * 1000)
    show(
        "v3: until the first answer",
        {"usual callback ms": median(ours), "longest callback ms": max(ours)},
        {"usual callback ms": median(core), "longest callback ms": max(core)},
    )


def show(name: str, ours: Mapping[str, float], core: Mapping[str, float]) -> None:
    """Print the costs of both, and their ratios."""
    print(f"\n{name}")
    for what, value in ours.items():
        ratio = value / core[what]
        print(f"  {what:32}{value:12.1f}{core[what]:12.1f}{ratio:8.2f}")


async def main() -> None:
    """Print the costs of both."""
    logging.disable(logging.WARNING)
    warnings.simplefilter("ignore")
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        arguments = ("-m", "simulator", "snmp")
        async with (
            running(arguments, log, listen=True) as process,
            async_test_home_assistant() as hass,
            aiohttp.ClientSession() as session,
        ):
            assert process.stdout is not None
            part = json.loads(await process.stdout.readline())["snmp"]
            bench = Bench(hass, session, part)
            print(f"{OBJECTS} sensors of core, Python {sys.version.split()[0]}")
            print(f"{'':34}{'Rack Power':>12}{'core snmp':>12}{'ratio':>8}")
            await compare(bench, "2c")
            await compare(bench, "3")
            await first_request(bench)
            await hass.async_stop(force=True)


if __name__ == "__main__":
    asyncio.run(main())
