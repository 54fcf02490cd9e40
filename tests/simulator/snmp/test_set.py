"""Writing: types, rounding, rights."""

import pytest

from simulator.snmp import SnmpSimulator

from .clients import UPS, Client, Pysnmp, SnmpError
from .conftest import MakeCard, MakeClient

HIGH, LOW = f"{UPS}5.2.2.0", f"{UPS}5.2.3.0"
RETURN_DELAY = f"{UPS}5.2.9.0"
SENSITIVITY = f"{UPS}5.2.7.0"
NAME = f"{UPS}1.1.2.0"
SAVE = f"{UPS}6.1.1.0"


@pytest.mark.parametrize("version", ["1", "2c", "3"])
async def test_set(card: SnmpSimulator, connect: MakeClient, version: str) -> None:
    """What is written is told back, and is counted."""
    client = connect(card, version, card.write_community)
    await client.set(RETURN_DELAY, "t", 6000)
    assert (await client.get(RETURN_DELAY))[RETURN_DELAY].value == 6000
    await client.set(NAME, "s", b"Attic")
    assert card.value(NAME) == "Attic"
    assert card.counters.commands_executed == [
        ("set", RETURN_DELAY, 6000),
        ("set", NAME, "Attic"),
    ]


@pytest.mark.parametrize(
    ("version", "status"), [("1", "badValue"), ("2c", "wrongType"), ("3", "wrongType")]
)
async def test_wrong_type(
    card: SnmpSimulator, connect: MakeClient, version: str, status: str
) -> None:
    """TimeTicks do not take a number, nor numbers TimeTicks."""
    client = connect(card, version, card.write_community)
    for oid, kind in ((RETURN_DELAY, "i"), (SENSITIVITY, "t"), (NAME, "i")):
        with pytest.raises(SnmpError, match=status) as failed:
            await client.set(oid, kind, 1)
        assert failed.value.index == 1
    assert not card.counters.commands_executed
    assert len(card.counters.commands_received) == 3


async def test_wrong_type_v1(make_card: MakeCard, connect: MakeClient) -> None:
    """Some cards have another word for it."""
    card = await make_card(wrong_type_v1="genErr")
    with pytest.raises(SnmpError, match="genErr"):
        await connect(card, "1", card.write_community).set(RETURN_DELAY, "i", 60)


@pytest.mark.parametrize(
    ("oid", "kind", "written", "kept"),
    [
        (HIGH, "i", 246, 247),  # up
        (HIGH, "i", 999, 262),
        (LOW, "i", 207, 205),  # down
        (RETURN_DELAY, "t", 7000, 6000),  # nearest
        (f"{UPS}5.2.8.0", "t", 13000, 30000),
        (f"{UPS}5.2.11.0", "t", 40000, 36000),
        (f"{UPS}12.2.2.1.5.2", "i", 1, 4),
    ],
)
async def test_rounding(
    card: SnmpSimulator, writer: Client, oid: str, kind: str, written: int, kept: int
) -> None:
    """The answer repeats what was written; reading back tells what came of it."""
    assert (await writer.set(oid, kind, written))[oid].value == written
    assert (await writer.get(oid))[oid].value == kept


@pytest.mark.parametrize(
    ("version", "status"),
    [("1", "badValue"), ("2c", "wrongValue"), ("3", "wrongValue")],
)
async def test_no_such_choice(
    card: SnmpSimulator, connect: MakeClient, version: str, status: str
) -> None:
    """A number that is no word of the enumeration is refused."""
    client = connect(card, version, card.write_community)
    with pytest.raises(SnmpError, match=status):
        await client.set(SENSITIVITY, "i", 9)


async def test_too_long(card: SnmpSimulator, writer: Client) -> None:
    """The name of the UPS has eight letters."""
    with pytest.raises(SnmpError, match="wrongLength"):
        await writer.set(NAME, "s", b"123456789")


@pytest.mark.parametrize(
    ("version", "status"), [("1", "noSuchName"), ("2c", "noAccess")]
)
async def test_reading_community(
    card: SnmpSimulator, connect: MakeClient, version: str, status: str
) -> None:
    """Who may only read cannot write anything."""
    with pytest.raises(SnmpError, match=status):
        await connect(card, version).set(SENSITIVITY, "i", 2)
    assert card.value(SENSITIVITY) == 4


