"""A receiver on a port of its own, and what it takes."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field
import socket

import pytest

from custom_components.rack_power.drivers.apc_snmp.traps import (
    Card,
    Trap,
    TrapReceivers,
)

from ...conftest import Outside
from .senders import COMMUNITY, FIRST, SimulatedCard, as_ours

_TURNS = 60


async def turns(count: int = _TURNS) -> None:
    """Let the event loop take in what is there."""
    for _ in range(count):
        await asyncio.sleep(0)


async def until(condition: Callable[[], bool]) -> None:
    """Wait for what another process does."""
    async with asyncio.timeout(20):
        while not condition():
            await asyncio.sleep(0.01)


async def in_thread(job: Callable[[], object]) -> object:
    """Do what would block."""
    return await asyncio.to_thread(job)


def loopback(port: int) -> Sequence[socket.socket]:
    """Listen where only this machine comes to."""
    one = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    one.bind((FIRST, port))
    return [one]


def card_of(simulated: SimulatedCard) -> Card:
    """Return what the driver knows of a simulated card."""
    return Card(
        host=simulated.host,
        community=COMMUNITY,
        user=as_ours(simulated.user),
        engine_id=simulated.engine_id,
    )


@dataclass(slots=True)
class Stand:
    """Receivers, a free port, and what was taken there."""

    outside: Outside
    port: int
    receivers: TrapReceivers
    leaves: list[Callable[[], None]] = field(default_factory=list)

    @property
    def drops(self) -> dict[str, int]:
        """What was not taken."""
        return dict(self.receivers.drops(self.port))

    async def join(self, card: Card | SimulatedCard) -> list[Trap]:
        """Let a card take part; return where its traps will be."""
        taken: list[Trap] = []
        if isinstance(card, SimulatedCard):
            card = card_of(card)
        leave = await self.receivers.join(self.port, card, taken.append)
        self.leaves.append(leave)
        return taken

    def step(self, seconds: float) -> None:
        """Let time pass."""
        self.outside.clock.simulated.step(seconds)


type Join = Callable[[Card | SimulatedCard], Awaitable[list[Trap]]]


@pytest.fixture
def free_port(socket_enabled: None) -> int:
    """A port that nobody listens on."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        one.bind((FIRST, 0))
        port: int = one.getsockname()[1]
    return port


@pytest.fixture
def stand(outside: Outside, free_port: int) -> Iterator[Stand]:
    """Receivers that nobody uses yet."""
    made = Stand(outside, free_port, TrapReceivers(outside.clock, in_thread, loopback))
    yield made
    for leave in made.leaves:
        leave()
