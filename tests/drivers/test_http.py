"""Every request is sent once; what may have been sent is told from what was not."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
import socket
import traceback

import pytest

from custom_components.rack_power.drivers.http import Answer, Wire
from custom_components.rack_power.equipment.errors import (
    CannotConnect,
    CertificateRefused,
    DriverError,
    InvalidAnswer,
    NotConfirmed,
)
from simulator.synaccess import Effect, Fault, PduSimulator

from .conftest import MakeContext

OUTLET = "/api/outlets/1"
LOST = (Effect.CUT_BEFORE, Effect.CUT_AFTER, Effect.RESET, Effect.TRUNCATED)
METHODS = ("GET", "PUT", "DELETE", "POST")
SHORT = 0.05  # seconds of real time, for what never answers

type Serve = Callable[[bytes], Awaitable[str]]


@pytest.fixture
async def pdu(socket_enabled: None) -> AsyncIterator[PduSimulator]:
    """A unit to talk to."""
    async with PduSimulator() as simulated:
        yield simulated


@pytest.fixture
async def serve(socket_enabled: None) -> AsyncIterator[Serve]:
    """Serve bytes to whoever asks, and close."""
    servers: list[asyncio.Server] = []

    async def start(data: bytes) -> str:
        async def answer(
            reader: asyncio.StreamReader, writer: asyncio.StreamWriter
        ) -> None:
            await reader.readuntil(b"\r\n\r\n")
            writer.write(data)
            writer.close()

        server = await asyncio.start_server(answer, "127.0.0.1", 0)
        servers.append(server)
        return f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"

    yield start
    for server in servers:
        server.close()
        await server.wait_closed()


async def ask(
    wire: Wire, pdu: PduSimulator, method: str = "GET", path: str = "/api/outlets"
) -> Answer:
    """Send a request that the unit would execute."""
    return await wire.request(
        method,
        pdu.url + path,
        headers={"Authorization": f"Bearer {pdu.token}"},
        json=None if method == "GET" else {"state": "OFF"},
        one_shot=method != "GET",
    )


@pytest.mark.parametrize("warm", [False, True], ids=["cold", "warm"])
@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("effect", LOST)
async def test_a_lost_answer_is_never_asked_for_again(
    pdu: PduSimulator, wire: Wire, effect: Effect, method: str, warm: bool
) -> None:
    """One request arrives, and a change counts as perhaps executed."""
    pdu.keep_alive = warm
    await ask(wire, pdu)
    assert pdu.counters.connections == 1
    pdu.counters.reset()
    pdu.faults.add(Fault(effect))
    expected = CannotConnect if method == "GET" else NotConfirmed
    with pytest.raises(expected):
        await ask(wire, pdu, method, OUTLET)
    assert pdu.counters.requests.total() == 1
    assert pdu.counters.connections == (0 if warm else 1)


@pytest.mark.parametrize("method", METHODS)
async def test_a_connection_that_was_closed_meanwhile(
    pdu: PduSimulator, wire: Wire, method: str
) -> None:
    """It is given up, and the request arrives over a new one."""
    pdu.keep_alive = True
    await ask(wire, pdu)
    pdu.leave()
    pdu.arrive()
    while not await _try(wire, pdu, method):
        await asyncio.sleep(0)
    assert pdu.counters.connections == 2
    assert pdu.counters.requests[f"{method} {OUTLET}"] == 1


async def _try(wire: Wire, pdu: PduSimulator, method: str) -> Answer | None:
    try:
        return await ask(wire, pdu, method, OUTLET)
    except DriverError:  # our side has not noticed the end yet
        return None


@pytest.mark.parametrize("one_shot", [False, True])
async def test_refused(pdu: PduSimulator, wire: Wire, one_shot: bool) -> None:
    """Where nobody listens, nothing was sent."""
    pdu.leave()
    with pytest.raises(CannotConnect) as raised:
        await wire.request("PUT", pdu.url + OUTLET, json={}, one_shot=one_shot)
    assert raised.value.reason == "cannot_connect"
    assert raised.value.placeholders["error"] == "ClientConnectorError"


@pytest.mark.parametrize("effect", [Effect.HANG, Effect.VANISH, Effect.DRIP])
@pytest.mark.parametrize("one_shot", [False, True])
async def test_no_answer_in_time(
    pdu: PduSimulator, wire: Wire, effect: Effect, one_shot: bool
) -> None:
    """The time is for the whole answer: drops do not prolong it."""
    if effect is Effect.VANISH:
        pdu.leave(silent=True)
    else:
        pdu.faults.add(Fault(effect))
    with pytest.raises(NotConfirmed if one_shot else CannotConnect) as raised:
        await wire.request(
            "PUT",
            pdu.url + OUTLET,
            headers={"Authorization": f"Bearer {pdu.token}"},
            json={"state": "OFF"},
            one_shot=one_shot,
            timeout=SHORT,
        )
    assert raised.value.reason == "timed_out"


async def unanswered(wire: Wire, scheme: str, listening: socket.socket) -> None:
    """Ask who does not even let us in: certainly nothing was sent."""
    url = f"{scheme}://127.0.0.1:{listening.getsockname()[1]}/"
    for connect, timeout in ((None, SHORT), (SHORT, 60.0)):
        async with asyncio.timeout(30):
            with pytest.raises(CannotConnect) as raised:
                await wire.request(
                    "PUT", url, one_shot=True, connect=connect, timeout=timeout
                )
        assert raised.value.reason == "timed_out"


async def test_no_connection_in_time(wire: Wire) -> None:
    """The time for it may be shorter than for the answer: another path may be tried."""
    with socket.socket() as full, socket.socket() as first, socket.socket() as second:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        for one in (first, second):  # the system answers nobody after these
            one.setblocking(False)
            one.connect_ex(full.getsockname())
        await unanswered(wire, "http", full)


async def test_no_handshake_in_time(wire: Wire) -> None:
    """TLS is part of the connection."""
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen(8)
        await unanswered(wire, "https", silent)


async def test_the_time_for_a_connection_is_not_that_for_an_answer(
    pdu: PduSimulator, wire: Wire
) -> None:
    """Who was let in may be kept waiting."""
    pdu.faults.add(Fault(Effect.HANG))
    with pytest.raises(NotConfirmed):
        await wire.request(
            "PUT", pdu.url, one_shot=True, connect=SHORT, timeout=4 * SHORT
        )


async def test_certificate(make_context: MakeContext, socket_enabled: None) -> None:
    """One that nobody has signed is refused, unless it is not looked at."""
    async with PduSimulator(tls=True) as pdu:
        with pytest.raises(CertificateRefused):
            await ask(Wire(make_context()), pdu, "PUT", OUTLET)
        assert not pdu.counters.commands_received
        answer = await ask(Wire(make_context(verify_ssl=False)), pdu, "PUT", OUTLET)
    assert answer.status == 200


async def test_no_tls_there(pdu: PduSimulator, wire: Wire) -> None:
    """A handshake that fails has sent nothing."""
    url = pdu.url.replace("http", "https") + OUTLET
    with pytest.raises(CannotConnect):
        await wire.request("PUT", url, json={}, one_shot=True)
    assert not pdu.counters.requests


async def test_redirects_are_answers(pdu: PduSimulator, wire: Wire) -> None:
    """Following one would lose the body, or send a secret elsewhere."""
    pdu.state.conf["webRedirectHttp"] = True
    answer = await ask(wire, pdu, "PUT", OUTLET)
    assert answer.status == 301
    assert answer.headers["LOCATION"].startswith("https://")
    assert pdu.counters.requests.total() == 1


async def test_headers_and_cookies(pdu: PduSimulator, wire: Wire) -> None:
    """Names of headers ignore case; cookies are told, and never sent by themselves."""
    body = {"username": pdu.username, "password": pdu.password}
    answer = await wire.request("POST", f"{pdu.url}/login", json=body)
    assert answer.cookies == {"SPID": answer.headers["token"]}
    again = await wire.request("GET", f"{pdu.url}/api/device")
    assert again.status == 401


@pytest.mark.parametrize("one_shot", [False, True])
@pytest.mark.parametrize("announced", [False, True])
async def test_a_body_has_a_limit(
    pdu: PduSimulator, wire: Wire, announced: bool, one_shot: bool
) -> None:
    """With or without a length that says so, not much more of it is read."""
    size = 32 * 1024 * 1024
    if announced:
        fault = Fault(Effect.STATUS, status=200, body="x" * 5000)
    else:
        fault = Fault(Effect.HUGE, size=size)
    pdu.faults.add(fault)
    with pytest.raises(NotConfirmed if one_shot else InvalidAnswer) as raised:
        await wire.request("GET", pdu.url, one_shot=one_shot, limit=4096)
    if not one_shot:
        assert raised.value.reason == "answer_too_large"
    assert pdu.counters.bytes_out < size / 4


async def test_a_body_at_its_limit(pdu: PduSimulator, wire: Wire) -> None:
    """What is just small enough comes whole."""
    pdu.faults.add(Fault(Effect.STATUS, status=200, body="x" * 4096))
    answer = await wire.request("GET", pdu.url, limit=4096)
    assert answer.body == b"x" * 4096


BROKEN = [
    b"",
    b"\x00\xff\xfe\r\n\r\n",
    b"SSH-2.0-dropbear\r\n",
    b"HTTP/1.1 abc OK\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nhello",
    b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 9\r\n\r\nhello",
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello",
    b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 50\r\n\r\n"
    + b"hello" * 10,
    b"HTTP/1.1 200 OK\r\nX-Long: " + b"x" * 100_000 + b"\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nbroken header\r\n\r\n",
]


@pytest.mark.parametrize("data", BROKEN, ids=range(len(BROKEN)))
@pytest.mark.parametrize("one_shot", [False, True])
async def test_what_is_no_http(
    serve: Serve, wire: Wire, data: bytes, one_shot: bool
) -> None:
    """Whatever answers: it is one of our errors, and a change may have been done."""
    url = await serve(data)
    with pytest.raises(NotConfirmed if one_shot else CannotConnect):
        await wire.request("POST", url, json={}, one_shot=one_shot)


@pytest.mark.parametrize("url", ["http://", "http://a b/", "nothing://at.all/", "/api"])
async def test_no_address(wire: Wire, url: str) -> None:
    """An address that is none is not reached."""
    with pytest.raises(CannotConnect):
        await wire.request("PUT", url, one_shot=True)


async def test_errors_hold_no_secrets(pdu: PduSimulator, wire: Wire) -> None:
    """Neither what is printed of them nor what a log would show."""
    pdu.faults.add(Fault(Effect.CUT_AFTER, times=None))
    url = pdu.url.replace("http://", "http://user:hunter2@") + "/?key=hunter2"
    for one_shot in (False, True):
        with pytest.raises(DriverError) as raised:
            await wire.request(
                "PUT",
                url,
                headers={"X-Key": "hunter2"},
                json={"password": "hunter2"},
                one_shot=one_shot,
            )
        told = "".join(traceback.format_exception(raised.value))
        assert "hunter2" not in told
        assert "hunter2" not in f"{raised.value.args!r} {raised.value.placeholders!r}"
    answer = Answer(200, {"Token": "hunter2"}, {"SPID": "hunter2"}, b"hunter2")
    assert "hunter2" not in repr(answer)
