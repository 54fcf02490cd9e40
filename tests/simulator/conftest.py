"""A simulated PDU on a real socket, and a plain client to talk to it."""

from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any

import aiohttp
import pytest

from simulator.synaccess import PduSimulator

from .client import Client

type MakePdu = Callable[..., Coroutine[Any, Any, PduSimulator]]


@pytest.fixture
async def make_pdu(socket_enabled: None) -> AsyncIterator[MakePdu]:
    """Start as many PDUs as a test wants; they are stopped at its end."""
    started: list[PduSimulator] = []

    async def make(**options: Any) -> PduSimulator:
        pdu = PduSimulator(**options)
        started.append(pdu)
        await pdu.start()
        return pdu

    yield make
    for pdu in started:
        await pdu.stop()


@pytest.fixture
async def pdu(make_pdu: MakePdu) -> PduSimulator:
    """Start the default PDU."""
    return await make_pdu()


@pytest.fixture
async def session(socket_enabled: None) -> AsyncIterator[aiohttp.ClientSession]:
    """Open a session that keeps no cookies."""
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as session:
        yield session


@pytest.fixture
def client(pdu: PduSimulator, session: aiohttp.ClientSession) -> Client:
    """Talk to the default PDU with the administrator's token."""
    return Client(session, pdu.url, pdu.token)
