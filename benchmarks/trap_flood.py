"""What a flood of SNMP traps costs: longest callback, CPU of each, memory, drops.

A receiver listens on a real socket, as Home Assistant's would. Floods come from a
process of its own: from an address where no card is, and from a card's, by versions 2c
and 3, as fast as they can be sent, and far above what is taken. Every trap that is
taken is kept and told. Beside it, pysnmp's own receiver takes the same.

CPU is that of the receiving thread: the sender's is not counted.

Run it with ``python -m benchmarks.trap_flood``.
"""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
import gc
import logging
from multiprocessing import get_context
import socket
import sys
import time
import tracemalloc
from typing import Any, Final
import warnings

from pysnmp.carrier.asyncio.dgram import udp
from pysnmp.entity import config
from pysnmp.entity.engine import SnmpEngine
from pysnmp.entity.rfc3413 import ntfrcv
from pysnmp.proto.rfc1902 import OctetString

from custom_components.rack_power.drivers.apc_snmp.context import User
from custom_components.rack_power.drivers.apc_snmp.traps import (
    Card,
    TrapLog,
    TrapReceivers,
)
from custom_components.rack_power.equipment.driver import Context, Json
from custom_components.rack_power.equipment.model import EquipmentId
from simulator.snmp.sender import Notice
from simulator.snmp.wire import ber, secure
from simulator.snmp.wire.ber import Kind, Value, oid_of
from simulator.snmp.wire.message import V2C
from simulator.snmp.wire.pdu import Type, VarBind, write

from .loop import LongestCallback

FLOOD: Final = 5000
BURST: Final = 50
HOST, FOREIGN = "127.0.0.1", "127.0.0.9"
COMMUNITY, ENGINE = "trap-word", b"\x80\0\x01\x3e\x03\0\xc0\xb7\0\0\x01"
SENDER = secure.User("watcher", "SHA1", "a good passphrase", "AES128", "another one")
USER = User(
    name=SENDER.username,
    auth_protocol="sha1",
    auth_key=SENDER.auth_key,
    priv_protocol="aes128",
    priv_key=SENDER.priv_key,
)


def message(number: int, version: str) -> bytes:
    """Write a trap; no two are the same."""
    text = VarBind(oid_of("1.3.6.1.4.1.318.2.3.3.0"), Value(Kind.OCTETS, b"UPS: Test."))
    pdu = Notice(5, (text,), number).v2(Type.TRAP)
    if version == "2c":
        word = ber.octets(COMMUNITY.encode())
        return ber.sequence(ber.integer(V2C), word, write(pdu))
    envelope = secure.Envelope(
        number, SENDER.level, ENGINE, 1, 1, SENDER.username.encode()
    )
    return secure.seal(envelope, pdu, ENGINE, SENDER)


def send(port: int, messages: Sequence[bytes], source: str, pause: float) -> None:
    """Send as fast as it goes, or with pauses between bursts."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as out:
        out.bind((source, 0))
        for at in range(0, len(messages), BURST):
            for one in messages[at : at + BURST]:
                out.sendto(one, (HOST, port))
            time.sleep(pause)


class Clock:
    """The time of the machine."""

    def now(self) -> datetime:
        """Return the wall time."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Return seconds."""
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(seconds)


class NoLimits(Clock):
    """Time that is so fast that no limit is ever reached."""

    def __init__(self) -> None:
        self._at = 0.0

    def monotonic(self) -> float:
        """Return another minute."""
        self._at += 60
        return self._at


class Notes:
    """A memory that is not written to disk."""

    def __init__(self) -> None:
        self.kept: dict[str, Json] = {}

    def recall(self, key: str) -> Json:
        """Return what was kept."""
        return self.kept.get(key)

    def keep(self, key: str, value: Json) -> None:
        """Keep a value."""
        self.kept[key] = value


class House:
    """What is told of traps."""

    def __init__(self, clock: Clock) -> None:
        self.told = 0
        self.wakes = 0
        self.context = Context(
            clock=clock,
            memory=Notes(),
            publish=lambda _: None,
            tell=self._tell,
            settle=lambda *_: None,
            preference=lambda *_: None,
            forget=lambda *_: None,
            trouble=lambda *_: None,
            wake=self._wake,
            in_thread=in_thread,
        )

    def _tell(self, *_: object) -> None:
        self.told += 1

    def _wake(self, _: float) -> None:
        self.wakes += 1


async def in_thread(job: Callable[[], object]) -> object:
    """Do what would block."""
    return await asyncio.to_thread(job)


def loopback(port: int) -> Sequence[socket.socket]:
    """Listen where only this machine comes to."""
    one = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    one.bind((HOST, port))
    return [one]


def free_port() -> int:
    """Return a port that nobody listens on."""
    with loopback(0)[0] as one:
        port: int = one.getsockname()[1]
        return port


@asynccontextmanager
async def ours(
    clock: Clock,
) -> AsyncGenerator[tuple[int, House, Callable[[], Mapping[str, int]]]]:
    """Listen as the integration does."""
    port, house = free_port(), House(clock)
    receivers = TrapReceivers(clock, in_thread, loopback)
    card = Card(host=HOST, community=COMMUNITY, user=USER)
    log = TrapLog(house.context, EquipmentId("apc_1"), receivers, port, card)
    await log.listen(ENGINE)
    yield port, house, lambda: receivers.drops(port)
    log.close()


