"""Who sends: the simulated card, pysnmp, net-snmp, and packets made by hand."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
import shutil
import socket
import time
from typing import Any

from pysnmp.hlapi.v3arch.asyncio import (
    CommunityData,
    ContextData,
    NotificationType,
    ObjectIdentity,
    SnmpEngine,
    UdpTransportTarget,
    UsmUserData,
    send_notification,
)
from pysnmp.proto.rfc1902 import OctetString, TimeTicks

from custom_components.rack_power.drivers.apc_snmp import context, protocols
from simulator.snmp.agent.engine import Engine
from simulator.snmp.counters import CardCounters
from simulator.snmp.sender import Notice, Sender
from simulator.snmp.wire.ber import Kind, Value, oid_of
from simulator.snmp.wire.pdu import VarBind
from simulator.snmp.wire.secure import User

APC = "1.3.6.1.4.1.318"
TEXT = f"{APC}.2.3.3.0"
UPTIME = "1.3.6.1.2.1.1.3.0"
COMMUNITY = "trap-word"
FIRST, SECOND, FOREIGN = "127.0.0.1", "127.0.0.2", "127.0.0.9"
KINDS = ("1", "2c", "2c-inform", "3", "3-inform")

USER = User("watcher", "SHA1", "a good passphrase", "AES128", "another passphrase")


def as_ours(user: User) -> context.User:
    """Return a user as the driver has it."""
    auth, priv = user.auth_protocol, user.priv_protocol
    return context.User(
        name=user.username,
        auth_protocol=None if auth == "none" else auth.lower(),
        auth_key=user.auth_key or None,
        priv_protocol=None if priv == "none" else priv.lower(),
        priv_key=user.priv_key or None,
    )


@dataclass(slots=True)
class Told:
    """A trap to be sent."""

    number: int = 5
    text: str = "UPS: On battery."
    ticks: int = 123_400
    more: tuple[VarBind, ...] = ()

    def notice(self) -> Notice:
        """Return it as the simulator sends it."""
        text = VarBind(oid_of(TEXT), Value(Kind.OCTETS, self.text.encode()))
        return Notice(self.number, (*self.more, text), self.ticks)


@dataclass(slots=True)
class SimulatedCard:
    """A card with an engine, at an address of its own."""

    host: str = FIRST
    engine_id: bytes = b"\x80\0\x01\x3e\x03\0\xc0\xb7\0\0\x01"
    user: User = USER
    counters: CardCounters = field(default_factory=CardCounters)
    engine: Engine = field(init=False)
    sender: Sender = field(init=False)

    def __post_init__(self) -> None:
        self.engine = Engine(self.engine_id, [self.user], time.monotonic)
        self.sender = Sender(self.engine, self.counters, self.host)

    async def send(
        self,
        port: int,
        kind: str,
        told: Told | None = None,
        *,
        community: str = COMMUNITY,
        user: User | None = None,
        source: str | None = None,
        agent: str | None = None,
    ) -> int:
        """Send a trap; return how many informs were acknowledged so far."""
        self.sender.send(
            (told or Told()).notice(),
            (FIRST, port),
            kind,
            community=community,
            user=user or self.user,
            source=source,
            agent=agent,
        )
        await self.sender.idle()
        return self.counters.informs_acknowledged


async def by_simulator(port: int, kind: str, told: Told, card: SimulatedCard) -> None:
    """Send as the simulated card does."""
    await card.send(port, kind, told)


async def by_pysnmp(port: int, kind: str, told: Told, card: SimulatedCard) -> None:
    """Send as pysnmp does."""
    version, _, inform = kind.partition("-")
    user = as_ours(card.user)
    engine = _engine(card.engine_id)
    who: Any = UsmUserData(
        user.name,
        authKey=user.auth_key,
        privKey=user.priv_key,
        authProtocol=protocols.AUTH_PROTOCOLS[user.auth_protocol or ""],
        privProtocol=protocols.PRIV_PROTOCOLS[user.priv_protocol or ""],
    )
    if version != "3":
        who = CommunityData(COMMUNITY, mpModel=0 if version == "1" else 1)
    what = NotificationType(ObjectIdentity(f"{APC}.0.{told.number}"))
    what.add_varbinds((UPTIME, TimeTicks(told.ticks)), (TEXT, OctetString(told.text)))
    error, *_ = await send_notification(
        engine,
        who,
        await UdpTransportTarget.create((FIRST, port), timeout=5),
        ContextData(),
        inform or "trap",
        what,
        lookupMib=False,
    )
    engine.close_dispatcher()
    assert not error, error


def _engine(engine_id: bytes) -> SnmpEngine:
    """Return an engine with an id; if it were told at once, it would write files."""
    engine = SnmpEngine()
    builder = engine.get_mib_builder()
    (known,) = builder.import_symbols("__SNMP-FRAMEWORK-MIB", "snmpEngineID")
    known.syntax = engine.snmpEngineID = known.syntax.clone(OctetString(engine_id))
    return engine


async def by_net_snmp(port: int, kind: str, told: Told, card: SimulatedCard) -> None:
    """Send as net-snmp's programs do; an inform that is not answered fails."""
    version, _, inform = kind.partition("-")
    user, where = card.user, f"{FIRST}:{port}"
    who = ["-v", version, "-c", COMMUNITY]
    if version == "3":
        who = ["-v", "3", "-l", "authPriv", "-u", user.username, "-a", "SHA"]
        who += ["-A", user.auth_key, "-x", "AES", "-X", user.priv_key]
        who += [] if inform else ["-e", f"0x{card.engine_id.hex()}"]
    ticks, number = str(told.ticks), str(told.number)
    what = [ticks, f"{APC}.0.{number}"]
    if version == "1":
        what = [APC, FIRST, "6", number, ticks]
    process = await asyncio.create_subprocess_exec(
        "snmpinform" if inform else "snmptrap",
        *("-m", "", "-t", "5", *who, where, *what, TEXT, "s", told.text),
        env={"MIBS": "", "SNMP_PERSISTENT_DIR": "/dev/null", "PATH": "/usr/bin"},
    )
    assert await process.wait() == 0


type Send = Callable[[int, str, Told, SimulatedCard], Awaitable[None]]

SENDERS: dict[str, Send] = {"simulator": by_simulator, "pysnmp": by_pysnmp}
if shutil.which("snmptrap") and shutil.which("snmpinform"):
    SENDERS["net-snmp"] = by_net_snmp


def throw(port: int, *datagrams: bytes, source: str = FIRST) -> None:
    """Send datagrams from an address."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as out:
        out.bind((source, 0))
        for one in datagrams:
            out.sendto(one, (FIRST, port))
