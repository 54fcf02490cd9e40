"""What the lists of real models say, to the number and the unit."""

from datetime import timedelta

import pytest

from custom_components.rack_power.drivers.synaccess.variables import (
    HUB_SUPPLY,
    HUB_SWITCH,
    INPUT_PHASE_BALANCE,
)
from custom_components.rack_power.equipment.model import (
    PartId,
    Point,
    Unit,
    Variable,
)
from custom_components.rack_power.equipment.variables import (
    AMBIENT_HUMIDITY,
    AMBIENT_TEMPERATURE,
    BANK_POWER,
    BANK_REALPOWER,
    CONTACT_STATE,
    INPUT_ENERGY,
    LINE_CURRENT,
    RELAY_CLOSED,
    RELAY_STATUS,
)
from simulator.clock import START

from .conftest import BANK, EIGHTH, FIRST, Drive, Driven, outlet

INLET = "I1-1502530"
INLET_VALUES = {
    "input.current": 3.6,
    "input.voltage": 120.1,
    "input.frequency": 60.02,
    "input.realpower": 410.7,
    "input.power": 432.4,
    "input.powerfactor": 0.95,
    "input.energy": 89.03,
    "input.name": "NEMA 5-20P Inlet",
}
BANK_VALUES = {
    "bank.current": 3.6,
    "bank.voltage": 120.1,
    "bank.realpower": 410.7,
    "bank.power": 432.4,
    "bank.powerfactor": 0.95,
    "bank.frequency": 60.02,
    "bank.energy": 89.03,
    "bank.name": "Bank 1",
    "bank.breaker.tripped": False,
}
OUTLET_VALUES = {
    "outlet.status": True,
    "outlet.current": 0.8,
    "outlet.voltage": 120.1,
    "outlet.poweron": "previous",
    "outlet.delay.reboot.enabled": False,
    "outlet.delay.reboot": 5,
    "outlet.name": "Outlet 1",
    "outlet.relay.problem": False,
}
OUTLET_OFF = OUTLET_VALUES | {
    "outlet.status": False,
    "outlet.current": 0.0,
    "outlet.name": "Outlet 8",
}
UNIT_VALUES = {
    "device.started": START - timedelta(days=1),
    "device.name": "SynLink PDU",
    "outlet.delay.reboot.default": 5,
    "outlet.delay.poweron": 3,
    "lcd.orientation": 90,
    "lcd.screensaver.timeout": 60,
    "lcd.brightness": 2,
    "lcd.control.outlets": True,
    "lcd.control.network": True,
    "lcd.control.reboot": False,
    "lcd.control.flush": False,
}
HUB = "140001"


@pytest.mark.parametrize(
    "dialects", [(), ("titlecase",), ("string_ids",), ("nested_conf",)]
)
async def test_the_default_unit(drive: Drive, dialects: tuple[str, ...]) -> None:
    """Spelling and types of ids make no difference."""
    driven = await drive(*dialects)
    assert driven.values("unit", "0") == UNIT_VALUES
    assert driven.values("inlet", INLET) == INLET_VALUES
    assert driven.values("bank", BANK) == BANK_VALUES
    assert driven.values("outlet", FIRST) == OUTLET_VALUES
    assert driven.values("outlet", EIGHTH) == OUTLET_OFF
    assert driven.values("outlet_group", "1") == {
        "outlet.group.name": "Networking Equipment",
        "outlet.group.status": True,
    }
    assert driven.values("rule", "1") == {
        "rule.enabled": True,
        "rule.triggered": False,
    }
    assert driven.values("rule", "2")["rule.triggered"] is True
    assert driven.values("rule", "3") == {"rule.enabled": False}  # a schedule


async def test_who_it_is(driven: Driven) -> None:
    """The plate, the owner's name for it, and where it is."""
    about = driven.picture.about
    assert about is not None
    assert (about.id, about.maker, about.serial) == (
        "synaccess_1502530",
        "Synaccess",
        "1502530",
    )
    assert (about.model, about.firmware, about.hardware) == (
        "SP-1008-SIM",
        "2.5.90",
        "1.0.0",
    )
    assert (about.name, about.url, about.mac) == (
        "SynLink PDU",
        driven.pdu.url,
        "0C:73:EB:BE:00:27",
    )


async def test_parts_lie_where_they_are(drive: Drive) -> None:
    """Outlets in their banks, lines and terminals in what they belong to."""
    driven = await drive("three_phase", "relays")
    parts = driven.picture.parts()
    first = parts[outlet()]
    assert (first.within, first.label, first.device) == (
        PartId("bank", BANK),
        "Outlet 1",
        True,
    )
    assert first.number is None  # the one on the box is not told
    assert parts[PartId("line", "L2-1502530")].within == PartId("inlet", INLET)
    assert parts[PartId("line", "L2-1502530")].number == "L2"
    hub = parts[PartId("probe", HUB)]
    assert (hub.number, hub.label, hub.device) == ("A", "Smart IO Hub", True)
    terminal = parts[PartId("contact", f"{HUB}-3")]
    assert (terminal.within, terminal.number, terminal.label) == (
        hub.id,
        "3",
        "Digital Input 3",
    )
    group = parts[PartId("outlet_group", "1")]
    assert group.device
    assert group.cuts == {outlet(), outlet("2-2001607")}
    rule = parts[PartId("rule", "1")]
    assert rule.cuts == {outlet()}
    outlets = [part for part in parts.values() if part.id.kind == "outlet"]
    outlets.sort(key=lambda part: part.position)
    assert [part.label for part in outlets] == [f"Outlet {n}" for n in range(1, 9)]


