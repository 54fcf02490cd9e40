"""Simulated UPSs on real sockets, and a plain client for each of the three ways."""

from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any

import aiohttp
import pytest

from simulator.powersentrix import PowerSentrixSimulator

from .wires import Local, Portal, Receiver

type MakeSite = Callable[..., Coroutine[Any, Any, PowerSentrixSimulator]]


@pytest.fixture
async def make_site(socket_enabled: None) -> AsyncIterator[MakeSite]:
    """Start as many as a test wants; they are stopped at its end."""
    started: list[PowerSentrixSimulator] = []

    async def make(*args: Any, **options: Any) -> PowerSentrixSimulator:
        site = PowerSentrixSimulator(*args, **{"noise": 0, **options})
        started.append(site)
        await site.start()
        return site

    yield make
    for site in started:
        await site.stop()


@pytest.fixture
async def site(make_site: MakeSite) -> PowerSentrixSimulator:
    """Start the default one, without noise."""
    return await make_site()


@pytest.fixture
async def portal(site: PowerSentrixSimulator, session: aiohttp.ClientSession) -> Portal:
    """Talk to the portal, logged in."""
    portal = Portal(session, site.portal.url)
    await portal.login(site.portal.email, site.portal.password)
    return portal


@pytest.fixture
def local(site: PowerSentrixSimulator, session: aiohttp.ClientSession) -> Local:
    """Talk to the UPS."""
    return Local(session, site.ups.url, site.ups.api_key)


@pytest.fixture
async def receiver(socket_enabled: None) -> AsyncIterator[Receiver]:
    """Play the monitoring server."""
    async with Receiver() as receiver:
        yield receiver
