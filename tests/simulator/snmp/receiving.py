"""Receives traps and informs with pysnmp."""

import asyncio
from typing import Any, NamedTuple

from pysnmp.carrier.asyncio.dgram import udp
from pysnmp.entity import config, engine
from pysnmp.entity.rfc3413 import ntfrcv
from pysnmp.proto.rfc1902 import OctetString

from simulator.snmp import SnmpSimulator, User

from .clients import AUTH, PRIV, Told, told_of

_TRAP_OID = "1.3.6.1.6.3.1.1.4.1.0"
_TEXT = "1.3.6.1.4.1.318.2.3.3.0"
_APC = "1.3.6.1.4.1.318.0."


class Trap(NamedTuple):
    """What came: the whole OID of the trap, and all varbinds."""

    oid: str
    varbinds: dict[str, Told]

    @property
    def number(self) -> int:
        """The number of a trap of APC's; 0 of a generic one."""
        return int(self.oid.removeprefix(_APC)) if self.oid.startswith(_APC) else 0

    @property
    def text(self) -> str:
        """The text."""
        return bytes(self.varbinds[_TEXT].value).decode()


class Receiver:
    """Listens with the card's community and users."""

    def __init__(
        self, card: SnmpSimulator, port: int, users: tuple[User, ...] = ()
    ) -> None:
        """Know the card."""
        self.port = port
        self.traps: list[Trap] = []
        self._engine = engine.SnmpEngine()
        self._arrived = asyncio.Event()
        config.add_v1_system(self._engine, "area", card.trap_community)
        for user in users or (card.user,):
            for identity in (OctetString(card.engine_id), None):
                config.add_v3_user(
                    self._engine,
                    user.username,
                    AUTH[user.auth_protocol],
                    user.auth_key or None,
                    PRIV[user.priv_protocol],
                    user.priv_key or None,
                    securityEngineId=identity,
                )

    @property
    def address(self) -> tuple[str, int]:
        """Where it listens."""
        return "127.0.0.1", self.port

    async def start(self) -> None:
        """Listen."""
        transport = udp.UdpTransport().open_server_mode(self.address)
        config.add_transport(self._engine, udp.DOMAIN_NAME, transport)
        ntfrcv.NotificationReceiver(self._engine, self._take)
        self._engine.transport_dispatcher.job_started(1)
        for _ in range(5):  # pysnmp binds in a task of its own
            await asyncio.sleep(0)

    async def stop(self) -> None:
        """Leave nothing."""
        self._engine.transport_dispatcher.job_finished(1)
        self._engine.close_dispatcher()
        await asyncio.sleep(0)

    def _take(
        self,
        _engine: Any,
        _reference: Any,
        _context_engine: Any,
        _context: Any,
        varbinds: Any,
        _known: Any,
    ) -> None:
        found = {str(name): told_of(value) for name, value in varbinds}
        self.traps.append(Trap(found.pop(_TRAP_OID).value, found))
        self._arrived.set()

    async def next(self) -> Trap:
        """Wait for a trap, and take it."""
        async with asyncio.timeout(10):
            while not self.traps:
                self._arrived.clear()
                await self._arrived.wait()
        return self.traps.pop(0)

    async def numbers(self, count: int) -> list[int]:
        """Wait for so many traps, and tell their numbers."""
        return [(await self.next()).number for _ in range(count)]
