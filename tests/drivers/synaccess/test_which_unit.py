"""Which unit it is, whether it has restarted, and what its counters may do."""

from datetime import timedelta

import pytest

from custom_components.rack_power.drivers.synaccess.pdu import Credentials
from custom_components.rack_power.equipment.errors import (
    WrongEquipment,
)
from custom_components.rack_power.equipment.model import (
    UNIT,
    PartId,
    Quality,
)
from custom_components.rack_power.equipment.variables import (
    BANK_ENERGY,
    DEVICE_NAME,
    DEVICE_STARTED,
)
from simulator.synaccess import Effect, Fault
from simulator.synaccess.users import ADMIN, ADMIN_PASSWORD

from .conftest import ALL, BANK, FAST, Drive, Driven


async def test_a_restart_is_seen_by_the_uptime(driven: Driven) -> None:
    """Everything is read again, once: another firmware may be running."""
    started = driven.value(UNIT, DEVICE_STARTED)
    driven.pdu.restart()
    await driven.poll(900)
    assert driven.asked() == ALL
    done = await driven.poll()
    assert driven.asked() == FAST
    assert done.next_in == 30
    expected = driven.outside.clock.now() - timedelta(seconds=930)
    assert driven.value(UNIT, DEVICE_STARTED) == expected
    assert driven.value(UNIT, DEVICE_STARTED) != started


async def test_what_was_not_due_is_read_after_a_restart(driven: Driven) -> None:
    """Though only the device was."""
    driven.pdu.step(880)
    await driven.read()
    driven.asked()
    driven.pdu.restart()
    await driven.poll(22)
    assert driven.asked() == ALL


async def test_a_restart_that_a_command_comes_upon(driven: Driven) -> None:
    """It sees that it is still the same unit; the next poll reads everything."""
    driven.pdu.restart()
    driven.pdu.step(20)
    await driven.write(UNIT, DEVICE_NAME, "Mine")
    driven.asked()
    await driven.poll()
    assert driven.asked() == ALL


async def test_a_lost_session_may_be_a_restart(drive: Drive) -> None:
    """The device is looked at before anything else is believed."""
    credentials = Credentials(username=ADMIN, password=ADMIN_PASSWORD)
    driven = await drive(credentials=credentials)
    driven.pdu.restart()
    driven.asked()
    await driven.poll()
    assert set(driven.asked()) == set(ALL)
    await driven.poll()
    assert driven.value(UNIT, DEVICE_STARTED) == driven.outside.clock.now() - timedelta(
        seconds=60
    )


async def test_a_unit_that_does_not_tell_its_uptime(driven: Driven) -> None:
    """Nothing is concluded from that."""
    del driven.pdu.state.device["uptime"]
    await driven.poll(900)
    await driven.poll(900)
    assert not driven.has(UNIT, DEVICE_STARTED)
    assert driven.asked().count("device") == 2


async def test_connecting_again_after_another_unit_answered(driven: Driven) -> None:
    """Each time it is told who answers, and nothing of the one before is left."""
    known = driven.pdu.state.device["enclosureSerialNumber"]
    for serial in (1502531, known):
        driven.pdu.state.device["enclosureSerialNumber"] = serial
        (found,) = await driven.driver.connect()
        assert found.serial == str(serial)


async def test_another_unit_at_the_address(driven: Driven) -> None:
    """It is not taken for the one of before."""
    driven.pdu.state.device["enclosureSerialNumber"] = 1502531
    with pytest.raises(WrongEquipment) as raised:
        await driven.poll(900)
    assert (raised.value.reason, raised.value.placeholders) == (
        "another_unit",
        {"serial": "1502531"},
    )


@pytest.mark.parametrize(
    "fault",
    [
        Fault(Effect.STATUS, status=404, times=None),
        Fault(Effect.HTML, times=None),
        Fault(Effect.NOT_JSON, times=None),
        Fault(Effect.STATUS, status=200, body="{}", times=None),
    ],
    ids=lambda fault: f"{fault.effect}-{fault.status}",
)
async def test_something_else_at_the_address(drive: Drive, fault: Fault) -> None:
    """At the first contact it is told apart from a unit that is out of order."""
    driven = await drive(started=False)
    fault.path = "/api/device"
    driven.pdu.faults.add(fault)
    with pytest.raises(WrongEquipment):
        await driven.driver.connect()


@pytest.mark.parametrize("name", ["energy_glitch", "energy_reset"])
async def test_energy(driven: Driven, name: str) -> None:
    """A glitch is held back; a reset is shown from its second reading on."""
    bank = PartId("bank", BANK)
    driven.pdu.play(name)
    await driven.poll()
    reading = driven.reading(bank, BANK_ENERGY)
    assert (reading.value, reading.quality) == (89.03, Quality.STALE)
    await driven.poll()
    reading = driven.reading(bank, BANK_ENERGY)
    assert reading.quality is Quality.GOOD
    assert isinstance(reading.value, float)
    assert (reading.value > 89) is (name == "energy_glitch")
