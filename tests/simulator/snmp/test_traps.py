"""Traps and informs, received by pysnmp."""

import asyncio
import socket
from typing import Any

from pyasn1.codec.ber import decoder
from pysnmp.proto.api import v1
import pytest

from simulator.snmp import SnmpSimulator, User
from simulator.snmp.unit.groups import Order

from .clients import UPS
from .conftest import MakeCard, MakeReceiver

TEST = 636
KINDS = ("1", "2c", "2c-inform", "3", "3-inform")


@pytest.mark.parametrize("version", KINDS)
async def test_every_kind(
    card: SnmpSimulator, make_receiver: MakeReceiver, version: str
) -> None:
    """All five kinds are understood; informs are acknowledged."""
    receiver = await make_receiver(card)
    card.send_trap(TEST, "Hello", to=receiver.address, version=version)
    trap = await receiver.next()
    assert (trap.number, trap.text) == (TEST, "Hello")
    assert trap.varbinds["1.3.6.1.2.1.1.3.0"].value == 43_200_000
    assert trap.varbinds["1.3.6.1.6.3.1.1.4.3.0"].value == "1.3.6.1.4.1.318"
    await card.informed()
    assert card.counters.traps == {TEST: 1}
    assert card.counters.informs_acknowledged == version.endswith("inform")


@pytest.mark.parametrize("auth", ["none", "MD5", "SHA256", "SHA512"])
@pytest.mark.parametrize("priv", ["none", "DES", "AES256"])
@pytest.mark.parametrize("version", ["3", "3-inform"])
async def test_protocols(
    make_card: MakeCard,
    make_receiver: MakeReceiver,
    auth: str,
    priv: str,
    version: str,
) -> None:
    """Each way to sign and to cipher; without a signature there is no cipher."""
    if auth == "none":
        priv = "none"
    key = "" if auth == "none" else "a-key-of-some-length"
    secret = "" if priv == "none" else "another-of-some-length"
    user = User("somebody", auth, key, priv, secret)
    card = await make_card(user=user)
    card.engine.extension = "reeder"  # as pysnmp has it
    receiver = await make_receiver(card)
    card.send_trap(5, to=receiver.address, version=version)
    assert (await receiver.next()).number == 5
    await card.informed()


async def test_version_1(card: SnmpSimulator, unused_udp_port: int) -> None:
    """Version 1 has enterprise, number, address and uptime in fields of their own."""
    data = await _raw(card, unused_udp_port, 5, agent="192.0.2.7", community="word")
    message, rest = decoder.decode(data, asn1Spec=v1.Message())
    assert not rest
    assert bytes(v1.apiMessage.get_community(message)) == b"word"
    pdu = v1.apiMessage.get_pdu(message)
    api = v1.apiTrapPDU
    assert str(api.get_enterprise(pdu)) == "1.3.6.1.4.1.318"
    assert (int(api.get_generic_trap(pdu)), int(api.get_specific_trap(pdu))) == (6, 5)
    assert bytes(api.get_agent_address(pdu)) == bytes((192, 0, 2, 7))
    assert int(api.get_timestamp(pdu)) == 43_200_000
    ((oid, text),) = api.get_varbinds(pdu)
    assert str(oid) == "1.3.6.1.4.1.318.2.3.3.0"
    assert bytes(text).startswith(b"UPS: On battery power")


async def _raw(card: SnmpSimulator, port: int, number: int, **options: Any) -> bytes:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as receiver:
        receiver.setblocking(False)
        receiver.bind(("127.0.0.1", port))
        card.send_trap(number, to=("127.0.0.1", port), **options)
        async with asyncio.timeout(5):
            return await asyncio.get_running_loop().sock_recv(receiver, 4096)


async def test_source(card: SnmpSimulator, unused_udp_port: int) -> None:
    """A trap can come from another address."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as receiver:
        receiver.setblocking(False)
        receiver.bind(("127.0.0.1", unused_udp_port))
        address = ("127.0.0.1", unused_udp_port)
        card.send_trap(TEST, to=address, source="127.0.0.2")
        loop = asyncio.get_running_loop()
        async with asyncio.timeout(5):
            _, (host, _) = await loop.sock_recvfrom(receiver, 4096)
    assert host == "127.0.0.2"


@pytest.mark.parametrize("version", KINDS)
async def test_generic(
    card: SnmpSimulator, make_receiver: MakeReceiver, version: str
) -> None:
    """Generic traps have no text."""
    receiver = await make_receiver(card)
    card.send_trap(-1, to=receiver.address, version=version)
    trap = await receiver.next()
    assert trap.oid == "1.3.6.1.6.3.1.1.5.1"
    await card.informed()


async def test_more_is_carried(
    card: SnmpSimulator, make_receiver: MakeReceiver
) -> None:
    """Some carry what they are about before the text."""
    receiver = await make_receiver(card)
    card.receivers.append((*receiver.address, "2c"))
    card.ups.groups[1].obey(Order.OFF)
    trap = await receiver.next()
    assert trap.number == 732
    trap = await receiver.next()
    assert trap.number == 299
    assert trap.varbinds[f"{UPS}12.3.2.1.1.2"].value == 2
    assert "Outlet Group 1" in trap.text


async def test_nobody_acknowledges(card: SnmpSimulator, unused_udp_port: int) -> None:
    """An inform that nobody wants is given up when the card stops."""
    to = ("127.0.0.1", unused_udp_port)
    card.send_trap(TEST, to=to, version="2c-inform")
    await asyncio.sleep(0)
    await card.stop()
    assert card.counters.informs_acknowledged == 0


def test_no_such_version(card: SnmpSimulator) -> None:
    """There are five kinds."""
    with pytest.raises(ValueError, match="4: one of"):
        card.send_trap(TEST, to=("127.0.0.1", 9), version="4")
    assert not card.counters.traps


async def test_ipv6(card: SnmpSimulator, unused_udp_port: int) -> None:
    """A receiver may have an address of the newer kind."""
    with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as receiver:
        receiver.setblocking(False)
        receiver.bind(("::1", unused_udp_port))
        card.send_trap(TEST, to=("::1", unused_udp_port))
        async with asyncio.timeout(5):
            data = await asyncio.get_running_loop().sock_recv(receiver, 4096)
    assert b"Test Trap" in data
