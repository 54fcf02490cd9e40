"""A simulated cloud on real sockets, and somebody at a browser."""

from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any

import aiohttp
import pytest

from simulator.smartconnect import SmartConnectSimulator

from ..client import Client
from .browser import Browser

type MakeSite = Callable[..., Coroutine[Any, Any, SmartConnectSimulator]]


@pytest.fixture
async def make_site(socket_enabled: None) -> AsyncIterator[MakeSite]:
    """Start as many as a test wants; they are stopped at its end."""
    started: list[SmartConnectSimulator] = []

    async def make(*args: Any, **options: Any) -> SmartConnectSimulator:
        site = SmartConnectSimulator(*args, **{"noise": 0, **options})
        started.append(site)
        await site.start()
        return site

    yield make
    for site in started:
        await site.stop()


@pytest.fixture
async def site(make_site: MakeSite) -> SmartConnectSimulator:
    """Start the default one, without noise."""
    return await make_site()


@pytest.fixture
def visitor(site: SmartConnectSimulator, session: aiohttp.ClientSession) -> Browser:
    """Come without a session."""
    return Browser(session, site)


@pytest.fixture
async def browser(visitor: Browser) -> Browser:
    """Come with a session."""
    return await visitor.signed_in()


@pytest.fixture
def control(site: SmartConnectSimulator, session: aiohttp.ClientSession) -> Client:
    """Talk to the control plane."""
    return Client(session, site.control_url.rstrip("/"))
