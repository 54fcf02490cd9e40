"""Sends traps and informs, in every version."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from itertools import count
import socket
from typing import override

from .agent.engine import Engine
from .counters import CardCounters
from .oids import APC
from .wire.ber import Kind, MalformedMessageError, Oid, Value, oid_of
from .wire.keys import EXTENSIONS
from .wire.message import V1, V2C, read_message, write_message
from .wire.pdu import Pdu, TrapV1, Type, VarBind
from .wire.secure import Envelope, User, read_sealed, seal

KINDS = ("1", "2c", "2c-inform", "3", "3-inform")
_UPTIME = oid_of("1.3.6.1.2.1.1.3.0")
_TRAP = oid_of("1.3.6.1.6.3.1.1.4.1.0")
_ENTERPRISE = oid_of("1.3.6.1.6.3.1.1.4.3.0")
_STANDARD = oid_of("1.3.6.1.6.3.1.1.5")
_PATIENCE, _ATTEMPTS = 1.0, 3
_REPORTABLE = 4
_NUMBERS = count(1)


class Notice:
    """What is told; numbers below 0 are generic traps: -1 is coldStart."""

    def __init__(self, number: int, varbinds: tuple[VarBind, ...], ticks: int) -> None:
        self.number = number
        self.varbinds = varbinds
        self.ticks = ticks

    def v1(self, agent: bytes) -> TrapV1:
        """Write it for version 1."""
        generic, specific = (6, self.number) if self.number >= 0 else (~self.number, 0)
        return TrapV1(oid_of(APC), agent, generic, specific, self.ticks, self.varbinds)

    def v2(self, kind: Type) -> Pdu:
        """Write it for the other versions."""
        if self.number >= 0:
            name: Oid = (*oid_of(APC), 0, self.number)
        else:
            name = (*_STANDARD, -self.number)
        return Pdu(
            kind,
            next(_NUMBERS),
            (
                VarBind(_UPTIME, Value(Kind.TICKS, self.ticks)),
                VarBind(_TRAP, Value(Kind.OID, name)),
                *self.varbinds,
                VarBind(_ENTERPRISE, Value(Kind.OID, oid_of(APC))),
            ),
        )


class _Answers(asyncio.DatagramProtocol):
    """Hands on what comes back to an inform."""

    def __init__(self, take: Callable[[bytes], None]) -> None:
        self._take = take

    @override
    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        self._take(data)

    @override
    def error_received(self, exc: Exception) -> None:
        """Nobody listens."""


class Sender:
    """Sends notices; whoever gets an inform has to acknowledge it."""

    def __init__(self, engine: Engine, counters: CardCounters, host: str) -> None:
        """Know on whose behalf."""
        self._engine = engine
        self._counters = counters
        self._host = host
        self._tasks: set[asyncio.Task[None]] = set()

    def send(
        self,
        notice: Notice,
        to: tuple[str, int],
        version: str,
        *,
        community: str,
        user: User,
        source: str | None = None,
        agent: str | None = None,
    ) -> None:
        """Send a notice now; informs are repeated until they are acknowledged."""
        if version not in KINDS:
            raise ValueError(f"{version}: one of {', '.join(KINDS)}")
        self._counters.traps[notice.number] += 1
        source = source or self._source(to[0])
        if version.endswith("inform"):
            task = asyncio.get_running_loop().create_task(
                self._inform(notice, to, version, community.encode(), user, source)
            )
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
            return
        data = self._written(notice, version, community.encode(), user, agent or source)
        with socket.socket(
            socket.AF_INET6 if ":" in to[0] else socket.AF_INET, socket.SOCK_DGRAM
        ) as out:
            out.setblocking(False)
            out.bind((source, 0))
            with suppress(OSError):  # nobody listens there
                out.sendto(data, to)

    def _source(self, receiver: str) -> str:
        """Send from the card's own address, where that is of the same kind."""
        if (":" in receiver) == (":" in self._host):
            return self._host
        return "::" if ":" in receiver else "0.0.0.0"  # noqa: S104 - any will do

    async def idle(self) -> None:
        """Wait until no inform is under way."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def stop(self) -> None:
        """Give up what is under way."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _written(
        self, notice: Notice, version: str, community: bytes, user: User, agent: str
    ) -> bytes:
        match version:
            case "1":
                address = b"\x7f\0\0\1" if ":" in agent else socket.inet_aton(agent)
                return write_message(V1, community, notice.v1(address))
            case "2c":
                return write_message(V2C, community, notice.v2(Type.TRAP))
        engine = self._engine
        envelope = Envelope(
            next(_NUMBERS),
            user.level,
            engine.id,
            engine.boots,
            engine.time,
            user.username.encode(),
            extension=engine.extension,
        )
        return seal(envelope, notice.v2(Type.TRAP), engine.id, user)

    async def _inform(
        self,
        notice: Notice,
        to: tuple[str, int],
        version: str,
        community: bytes,
        user: User,
        source: str,
    ) -> None:
        answers: asyncio.Queue[bytes] = asyncio.Queue()
        transport, _ = await asyncio.get_running_loop().create_datagram_endpoint(
            lambda: _Answers(answers.put_nowait), (source, 0), to
        )
        try:
            if version == "2c-inform":
                await self._inform_v2c(notice, community, transport, answers)
            else:
                await self._inform_v3(notice, user, transport, answers)
        finally:
            transport.close()

    async def _exchange(
        self,
        data: bytes,
        transport: asyncio.DatagramTransport,
        answers: asyncio.Queue[bytes],
    ) -> bytes | None:
        for _ in range(_ATTEMPTS):
            transport.sendto(data)
            with suppress(TimeoutError):
                return await asyncio.wait_for(answers.get(), _PATIENCE)
        return None

    async def _inform_v2c(
        self,
        notice: Notice,
        community: bytes,
        transport: asyncio.DatagramTransport,
        answers: asyncio.Queue[bytes],
    ) -> None:
        pdu = notice.v2(Type.INFORM)
        data = write_message(V2C, community, pdu)
        answer = await self._exchange(data, transport, answers)
        with suppress(MalformedMessageError):
            if answer and read_message(answer).pdu.request_id == pdu.request_id:
                self._counters.informs_acknowledged += 1

    async def _inform_v3(
        self,
        notice: Notice,
        user: User,
        transport: asyncio.DatagramTransport,
        answers: asyncio.Queue[bytes],
    ) -> None:
        """Ask the receiver for its engine first: informs are secured with that."""
        blank = Envelope(next(_NUMBERS), _REPORTABLE, b"", 0, 0, b"")
        probe = seal(blank, Pdu(Type.GET, next(_NUMBERS)), b"", User(""))
        report = await self._exchange(probe, transport, answers)
        with suppress(MalformedMessageError):
            if report is None:
                return
            theirs = read_sealed(report).envelope
            envelope = replace(
                theirs,
                message_id=next(_NUMBERS),
                flags=user.level | _REPORTABLE,
                username=user.username.encode(),
                salt=b"",
                extension=self._engine.extension,
            )
            pdu = notice.v2(Type.INFORM)
            data = seal(envelope, pdu, theirs.engine, user)
            answer = await self._exchange(data, transport, answers)
            if answer is None:
                return
            sealed = read_sealed(answer)
            if sealed.envelope.level != user.level:
                return  # a report of what is wrong
            if sealed.opened(user, EXTENSIONS).pdu.type is Type.RESPONSE:
                self._counters.informs_acknowledged += 1
