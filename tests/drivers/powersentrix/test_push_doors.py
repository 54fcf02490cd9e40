"""A port of its own that UPSs post to, over real sockets (2.3)."""

import asyncio
from collections.abc import Callable
from contextlib import AsyncExitStack
import errno
import gzip
import logging
from pathlib import Path
import socket
from typing import Any
from unittest.mock import patch

from aiohttp import web
import pytest

from custom_components.rack_power.drivers.powersentrix.push import (
    Doors,
    Place,
    PushDriver,
    doors as module,
)
from custom_components.rack_power.equipment.driver import ProvesRights, Reply
from custom_components.rack_power.equipment.errors import CannotConnect
from simulator.powersentrix import PowerSentrixSimulator

from .conftest import MakeSite
from .receiving import COMPANY, SECRET
from .surroundings import Surroundings, status_of, value_of

LONG_WAY = f"/api/rack_power/{SECRET}"
"""As in the address that the house shows."""


async def _in_thread(job: Callable[[], object]) -> object:
    return await asyncio.get_running_loop().run_in_executor(None, job)


@pytest.fixture
def doors() -> Doors:
    """The ports of a house."""
    return Doors(_in_thread)


@pytest.fixture
def port(socket_enabled: None) -> int:
    """A port that nobody uses."""
    return free_port()


def free_port() -> int:
    """Return a port that nobody uses just now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        found: int = one.getsockname()[1]
        return found


@pytest.fixture
async def site(make_site: MakeSite) -> PowerSentrixSimulator:
    """A UPS."""
    return await make_site()


def connected(
    stack: AsyncExitStack,
    around: Surroundings,
    place: Place | None,
    company: str = COMPANY,
    secret: str = SECRET,
) -> PushDriver:
    """Return a driver that is closed at the end."""
    driver = PushDriver(around.context(), company, secret, place=place)
    stack.push_async_callback(driver.close)
    stack.push_async_callback(around.close)
    return driver


async def said(port: int, *lines: str, body: bytes = b"", more: int = 0) -> str:
    """Send a request as it stands and return the first line of the answer."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    head = "\r\n".join([*lines, "Host: a", f"Content-Length: {len(body) + more}"])
    writer.write(head.encode() + b"\r\n\r\n" + body)
    answer = (await reader.readline()).decode().strip()
    writer.close()
    return answer


@pytest.mark.parametrize("tls", [True, False])
@pytest.mark.parametrize("place", [LONG_WAY, f"/{SECRET}", ""])
async def test_a_ups_posts_to_the_port(
    stack: AsyncExitStack,
    site: PowerSentrixSimulator,
    doors: Doors,
    port: int,
    place: str,
    tls: bool,
) -> None:
    """With or without TLS, whatever it makes of the path."""
    around = Surroundings(site.clock)
    driver = connected(stack, around, Place(doors=doors, port=port, tls=tls))
    await driver.connect()
    scheme = "https" if tls else "http"
    site.ups.push_to(f"{scheme}://127.0.0.1:{port}{place}", COMPANY)
    await site.delivered()
    assert {one.status for one in site.ups.pusher.deliveries} == {200}
    (picture,) = around.pictures.values()
    assert value_of(picture, status_of(0)) is True
    assert around.troubles == {}


@pytest.mark.parametrize(
    ("path", "company", "status"),
    [
        (LONG_WAY, "wrong", 401),
        ("", "wrong", 401),
        ("/api/rack_power/guessed", COMPANY, 404),
    ],
)
async def test_what_is_forged_is_turned_away(
    stack: AsyncExitStack,
    site: PowerSentrixSimulator,
    doors: Doors,
    port: int,
    path: str,
    company: str,
    status: int,
) -> None:
    """And nothing is shown of it."""
    around = Surroundings(site.clock)
    driver = connected(stack, around, Place(doors=doors, port=port, tls=False))
    await driver.connect()
    site.ups.push_to(f"http://127.0.0.1:{port}{path}", company)
    await site.delivered()
    assert {one.status for one in site.ups.pusher.deliveries} == {status}
    assert not around.pictures


