"""What is asked for when: as little as keeps the values fresh."""

import pytest

from custom_components.rack_power.drivers.synaccess.agenda import Agenda
from custom_components.rack_power.drivers.synaccess.listing import PATHS
from custom_components.rack_power.drivers.synaccess.pdu import Credentials
from custom_components.rack_power.equipment.errors import (
    CannotConnect,
)
from custom_components.rack_power.equipment.model import UNIT, PartId
from custom_components.rack_power.equipment.variables import (
    AMBIENT_TEMPERATURE,
    DEVICE_NAME,
    DEVICE_STARTED,
    OUTLET_STATUS,
    RULE_ENABLED,
)
from simulator.synaccess import Effect, Fault
from simulator.synaccess.users import VIEWER, VIEWER_TOKEN

from .conftest import ALL, FAST, FIRST, SECOND, SLOW, Drive, Driven, outlet


async def test_the_plan(driven: Driven) -> None:
    """What is measured each time, groups and events once a minute, the rest rarely."""
    await driven.read()
    assert driven.asked() == []
    asked = []
    for _ in range(30):
        await driven.poll()
        asked.append(driven.asked())
    assert asked[0] == FAST
    assert asked[1] == sorted(FAST + SLOW)  # there are no relays: asked as rarely
    assert asked[2] == FAST
    assert asked[29] == sorted(ALL)
    assert asked[3] == sorted(FAST + SLOW)


async def test_a_large_unit_takes_no_more_requests(drive: Drive) -> None:
    """48 outlets, a quarter of an hour: four requests each time, and few besides."""
    driven = await drive(outlets=48)
    for _ in range(29):
        await driven.poll()
    requests = driven.pdu.counters.requests.total()
    assert requests == 29 * len(FAST) + 14 * len(SLOW)
    assert driven.pdu.counters.max_concurrent == 1
    assert len([p for p in driven.picture.parts() if p.kind == "outlet"]) == 48


async def test_relays_are_fast_where_there_are_some(drive: Drive) -> None:
    """A list that is empty is asked for less often; one that is not is measured."""
    driven = await drive("relays")
    driven.pdu.state.sensors.clear()
    await driven.poll()
    assert driven.asked() == ["banks", "inlets", "outlets", "relayOutputs", "sensors"]
    await driven.poll()
    assert "sensors" not in driven.asked()
    driven.pdu.play("sensor_plugged")
    await driven.poll()
    assert driven.has(PartId("probe", "2"), AMBIENT_TEMPERATURE)


async def test_another_pace(drive: Drive) -> None:
    """The owner's interval; what is slow is never asked for more often than it."""
    driven = await drive(interval=10)
    assert (await driven.poll(10)).next_in == 10
    assert driven.asked() == FAST
    slow = await drive(interval=300)
    await slow.poll(300)
    assert slow.asked() == sorted(FAST + SLOW)


async def test_when_to_come_again(driven: Driven) -> None:
    """A little early is good enough; later asks for the rest of the time."""
    assert (await driven.poll(25)).next_in == 5
    assert driven.asked() == []
    assert (await driven.poll(2)).next_in == 30
    assert driven.asked() == FAST


async def test_a_first_contact(drive: Drive) -> None:
    """Two requests say who it is; what they said is told by the first read."""
    driven = await drive(started=False)
    (about,) = await driven.driver.connect()
    assert (about.serial, about.name) == (driven.pdu.serial, "SynLink PDU")
    assert driven.asked() == ["conf", "device"]
    await driven.read()
    assert driven.asked() == [n for n in ALL if n not in {"conf", "device"}]
    assert driven.has(UNIT, DEVICE_STARTED)
    assert driven.has(UNIT, DEVICE_NAME)


async def test_a_user_who_sees_little(drive: Drive) -> None:
    """The outlets that are shown, and no more."""
    driven = await drive(credentials=Credentials(token=VIEWER_TOKEN), started=False)
    permissions = driven.pdu.state.permissions(VIEWER)
    permissions.update(viewBankStats=False, viewEventActions=False)
    permissions["viewOutlets"] = [SECOND]
    await driven.start()
    outlets = {point.part.key for point in driven.picture.points()} & {FIRST, SECOND}
    assert outlets == {SECOND}
    await driven.poll()
    assert driven.asked() == ["inlets", "outlets", "sensors"]


async def test_new_actions_are_read_with_the_events_that_run_them(
    driven: Driven,
) -> None:
    """What a rule cuts is known at once; an action that is gone is asked for once."""
    driven.pdu.state.actions.append(
        {"id": 9, "name": "Off", "code": 11, "params": [SECOND, "OFF", ""]}
    )
    driven.pdu.state.event(2)["actions"] = [9]
    await driven.poll(60)
    assert driven.asked().count("actions") == 1
    assert driven.picture.parts()[PartId("rule", "2")].cuts == {outlet(SECOND)}
    driven.pdu.state.event(2)["actions"] = [77]
    await driven.poll(60)
    assert "actions" in driven.asked()
    for _ in range(3):
        await driven.poll(60)
    assert "actions" not in driven.asked()


async def test_new_actions_that_cannot_be_read(driven: Driven) -> None:
    """The update works without."""
    driven.pdu.state.event(2)["actions"] = [77]
    driven.pdu.faults.add(
        Fault(Effect.STATUS, path="/api/actions", status=500, times=None)
    )
    await driven.poll(60)
    assert driven.value(PartId("rule", "2"), RULE_ENABLED) is True


def test_a_wish_outlives_an_earlier_reading() -> None:
    """Who wants to look at something later is not served by a look before that."""
    agenda = Agenda(30)
    for name in PATHS:
        agenda.done(name, 0)
    agenda.soon(("outlets",), 7)
    agenda.soon(("outlets",), 12)
    assert agenda.next_in(0) == 7
    agenda.done("outlets", 5)
    assert agenda.next_in(5) == 2
    agenda.done("outlets", 7)
    assert agenda.next_in(7) == 5
    agenda.done("outlets", 12)
    assert agenda.next_in(12) == 18
    assert "outlets" not in agenda.due(30)
    assert "outlets" in agenda.due(42)


def test_nothing_left_to_ask_for() -> None:
    """It says to come again all the same."""
    agenda = Agenda(30)
    for name in PATHS:
        agenda.drop(name)
    assert agenda.due(1000) == []
    assert agenda.next_in(1000) == 30
    agenda.done("outlets", 5)
    agenda.soon(PATHS, 5)
    assert agenda.due(1000) == []


async def test_letting_go(driven: Driven) -> None:
    """What goes on meanwhile ends as if the unit were not reached."""
    await driven.driver.close()
    with pytest.raises(CannotConnect):
        await driven.poll()
    with pytest.raises(CannotConnect):
        await driven.write(outlet(), OUTLET_STATUS, False)
    assert not driven.received
