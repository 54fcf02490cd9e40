"""What a PDU of 48 outlets costs Home Assistant: the longest callback, and CPU.

A test Home Assistant holds the integration with every entity enabled; the simulated PDU
runs in a process of its own. Between two polls every outlet's current is changed, so
that no poll is cheaper than in a busy rack. Time is moved, not waited for. A callback
counts by the CPU that it takes, so that other work on the machine changes little; but
for the set-up, none is to take more than 5 ms.

Run it with ``python -m benchmarks.house_poll``.
"""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
import json
import logging
from pathlib import Path
from statistics import median
import sys
import tempfile
import time
from unittest.mock import patch

import aiohttp
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity import Entity
from homeassistant.loader import DATA_CUSTOM_COMPONENTS
from homeassistant.setup import async_setup_component
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_test_home_assistant,
)

from custom_components.rack_power import outside
from custom_components.rack_power.const import DOMAIN
from scripts.demo_house.instance import free_port
from scripts.demo_house.processes import running

from .loop import LongestCallback

OUTLETS = 48
INTERVAL = 30.0  # seconds between polls
POLLS = 60
SERIAL, BANK = 1502530, 2001607


class MovedClock:
    """The drivers' time; it passes only by being slept."""

    def __init__(self) -> None:
        self._at = datetime.now(UTC)

    def now(self) -> datetime:
        """Return the moved time."""
        return self._at

    def monotonic(self) -> float:
        """Return the moved time in seconds."""
        return self._at.timestamp()

    async def sleep(self, seconds: float) -> None:
        """Move it; whoever waits, waits for something that takes real time."""
        self._at += timedelta(seconds=seconds)
        await asyncio.sleep(0.05)


class Bench:
    """One house with one PDU, and the PDU's control plane."""

    def __init__(
        self, hass: HomeAssistant, session: aiohttp.ClientSession, part: dict[str, str]
    ) -> None:
        self.hass = hass
        self._session = session
        self._control = part["control"]
        self.clock = MovedClock()
        self.entry = MockConfigEntry(
            domain=DOMAIN,
            title="Rack PDU",
            unique_id=f"synaccess_pdu:synaccess_{SERIAL}",
            data={
                "connection": "synaccess_pdu",
                "url": part["url"],
                "token": part["token"],
                "verify_ssl": True,
            },
        )

    async def load(self) -> None:
        """Set the entry up."""
        self.entry.add_to_hass(self.hass)
        assert await self.hass.config_entries.async_setup(self.entry.entry_id)
        await self.hass.async_block_till_done()

    async def poll(self) -> None:
        """Let the interval pass and read what is due."""
        await self.clock.sleep(INTERVAL)
        await self.entry.runtime_data.coordinator.async_refresh()
        await self.hass.async_block_till_done()

    async def change(self, **state: object) -> None:
        """Change the PDU."""
        async with self._session.patch(f"{self._control}state", json=state) as answer:
            answer.raise_for_status()

    async def switch(self, action: str) -> None:
        """Switch the first outlet."""
        outlet = "switch.synlink_pdu_outlet_1"
        await self.hass.services.async_call(
            "switch", action, {"entity_id": outlet}, blocking=True
        )

    async def fall_silent(self) -> None:
        """Let the grace be over at once, as if the PDU had been away."""
        await self.entry.runtime_data.coordinator._set_down()  # noqa: SLF001


@asynccontextmanager
async def house() -> AsyncGenerator[Bench]:
    """Start the PDU, and a Home Assistant in which all entities are enabled."""
    arguments = ("-m", "simulator", "synaccess", "--outlets", str(OUTLETS))
    with tempfile.TemporaryDirectory() as folder:
        async with (
            running(arguments, Path(folder) / "log", listen=True) as process,
            aiohttp.ClientSession() as session,
            async_test_home_assistant(config_dir=folder) as hass,
        ):
            assert process.stdout is not None
            part = json.loads(await process.stdout.readline())["synaccess"]
            hass.data.pop(DATA_CUSTOM_COMPONENTS)
            assert await async_setup_component(hass, "network", {})
            http = {"server_host": "127.0.0.1", "server_port": free_port()}
            assert await async_setup_component(hass, "http", {"http": http})
            bench = Bench(hass, session, part)
            with (
                patch.object(outside, "RealClock", lambda: bench.clock),
                patch.object(Entity, "entity_registry_enabled_default", True),
            ):
                yield bench
            await hass.async_stop(force=True)


async def cost(name: str, times: int, job: Callable[[int], Awaitable[None]]) -> None:
    """Do something several times; print the longest callbacks and the CPU of each."""
    longest, spent = [], 0.0
    for turn in range(times):
        with LongestCallback(time.thread_time) as callback:
            began = time.process_time()
            await job(turn)
            spent += time.process_time() - began
        longest.append(callback.seconds * 1000)
    middle, each = median(longest), spent * 1000 / times
    print(f"{name:26}{middle:18.1f}{max(longest):18.1f}{each:14.1f}")


async def main() -> None:
    """Print what each phase costs."""
    logging.disable(logging.WARNING)
    async with house() as bench:
        print(f"{OUTLETS} outlets, Python {sys.version.split()[0]}")
        print(f"{'':26}{'longest callback:':>18}{'of all turns,':>18}{'CPU of':>14}")
        print(f"{'':26}{'median turn, ms':>18}{'ms':>18}{'each, ms':>14}")
        await cost("set up", 1, lambda _: bench.load())
        print(f"  ({len(bench.hass.states.async_all())} entities)")

        def loads(turn: int) -> dict[str, float]:
            return {
                f"{outlet}-{BANK}": 0.1 + (turn + outlet) % 7 / 10
                for outlet in range(1, OUTLETS + 1)
            }

        async def busy(turn: int) -> None:
            await bench.change(loads=loads(turn))
            await bench.poll()

        async def rename(turn: int) -> None:
            await bench.change(outlets={f"1-{BANK}": {"outletName": f"Name {turn}"}})
            await bench.poll()

        async def away(_: int) -> None:
            await bench.fall_silent()
            await bench.poll()

        async def switch(turn: int) -> None:
            await bench.switch("turn_on" if turn % 2 else "turn_off")

        await cost("polls", POLLS, busy)
        await cost("commands", 10, switch)
        await cost("an outlet is renamed", 5, rename)
        await cost("the PDU is lost and back", 5, away)


if __name__ == "__main__":
    asyncio.run(main())
