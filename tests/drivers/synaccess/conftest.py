"""A PDU and the driver of it, side by side in one simulated time."""

from collections.abc import AsyncIterator, Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

import pytest

from custom_components.rack_power.drivers.synaccess.listing import PATHS
from custom_components.rack_power.drivers.synaccess.pdu import Credentials, PduDriver
from custom_components.rack_power.equipment.driver import Outcome, Round
from custom_components.rack_power.equipment.model import (
    Command,
    EquipmentId,
    Order,
    PartId,
    Point,
    Reading,
    Value,
    Variable,
)
from custom_components.rack_power.equipment.picture import Picture
from simulator.synaccess import PduSimulator

from ..conftest import MakeContext, Outside

BANK = "2001607"
FIRST, SECOND, EIGHTH = (f"{number}-{BANK}" for number in (1, 2, 8))
"""Outlets; the first two are on and a group, the eighth is off."""

ALL = sorted(path.removeprefix("/api/") for path in PATHS.values())
FAST = ["banks", "inlets", "outlets", "sensors"]
SLOW = ["events", "groups", "relayOutputs"]
"""Lists by how often they are asked for; empty relays count as slow."""


@dataclass(slots=True)
class Driven:
    """A driver, what it drives, and what somebody sees who only listens to it."""

    pdu: PduSimulator
    driver: PduDriver
    outside: Outside
    picture: Picture = field(default_factory=Picture)
    _heard: int = 0

    async def start(self) -> None:
        """Connect and read everything."""
        await self.driver.connect()
        await self.read()
        self.pdu.counters.reset()

    async def read(self) -> Round:
        """Read what is due, and hear it after what was published before."""
        done = await self.driver.read()
        self.listen()
        for report in done.reports:
            self.picture.absorb(report)
        return done

    def listen(self) -> None:
        """Hear what was published meanwhile."""
        for report in self.outside.published[self._heard :]:
            self.picture.absorb(report)
        self._heard = len(self.outside.published)

    async def poll(self, seconds: float = 30) -> Round:
        """Let time pass and read."""
        self.pdu.step(seconds)
        return await self.read()

    async def write(self, part: PartId, variable: Variable, value: Value) -> Outcome:
        """Set a point, and hear what that told."""
        point = Point(part, variable)
        try:
            return await self.driver.write(self.equipment, point, value)
        finally:
            self.listen()

    async def run(self, part: PartId, command: Command) -> Outcome:
        """Run a command, and hear what that told."""
        try:
            return await self.driver.run(self.equipment, Order(part, command))
        finally:
            self.listen()

    @property
    def equipment(self) -> EquipmentId:
        """The id of the PDU."""
        return EquipmentId(f"synaccess_{self.pdu.serial}")

    def reading(self, part: PartId, variable: Variable) -> Reading:
        """Return what is shown of a point."""
        found = self.picture.reading(Point(part, variable))
        assert found is not None, (part, variable.name)
        return found

    def value(self, part: PartId, variable: Variable) -> Value:
        """Return the value that is shown of a point."""
        return self.reading(part, variable).value

    def values(self, kind: str, key: str) -> dict[str, Value]:
        """Return all that is shown of a part, by the names of the variables."""
        return {
            point.variable.name: self.value(*point)
            for point in self.picture.points()
            if point.part == PartId(kind, key)
        }

    def has(self, part: PartId, variable: Variable) -> bool:
        """Tell whether a point is there."""
        return self.picture.reading(Point(part, variable)) is not None

    @property
    def received(self) -> list[tuple[str, str, Any]]:
        """The commands that arrived, whatever became of them."""
        return [tuple(one) for one in self.pdu.counters.commands_received]

    @property
    def executed(self) -> list[tuple[str, str, Any]]:
        """The commands that the PDU executed."""
        return [tuple(one) for one in self.pdu.counters.commands_executed]

    def asked(self) -> list[str]:
        """Return the lists that were asked for since the last time."""
        requests = self.pdu.counters.requests
        names = [
            name.removeprefix("GET /api/")
            for name, times in requests.items()
            for _ in range(times)
            if name.startswith("GET ")
        ]
        requests.clear()
        return sorted(names)


def outlet(key: str = FIRST) -> PartId:
    """Name an outlet."""
    return PartId("outlet", key)


type Drive = Callable[..., Coroutine[Any, Any, Driven]]


@pytest.fixture
async def drive(make_context: MakeContext) -> AsyncIterator[Drive]:
    """Start PDUs in the dialects that a test wants, each with a driver of its own."""
    pdus: list[PduSimulator] = []

    async def make(
        *dialects: str,
        credentials: Credentials | None = None,
        interval: float = 30,
        started: bool = True,
        outside: Outside | None = None,
        **options: Any,
    ) -> Driven:
        around = outside or Outside()
        pdu = PduSimulator(dialects=dialects, clock=around.clock.simulated, **options)
        await pdu.start()
        pdus.append(pdu)
        driver = PduDriver(
            make_context(seen=around, verify_ssl=False),
            pdu.url,
            credentials or Credentials(token=pdu.token),
            interval,
        )
        driven = Driven(pdu, driver, around)
        if started:
            await driven.start()
        return driven

    yield make
    for pdu in pdus:
        await pdu.stop()


@pytest.fixture
async def driven(drive: Drive) -> Driven:
    """Start the default PDU and read all of it."""
    return await drive()
