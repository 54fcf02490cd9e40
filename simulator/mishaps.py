"""How a fault looks on the wire: what is sent instead of the true answer."""

from collections.abc import Awaitable, Callable, Iterator
import json
import socket
import struct
from typing import Any

from aiohttp import web

from .counters import Counters
from .faults import Effect, Fault

LOGIN_PAGE = "<!DOCTYPE html><html><head><title>Login</title></head></html>"
_PIECE = 64 * 1024
_DROP = 10  # bytes in a drop of a dripping answer
_ODD = "\x00\u202e\ud800\U0001f50c"


def reset_on_close(request: web.BaseRequest) -> None:
    """Make the close that follows a TCP reset instead of an orderly end."""
    transport = request.transport
    if transport is None:
        return
    raw: socket.socket | None = transport.get_extra_info("socket")
    if raw is not None:
        linger = struct.pack("ii", 1, 0)
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)


def cut(request: web.BaseRequest) -> web.StreamResponse:
    """Close the connection without an answer."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


def _odd(value: Any) -> Any:
    """Decorate every string value; keys stay as they are."""
    match value:
        case str():
            return value + _ODD
        case list():
            return [_odd(item) for item in value]
        case dict():
            return {key: _odd(item) for key, item in value.items()}
    return value


def _other_type(value: Any) -> Any:
    return {"items": value} if isinstance(value, list) else [value]


def _body_of(response: web.StreamResponse) -> bytes:
    if isinstance(response, web.Response) and isinstance(response.body, bytes):
        return response.body
    return b""


def _json_of(response: web.StreamResponse) -> Any:
    try:
        return json.loads(_body_of(response))
    except ValueError:
        return None


def _json(value: Any) -> web.Response:
    return web.json_response(value)


def _raw(body: bytes, charset: str | None = None) -> web.Response:
    return web.Response(body=body, content_type="application/json", charset=charset)


_MANGLED: dict[Effect, Callable[[Fault, web.StreamResponse], web.Response]] = {
    Effect.STATUS: lambda fault, _: web.Response(
        status=fault.status, text=fault.body or "", headers=fault.headers
    ),
    Effect.HTML: lambda fault, _: web.Response(
        text=fault.body or LOGIN_PAGE, content_type="text/html"
    ),
    Effect.NOT_JSON: lambda fault, _: _raw((fault.body or "OK, done").encode()),
    Effect.EMPTY: lambda *_: _raw(b""),
    Effect.WRONG_TYPE: lambda _, answer: _json(_other_type(_json_of(answer))),
    Effect.ODD_UNICODE: lambda _, answer: _json(_odd(_json_of(answer))),
    Effect.BAD_UTF8: lambda _, answer: _raw(
        _body_of(answer).replace(b'": "', b'": "\xff\xfe\xc0')
    ),
    Effect.WRONG_CHARSET: lambda fault, answer: _raw(_body_of(answer), fault.charset),
}


def mangled(fault: Fault, answer: web.StreamResponse) -> web.Response:
    """Build the answer that is sent instead of the true one."""
    return _MANGLED[fault.effect](fault, answer)


class Sender:
    """Sends the answers that do not come in one piece."""

    def __init__(
        self, counters: Counters, wait: Callable[[float], Awaitable[None]]
    ) -> None:
        """Count the bytes; `wait` so many seconds between the drops."""
        self._counters = counters
        self._wait = wait
        self.ways = {
            Effect.TRUNCATED: self._truncated,
            Effect.HUGE: self._huge,
            Effect.DRIP: self._dripping,
        }

    async def _truncated(
        self, request: web.BaseRequest, _: Fault, answer: web.StreamResponse
    ) -> web.StreamResponse:
        """Announce the whole body and close after half of it."""
        body = _body_of(answer) or b"{}"
        response = self._announce(len(body))
        await response.prepare(request)
        await self._write(response, body[: len(body) // 2])
        if request.transport is not None:
            request.transport.close()
        return response

    async def _huge(
        self, request: web.BaseRequest, fault: Fault, _: web.StreamResponse
    ) -> web.StreamResponse:
        """Send valid JSON with far too much white space in it."""
        response = web.StreamResponse(headers={"Content-Type": "application/json"})
        response.force_close()
        await response.prepare(request)
        for piece in _padding(fault.size):
            await self._write(response, piece)
        return response

    async def _dripping(
        self, request: web.BaseRequest, fault: Fault, answer: web.StreamResponse
    ) -> web.StreamResponse:
        """Send a few bytes at a time."""
        body = _body_of(answer)
        response = self._announce(len(body))
        await response.prepare(request)
        for start in range(0, len(body), _DROP):
            if start:
                await self._wait(fault.seconds)
            await self._write(response, body[start : start + _DROP])
        return response

    def _announce(self, length: int) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "application/json"})
        response.content_length = length
        response.force_close()
        return response

    async def _write(self, response: web.StreamResponse, data: bytes) -> None:
        self._counters.bytes_out += len(data)
        await response.write(data)


def _padding(size: int) -> Iterator[bytes]:
    yield b"["
    for done in range(0, size - 2, _PIECE):
        yield b" " * min(_PIECE, size - 2 - done)
    yield b"]"
