"""Simulated cards on real sockets, and clients to talk to them."""

from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any

import pytest

from simulator.snmp import SnmpSimulator, User

from ..client import Client as HttpClient
from .clients import CLIENTS, Client, NetSnmp, Pysnmp
from .receiving import Receiver

type MakeCard = Callable[..., Coroutine[Any, Any, SnmpSimulator]]
type MakeClient = Callable[..., Client]
type MakeReceiver = Callable[..., Coroutine[Any, Any, Receiver]]


@pytest.fixture
async def make_card(socket_enabled: None) -> AsyncIterator[MakeCard]:
    """Start as many as a test wants; they are stopped at its end."""
    started: list[SnmpSimulator] = []

    async def make(*args: Any, **options: Any) -> SnmpSimulator:
        card = SnmpSimulator(*args, **options)
        started.append(card)
        await card.start()
        return card

    yield make
    for card in started:
        await card.stop()


@pytest.fixture
async def card(make_card: MakeCard) -> SnmpSimulator:
    """Start the default one."""
    return await make_card()


@pytest.fixture
async def open_client() -> AsyncIterator[Callable[..., Client]]:
    """Open clients of any kind; they are closed at the end of the test."""
    opened: list[Client] = []

    def make(kind: type[Pysnmp | NetSnmp], *args: Any, **options: Any) -> Client:
        client = kind(*args, **options)
        opened.append(client)
        return client

    yield make
    for client in opened:
        await client.close()


@pytest.fixture(params=CLIENTS, ids=lambda kind: kind.__name__)
def connect(request: pytest.FixtureRequest, open_client: MakeClient) -> MakeClient:
    """Open a client: the test runs with each kind."""

    def make(
        card: SnmpSimulator,
        version: str = "2c",
        community: str | None = None,
        user: User | None = None,
    ) -> Client:
        return open_client(request.param, card, version, community, user)

    return make


@pytest.fixture
def reader(card: SnmpSimulator, open_client: MakeClient) -> Client:
    """Read the default card by version 2c."""
    return open_client(Pysnmp, card, "2c")


@pytest.fixture
def writer(card: SnmpSimulator, open_client: MakeClient) -> Pysnmp:
    """Read and write the default card by version 2c."""
    client = open_client(Pysnmp, card, "2c", card.write_community)
    assert isinstance(client, Pysnmp)
    return client


@pytest.fixture
def control(card: SnmpSimulator, session: Any) -> HttpClient:
    """Talk to the control plane."""
    return HttpClient(session, card.control_url.rstrip("/"))


@pytest.fixture
async def make_receiver(
    socket_enabled: None, unused_udp_port_factory: Callable[[], int]
) -> AsyncIterator[MakeReceiver]:
    """Open receivers of traps."""
    opened: list[Receiver] = []

    async def make(card: SnmpSimulator, *users: User) -> Receiver:
        receiver = Receiver(card, unused_udp_port_factory(), users)
        opened.append(receiver)
        await receiver.start()
        return receiver

    yield make
    for receiver in opened:
        await receiver.stop()
