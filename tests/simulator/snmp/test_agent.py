"""Reading, in every version, by clients that are not ours."""

import asyncio

import pytest

from simulator.snmp import SnmpSimulator

from .clients import UPS, Client, Pysnmp, SilenceError, SnmpError, Told
from .conftest import MakeCard, MakeClient

DESCRIPTION = "1.3.6.1.2.1.1.1.0"
STATUS = f"{UPS}4.1.1.0"
ABSENT = f"{UPS}99.1.0"


@pytest.mark.parametrize("version", ["1", "2c", "3"])
async def test_get(card: SnmpSimulator, connect: MakeClient, version: str) -> None:
    """Each type comes as the MIB has it."""
    client = connect(card, version)
    told = await client.get(
        STATUS,
        f"{UPS}2.2.1.0",
        f"{UPS}2.2.3.0",
        f"{UPS}1.2.3.0",
        "1.3.6.1.2.1.1.2.0",
        f"{UPS}10.1.5.0",
    )
    assert told == {
        STATUS: Told("i", 2),
        f"{UPS}2.2.1.0": Told("g", 100),
        f"{UPS}2.2.3.0": Told("t", 432000),
        f"{UPS}1.2.3.0": Told("s", b"AS0000000001"),
        "1.3.6.1.2.1.1.2.0": Told("o", "1.3.6.1.4.1.318.1.3.27"),
        f"{UPS}10.1.5.0": Told("a", "224.0.0.100"),
    }


@pytest.mark.parametrize("version", ["1", "2c", "3"])
async def test_walk(card: SnmpSimulator, connect: MakeClient, version: str) -> None:
    """A walk finds the very objects that the card says it has, in their order."""
    found = await connect(card, version).walk(f"{UPS}12")
    objects = card.snapshot()["objects"]
    assert list(found) == [oid for oid in objects if oid.startswith(f"{UPS}12.")]
    assert found[f"{UPS}12.1.2.1.2.2"] == Told("s", b"Outlet Group 1")


async def test_absent_v1(card: SnmpSimulator, connect: MakeClient) -> None:
    """One unknown object fails the whole request, with its position."""
    client = connect(card, "1")
    with pytest.raises(SnmpError) as failed:
        await client.get(STATUS, ABSENT)
    assert (failed.value.name, failed.value.index) == ("noSuchName", 2)
    with pytest.raises(SnmpError, match="noSuchName"):
        await client.get_next("1.9")


async def test_absent_v2c(card: SnmpSimulator, connect: MakeClient) -> None:
    """Each object tells by itself what it lacks."""
    client = connect(card)
    told = await client.get(STATUS, ABSENT, f"{UPS}4.1.1", f"{UPS}12.1.2.1.2.9")
    assert [each.kind for each in told.values()] == [
        "i",
        "noSuchObject",
        "noSuchInstance",
        "noSuchInstance",
    ]
    assert (await client.get_next("1.9"))["1.9"].kind == "endOfMibView"


async def test_many_next(card: SnmpSimulator, connect: MakeClient) -> None:
    """GETNEXT without .0 finds a scalar, or something else if there is none."""
    told = await connect(card).get_next(f"{UPS}4.1.1", f"{UPS}4.1.6")
    assert list(told) == [STATUS, f"{UPS}4.2.1.0"]


async def test_bulk(card: SnmpSimulator, open_client: MakeClient) -> None:
    """GETBULK repeats, ends at the end, and is shortened to what fits."""
    client = open_client(Pysnmp, card, "2c")
    assert isinstance(client, Pysnmp)
    told = await client.bulk(1, 3, "1.3.6.1.2.1.1.1", f"{UPS}4.1")
    assert [oid for oid, _ in told] == [
        DESCRIPTION,
        STATUS,
        f"{UPS}4.1.2.0",
        f"{UPS}4.2.1.0",
    ]
    card.knobs.max_size = 300
    assert 1 <= len(await client.bulk(0, 40, UPS)) < 40
    assert dict(await client.bulk(0, 5, "1.9"))["1.9"].kind == "endOfMibView"