async def test_a_port_that_is_taken(
    stack: AsyncExitStack, site: PowerSentrixSimulator, doors: Doors, port: int
) -> None:
    """It is told, Home Assistant's own address still works, and it is tried again."""
    around = Surroundings(site.clock)
    driver = connected(stack, around, Place(doors=doors, port=port, tls=False))
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.bind(("0.0.0.0", port))  # noqa: S104 - as the door itself
        other.listen()
        assert await driver.connect() == ()
        assert around.troubles["port"].reason == "post_port_taken"
        assert around.troubles["port"].placeholders == {"port": str(port)}
        assert isinstance(driver, ProvesRights)
        with pytest.raises(CannotConnect) as raised:
            await driver.prove_rights()
        assert raised.value.reason == "post_port_taken"
    await driver.read()
    assert around.troubles == {}
    await driver.prove_rights()
    assert (await said(port, "POST / HTTP/1.1")).endswith("401 Unauthorized")


async def test_a_port_that_is_forbidden(doors: Doors) -> None:
    """As those below 1024 are to most programs."""
    refused = PermissionError(errno.EACCES, "no")
    with (
        patch.object(web.TCPSite, "start", side_effect=refused),
        pytest.raises(CannotConnect) as raised,
    ):
        await doors.open(443, tls=False, take=lambda _: None, who="")
    assert raised.value.reason == "post_port_forbidden"
    assert raised.value.placeholders == {"port": "443"}


@pytest.mark.parametrize(
    "place",
    [
        "aiohttp.web.TCPSite.start",
        f"{module.__package__}.certificate.TemporaryDirectory",
    ],
)
async def test_a_port_that_cannot_be_opened(doors: Doors, place: str) -> None:
    """Nor can its certificate be made, as where no disk has room: it is said why."""
    full = OSError(errno.ENOSPC, "No space left on device")
    with patch(place, side_effect=full), pytest.raises(CannotConnect) as raised:
        await doors.open(8443, tls=True, take=lambda _: None, who="")
    assert raised.value.reason == "post_port_failed"
    problem = {"port": "8443", "problem": "No space left on device"}
    assert raised.value.placeholders == problem


async def test_a_port_is_shared(
    stack: AsyncExitStack, site: PowerSentrixSimulator, doors: Doors, port: int
) -> None:
    """Each takes what is its own; the port is closed when the last one leaves."""
    place = Place(doors=doors, port=port, tls=False)
    arounds = [Surroundings(site.clock) for _ in range(2)]
    drivers = [
        connected(stack, around, place, company, secret)
        for around, company, secret in zip(
            arounds, ("one", "two"), ("first", "second"), strict=True
        )
    ]
    for driver in drivers:
        await driver.connect()
    site.ups.push_to(f"http://127.0.0.1:{port}/second", "two")
    await site.delivered()
    assert [len(around.pictures) for around in arounds] == [0, 1]
    await drivers[1].close()
    assert (await said(port, "POST / HTTP/1.1")).endswith("401 Unauthorized")
    await drivers[0].close()
    await drivers[0].close()
    with pytest.raises(OSError, match="Connect call failed"):
        await said(port, "POST / HTTP/1.1")


async def test_one_port_cannot_be_both(
    stack: AsyncExitStack, site: PowerSentrixSimulator, doors: Doors, port: int
) -> None:
    """With TLS for one connection and without for another; the first one keeps it."""
    arounds = [Surroundings(site.clock) for _ in range(2)]
    for around, tls in zip(arounds, (False, True), strict=True):
        place = Place(doors=doors, port=port, tls=tls)
        await connected(stack, around, place, secret=f"{tls}").connect()
    assert arounds[0].troubles == {}
    assert arounds[1].troubles["port"].reason == "post_port_taken"


async def test_one_that_is_to_be_changed_is_not_in_its_own_way(
    stack: AsyncExitStack, site: PowerSentrixSimulator, doors: Doors, port: int
) -> None:
    """To try it with TLS the port need not be closed under the one without."""
    around = Surroundings(site.clock)
    now, then = (
        connected(stack, around, Place(doors=doors, port=port, tls=tls))
        for tls in (False, True)
    )
    await now.connect()
    await then.connect()
    await then.prove_rights()
    await then.close()
    assert around.troubles == {}
    assert (await said(port, "POST / HTTP/1.1")).endswith("401 Unauthorized")
    await now.close()
    with pytest.raises(OSError, match="Connect call failed"):
        await said(port, "POST / HTTP/1.1")


