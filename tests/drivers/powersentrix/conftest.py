"""UPSs and a portal on real sockets, in a time that moves when somebody waits."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Any

import pytest

from custom_components.rack_power.drivers.powersentrix.portal import PortalDriver
from custom_components.rack_power.drivers.powersentrix.ups import UpsDriver
from custom_components.rack_power.equipment.model import (
    Equipment,
    EquipmentId,
    Value,
)
from custom_components.rack_power.equipment.picture import Picture
from simulator.powersentrix import PowerSentrixSimulator

from .receiving import COMPANY, Receiver, listening
from .surroundings import Surroundings, quality_of, status_of, value_of


@dataclass(slots=True)
class Driven[D: PortalDriver | UpsDriver]:
    """A driver, what it drives, and what it told."""

    site: PowerSentrixSimulator
    around: Surroundings
    driver: D
    units: list[Equipment]

    @property
    def id(self) -> EquipmentId:
        """The first unit."""
        return self.units[0].id

    @property
    def picture(self) -> Picture:
        """What is known of the first unit."""
        return self.around.pictures[self.id]

    @property
    def toggles(self) -> tuple[int, int]:
        """Toggles of the first output: received and executed."""
        counted = self.site.ups.toggles
        return counted.received[0], counted.executed[0]

    def value(self, index: int = 0) -> Value:
        """Return what is shown of an output."""
        return value_of(self.picture, status_of(index))

    def quality(self, index: int = 0) -> str:
        """Return how good that is."""
        return quality_of(self.picture, status_of(index))

    async def poll(self) -> float:
        """Read as the coordinator does, and return when the next read is due."""
        round_ = await self.driver.read()
        self.around.absorb(round_.reports)
        return round_.next_in

    async def run(self, seconds: float) -> None:
        """Let time pass, reading when it is due."""
        end = self.around.clock.monotonic() + seconds
        while (now := self.around.clock.monotonic()) < end:
            due = await self.poll()
            self.site.step(min(due, end - now))

    async def switch(self, on: bool, index: int = 0) -> str:
        """Switch an output of the first unit."""
        return await self.driver.write(self.id, status_of(index), on)


type MakeSite = Callable[..., Awaitable[PowerSentrixSimulator]]
type MakeUps = Callable[..., Awaitable[Driven[UpsDriver]]]
type MakePortal = Callable[..., Awaitable[Driven[PortalDriver]]]


@pytest.fixture
async def stack(socket_enabled: None) -> AsyncIterator[AsyncExitStack]:
    """What ends with the test."""
    async with AsyncExitStack() as opened:
        yield opened


@pytest.fixture
def make_site(stack: AsyncExitStack) -> MakeSite:
    """Build simulated UPSs with their portal."""

    async def make(*args: Any, **knobs: Any) -> PowerSentrixSimulator:
        return await stack.enter_async_context(PowerSentrixSimulator(*args, **knobs))

    return make


@pytest.fixture
def make_ups(stack: AsyncExitStack, make_site: MakeSite) -> MakeUps:
    """Build a UPS with a driver that is connected to it and has read it."""

    async def make(
        site: PowerSentrixSimulator | None = None,
        *,
        around: Surroundings | None = None,
        url: str | None = None,
        key: str | None = None,
        **knobs: Any,
    ) -> Driven[UpsDriver]:
        site = site or await make_site(**knobs)
        around = around or Surroundings(site.clock)
        stack.push_async_callback(around.close)
        driver = UpsDriver(
            around.context(verify_ssl=False),
            url or site.ups.url,
            key or site.ups.api_key,
        )
        driven = Driven(site, around, driver, list(await driver.connect()))
        await driven.poll()
        return driven

    return make


@pytest.fixture
def make_portal(stack: AsyncExitStack, make_site: MakeSite) -> MakePortal:
    """Build a portal with a driver that has found out how old its answers are."""

    async def make(
        site: PowerSentrixSimulator | None = None,
        *,
        around: Surroundings | None = None,
        settle: float = 30,
        units: int = 1,
        **knobs: Any,
    ) -> Driven[PortalDriver]:
        site = site or await make_site(units, **knobs)
        around = around or Surroundings(site.clock)
        stack.push_async_callback(around.close)
        driver = PortalDriver(
            around.context(), site.portal.url, site.portal.email, site.portal.password
        )
        driven = Driven(site, around, driver, list(await driver.connect()))
        await driven.run(settle)
        return driven

    return make


@pytest.fixture
async def receiver(stack: AsyncExitStack, make_site: MakeSite) -> Receiver:
    """A UPS that posts to a driver and has done so."""
    site = await make_site()
    made = await listening(stack, site, Surroundings(site.clock))
    site.ups.push_to(made.url, COMPANY)
    await site.delivered()
    return made