@pytest.mark.parametrize("version", ["1", "2c"])
async def test_wrong_community(
    card: SnmpSimulator, connect: MakeClient, version: str
) -> None:
    """Nobody answers, and it is counted."""
    with pytest.raises(SilenceError):
        await connect(card, version, "guess").get(STATUS)
    assert card.counters.refused["community"] == 1
    assert not card.counters.requests


@pytest.mark.parametrize(("version", "knob"), [("1", "v1"), ("2c", "v2c"), ("3", "v3")])
async def test_version_off(
    make_card: MakeCard, connect: MakeClient, version: str, knob: str
) -> None:
    """A version that is off is not answered."""
    card = await make_card(**{knob: False})
    with pytest.raises(SilenceError):
        await connect(card, version).get(STATUS)


@pytest.mark.parametrize("knob", [{"max_varbinds": 3}, {"max_size": 90}])
@pytest.mark.parametrize("version", ["1", "2c", "3"])
async def test_too_big(
    make_card: MakeCard, open_client: MakeClient, version: str, knob: dict[str, int]
) -> None:
    """What does not fit is tooBig; smaller requests are answered."""
    card = await make_card(**knob)
    client = open_client(Pysnmp, card, version)
    with pytest.raises(SnmpError, match="tooBig"):
        await client.get(*(f"{UPS}{n}.0" for n in ("1.1.1", "1.1.2", "1.2.1", "1.2.2")))
    assert (await client.get(STATUS))[STATUS].value == 2
    assert card.counters.errors == {"TOO_BIG": 1}


async def test_counters(card: SnmpSimulator, reader: Client) -> None:
    """Requests are counted by kind, varbinds and bytes too."""
    await reader.get(STATUS, DESCRIPTION)
    await reader.get_next(STATUS)
    counters = card.counters
    assert counters.requests == {"get": 1, "getnext": 1}
    assert (counters.varbinds, counters.max_concurrent) == (3, 1)
    assert counters.bytes_out > counters.bytes_in > 0
    counters.reset()
    assert not counters.as_json()["requests"]
    assert counters.varbinds == counters.bytes_in == 0


async def test_latency(card: SnmpSimulator, open_client: MakeClient) -> None:
    """A card does one thing after the other."""
    card.knobs.latency = 0.05
    clients = [open_client(Pysnmp, card, "2c") for _ in range(3)]
    loop = asyncio.get_running_loop()
    began = loop.time()
    await asyncio.gather(*(client.get(STATUS) for client in clients))
    assert loop.time() - began >= 0.15


async def test_junk(card: SnmpSimulator, reader: Client) -> None:
    """Junk is counted, and does no harm."""
    loop = asyncio.get_running_loop()
    transport, _ = await loop.create_datagram_endpoint(
        asyncio.DatagramProtocol, remote_addr=(card.host, card.port)
    )
    for junk in (
        b"",
        b"0",
        b"\x30\x84\xff\xff\xff\xff",
        b"\x30\x03\x02\x01\x07",
        b"x" * 999,
    ):
        transport.sendto(junk)
    transport.close()
    assert (await reader.get(STATUS))[STATUS].value == 2
    assert card.counters.malformed + card.counters.refused["version"] == 5


async def test_override(card: SnmpSimulator, reader: Client) -> None:
    """A test can tell anything, or make an object absent, and take it back."""
    card.override(STATUS, 77)
    card.override(f"{UPS}99.1.0", b"\xff\x00")
    card.override(DESCRIPTION, None)
    told = await reader.get(STATUS, ABSENT, DESCRIPTION)
    assert told[STATUS] == Told("i", 77)
    assert told[ABSENT] == Told("s", b"\xff\x00")
    assert told[DESCRIPTION].kind == "noSuchObject"
    assert card.value(STATUS) == 77
    card.restore(STATUS)
    assert card.value(STATUS) == 2
    card.restore()
    assert str(card.value(DESCRIPTION)).startswith("APC Web/SNMP")


async def test_uptime(card: SnmpSimulator, reader: Client) -> None:
    """SysUpTime follows the clock."""
    uptime = "1.3.6.1.2.1.1.3.0"
    before = (await reader.get(uptime))[uptime].value
    card.step(12.5)
    assert (await reader.get(uptime))[uptime] == Told("t", before + 1250)
