"""The models, and the knobs that make cards odd."""

import pytest

from simulator.snmp import SnmpSimulator
from simulator.snmp.card.models import MODELS

from .clients import UPS, Client, Pysnmp
from .conftest import MakeCard, MakeClient

STATUS = f"{UPS}4.1.1.0"
OBJECT_ID = "1.3.6.1.2.1.1.2.0"
ENTERPRISE = "1.3.6.1.4.1.318"


@pytest.mark.parametrize(
    ("model", "object_id", "is_ups"),
    [
        ("smart_ups", f"{ENTERPRISE}.1.3.27", True),
        ("three_phase", f"{ENTERPRISE}.1.3.13", True),
        ("v1_card", f"{ENTERPRISE}.1.3.2.4", True),
        ("bare", ENTERPRISE, True),
        ("pdu", f"{ENTERPRISE}.1.3.4.5", False),
        ("ats", f"{ENTERPRISE}.1.3.11", False),
        ("mge", "1.3.6.1.4.1.705.1.2", False),
    ],
)
async def test_detection(
    make_card: MakeCard, connect: MakeClient, model: str, object_id: str, is_ups: bool
) -> None:
    """What tells a UPS from what is none."""
    card = await make_card(model)
    client = connect(card, "1" if model == "v1_card" else "2c")
    assert (await client.get(OBJECT_ID))[OBJECT_ID].value == object_id
    assert card.value("1.3.6.1.2.1.1.5.0") == "ups-rack-1"
    assert (card.value(STATUS) == 2) is is_ups
    assert (card.value(f"{UPS}2.1.1.0") == 2) is is_ups
    below = [oid for oid in card.snapshot()["objects"] if oid.startswith(UPS)]
    assert bool(below) is is_ups


def test_no_such_model() -> None:
    """An unknown name is refused."""
    with pytest.raises(ValueError, match="toaster"):
        SnmpSimulator("toaster")


@pytest.mark.parametrize("model", MODELS)
async def test_walks(make_card: MakeCard, connect: MakeClient, model: str) -> None:
    """A walk over everything meets every object once, in order."""
    card = await make_card(model, v1=True, max_size=1472)
    found = await connect(card, "1").walk("1.3")
    assert list(found) == list(card.snapshot()["objects"])


async def test_three_phase(make_card: MakeCard, open_client: MakeClient) -> None:
    """Phases instead of plain voltages; modules, one slot of which is empty."""
    card = await make_card("three_phase")
    client = open_client(Pysnmp, card, "2c")
    assert card.value(f"{UPS}3.2.1.0") is card.value(f"{UPS}3.3.1.0") is None
    assert card.value(f"{UPS}4.2.1.0") is card.value(f"{UPS}4.3.1.0") is None
    rows = await client.walk(f"{UPS}9.2.3.1.3")
    assert list(rows) == [
        f"{UPS}9.2.3.1.3.{table}.1.{phase}" for table in (1, 2) for phase in (1, 2, 3)
    ]
    assert all(220 < told.value < 240 for told in rows.values())
    assert card.value(f"{UPS}9.2.3.1.6.2.1.1") == -1
    load = await client.walk(f"{UPS}9.3.3.1.13")
    assert sum(told.value for told in load.values()) == pytest.approx(7400, abs=2)
    modules = await client.walk(f"{UPS}13.2.2.1.2")
    assert [told.value for told in modules.values()] == [4, 4, 2]
    card.ups.modules[2].status = 6
    assert str(card.value(f"{UPS}11.2.1.0")).startswith("10")
    card.knobs.phase_index = "two"
    assert len(await client.walk(f"{UPS}9.2.3.1.3")) == 6
    assert card.value(f"{UPS}9.2.3.1.3.2.3") is not None
    card.ups.set_mains(on=False)
    assert card.value(f"{UPS}9.2.3.1.3.1.3") == 0


async def test_old_card(make_card: MakeCard, connect: MakeClient) -> None:
    """Version 1, holes, a serial that is none, and probes of two generations."""
    card = await make_card("v1_card")
    client = connect(card, "1")
    assert card.value(f"{UPS}1.2.3.0") == "FFFFFFFFFFFF"
    assert (
        b"SN:FFFFFFFFFFFF"
        in (await client.get("1.3.6.1.2.1.1.1.0"))["1.3.6.1.2.1.1.1.0"].value
    )
    for hole in ("3.2.2", "4.2.4", "2.3.1", "3.3.1", "4.3.1", "11.1.2", "12.1.1"):
        assert card.value(f"{UPS}{hole}.0") is None
    assert len(str(card.value(f"{UPS}11.1.1.0"))) == 31
    probe = f"{ENTERPRISE}.1.1.10.1.3.3.1."
    told = await client.get(f"{probe}4.1", f"{probe}5.1", f"{probe}6.1")
    assert [each.value for each in told.values()] == [66, 2, 55]
    assert card.value(f"{ENTERPRISE}.1.1.2.1.1.0") == 19
    assert card.value(f"{ENTERPRISE}.1.1.2.2.2.1.5.1") == 2
    card.play("contact_fault")
    assert card.value(f"{ENTERPRISE}.1.1.2.2.2.1.5.1") == 3


