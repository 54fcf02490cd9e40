"""A simulated cloud on a real socket, and a plain client to talk to it."""

from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AsyncExitStack
from typing import Any

import aiohttp
import pytest

from simulator.synaccess.cloud import CloudSimulator

from ..client import Client

type MakeCloud = Callable[..., Coroutine[Any, Any, CloudSimulator]]
type Talk = Callable[[CloudSimulator], Client]


@pytest.fixture
async def make_cloud(socket_enabled: None) -> AsyncIterator[MakeCloud]:
    """Start as many as a test wants; they are stopped at its end."""
    async with AsyncExitStack() as opened:

        async def make(*args: Any, **options: Any) -> CloudSimulator:
            cloud = CloudSimulator(*args, **options)
            return await opened.enter_async_context(cloud)

        yield make


@pytest.fixture
async def cloud(make_cloud: MakeCloud) -> CloudSimulator:
    """Start the default one."""
    return await make_cloud()


@pytest.fixture
def talk(session: aiohttp.ClientSession) -> Talk:
    """Talk to clouds with their tokens."""
    return lambda cloud: Client(session, cloud.url, cloud.token)


@pytest.fixture
def client(cloud: CloudSimulator, talk: Talk) -> Client:
    """Talk to the default one."""
    return talk(cloud)


@pytest.fixture
def control(cloud: CloudSimulator, session: aiohttp.ClientSession) -> Client:
    """Talk to the control plane."""
    return Client(session, cloud.control_url.rstrip("/"))
