"""The cloud on real sockets, its time stepped, and accounts that sign in to it."""

from collections.abc import AsyncIterator, Callable, Coroutine, Iterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import replace
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import pytest

from custom_components.rack_power.drivers.apc_smartconnect.session import Session
from custom_components.rack_power.drivers.http import Wire
from simulator.smartconnect import SmartConnectSimulator

from ..conftest import MakeContext, Outside

type MakeSite = Callable[..., Coroutine[Any, Any, SmartConnectSimulator]]
type MakeSession = Callable[..., Session]

RIGHT = "right"
"""Stands for the password of the account."""


@pytest.fixture
async def make_site(socket_enabled: None, outside: Outside) -> AsyncIterator[MakeSite]:
    """Start as many clouds as a test wants, by the clock of the surroundings."""
    async with AsyncExitStack() as opened:

        async def make(*args: Any, **options: Any) -> SmartConnectSimulator:
            return await opened.enter_async_context(
                SmartConnectSimulator(
                    *args, **{"noise": 0, "clock": outside.clock.simulated, **options}
                )
            )

        yield make


@pytest.fixture
async def site(make_site: MakeSite) -> SmartConnectSimulator:
    """The default one, without noise."""
    return await make_site()


@pytest.fixture
def asked() -> Iterator[list[str]]:
    """The addresses of all requests; none of them leads out of the machine."""
    urls: list[str] = []
    yield urls
    hosts = {urlsplit(url).hostname for url in urls}
    assert hosts <= {"127.0.0.1", "localhost"}


@pytest.fixture
async def smart_wire(make_context: MakeContext, asked: list[str]) -> Wire:
    """Requests whose addresses are noted."""

    async def note(
        _: aiohttp.ClientSession,
        __: SimpleNamespace,
        started: aiohttp.TraceRequestStartParams,
    ) -> None:
        asked.append(str(started.url))

    context = make_context()
    plain = context.new_session

    def new_session(traces: Sequence[aiohttp.TraceConfig]) -> aiohttp.ClientSession:
        recorder = aiohttp.TraceConfig()
        recorder.on_request_start.append(note)
        return plain([*traces, recorder])

    return Wire(replace(context, new_session=new_session))


@pytest.fixture
def make_session(smart_wire: Wire, make_context: MakeContext) -> MakeSession:
    """Begin sessions that share a memory, as one driver after the other does."""

    def make(
        site: SmartConnectSimulator,
        *,
        url: str | None = None,
        email: str | None = None,
        password: str | None = RIGHT,
        pasted: str | None = None,
    ) -> Session:
        return Session(
            smart_wire,
            make_context(),
            url or site.url,
            email or site.email,
            site.password if password == RIGHT else password,
            pasted,
        )

    return make


@pytest.fixture
async def session(site: SmartConnectSimulator, make_session: MakeSession) -> Session:
    """An account that has not signed in yet."""
    return make_session(site)