@asynccontextmanager
async def theirs() -> AsyncGenerator[tuple[int, list[object]]]:
    """Listen as pysnmp does."""
    port, taken = free_port(), list[object]()
    engine = SnmpEngine()
    transport = udp.UdpTransport().open_server_mode((HOST, port))
    config.add_transport(engine, udp.DOMAIN_NAME, transport)
    config.add_v1_system(engine, "area", COMMUNITY)
    config.add_v3_user(
        engine,
        USER.name,
        config.USM_AUTH_HMAC96_SHA,
        USER.auth_key,
        config.USM_PRIV_CFB128_AES,
        USER.priv_key,
        securityEngineId=OctetString(ENGINE),
    )
    ntfrcv.NotificationReceiver(engine, lambda *told: taken.append(told[3]))
    await asyncio.sleep(0.1)
    yield port, taken
    engine.close_dispatcher()


async def flood(
    port: int, messages: Sequence[bytes], source: str, pause: float
) -> tuple[float, float]:
    """Send from another process; return longest callback and CPU, in seconds."""
    process = get_context("fork").Process(
        target=send, args=(port, messages, source, pause)
    )
    gc.collect()
    with LongestCallback(time.thread_time) as longest:
        began = time.thread_time()
        await asyncio.to_thread(process.start)
        await asyncio.to_thread(process.join)
        await asyncio.sleep(0.2)
        spent = time.thread_time() - began
    return longest.seconds, spent


def show(name: str, longest: float, spent: float, taken: int, drops: str) -> None:
    """Print a line."""
    each = spent / FLOOD * 1e6
    print(f"{name:34}{longest * 1000:10.2f}{each:12.0f}{taken:8}   {drops}")


def said(drops: Mapping[str, int], taken: int) -> str:
    """Return what was not taken, with what the system never handed over."""
    lost = FLOOD - taken - sum(drops.values())
    counted = {**drops, **({"by the system": lost} if lost else {})}
    return ", ".join(f"{why} {count}" for why, count in counted.items())


async def measure(
    name: str, version: str, source: str, pause: float, clock: Clock
) -> None:
    """Flood our receiver."""
    messages = [message(number, version) for number in range(FLOOD)]
    async with ours(clock) as (port, house, drops):
        longest, spent = await flood(port, messages, source, pause)
        show(name, longest, spent, house.told, said(drops(), house.told))


async def measure_theirs(name: str, version: str, pause: float) -> None:
    """Flood pysnmp's receiver."""
    messages = [message(number, version) for number in range(FLOOD)]
    async with theirs() as (port, taken):
        longest, spent = await flood(port, messages, HOST, pause)
        show(name, longest, spent, len(taken), said({}, len(taken)))


async def memory() -> None:
    """Print how memory grows over floods from both addresses."""
    async with ours(Clock()) as (port, _, _drops):
        sizes: list[int] = []
        tracemalloc.start()
        for turn in range(8):
            messages = [message(turn * FLOOD + one, "2c") for one in range(FLOOD)]
            await flood(port, messages, FOREIGN, 0)
            await flood(port, messages, HOST, 0)
            del messages
            gc.collect()
            sizes.append(tracemalloc.get_traced_memory()[0])
        tracemalloc.stop()
    grown = (sizes[-1] - sizes[3]) / 1024  # by then the table of traps was full
    print(f"memory after 8 more floods of {FLOOD}: {grown:+.0f} KiB")


async def main() -> None:
    """Print what floods cost."""
    logging.disable(logging.WARNING)
    warnings.simplefilter("ignore")
    print(f"{FLOOD} traps each, Python {sys.version.split()[0]}")
    print(f"{'':34}{'longest':>10}{'CPU of':>12}{'':>8}")
    print(f"{'':34}{'callback':>10}{'each':>12}{'taken':>8}   not taken")
    print(f"{'':34}{'ms':>10}{'us':>12}")
    runs: Sequence[tuple[str, Callable[[], Awaitable[None]]]] = [
        *(
            (name, _run(name, version, source, pause, clock))
            for name, version, source, pause, clock in (
                ("foreign, as fast as it goes", "2c", FOREIGN, 0.0, Clock()),
                ("foreign, 5,000/s", "2c", FOREIGN, 0.01, Clock()),
                ("right, v2c, as fast as it goes", "2c", HOST, 0.0, Clock()),
                ("right, v2c, 5,000/s", "2c", HOST, 0.01, Clock()),
                ("right, v3, 5,000/s", "3", HOST, 0.01, Clock()),
                ("no limits, v2c, bursts of 50", "2c", HOST, 0.05, NoLimits()),
                ("no limits, v3, bursts of 50", "3", HOST, 0.05, NoLimits()),
            )
        ),
        ("pysnmp", lambda: measure_theirs("pysnmp, v2c, bursts of 50", "2c", 0.05)),
        ("pysnmp", lambda: measure_theirs("pysnmp, v3, bursts of 50", "3", 0.15)),
    ]
    for _, run in runs:
        await run()
    await memory()


def _run(*what: Any) -> Callable[[], Awaitable[None]]:
    return lambda: measure(*what)


if __name__ == "__main__":
    asyncio.run(main())
