"""Switching an outlet by the cloud (section 6): sent once, then looked for.

Two paths are documented. The second is tried where the first does not exist, which is
the one answer that says that nothing was executed.
"""

import asyncio
from collections import defaultdict
from contextlib import suppress
from dataclasses import replace
from typing import Final
from urllib.parse import quote

from ....equipment.driver import Context, Outcome
from ....equipment.errors import (
    CannotConnect,
    DriverError,
    InvalidRequest,
    NotConfirmed,
)
from ....equipment.model import PartId, Point
from ....equipment.variables import OUTLET_STATUS
from ...http import Refused
from ..mapping import outlets
from .account import Account
from .age import DEFAULT_INTERVAL
from .client import CloudClient
from .rows import SERIAL, has_link, told_at
from .sent import Sent, SentCommands, Socket
from .unit import CloudPdu

_LOOKS: Final = (3.0, 5.0, 8.0, 14.0)
"""Seconds between one look and the next: 30 in all, and few, as limits are unknown."""
WATCH: Final = 30.0
"""Seconds between looks while an outcome is owed."""
_SETTLE, _PATIENCE = 60.0, 360.0
"""Seconds after which the old state stays, and after which no more is expected."""
_SETTLE_POSTS, _PATIENCE_POSTS = 2, 4
"""The same in posts of a PDU, of which the longer time counts."""
_PATHS: Final = ("/outlet/{outlet}", "/devices/{serial}/outlets/{outlet}")
_PATH: Final = "put_path"
_NO_PATH: Final = frozenset({404, 405, 501})


class Switches:
    """Switches outlets, and knows what is still to be seen."""

    def __init__(self, context: Context, client: CloudClient, account: Account) -> None:
        """Switch by a client and see by the account."""
        self._context = context
        self._client = client
        self._account = account
        self._sent = SentCommands(context.memory)
        self._locks: defaultdict[Socket, asyncio.Lock] = defaultdict(asyncio.Lock)

    @property
    def pending(self) -> bool:
        """Whether the outcome of a command is awaited."""
        return bool(self._sent.pending())

    async def switch(self, pdu: CloudPdu, part: PartId, *, on: bool) -> Outcome:
        """Bring an outlet into a state. PENDING: :meth:`settle` ends it."""
        socket = Socket(pdu.id, part.key)
        async with self._locks[socket]:
            sent = await self._send(pdu, socket, on=on)
            for pause in _LOOKS:
                await self._context.clock.sleep(pause)
                with suppress(DriverError):
                    await self._account.look()
                    self._context.publish(pdu.reports())
                if sent.seen(pdu.outlet(part.key)) is on:
                    self._sent.forget(socket)
                    return Outcome.CONFIRMED
            self._sent.note(socket, replace(sent, pending=True))
            self._context.wake(WATCH)
            return Outcome.PENDING

    def settle(self) -> None:
        """Tell what became of commands that were pending, as far as it is known now."""
        now = self._context.clock.now()
        for socket, sent in self._sent.pending():
            pdu = self._account.pdus.get(socket.equipment)
            row = None if pdu is None or pdu.gone else pdu.outlet(socket.key)
            posts = (pdu.interval if pdu else None) or DEFAULT_INTERVAL
            state, since = sent.seen(row), (now - sent.at).total_seconds()
            error: DriverError | None = None
            if state is sent.want:
                pass
            elif state is not None and since >= max(_SETTLE, _SETTLE_POSTS * posts):
                error = NotConfirmed()
            elif since >= max(_PATIENCE, _PATIENCE_POSTS * posts):
                error = NotConfirmed("state_unknown")
            else:
                continue
            self._sent.forget(socket)
            if pdu is not None and error is None:
                self._context.publish(pdu.reports())
            point = Point(PartId(outlets.KIND, socket.key), OUTLET_STATUS)
            self._context.settle(socket.equipment, point, error)

    async def _send(self, pdu: CloudPdu, socket: Socket, *, on: bool) -> Sent:
        """Look what the outlet's row says now, and send the command.

        Whatever is raised: nothing was executed.
        """
        await self._account.look()
        self._context.publish(pdu.reports())
        row = pdu.outlet(socket.key)
        if row is None:
            raise InvalidRequest
        if pdu.gone or pdu.offline or has_link(row) is False:
            raise CannotConnect("unit_offline")
        now = self._context.clock.now()
        sent = Sent(want=on, before=told_at(row), at=now)
        self._sent.note(socket, sent)  # whatever becomes of us meanwhile
        try:
            await self._put(pdu, socket.key, on=on)
        except DriverError:
            self._sent.forget(socket)
            raise
        return sent

    async def _put(self, pdu: CloudPdu, key: str, *, on: bool) -> None:
        places = {
            "outlet": quote(pdu.rows.wire_ids.get(key, key), safe=""),
            "serial": quote(str(pdu.rows.device.get(SERIAL, "")), safe=""),
        }
        body = {outlets.STATE: "ON" if on else "OFF"}
        known = self._context.memory.recall(_PATH)
        first, second = _PATHS if known != _PATHS[1] else _PATHS[::-1]
        try:
            await self._client.put(first.format(**places), body)
        except Refused as err:
            if err.status not in _NO_PATH:
                raise
            await self._client.put(second.format(**places), body)
            self._context.memory.keep(_PATH, second)
