"""A listening socket that can stop and start again at the same port, at once.

Opening and closing are plain calls, not coroutines, so that a step of the clock can end
an outage and the very next request finds the unit back.
"""

import asyncio
import socket
import ssl
from typing import override

from aiohttp import web

from .counters import Counters

_LAST_WORDS = 5  # turns of the loop after which cut connections have told aiohttp


def _count_requests(data: bytes) -> int:
    """Count the request lines in what came in one piece."""
    return sum(
        line.endswith((b" HTTP/1.1\r", b" HTTP/1.0\r")) for line in data.split(b"\n")
    )


class _Tap(asyncio.Protocol):
    """Passes a connection on to aiohttp and counts what comes over it."""

    def __init__(self, inner: asyncio.Protocol, listener: Listener) -> None:
        """Stand before aiohttp's own protocol."""
        self._inner = inner
        self._listener = listener
        self._transport: asyncio.BaseTransport | None = None

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport
        self._listener.connected.add(transport)
        self._inner.connection_made(transport)

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        if self._transport is not None:
            self._listener.connected.discard(self._transport)
            self._listener.counters.lost(self._transport)
        self._inner.connection_lost(exc)

    @override
    def data_received(self, data: bytes) -> None:
        counters = self._listener.counters
        counters.bytes_in += len(data)
        if requests := _count_requests(data):
            counters.arrived(self._transport, requests)
        self._inner.data_received(data)

    @override
    def eof_received(self) -> bool | None:
        self._listener.counters.lost(self._transport)
        return self._inner.eof_received()

    @override
    def pause_writing(self) -> None:
        self._inner.pause_writing()

    @override
    def resume_writing(self) -> None:
        self._inner.resume_writing()


class Listener:
    """Serves an application at one address, or plays dead there."""

    def __init__(
        self,
        host: str,
        port: int,
        counters: Counters,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        """Know the address; port 0 takes a free one when first opened, and keeps it."""
        self.host = host
        self.port = port
        self.counters = counters
        self.connected: set[asyncio.BaseTransport] = set()
        self._tls = tls
        self._socket: socket.socket | None = None
        self._runner: web.AppRunner | None = None
        self._handshakes: set[asyncio.Task[None]] = set()

    @property
    def url(self) -> str:
        """The address, as a browser would have it."""
        return f"{'https' if self._tls else 'http'}://{self.host}:{self.port}"

    async def start(self, app: web.Application) -> None:
        """Make the application ready and listen."""
        self._runner = web.AppRunner(
            app, access_log=None, handle_signals=False, shutdown_timeout=0.1
        )
        await self._runner.setup()
        self.open()

    def open(self) -> None:
        """Take connections."""
        self.close()
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._socket.setblocking(False)
        self._socket.bind((self.host, self.port))
        self._socket.listen(128)
        self.port = self._socket.getsockname()[1]
        asyncio.get_running_loop().add_reader(self._socket, self._accept)

    def close(self) -> None:
        """Cut all connections and refuse new ones."""
        self._silence()
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def mute(self) -> None:
        """Cut all connections; the system takes new ones, nobody ever answers them."""
        if self._socket is None:
            self.open()
        self._silence()

    async def stop(self) -> None:
        """Leave nothing behind."""
        self.close()
        await asyncio.gather(*self._handshakes, return_exceptions=True)
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None
        for _ in range(_LAST_WORDS):
            await asyncio.sleep(0)

    def _silence(self) -> None:
        if self._socket is not None:
            asyncio.get_running_loop().remove_reader(self._socket)
        for task in self._handshakes:
            task.cancel()
        for transport in list(self.connected):
            if isinstance(transport, asyncio.WriteTransport):
                transport.abort()

    def _accept(self) -> None:
        """Take what waits; the task is needed because TLS shakes hands first."""
        if self._socket is None:
            return
        try:
            connection, _ = self._socket.accept()
        except BlockingIOError, ConnectionAbortedError:
            return
        connection.setblocking(False)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.counters.connections += 1
        task = asyncio.get_running_loop().create_task(self._serve(connection))
        self._handshakes.add(task)
        task.add_done_callback(self._handshakes.discard)

    async def _serve(self, connection: socket.socket) -> None:
        try:
            await asyncio.get_running_loop().connect_accepted_socket(
                self._make_protocol, connection, ssl=self._tls
            )
        except OSError:  # the client did not like the certificate, or has gone
            connection.close()

    def _make_protocol(self) -> asyncio.Protocol:
        if self._runner is None or self._runner.server is None:
            raise ConnectionAbortedError("stopped meanwhile")
        return _Tap(self._runner.server(), self)
