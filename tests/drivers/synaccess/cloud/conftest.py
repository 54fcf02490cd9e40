"""An account of the cloud and the driver of it, side by side in one simulated time."""

from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from custom_components.rack_power.drivers.synaccess.cloud import CloudDriver
from custom_components.rack_power.drivers.synaccess.cloud.access import Access
from custom_components.rack_power.equipment.driver import Outcome, Round
from custom_components.rack_power.equipment.errors import DriverError
from custom_components.rack_power.equipment.model import (
    EquipmentId,
    PartId,
    Point,
    Reading,
    Report,
    Value,
    Variable,
)
from custom_components.rack_power.equipment.picture import Picture
from custom_components.rack_power.equipment.variables import OUTLET_STATUS
from simulator.synaccess.cloud import CloudSimulator

from ...conftest import MakeContext, Outside

FIRST, SECOND = EquipmentId("synaccess_1502530"), EquipmentId("synaccess_1502531")
OUTLET, LAST = PartId("outlet", "1-2001607"), PartId("outlet", "8-2001607")
"""Outlets of the first PDU; the first is on, the last is off."""
BANK, INLET = PartId("bank", "2001607"), PartId("inlet", "I1-1502530")
STATUS = Point(OUTLET, OUTLET_STATUS)


@dataclass(slots=True)
class Driven:
    """A driver, what it drives, and what somebody sees who only listens to it."""

    cloud: CloudSimulator
    driver: CloudDriver
    outside: Outside
    pictures: dict[EquipmentId, Picture] = field(default_factory=dict)
    reports: list[Report] = field(default_factory=list)
    settled: list[tuple[EquipmentId, Point, DriverError | None]] = field(
        default_factory=list
    )
    _heard: int = 0

    async def start(self) -> None:
        """Connect and read everything."""
        await self.driver.connect()
        await self.read()
        self.cloud.counters.reset()

    async def read(self) -> Round:
        """Read what is due, and hear it after what was published before."""
        try:
            done = await self.driver.read()
        finally:
            self.listen()
        self._absorb(done.reports)
        return done

    def listen(self) -> None:
        """Hear what was published meanwhile."""
        self._absorb(self.outside.published[self._heard :])
        self._heard = len(self.outside.published)

    def _absorb(self, reports: Any) -> None:
        for report in reports:
            self.pictures.setdefault(report.equipment, Picture()).absorb(report)
            self.reports.append(report)

    async def poll(self, seconds: float = 60) -> Round:
        """Let time pass and read."""
        self.cloud.step(seconds)
        return await self.read()

    async def switch(
        self, on: bool, part: PartId = OUTLET, unit: EquipmentId = FIRST
    ) -> Outcome:
        """Switch an outlet, and hear what that told."""
        try:
            return await self.driver.write(unit, Point(part, OUTLET_STATUS), on)
        finally:
            self.listen()

    def reading(
        self, part: PartId, variable: Variable, unit: EquipmentId = FIRST
    ) -> Reading:
        """Return what is shown of a point."""
        found = self.pictures[unit].reading(Point(part, variable))
        assert found is not None, (part, variable.name)
        return found

    def value(
        self, part: PartId, variable: Variable, unit: EquipmentId = FIRST
    ) -> Value:
        """Return the value that is shown of a point."""
        return self.reading(part, variable, unit).value

    def asked(self) -> list[str]:
        """Return what was asked for since the last time."""
        requests = self.cloud.counters.requests
        base = f" {self.cloud.knobs.base}/"
        names = [
            name.replace(base, " ")
            for name, times in requests.items()
            for _ in range(times)
        ]
        requests.clear()
        return names

    @property
    def puts(self) -> tuple[int, int]:
        """How many commands arrived, and how many were executed."""
        counters = self.cloud.counters
        return len(counters.commands_received), len(counters.commands_executed)

    @property
    def at_pdu(self) -> str:
        """The true state of the first outlet."""
        return str(self.cloud.pdu.unit.state.outlet(OUTLET.key)["state"])


type Drive = Callable[..., Coroutine[Any, Any, Driven]]


@pytest.fixture
async def drive(make_context: MakeContext) -> AsyncIterator[Drive]:
    """Start clouds with the knobs that a test wants, each with a driver."""
    async with AsyncExitStack() as opened:

        async def make(
            *,
            access: Access | None = None,
            interval: float = 60,
            started: bool = True,
            outside: Outside | None = None,
            units: int = 2,
            cloud: CloudSimulator | None = None,
            **knobs: Any,
        ) -> Driven:
            around = outside or Outside()
            if cloud is None:
                cloud = CloudSimulator(units, clock=around.clock.simulated, **knobs)
                await opened.enter_async_context(cloud)
            settled: list[tuple[EquipmentId, Point, DriverError | None]] = []
            driver = CloudDriver(
                replace(
                    make_context(seen=around),
                    settle=lambda *told: settled.append(told),
                ),
                cloud.url,
                access or Access(token=cloud.token),
                interval,
            )
            driven = Driven(cloud, driver, around, settled=settled)
            if started:
                await driven.start()
            return driven

        yield make


@pytest.fixture
async def driven(drive: Drive) -> Driven:
    """Start the default cloud and read all of it."""
    return await drive()
