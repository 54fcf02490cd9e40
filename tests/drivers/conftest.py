"""Drivers on real sockets, in a time that only moves when somebody waits."""

from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass, field

import aiohttp
import pytest

from custom_components.rack_power.drivers.http import HttpContext, Wire
from custom_components.rack_power.equipment.errors import DriverError
from custom_components.rack_power.equipment.model import EquipmentId, Record, Report

from .outside import Notes, SteppedClock, at_once, session_with

__all__ = ["MakeContext", "Notes", "Outside", "SteppedClock"]

type MakeContext = Callable[..., HttpContext]


@dataclass(slots=True)
class Outside:
    """What a driver told its surroundings."""

    clock: SteppedClock = field(default_factory=SteppedClock)
    notes: Notes = field(default_factory=Notes)
    published: list[Report] = field(default_factory=list)
    wakes: list[float] = field(default_factory=list)
    told: list[tuple[EquipmentId, Sequence[Record], bool]] = field(default_factory=list)
    """Lines of logs: of which unit, which, and whether as they arose."""
    forgotten: list[tuple[EquipmentId, Collection[str]]] = field(default_factory=list)
    troubles: dict[str, DriverError] = field(default_factory=dict)
    """What a person should mend at present."""

    def trouble(self, about: str, error: DriverError | None) -> None:
        """Note what a person should mend, or that it is mended."""
        if error is None:
            self.troubles.pop(about, None)
        else:
            self.troubles[about] = error


@pytest.fixture
def outside() -> Outside:
    """The surroundings of the drivers of a test."""
    return Outside()


@pytest.fixture
async def make_context(
    socket_enabled: None, outside: Outside
) -> AsyncIterator[MakeContext]:
    """Build contexts whose sessions are as those that Home Assistant gives."""
    sessions: list[aiohttp.ClientSession] = []

    def make(*, verify_ssl: bool = True, seen: Outside | None = None) -> HttpContext:
        around = seen or outside

        def new_session(
            traces: Sequence[aiohttp.TraceConfig],
        ) -> aiohttp.ClientSession:
            session = session_with(traces, verify_ssl=verify_ssl)
            sessions.append(session)
            return session

        def release_session(session: aiohttp.ClientSession) -> Awaitable[None]:
            return session.close()

        return HttpContext(
            clock=around.clock,
            memory=around.notes,
            publish=around.published.extend,
            tell=lambda *told: around.told.append(told),
            settle=lambda *_: None,
            preference=lambda *_: None,
            forget=lambda *forgotten: around.forgotten.append(forgotten),
            trouble=around.trouble,
            wake=around.wakes.append,
            in_thread=at_once,
            new_session=new_session,
            release_session=release_session,
        )

    yield make
    for session in sessions:
        await session.close()


@pytest.fixture
async def wire(make_context: MakeContext) -> Wire:
    """Requests over one session."""
    return Wire(make_context())