async def test_sensors(driven: Driven) -> None:
    """A sensor for temperature, and a hub with relays, inputs and a switch."""
    probe, hub = PartId("probe", "2"), PartId("probe", HUB)
    assert driven.value(probe, AMBIENT_TEMPERATURE) == 22.90574836730957
    assert driven.value(probe, AMBIENT_HUMIDITY) == 39.50677490234375
    assert driven.value(hub, HUB_SUPPLY) is True
    assert driven.value(PartId("contact", f"{HUB}-switch"), HUB_SWITCH) is True
    inputs = [
        driven.value(PartId("contact", f"{HUB}-{n}"), CONTACT_STATE)
        for n in range(1, 7)
    ]
    assert inputs == [True, False, False, False, False, False]
    driven.pdu.state.sensors[0]["outputRelays"][4]["state"] = "CLOSED"
    await driven.poll()
    relays = [
        driven.value(PartId("relay", f"{HUB}-{n}"), RELAY_CLOSED) for n in range(1, 7)
    ]
    assert relays == [False, False, False, False, True, False]


async def test_three_phases(drive: Drive) -> None:
    """Lines are measured one by one; the balance is a percentage."""
    driven = await drive("three_phase")
    lines = [
        driven.value(PartId("line", f"L{n}-1502530"), LINE_CURRENT) for n in (1, 2, 3)
    ]
    assert lines == [2.5, 0.7, 0.4]
    driven.pdu.state.inlets[0]["threePhaseBalance"] = "80%"
    await driven.poll()
    assert driven.value(PartId("inlet", INLET), INPUT_PHASE_BALANCE) == 80.0
    assert set(driven.values("inlet", INLET)) == {
        "input.powerfactor",
        "input.phase.balance",
        "input.name",
        "input.energy",
    }


async def test_only_the_first_inlet_has_the_energy(drive: Drive) -> None:
    """Every inlet repeats that of the unit: a sum over them would be too much."""
    driven = await drive("ats")
    points = [p for p in driven.picture.points() if p.variable == INPUT_ENERGY]
    assert points == [Point(PartId("inlet", INLET), INPUT_ENERGY)]


async def test_a_unit_without_meters(drive: Drive) -> None:
    """What is not there is absent, never 0."""
    driven = await drive("minimal")
    assert driven.values("inlet", INLET) == {"input.name": "NEMA 5-20P Inlet"}
    assert driven.values("bank", BANK) == {
        "bank.name": "Bank 1",
        "bank.breaker.tripped": False,
    }
    assert driven.values("outlet", FIRST) == {
        "outlet.status": True,
        "outlet.poweron": "previous",
        "outlet.delay.reboot.enabled": False,
        "outlet.delay.reboot": 5,
        "outlet.name": "Outlet 1",
    }
    kinds = {point.part.kind for point in driven.picture.points()}
    assert kinds == {"unit", "inlet", "bank", "outlet", "rule"}


async def test_a_closed_configuration(drive: Drive) -> None:
    """There is no name then, nor what could be set there."""
    driven = await drive("no_conf")
    assert driven.values("unit", "0") == {"device.started": START - timedelta(days=1)}
    assert driven.picture.about is not None
    assert driven.picture.about.name is driven.picture.about.mac is None


async def test_relay_outputs(drive: Drive) -> None:
    """Select models have them."""
    driven = await drive("relays")
    assert driven.values("relay", "R1-1502530") == {
        "relay.status": True,
        "relay.delay.reboot.enabled": False,
        "relay.delay.reboot": 5,
        "relay.name": "Relay 1",
    }
    assert driven.value(PartId("relay", "R2-1502530"), RELAY_STATUS) is False


@pytest.mark.parametrize(
    ("variable", "unit"),
    [
        (BANK_REALPOWER, Unit.WATT),
        (BANK_POWER, Unit.VOLT_AMPERE),
        (INPUT_ENERGY, Unit.KILOWATT_HOUR),
        (AMBIENT_TEMPERATURE, Unit.CELSIUS),
        (AMBIENT_HUMIDITY, Unit.PERCENT),
        (INPUT_PHASE_BALANCE, Unit.PERCENT),
        (LINE_CURRENT, Unit.AMPERE),
    ],
)
def test_units(variable: Variable, unit: Unit) -> None:
    """Values come in these, so the declarations have to say so."""
    assert variable.unit is unit
