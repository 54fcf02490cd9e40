"""Rules over real sockets, against a PDU whose faults and dialects a test chooses."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import pytest

from custom_components.rack_power.drivers.http import HttpContext, Wire
from custom_components.rack_power.drivers.synaccess.client import SynLinkClient
from custom_components.rack_power.drivers.synaccess.rules import Rules, Snapshot
from custom_components.rack_power.drivers.synaccess.session import Credentials
from custom_components.rack_power.equipment.driver import Json
from simulator.synaccess import PduSimulator

from .places import snapshot_of

_UNUSED: Any = None
WARM = 8  # idle connections; more than any change needs requests


@dataclass(slots=True)
class Notes:
    """A memory that lasts as long as the test."""

    kept: dict[str, Json] = field(default_factory=dict)

    def recall(self, key: str) -> Json:
        """Return what was kept."""
        return self.kept.get(key)

    def keep(self, key: str, value: Json) -> None:
        """Keep a value."""
        self.kept[key] = value


@dataclass(slots=True)
class Bench:
    """A PDU and the rules that manage it."""

    pdu: PduSimulator
    rules: Rules
    notes: Notes
    session: aiohttp.ClientSession

    @property
    def received(self) -> list[tuple[str, str]]:
        """The commands that arrived, whatever became of them."""
        return [(one.kind, one.target) for one in self.pdu.counters.commands_received]

    @property
    def executed(self) -> list[tuple[str, str]]:
        """The commands that the PDU executed."""
        return [(one.kind, one.target) for one in self.pdu.counters.commands_executed]

    @property
    def names(self) -> list[str]:
        """The names of all events and actions, as the PDU keeps them."""
        return [
            row["name"] for row in (*self.pdu.state.events, *self.pdu.state.actions)
        ]

    def event(self, ident: int) -> dict[str, Any]:
        """Return an event as the PDU keeps it."""
        return self.pdu.state.event(ident)

    def action(self, ident: int) -> dict[str, Any]:
        """Return an action as the PDU keeps it."""
        return self.pdu.state.action(ident)

    async def warm_up(self) -> None:
        """Leave idle connections behind, such as others who share them do."""
        self.pdu.keep_alive = True
        await asyncio.gather(*(self._knock() for _ in range(WARM)))
        assert self.pdu.counters.connections == WARM

    async def _knock(self) -> None:
        identity = {"Authorization": f"Bearer {self.pdu.token}"}
        url = f"{self.pdu.url}/api/device"
        async with self.session.get(url, headers=identity) as response:
            await response.read()


type MakeBench = Callable[..., Coroutine[Any, Any, Bench]]


@pytest.fixture
async def make_bench(socket_enabled: None) -> AsyncIterator[MakeBench]:
    """Start PDUs in the dialects that a test wants."""
    pdus: list[PduSimulator] = []
    sessions: list[aiohttp.ClientSession] = []
    connector = aiohttp.TCPConnector()

    def new_session(traces: Sequence[aiohttp.TraceConfig]) -> aiohttp.ClientSession:
        session = aiohttp.ClientSession(
            connector=connector,
            connector_owner=False,
            cookie_jar=aiohttp.DummyCookieJar(),
            trace_configs=[*traces],
        )
        sessions.append(session)
        return session

    async def make(
        *dialects: str,
        token: str | None = None,
        snapshot: Callable[[PduSimulator], Snapshot] | None = None,
        **options: Any,
    ) -> Bench:
        pdu = PduSimulator(dialects=dialects, **options)
        await pdu.start()
        pdus.append(pdu)
        notes, unused = Notes(), _UNUSED
        context = HttpContext(
            clock=unused,
            memory=notes,
            publish=unused,
            tell=unused,
            settle=unused,
            preference=unused,
            forget=lambda *_: None,
            trouble=lambda *_: None,
            wake=unused,
            in_thread=unused,
            new_session=new_session,
            release_session=aiohttp.ClientSession.close,
        )
        identity = Credentials(token=token or pdu.token)
        client = SynLinkClient(Wire(context), pdu.url, identity)
        rules = Rules(
            client,
            notes,
            lambda: snapshot(pdu) if snapshot else snapshot_of(pdu.state),
        )
        return Bench(pdu, rules, notes, new_session([]))

    yield make
    for session in sessions:
        await session.close()
    await connector.close()
    for pdu in pdus:
        await pdu.stop()


@pytest.fixture
async def bench(make_bench: MakeBench) -> Bench:
    """Start the default PDU."""
    return await make_bench()
