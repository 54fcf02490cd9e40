"""Takes what comes to one port, one message in a turn of the event loop.

Messages are read by a reader of our own, not by the library's receiver: that takes
several times as long for each, recurses as deep as a message is nested, opens files
while it is built, and keeps one set of keys for each user name.
"""

import asyncio
from collections import deque
from collections.abc import Mapping, Sequence
from contextlib import suppress
import logging
import socket
from typing import Any, Final, NamedTuple

from ....equipment.driver import Clock
from .ber import Malformed
from .drops import Drop, Drops, Refused
from .gate import LONGEST, Bucket, Gate
from .member import Member
from .proving import Challenged, Prover
from .sockets import literal, resolved

_LOGGER: Final = logging.getLogger(__name__)

_AT_ONCE: Final = 20
"""Datagrams that are looked at in one turn."""
_LOOKED_AT: Final = 5000.0
"""Datagrams that are looked at in a second; the system drops what is beyond."""
_PAUSE: Final = 0.1
_ASK_NAMES: Final = 60.0
"""Seconds between two looks at where names lead."""


class _Datagram(NamedTuple):
    data: bytes
    source: str
    socket: socket.socket
    address: Any


class TrapReceiver:
    """Listens on one port for all cards that take part."""

    def __init__(
        self,
        port: int,
        sockets: Sequence[socket.socket],
        clock: Clock,
        prover: Prover,
    ) -> None:
        """Listen on sockets, which are closed in the end."""
        self._loop = asyncio.get_running_loop()
        self._sockets = sockets
        self._clock = clock
        self._prover = prover
        self._members: list[Member] = []
        self._here: dict[str, list[Member]] = {}
        self._gate = Gate(clock)
        self._drops = Drops(clock, port)
        self._effort = Bucket(self._loop.time, _LOOKED_AT, _LOOKED_AT)
        self._waiting: deque[_Datagram] = deque()
        self._turn: asyncio.Handle | None = None
        self._paused: asyncio.Handle | None = None
        self._asking: asyncio.Task[None] | None = None
        self._asked: float | None = None
        for one in sockets:
            one.setblocking(False)
        self._listen()

    @property
    def drops(self) -> Mapping[str, int]:
        """What was not taken so far, by reason."""
        return self._drops.counts

    @property
    def is_unused(self) -> bool:
        """Whether no card takes part any more."""
        return not self._members

    def has(self, member: Member) -> bool:
        """Tell whether a card takes part."""
        return member in self._members

    async def add(self, member: Member) -> None:
        """Let a card take part, as soon as it is known where it is."""
        self._members.append(member)
        await self._find(member)
        self._sort()

    def remove(self, member: Member) -> None:
        """Let a card take part no more."""
        self._members.remove(member)
        self._sort()

    def close(self) -> None:
        """Stop listening, at once and for good."""
        self._deafen()
        for handle in (self._turn, self._paused, self._asking):
            if handle is not None:
                handle.cancel()
        self._waiting.clear()
        for one in self._sockets:
            one.close()

    def _listen(self) -> None:
        self._paused = None
        for one in self._sockets:
            self._loop.add_reader(one, self._look, one)

    def _deafen(self) -> None:
        for one in self._sockets:
            self._loop.remove_reader(one)

    def _look(self, at: socket.socket) -> None:
        """Take in what has come; only the gate sees it yet."""
        for _ in range(_AT_ONCE):
            if not self._effort.has_one():
                self._deafen()
                self._paused = self._loop.call_later(_PAUSE, self._listen)
                return
            try:
                data, address = at.recvfrom(LONGEST + 1)
            except OSError:
                return
            self._effort.take_one()
            self._pass(data, address, at)

    def _pass(self, data: bytes, address: Any, at: socket.socket) -> None:  # noqa: ANN401 - as the system tells it
        source = literal(address[0]) or ""
        try:
            self._gate.admit(source, len(data), len(self._waiting))
        except Refused as refused:
            self._drops.count(refused.why)
            if refused.why is Drop.FOREIGN:
                self._ask_names()
            return
        self._waiting.append(_Datagram(data, source, at, address))
        if self._turn is None:
            self._turn = self._loop.call_soon(self._take_next)

    def _take_next(self) -> None:
        """Take one message, and let others have their turn before the next."""
        self._turn = None
        datagram = self._waiting.popleft()
        if self._waiting:
            self._turn = self._loop.call_soon(self._take_next)
        try:
            self._take(datagram)
        except Challenged as challenged:
            self._drops.count(challenged.why)
            self._send(challenged.reply, datagram)
        except Refused as refused:
            self._drops.count(refused.why)
        except Malformed:
            self._drops.count(Drop.MALFORMED)

    def _take(self, datagram: _Datagram) -> None:
        here = self._here.get(datagram.source, ())
        proven = self._prover.prove(datagram.data, here)
        if proven.reply is not None:
            self._send(proven.reply, datagram)
        if not proven.member.hear(proven.told, proven.version, datagram.source):
            raise Refused(Drop.REPEATED)

    def _send(self, reply: bytes, to: _Datagram) -> None:
        with suppress(OSError):  # who gets no answer asks again
            to.socket.sendto(reply, to.address)

    def _ask_names(self) -> None:
        """Look where names lead by now: a card may have got another address."""
        now = self._clock.monotonic()
        if self._asking is not None and not self._asking.done():
            return
        if self._asked is not None and now - self._asked < _ASK_NAMES:
            return
        self._asked = now
        if any(member.has_name for member in self._members):
            self._asking = self._loop.create_task(self._find_all())

    async def _find_all(self) -> None:
        for member in [one for one in self._members if one.has_name]:
            await self._find(member)
        self._sort()

    async def _find(self, member: Member) -> None:
        """Find the addresses of a card; old ones are kept while names lead nowhere."""
        found: set[str] = set()
        for host in (member.card.host, *member.card.aliases):
            found |= await resolved(host)
        member.sources = frozenset(found) or member.sources

    def _sort(self) -> None:
        self._here = {}
        for member in self._members:
            for source in member.sources:
                self._here.setdefault(source, []).append(member)
        self._gate.know(self._here)