async def test_not_writable(card: SnmpSimulator, writer: Client) -> None:
    """Measurements cannot be written, nor what is not there."""
    for oid in (f"{UPS}4.1.1.0", f"{UPS}99.0"):
        with pytest.raises(SnmpError, match="notWritable"):
            await writer.set(oid, "i", 2)


async def test_somebody_logged_in(card: SnmpSimulator, writer: Client) -> None:
    """*Write* gives way to who is logged in, *Write+* does not."""
    card.knobs.logged_in = True
    await writer.set(SENSITIVITY, "i", 2)
    card.knobs.access = "write"
    with pytest.raises(SnmpError, match="noAccess"):
        await writer.set(SENSITIVITY, "i", 3)
    card.knobs.logged_in = False
    await writer.set(SENSITIVITY, "i", 3)


@pytest.mark.parametrize("refusal", ["genErr", "badValue"])
async def test_refused_command(
    make_card: MakeCard, open_client: MakeClient, refusal: str
) -> None:
    """There is no battery to save while the mains is there."""
    card = await make_card(refusal=refusal)
    client = open_client(Pysnmp, card, "2c", card.write_community)
    with pytest.raises(SnmpError, match=refusal):
        await client.set(SAVE, "i", 2)
    await client.set(SAVE, "i", 1)  # its idle value does nothing
    card.ups.set_mains(on=False)
    await client.set(SAVE, "i", 2)
    assert card.value(f"{UPS}4.1.1.0") == 11
    assert card.value(SAVE) == 1


async def test_all_or_nothing(card: SnmpSimulator, writer: Pysnmp) -> None:
    """Of several values none is taken if one is wrong; a knob refuses several."""
    with pytest.raises(SnmpError, match="wrongType") as failed:
        await writer.set_all((SENSITIVITY, "i", 2), (RETURN_DELAY, "i", 60))
    assert failed.value.index == 2
    assert card.value(SENSITIVITY) == 4
    await writer.set_all((SENSITIVITY, "i", 2), (RETURN_DELAY, "t", 6000))
    assert (card.value(SENSITIVITY), card.value(RETURN_DELAY)) == (2, 6000)
    card.knobs.set_varbinds = 1
    with pytest.raises(SnmpError, match="genErr"):
        await writer.set_all((SENSITIVITY, "i", 3), (RETURN_DELAY, "t", 0))


async def test_allowed_values(card: SnmpSimulator, reader: Client) -> None:
    """The table names objects and what they may be, and can be missing."""
    table = await reader.walk(f"{UPS}5.2.16.1")
    oids = [
        told.value for oid, told in table.items() if oid.startswith(f"{UPS}5.2.16.1.2.")
    ]
    words = [
        told.value for oid, told in table.items() if oid.startswith(f"{UPS}5.2.16.1.3.")
    ]
    told = dict(zip(oids, words, strict=True))
    assert told[RETURN_DELAY] == b"000, 060, 180, 300 seconds"
    assert told[f"{UPS}5.2.12.0"] == b"Not Configurable"
    card.knobs.allowed_sets = False
    assert not await reader.walk(f"{UPS}5.2.16.1")


async def test_settings_matter(card: SnmpSimulator, writer: Client) -> None:
    """A low limit above the voltage is an outage."""
    card.ups.set_voltage(212)
    assert card.value(f"{UPS}4.1.1.0") == 2
    await writer.set(LOW, "i", 214)
    assert card.value(f"{UPS}4.1.1.0") == 3
    assert card.value(f"{UPS}3.2.5.0") == 3  # brownout
    await writer.set(f"{UPS}5.2.12.0", "i", 2)
    assert card.value(LOW) == 208


async def test_dates_and_names(card: SnmpSimulator, writer: Client) -> None:
    """Dates and names of packs, groups and probes can be written."""
    for oid, written in (
        (f"{UPS}2.1.3.0", b"03/04/2026"),
        (f"{UPS}2.3.10.2.1.9.1.1.2", b"03/05/2026"),
        (f"{UPS}2.3.10.4.1.8.2", b"03/06/2026"),
        (f"{UPS}12.2.2.1.2.2", b"Shelf"),
        ("1.3.6.1.4.1.318.1.1.25.1.4.1.3.1.1", b"Top"),
    ):
        await writer.set(oid, "s", written)
        assert (await writer.get(oid))[oid].value == written
    assert card.value(f"{UPS}12.1.2.1.2.2") == "Shelf"
