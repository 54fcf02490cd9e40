"""How soon a post of a UPS shows: from its first byte to the change of a state.

A test Home Assistant holds a UPS that posts to it over a real socket. Its mains fails
and returns; each time a status is posted, and the clock runs until the sensor "on
battery" has its new state. A line of its log is posted, too, until its event is there.
Who asks instead of being told learns of it half an interval later in the mean, however
fast the answer is; the ratio is to that.

Run it with ``python -m benchmarks.push_latency``.
"""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from itertools import count
import logging
from statistics import median, quantiles
import sys
import tempfile
import time
from typing import Any
from unittest.mock import patch

import aiohttp
from aiohttp import web
from homeassistant.core import Event, EventStateChangedData, HomeAssistant, callback
from homeassistant.loader import DATA_CUSTOM_COMPONENTS
from homeassistant.setup import async_setup_component
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_test_home_assistant,
)

from custom_components.rack_power import outside
from custom_components.rack_power.address import ADDRESS
from custom_components.rack_power.connections import CONNECTIONS
from custom_components.rack_power.const import DOMAIN
from simulator.powersentrix import PowerSentrixSimulator

from .house_poll import MovedClock

POSTS = 300
COMPANY, SECRET = "benchmark", "benchmark"
_APART = 2.0  # seconds; more than one status a second is turned away


class Bench:
    """A house to which one UPS posts."""

    def __init__(
        self, hass: HomeAssistant, session: aiohttp.ClientSession, door: str
    ) -> None:
        self.hass = hass
        self.clock = MovedClock()
        self._session = session
        self._address = f"{door}{ADDRESS}/{SECRET}/api"
        self._site = PowerSentrixSimulator()
        self._numbers = count(1)

    async def load(self) -> None:
        """Set the entry up, and let the UPS post for the first time."""
        entry = MockConfigEntry(
            domain=DOMAIN,
            title="UPS",
            data={
                "connection": "powersentrix_push",
                "company_id": COMPANY,
                "secret": SECRET,
            },
        )
        entry.add_to_hass(self.hass)
        assert await self.hass.config_entries.async_setup(entry.entry_id)
        await self._post("setUpsData", self._site.ups.unit.views.complex_object())
        await self.hass.async_block_till_done()

    async def outage(self, *, begins: bool) -> float:
        """Post a status with or without mains; return the seconds until it shows."""
        self._site.ups.unit.set_mains(on=not begins)
        status = self._site.ups.unit.views.complex_object()
        return await self._until("on_battery", "setUpsData", status)

    async def line(self) -> float:
        """Post a line of the log; return the seconds until its event is there."""
        number = next(self._numbers)
        stamp = self.clock.now().strftime("%Y-%m-%d %H:%M:%S")
        body = {"ord": number, "description": f"Line {number}", "timestamp": stamp}
        return await self._until("_log", "setUpsLog", body)

    async def _until(self, ending: str, name: str, body: Any) -> float:
        await self.clock.sleep(_APART)
        shown: asyncio.Future[float] = self.hass.loop.create_future()

        @callback
        def note(event: Event[EventStateChangedData]) -> None:
            if event.data["entity_id"].endswith(ending) and not shown.done():
                shown.set_result(time.perf_counter())

        stop = self.hass.bus.async_listen("state_changed", note)
        began = time.perf_counter()
        await self._post(name, body)
        async with asyncio.timeout(10):
            ended = await shown
        stop()
        return ended - began

    async def _post(self, name: str, body: Any) -> None:
        query = {"companyId": COMPANY, "cmm": "ups-01"}
        url = f"{self._address}/{name}"
        async with self._session.post(url, params=query, json=body) as answer:
            answer.raise_for_status()


@asynccontextmanager
async def house() -> AsyncGenerator[Bench]:
    """Start a Home Assistant that can be reached."""
    with tempfile.TemporaryDirectory() as folder:
        async with (
            aiohttp.ClientSession() as session,
            async_test_home_assistant(config_dir=folder) as hass,
        ):
            hass.data.pop(DATA_CUSTOM_COMPONENTS)
            for component in ("network", "http", DOMAIN):
                assert await async_setup_component(hass, component, {})
            runner = web.AppRunner(hass.http.app, access_log=None)
            await runner.setup()
            await web.TCPSite(runner, "127.0.0.1", 0).start()
            bench = Bench(hass, session, f"http://127.0.0.1:{runner.addresses[0][1]}")
            with patch.object(outside, "RealClock", lambda: bench.clock):
                yield bench
            await runner.cleanup()
            await hass.async_stop(force=True)


def show(name: str, seconds: list[float], interval: float) -> None:
    """Print the median and the 99th of a hundred, and how much later polls are."""
    middle, last = median(seconds), quantiles(seconds, n=100)[-1]
    ratio = interval / 2 / middle
    print(f"{name:30}{middle * 1000:12.1f}{last * 1000:12.1f}{ratio:22,.0f}")


async def main() -> None:
    """Print how soon posts show."""
    logging.disable(logging.WARNING)
    interval = CONNECTIONS["powersentrix_ups"].default_interval
    async with house() as bench:
        await bench.load()
        outages = [await bench.outage(begins=turn % 2 == 0) for turn in range(POSTS)]
        lines = [await bench.line() for _ in range(POSTS)]
    print(f"{POSTS} posts of each kind, Python {sys.version.split()[0]}")
    print(
        f"{'':30}{'median, ms':>12}{'p99, ms':>12}{f'poll of {interval} s: times':>22}"
    )
    show("status: on battery", outages, interval)
    show("line of the log: event", lines, interval)


if __name__ == "__main__":
    asyncio.run(main())
