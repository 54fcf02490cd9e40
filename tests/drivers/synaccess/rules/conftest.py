"""Rules over real sockets, against a PDU whose faults and dialects a test chooses."""

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

    @property
    def received(self) -> list[tuple[str, str]]:
        """The commands that arrived, whatever became of them."""
        return [(one.kind, one.target) for one in self.pdu.counters.commands_received]

    @property
    def executed(self) -> list[tuple[str, str]]:
        """The commands that the PDU executed."""
        return [(one.kind, one.target) for one in self.pdu.counters.commands_executed]

    def event(self, ident: int) -> dict[str, Any]:
        """Return an event as the PDU keeps it."""
        return self.pdu.state.event(ident)

    def action(self, ident: int) -> dict[str, Any]:
        """Return an action as the PDU keeps it."""
        return self.pdu.state.action(ident)


type MakeBench = Callable[..., Coroutine[Any, Any, Bench]]


@pytest.fixture
async def make_bench(socket_enabled: None) -> AsyncIterator[MakeBench]:
    """Start PDUs in the dialects that a test wants."""
    pdus: list[PduSimulator] = []
    sessions: list[aiohttp.ClientSession] = []

    def new_session(
        traces: Sequence[aiohttp.TraceConfig],
    ) -> aiohttp.ClientSession:
        jar = aiohttp.DummyCookieJar()
        sessions.append(aiohttp.ClientSession(cookie_jar=jar, trace_configs=[*traces]))
        return sessions[-1]

    async def make(*dialects: str, token: str | None = None, **options: Any) -> Bench:
        pdu = PduSimulator(dialects=dialects, **options)
        await pdu.start()
        pdus.append(pdu)
        notes = Notes()
        context: Any = HttpContext(
            clock=None,  # type: ignore[arg-type]
            memory=notes,
            publish=lambda _: None,
            wake=lambda _: None,
            in_thread=None,  # type: ignore[arg-type]
            new_session=new_session,
            release_session=aiohttp.ClientSession.close,
        )
        client = SynLinkClient(
            Wire(context), pdu.url, Credentials(token=token or pdu.token)
        )

        def snapshot() -> Snapshot:
            return snapshot_of(pdu.state)

        return Bench(pdu, Rules(client, notes, snapshot), notes)

    yield make
    for pdu in pdus:
        await pdu.stop()
    for session in sessions:
        await session.close()


@pytest.fixture
async def bench(make_bench: MakeBench) -> Bench:
    """Start the default PDU."""
    return await make_bench()
