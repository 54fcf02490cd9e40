"""Forms, addresses and cookies go over the wire as they are written."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest

from custom_components.rack_power.drivers.http import Wire
from custom_components.rack_power.equipment.errors import CannotConnect, NotConfirmed

ANSWER = (
    b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n"
    b'Set-Cookie: a="b=="; Path=/\r\nSet-Cookie: a=c; Path=/x\r\n\r\n{}'
)


@dataclass(slots=True)
class Listener:
    """What arrived, as it was sent."""

    url: str = ""
    answer: bytes = ANSWER
    requests: list[bytes] = field(default_factory=list)


@pytest.fixture
async def listener(socket_enabled: None) -> AsyncIterator[Listener]:
    """Somebody who writes down what comes."""
    told = Listener()

    async def take(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        length = head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0]
        told.requests.append(head + await reader.readexactly(int(length or b"0")))
        writer.write(told.answer)
        writer.close()

    server = await asyncio.start_server(take, "127.0.0.1", 0)
    told.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    yield told
    server.close()
    await server.wait_closed()


async def test_a_form(listener: Listener, wire: Wire) -> None:
    """In its order, doubles too; what cannot be sent is a question mark."""
    form = [("a:1", "x y&="), ("b", "ü☃"), ("a:1", "\ud800"), ("", "")]
    await wire.request("POST", listener.url, form=form, one_shot=True)
    head, _, body = listener.requests[0].partition(b"\r\n\r\n")
    assert b"Content-Type: application/x-www-form-urlencoded\r\n" in head + b"\r\n"
    assert body == b"a%3A1=x+y%26%3D&b=%C3%BC%E2%98%83&a%3A1=%3F&="


@pytest.mark.parametrize("one_shot", [False, True])
async def test_a_form_is_sent_once(
    listener: Listener, wire: Wire, one_shot: bool
) -> None:
    """As every request."""
    listener.answer = b""
    with pytest.raises(NotConfirmed if one_shot else CannotConnect):
        await wire.request("POST", listener.url, form=[("a", "b")], one_shot=one_shot)
    assert len(listener.requests) == 1


@pytest.mark.parametrize("path", ["/a?b=%2fC+%7e&c=d;e'f", "/%2Fapex//x?:,|", "/?"])
async def test_an_address_as_it_is_written(
    listener: Listener, wire: Wire, path: str
) -> None:
    """Nothing is encoded or decoded; the question mark alone may be left out."""
    await wire.request("GET", listener.url + path, verbatim=True)
    line = listener.requests[0].split(b"\r\n")[0].decode()
    assert line == f"GET {path.removesuffix('?')} HTTP/1.1"


async def test_lines_that_set_cookies(listener: Listener, wire: Wire) -> None:
    """All of them, untouched."""
    answer = await wire.request("GET", listener.url)
    assert answer.set_cookies == ('a="b=="; Path=/', "a=c; Path=/x")
    assert "b==" not in repr(answer)
