"""What changes while somebody looks: values, names, parts that come and go."""

from datetime import timedelta

from custom_components.rack_power.equipment.model import (
    UNIT,
    PartId,
)
from custom_components.rack_power.equipment.variables import (
    AMBIENT_TEMPERATURE,
    BANK_BREAKER,
    DEVICE_STARTED,
    GROUP_STATUS,
    INPUT_SOURCE,
    OUTLET_STATUS,
)
from simulator.clock import START

from .conftest import BANK, Drive, Driven, outlet

INLET = "I1-1502530"


async def test_a_transfer_switch(drive: Drive) -> None:
    """The inlet that is in use measures; the other is ready, without values."""
    driven = await drive("ats")
    status = {"input.ready": True, "input.name": "Generator B"}
    assert driven.values("inlet", "I2-1502530") == status | {"input.active": False}
    assert driven.value(UNIT, INPUT_SOURCE) == "a"
    driven.pdu.play("ats_switch")
    await driven.poll()
    assert driven.value(UNIT, INPUT_SOURCE) == "b"
    assert driven.values("inlet", "I2-1502530") == status | {
        "input.active": True,
        "input.current": 3.6,
        "input.voltage": 208.4,
        "input.frequency": 60.02,
        "input.realpower": 712.7,
        "input.power": 750.2,
        "input.powerfactor": 0.95,
    }
    first = driven.values("inlet", INLET)
    assert first["input.ready"] is first["input.active"] is False
    assert first.keys() == {"input.ready", "input.active", "input.name", "input.energy"}


async def test_the_start_does_not_waver(driven: Driven) -> None:
    """It is worked out from the uptime, whose seconds are rounded."""
    driven.pdu.state.device["uptime"] += 40
    await driven.poll(900)
    assert driven.value(UNIT, DEVICE_STARTED) == START - timedelta(days=1)


async def test_what_happens_is_seen(driven: Driven) -> None:
    """A tripped breaker, another name, a sensor that is pulled and plugged in."""
    driven.pdu.play("breaker_trip")
    driven.pdu.play("outlet_renamed")
    driven.pdu.play("sensor_pulled")
    await driven.poll()
    assert driven.value(PartId("bank", BANK), BANK_BREAKER) is True
    assert driven.picture.parts()[outlet()].label == "Core switch"
    assert not driven.has(PartId("probe", "2"), AMBIENT_TEMPERATURE)
    driven.pdu.play("sensor_plugged")
    await driven.poll()
    assert driven.has(PartId("probe", "2"), AMBIENT_TEMPERATURE)


async def test_parts_come_and_go(driven: Driven) -> None:
    """A bank that is put in brings its outlets; taken out, they are gone."""
    driven.pdu.play("bank_added")
    await driven.poll()
    assert len(driven.values("bank", "2001608")) > 1
    assert driven.value(outlet("9-2001608"), OUTLET_STATUS) is True
    driven.pdu.play("bank_removed")
    await driven.poll()
    assert not driven.has(outlet("9-2001608"), OUTLET_STATUS)
    assert driven.has(outlet(), OUTLET_STATUS)


async def test_a_group_is_on_while_one_member_is(driven: Driven) -> None:
    """Its state follows from the outlets; without members there is none."""
    group = PartId("outlet_group", "2")
    reading = driven.reading(group, GROUP_STATUS)
    assert (reading.value, reading.details) == (True, {"members": 2, "members_on": 1})
    driven.pdu.state.outlet(7)["state"] = "OFF"
    await driven.poll()
    assert driven.value(group, GROUP_STATUS) is False
    driven.pdu.state.group(2)["outletIds"] = []
    await driven.poll(60)
    assert not driven.has(group, GROUP_STATUS)