async def test_one_that_leaves_while_it_comes(
    stack: AsyncExitStack, site: PowerSentrixSimulator, doors: Doors, port: int
) -> None:
    """No port stays open behind it, and none is opened afterwards."""
    around = Surroundings(site.clock)
    driver = connected(stack, around, Place(doors=doors, port=port, tls=True))
    opening = asyncio.create_task(driver.connect())
    await asyncio.sleep(0)
    await driver.close()
    await opening
    await driver.read()
    with pytest.raises(OSError, match="Connect call failed"):
        await said(port, "POST / HTTP/1.1")


async def test_the_key_is_on_no_disk(doors: Doors, port: int) -> None:
    """Not for a moment: what is deleted may be found again."""
    written: list[bytes] = []

    def write(path: Path, data: bytes) -> int:
        written.append(data)
        with path.open("wb") as file:
            return file.write(data)

    with patch.object(Path, "write_bytes", write):
        leave = await doors.open(port, tls=True, take=lambda _: None, who="")
    await leave()
    (pem,) = written
    assert pem.count(b"PRIVATE KEY") == pem.count(b"ENCRYPTED PRIVATE KEY") == 2


async def test_without_a_port_of_its_own(
    stack: AsyncExitStack, site: PowerSentrixSimulator
) -> None:
    """What was wrong with it before is forgotten."""
    around = Surroundings(site.clock)
    around.troubles["port"] = CannotConnect("post_port_taken", port=1)
    await connected(stack, around, None).connect()
    assert around.troubles == {}


@pytest.mark.parametrize(
    ("line", "size", "status"),
    [
        ("GET / HTTP/1.1", 0, "405"),
        ("POST / HTTP/1.1", 65 * 1024, "413"),
        ("POST / HTTP/9", 0, "400"),
        ("NONSENSE", 0, "400"),
    ],
)
async def test_what_no_ups_sends(
    doors: Doors, port: int, line: str, size: int, status: str
) -> None:
    """It is answered, and nobody hears of it."""
    heard: list[Any] = []
    leave = await doors.open(port, tls=False, take=heard.append, who="")
    told = await said(port, line, body=bytes(size))
    assert told.split()[1] == status
    assert not heard
    await leave()


async def test_nothing_is_unpacked(doors: Doors, port: int) -> None:
    """Sixty thousand bytes could become as many millions, which takes its time."""
    heard: list[bytes] = []

    def take(post: Any) -> Reply:
        heard.append(post.body)
        return Reply(200, None)

    leave = await doors.open(port, tls=False, take=take, who="")
    packed = gzip.compress(bytes(1_000_000))
    await said(port, "POST / HTTP/1.1", "Content-Encoding: gzip", body=packed)
    assert heard == [packed]
    await leave()


async def test_a_body_that_never_comes(doors: Doors, port: int) -> None:
    """It is not waited for without end."""
    heard: list[Any] = []
    leave = await doors.open(port, tls=False, take=heard.append, who="")
    with patch.object(module, "_PATIENCE", 0.01):
        told = await said(port, "POST / HTTP/1.1", body=b"{", more=5)
    assert told.split()[1] == "408"
    assert not heard
    await leave()


async def test_nothing_secret_is_logged(
    stack: AsyncExitStack,
    site: PowerSentrixSimulator,
    doors: Doors,
    port: int,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Neither by an access log nor by what is wrong with a request."""
    caplog.set_level(logging.DEBUG)
    driver = connected(
        stack, Surroundings(site.clock), Place(doors=doors, port=port, tls=False)
    )
    await driver.connect()
    for end in ("HTTP/1.1", "HTTP/9", "HTTP/1.1\r\nno header"):
        line = f"POST /{SECRET}/api/setUpsData?companyId={COMPANY}&cmm=u {end}"
        await said(port, line, body=b"{")
    assert COMPANY not in caplog.text
    assert SECRET not in caplog.text
