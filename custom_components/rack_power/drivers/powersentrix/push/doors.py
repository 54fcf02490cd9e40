"""Ports of our own that UPSs post to, beside Home Assistant's (2.3).

The documentation shows server addresses with https only, and nobody knows whether the
firmware takes plain http, the port of Home Assistant or its certificate. So there may
be another port, with or without TLS. What comes there passes none of Home Assistant's
own filters, which turn away texts that look like an attack.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
import errno
import logging
import ssl
from typing import Final, cast

from aiohttp import web

from ....equipment.driver import Post, Reply
from ....equipment.errors import CannotConnect
from .certificate import server_context
from .request import LIMIT

type Take = Callable[[Post], Reply | None]
"""Takes a post and answers at once; None: it is not for this path."""
type Leave = Callable[[], Awaitable[None]]
type InThread = Callable[[Callable[[], object]], Awaitable[object]]

_PATIENCE: Final = 30.0
"""Seconds for a body; a UPS sends two or three thousand bytes."""
_LAST_WORDS: Final = 1.0
"""Seconds for what is under way when a port is closed."""
_REFUSED: Final = {"message": "Unauthorized"}
_SILENT: Final = logging.getLogger(f"{__name__}.silent")
_SILENT.disabled = True
"""What cannot be read may hold the company, so nothing of it is logged."""


@dataclass(slots=True)
class _Door:
    """One open port, and who takes what comes there."""

    runner: web.AppRunner
    tls: bool
    takers: dict[Take, str] = field(default_factory=dict)
    """And as whom they take it."""

    async def answer(self, request: web.Request) -> web.Response:
        """Ask everybody who takes posts here whether one is theirs."""
        try:
            async with asyncio.timeout(_PATIENCE):
                body = await request.read()
        except TimeoutError:
            return _response(Reply(408, None))
        except web.HTTPRequestEntityTooLarge:
            return _response(Reply(413, None))
        post = Post(
            path=request.path, query=dict(request.query), body=body, peer=request.remote
        )
        for take in tuple(self.takers):
            if (reply := take(post)) is not None:
                return _response(reply)
        return _response(Reply(401, _REFUSED))


class Doors:
    """The ports that are open, each shared by all who want posts from it."""

    def __init__(self, in_thread: InThread) -> None:
        """Begin with none."""
        self._in_thread = in_thread
        self._doors: dict[int, _Door] = {}
        self._lock = asyncio.Lock()

    async def open(self, port: int, *, tls: bool, take: Take, who: str) -> Leave:
        """Let posts to a port be taken, until the answer is called.

        ``who``: of one connection there may be two for a moment, as it is and as it is
        to be. Where they do not agree about TLS, nothing comes to the second one.

        CannotConnect: ``post_port_taken`` by another program, or by a connection of
        ours that does not agree about TLS; ``post_port_forbidden``;
        ``post_port_failed``, with the problem in words.
        """
        async with self._lock:
            door = self._doors.get(port)
            if door is None:
                try:
                    door = self._doors[port] = await self._opened(port, tls=tls)
                except OSError as err:
                    raise _failed(port, err) from None
            if door.tls is tls:
                door.takers[take] = who
            elif {*door.takers.values()} != {who}:
                raise CannotConnect("post_port_taken", port=port)

        async def leave() -> None:
            async with self._lock:
                if take not in door.takers:
                    return
                del door.takers[take]
                if not door.takers:
                    del self._doors[port]
                    await door.runner.cleanup()

        return leave

    async def _opened(self, port: int, *, tls: bool) -> _Door:
        context = None
        if tls:
            context = cast("ssl.SSLContext", await self._in_thread(server_context))
        app = web.Application(client_max_size=LIMIT)
        runner = web.AppRunner(
            app,
            access_log=None,
            logger=_SILENT,
            shutdown_timeout=_LAST_WORDS,
            lingering_time=0,  # who is slow is not waited for
            auto_decompress=False,  # 60 KB can be half a second's work
        )
        door = _Door(runner, tls)
        app.router.add_post("/{path:.*}", door.answer)
        await runner.setup()
        try:
            await web.TCPSite(runner, port=port, ssl_context=context).start()
        except BaseException:
            await runner.cleanup()
            raise
        return door


def _failed(port: int, err: OSError) -> CannotConnect:
    if err.errno == errno.EADDRINUSE:
        return CannotConnect("post_port_taken", port=port)
    if isinstance(err, PermissionError) and err.errno == errno.EACCES:
        return CannotConnect("post_port_forbidden", port=port)
    problem = err.strerror or type(err).__name__
    return CannotConnect("post_port_failed", port=port, problem=problem)


def _response(reply: Reply) -> web.Response:
    return web.json_response(reply.body, status=reply.status)
