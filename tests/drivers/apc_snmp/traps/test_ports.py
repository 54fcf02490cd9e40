"""Ports: one listener for all cards, opened and closed cleanly, or not to be had."""

import asyncio
from collections.abc import Callable
import errno
import os
import socket

import pytest

from custom_components.rack_power.drivers.apc_snmp.traps import (
    Card,
    TrapReceivers,
    receiver,
    sockets,
)
from custom_components.rack_power.equipment.errors import CannotConnect

from ...conftest import Outside
from .conftest import Stand, in_thread, loopback, turns
from .senders import COMMUNITY, FIRST, SECOND, SimulatedCard, throw
from .test_hostile import plain

pytestmark = pytest.mark.filterwarnings("ignore:CFB has been moved")


def _is_free(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        try:
            one.bind((FIRST, port))
        except OSError:
            return False
        return True


async def test_the_first_opens_and_the_last_closes(stand: Stand) -> None:
    """A port is open as long as somebody takes traps there."""
    tasks = asyncio.all_tasks()
    assert _is_free(stand.port)
    first = await stand.join(SimulatedCard())
    second = await stand.join(SimulatedCard(host=SECOND))
    assert not _is_free(stand.port)
    leave_first, leave_second = stand.leaves
    leave_first()
    leave_first()
    assert not _is_free(stand.port)
    throw(stand.port, plain())
    throw(stand.port, plain(), source=SECOND)
    await turns()
    assert (len(first), len(second)) == (0, 1)
    leave_second()
    assert _is_free(stand.port)
    assert stand.drops == {}
    assert asyncio.all_tasks() == tasks
    assert len(await stand.join(SimulatedCard())) == 0
    assert not _is_free(stand.port)


async def test_leaving_with_traps_in_the_queue(stand: Stand) -> None:
    """What waits when the last card leaves is let go."""
    taken = await stand.join(SimulatedCard())
    held = stand.receivers._receivers[stand.port]
    held._pass(plain(), (FIRST, 9), None)  # type: ignore[arg-type]
    stand.leaves[0]()
    await turns()
    assert not taken


async def test_leaving_while_a_trap_is_told(stand: Stand) -> None:
    """Who is told may leave at once."""
    leaves: list[Callable[[], None]] = []
    card = Card(host=FIRST, community=COMMUNITY)

    leaves.append(await stand.receivers.join(stand.port, card, lambda _: leaves[0]()))
    throw(stand.port, plain(), plain())
    await turns()
    assert _is_free(stand.port)


async def test_what_is_told_may_fail(
    stand: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault in one trap's way does not stop the next."""
    failures: list[object] = []
    loop = asyncio.get_running_loop()
    monkeypatch.setattr(loop, "call_exception_handler", failures.append)

    def fail(_: object) -> None:
        raise RuntimeError

    card = Card(host=FIRST, community=COMMUNITY)
    stand.leaves.append(await stand.receivers.join(stand.port, card, fail))
    taken = await stand.join(SimulatedCard(host=SECOND))
    throw(stand.port, plain())
    throw(stand.port, plain(), source=SECOND)
    await turns()
    assert len(failures) == 1
    assert len(taken) == 1


async def test_a_port_that_is_taken(outside: Outside, free_port: int) -> None:
    """Another program that listens is not disturbed, and not shared with."""
    receivers = TrapReceivers(outside.clock, in_thread)
    card = Card(host=FIRST, community=COMMUNITY)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.bind(("0.0.0.0", free_port))  # noqa: S104 - as such programs do
        with pytest.raises(CannotConnect) as raised:
            await receivers.join(free_port, card, lambda _: None)
    assert raised.value.reason == "trap_port_taken"
    assert raised.value.placeholders == {"port": str(free_port)}
    (await receivers.join(free_port, card, lambda _: None))()


async def test_a_port_that_is_forbidden(
    outside: Outside, free_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Low ports are for root alone."""

    def refuse(*_: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    receivers = TrapReceivers(outside.clock, in_thread)
    monkeypatch.setattr(sockets, "_bound", refuse)
    with pytest.raises(CannotConnect) as raised:
        await receivers.join(162, Card(host=FIRST), lambda _: None)
    assert raised.value.reason == "trap_port_forbidden"
    assert raised.value.placeholders == {"port": "162"}


async def test_both_kinds_of_addresses(outside: Outside, free_port: int) -> None:
    """Cards are heard by IPv4, and by IPv6 where the machine has it."""
    receivers = TrapReceivers(outside.clock, in_thread)
    taken: list[object] = []
    cards = [Card(host=host, community=COMMUNITY) for host in (FIRST, "::1")]
    leaves = [await receivers.join(free_port, card, taken.append) for card in cards]
    throw(free_port, plain())
    await turns()
    assert len(taken) == 1
    if _has_ipv6():
        with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as out:
            out.sendto(plain(), ("::1", free_port))
        await turns()
        assert len(taken) == 2
    for leave in leaves:
        leave()


def _has_ipv6() -> bool:
    try:
        with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as one:
            one.bind(("::1", 0))
    except OSError:
        return False
    return True


async def test_without_ipv6(
    outside: Outside, free_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A machine that has it switched off listens by IPv4 alone."""
    real = sockets._bound

    def bound(family: int, address: str, port: int) -> socket.socket:
        if family == socket.AF_INET6:
            raise OSError(errno.EAFNOSUPPORT, "no such family")
        return real(family, address, port)

    monkeypatch.setattr(sockets, "_bound", bound)
    opened = sockets.bound(free_port)
    assert [one.family for one in opened] == [socket.AF_INET]
    for one in opened:
        one.close()


async def test_taken_by_ipv6_alone(
    free_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A port that is had by half is not had; the other half is let go."""
    real = sockets._bound

    def bound(family: int, address: str, port: int) -> socket.socket:
        if family == socket.AF_INET6:
            raise OSError(errno.EADDRINUSE, "in use")
        return real(family, address, port)

    monkeypatch.setattr(sockets, "_bound", bound)
    with pytest.raises(CannotConnect, match="trap_port_taken"):
        sockets.bound(free_port)
    assert _is_free(free_port)


async def test_names_are_looked_up_again(
    stand: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A card that got another address is found, at most a minute later."""
    leads_to, asked = [frozenset[str]()], 0

    async def resolved(host: str) -> frozenset[str]:
        nonlocal asked
        asked += 1
        return leads_to[0]

    monkeypatch.setattr(receiver, "resolved", resolved)
    taken = await stand.join(Card(host="ups.example", community=COMMUNITY))
    assert asked == 1
    leads_to[0] = frozenset({FIRST})
    throw(stand.port, plain())
    await turns()
    assert (len(taken), asked) == (0, 2)
    throw(stand.port, plain())
    await turns()
    assert len(taken) == 1
    leads_to[0] = frozenset({SECOND})
    stand.step(59)
    throw(stand.port, plain(), plain(), source=SECOND)
    await turns()
    assert (len(taken), asked) == (1, 2)
    stand.step(1)
    throw(stand.port, plain(), source=SECOND)
    await turns()
    leads_to[0] = frozenset()
    stand.step(61)
    throw(stand.port, plain(), source=FIRST)
    await turns()
    throw(stand.port, plain(), source=SECOND)
    await turns()
    assert (len(taken), asked) == (2, 4)


async def test_a_name_that_is_not_known(
    stand: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that leads nowhere is no error: it may later."""
    loop = asyncio.get_running_loop()

    async def fail(*_: object, **__: object) -> None:
        raise socket.gaierror

    monkeypatch.setattr(loop, "getaddrinfo", fail)
    assert await sockets.resolved("ups.example") == frozenset()
    taken = await stand.join(Card(host="ups.example", community=COMMUNITY))
    throw(stand.port, plain())
    await turns()
    assert not taken


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("192.168.1.1", "192.168.1.1"),
        ("[FE80::1]", "fe80::1"),
        ("fe80::1%eth0", "fe80::1"),
        ("::ffff:10.0.0.1", "10.0.0.1"),
        ("ups.example", None),
    ],
)
def test_addresses_are_compared_in_one_way(host: str, address: str | None) -> None:
    """However an address is written, it is the same."""
    assert sockets.literal(host) == address


async def test_a_flood_beyond_all_limits_is_left_to_the_system(
    stand: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So much is looked at in a second; then nothing is, for a while."""
    monkeypatch.setattr(receiver, "_LOOKED_AT", 10.0)
    monkeypatch.setattr(receiver, "_PAUSE", 0.0)
    loop = asyncio.get_running_loop()
    now = loop.time()
    monkeypatch.setattr(loop, "time", lambda: now)
    await stand.join(SimulatedCard())
    throw(stand.port, *[b""] * 30, source=SECOND)
    await turns()
    assert stand.drops == {"foreign": 10}
    now += 1
    await turns()
    assert stand.drops == {"foreign": 20}


async def test_joining_that_is_given_up_leaves_nothing(
    outside: Outside, free_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An entry that is unloaded while a name is looked up frees the port."""

    async def for_ever(_: str) -> frozenset[str]:
        future: asyncio.Future[frozenset[str]] = asyncio.Future()
        return await future

    monkeypatch.setattr(receiver, "resolved", for_ever)
    receivers = TrapReceivers(outside.clock, in_thread, loopback)
    card = Card(host="ups.example", community=COMMUNITY)
    joining = asyncio.create_task(receivers.join(free_port, card, lambda _: None))
    await turns()
    assert not _is_free(free_port)
    joining.cancel()
    await turns()
    assert joining.cancelled()
    assert _is_free(free_port)
