"""The UDP port: counts, keeps the order of answers, and can play dead."""

import asyncio
from collections.abc import Callable
import socket
from typing import override

from ..counters import CardCounters

type Address = tuple[str, int]


class Port(asyncio.DatagramProtocol):
    """Receives and sends datagrams.

    A card does one thing at a time: answers that take time follow one another.
    """

    def __init__(
        self,
        host: str,
        port: int,
        counters: CardCounters,
        receive: Callable[[bytes, Address], None],
    ) -> None:
        """Know the address; port 0 takes a free one when first opened, and keeps it."""
        self.host = host
        self.port = port
        self._counters = counters
        self._receive = receive
        self._transport: asyncio.DatagramTransport | None = None
        self._closed: asyncio.Future[None] | None = None
        self._busy_until = 0.0
        self._waiting: set[asyncio.TimerHandle] = set()

    async def open(self) -> None:
        """Listen."""
        loop = asyncio.get_running_loop()
        family = socket.AF_INET6 if ":" in self.host else socket.AF_INET
        self._closed = loop.create_future()
        self._transport, _ = await loop.create_datagram_endpoint(
            lambda: self, (self.host, self.port), family=family
        )
        self.port = self._transport.get_extra_info("sockname")[1]

    async def close(self) -> None:
        """Leave no socket and nothing that waits."""
        for handle in self._waiting:
            handle.cancel()
        self._waiting.clear()
        if self._transport is not None and self._closed is not None:
            self._transport.close()
            await self._closed
            self._transport = None

    def send(self, data: bytes, to: Address, seconds: float = 0.0) -> None:
        """Send an answer, `seconds` of work after the one before."""
        if not seconds:
            self._send(data, to)
            return
        loop = asyncio.get_running_loop()
        self._busy_until = max(self._busy_until, loop.time()) + seconds

        def work() -> None:
            self._waiting.discard(handle)
            self._send(data, to)

        handle = loop.call_at(self._busy_until, work)
        self._waiting.add(handle)

    def _send(self, data: bytes, to: Address) -> None:
        self._counters.answered(to)
        if self._transport is not None and not self._transport.is_closing():
            self._counters.bytes_out += len(data)
            self._transport.sendto(data, to)

    @override
    def datagram_received(self, data: bytes, addr: Address) -> None:
        self._counters.bytes_in += len(data)
        self._receive(data, addr)

    @override
    def error_received(self, exc: Exception) -> None:
        """Somebody did not wait for the answer."""

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        if self._closed is not None and not self._closed.done():
            self._closed.set_result(None)