def test_precision() -> None:
    """All objects in tenths, none, or all but some."""
    card = SnmpSimulator(precision="mixed")
    assert card.value(f"{UPS}2.3.1.0") == 1000
    assert card.value(f"{UPS}3.3.1.0") is card.value(f"{UPS}4.3.3.0") is None
    assert card.value(f"{UPS}3.2.1.0") == 231
    card.knobs.precision = "low"
    below = [oid for oid in card.snapshot()["objects"] if oid.startswith(UPS)]
    for branch in ("3.3.", "4.3."):
        assert not [oid for oid in below if oid.startswith(f"{UPS}{branch}")]


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ("short", "0001010000000000001" + 12 * "0"),
        ("unknown", "UNKNOWN"),
        ("not_supported", "NOT SUPPORTED"),
        ("empty", ""),
        ("absent", None),
    ],
)
def test_flag_string(form: str, told: str | None) -> None:
    """How cards write it."""
    assert SnmpSimulator(state_flags=form).value(f"{UPS}11.1.1.0") == told


@pytest.mark.parametrize(
    ("knob", "value", "oid", "told"),
    [
        ("temperature", "255", "2.3.2.0", 255),
        ("temperature", "2550", "2.3.2.0", 2550),
        ("temperature", "2550", "2.2.2.0", 255),
        ("temperature", "-1", "2.3.2.0", 0),
        ("temperature", "255", "2.3.13.0", None),
        ("battery_current", "-1", "2.3.5.0", -1),
        ("efficiency", "-2", "4.3.5.0", -2),
        ("serial", "fake", "1.2.3.0", "FFFFFFFFFFFF"),
        ("serial", "absent", "1.2.3.0", None),
        ("sync", "off", "10.1.1.0", None),
        ("simulate_power_failure", "off", "6.2.4.0", None),
        ("dates", "yyyy-mm-dd", "2.2.21.0", "2028-06-01"),
        ("dates", "mm/dd/yy", "2.1.3.0", "03/31/24"),
        ("dates", "mm-dd-yyyy", "2.3.10.4.1.8.1", "04-30-2025"),
        ("dates", "junk", "2.2.21.0", "soon"),
        ("naming", "latin1", "12.1.2.1.2.2", "Outlet Group 1 \xdc\xdf\xe9"),
        ("naming", "nuls", "1.1.1.0", "Smart-UPS 1500  \x00\x00"),
        ("group_flags", "16", "12.1.2.1.6.2", "1000000000000000"),
        ("pack_index", "two", "2.3.10.2.1.1.4.2", 4),
        ("pack_index", "two", "2.3.10.2.1.1.4.1.2", None),
        ("pack_index", "three", "2.3.10.2.1.1.4.1.2", 4),
        ("extra_columns", "off", "2.3.10.2.1.11.1.1.1", None),
        ("extra_columns", "on", "2.3.10.2.1.11.1.1.1", ""),
    ],
)
def test_knobs(knob: str, value: str, oid: str, told: int | str | None) -> None:
    """Each knob shows."""
    card = SnmpSimulator()
    card.knobs.turn(**{knob: value})
    assert card.value(f"{UPS}{oid}") == told


async def test_placeholders(card: SnmpSimulator, reader: Client) -> None:
    """Empty slots and conditions that are off, as real cards tell them."""
    table = f"{UPS}2.3.10.4.1."
    told = await reader.get(*(f"{table}{column}.5" for column in (3, 4, 5, 6)))
    assert [each.value for each in told.values()] == [b"", -1, b"", b""]
    config = f"{UPS}12.2.2.1."
    told = await reader.get(f"{config}12.1", f"{config}13.1", f"{config}13.2")
    assert [each.value for each in told.values()] == [-1, 32767, 32767]
    assert card.value("1.3.6.1.4.1.318.1.1.25.1.2.1.7.2.1") == -1
    assert card.value("1.3.6.1.4.1.318.1.1.10.2.3.4.1.2.1") == "Unknown"


async def test_side_by_side(make_card: MakeCard, open_client: MakeClient) -> None:
    """Several cards in one loop do not disturb one another."""
    cards = [await make_card(model) for model in ("smart_ups", "three_phase")]
    cards[0].ups.set_mains(on=False)
    told = [
        (await open_client(Pysnmp, card, "3").get(STATUS))[STATUS].value
        for card in cards
    ]
    assert told == [3, 2]
