"""Cards that are written to, with an owner who may allow what is dangerous."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from custom_components.rack_power.drivers.apc_snmp import SnmpContext
from custom_components.rack_power.equipment.driver import Json, Outcome
from custom_components.rack_power.equipment.errors import DriverError
from custom_components.rack_power.equipment.model import (
    UNIT,
    Command,
    EquipmentId,
    Order,
    PartId,
    Point,
    Setting,
    Value,
)
from simulator.counters import Command as Told

from ..conftest import Drive, Driven, named

MAIN, SWITCHED = PartId("outlet_group", "1"), PartId("outlet_group", "2")
type Settled = tuple[Point, DriverError | None]


@dataclass(slots=True)
class Owner:
    """What the owner chose, and what came of the wishes that were pending."""

    load_control: Json = None
    settled: list[Settled] = field(default_factory=list)

    def prefers(self, equipment: EquipmentId, key: str) -> Json:
        """Return the only choice that there is."""
        assert equipment
        assert key == "load_control"
        return self.load_control

    def settle(
        self, equipment: EquipmentId, point: Point, error: DriverError | None
    ) -> None:
        """Note the end of a wish."""
        assert equipment
        self.settled.append((point, error))


@pytest.fixture
def owner() -> Owner:
    """The owner of all cards of a test, who has not allowed anything yet."""
    return Owner()


@pytest.fixture
def snmp_context(snmp_context: SnmpContext, owner: Owner) -> SnmpContext:
    """A context in which the owner is asked."""
    return replace(snmp_context, preference=owner.prefers, settle=owner.settle)


@dataclass(slots=True)
class Written:
    """A driven card, and what somebody sees who may also write."""

    driven: Driven
    owner: Owner

    async def write(self, name: str, value: Value, part: PartId = UNIT) -> Outcome:
        """Set a point, and look at what was published meanwhile."""
        point = Point(part, named(name))
        equipment = self.driven.picture.groups["fast"].equipment
        try:
            return await self.driven.driver.write(equipment, point, value)
        finally:
            self.absorb()

    async def run(self, name: str, part: PartId = UNIT) -> Outcome:
        """Run a command, and look at what was published meanwhile."""
        equipment = self.driven.picture.groups["fast"].equipment
        try:
            order = Order(part, Command(name=name))
            return await self.driven.driver.run(equipment, order)
        finally:
            self.absorb()

    def absorb(self) -> None:
        """Look at what was published."""
        for report in self.driven.outside.published:
            self.driven.picture.absorb(report)
        self.driven.outside.published.clear()

    async def poll(self, seconds: float = 10) -> None:
        """Let time pass and read."""
        await self.driven.poll(seconds)
        self.absorb()

    def setting(self, name: str, part: PartId = UNIT) -> Setting | None:
        """Return within what a point can be set."""
        return self.driven.picture.setting(Point(part, named(name)))

    def value(self, name: str, part: PartId = UNIT) -> Value:
        """Return what is shown of a point."""
        return self.driven.value(name, part)

    def offers(self, name: str, part: PartId = UNIT) -> bool:
        """Tell whether a command can be run."""
        return Order(part, Command(name=name)) in set(self.driven.picture.orders())

    @property
    def sets(self) -> list[Told]:
        """What the card was told by SETs, carried out or not."""
        return self.driven.card.counters.commands_received

    @property
    def done(self) -> list[Told]:
        """What the card has carried out."""
        return self.driven.card.counters.commands_executed


type Write = Callable[..., Coroutine[Any, Any, Written]]


@pytest.fixture
def writing(drive: Drive, owner: Owner) -> Write:
    """Start cards that are written to."""

    async def make(*given: Any, load_control: bool = False, **options: Any) -> Written:
        owner.load_control = "on" if load_control else None
        return Written(await drive(*given, **options), owner)

    return make
