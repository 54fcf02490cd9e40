"""Two PDUs that share user and password, and come to have each other's address.

Only a serial number tells them apart: groups, events and settings have the same ids.
"""

from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any

import pytest
from yarl import URL

from custom_components.rack_power.drivers.http import Refused
from custom_components.rack_power.drivers.synaccess.pdu import Credentials
from custom_components.rack_power.equipment.errors import CannotConnect, WrongEquipment
from custom_components.rack_power.equipment.model import UNIT, PartId
from custom_components.rack_power.equipment.variables import (
    CONTROLLER_RESTART,
    DEVICE_NAME,
    GROUP_STATUS,
    OUTLET_STATUS,
    RESTART,
    RULE_ENABLED,
)
from simulator.synaccess import Effect, Fault, PduSimulator
from simulator.synaccess.hardware import SERIAL
from simulator.synaccess.users import ADMIN, ADMIN_PASSWORD

from .conftest import FIRST, Drive, Driven, outlet

GROUP = PartId("outlet_group", "1")
OTHER = SERIAL + 7
SESSION = Credentials(username=ADMIN, password=ADMIN_PASSWORD)
BASIC = Credentials(username=ADMIN, password=ADMIN_PASSWORD, basic=True)
EVENT = {"name": "New", "code": 53, "time": "01:00", "actions": [1]}


@pytest.fixture(params=[SESSION, BASIC], ids=["session", "basic"])
async def swapped(
    drive: Drive, request: pytest.FixtureRequest
) -> AsyncIterator[Driven]:
    """A driver at whose address another PDU is since the last poll."""
    driven = await drive(credentials=request.param, started=False)
    driven.pdu.state.conf["webApiPasswordEnabled"] = True
    await driven.start()
    port = URL(driven.pdu.url).port or 0
    await driven.pdu.stop()
    other = PduSimulator(clock=driven.outside.clock.simulated, serial=OTHER, port=port)
    other.state.conf["webApiPasswordEnabled"] = True
    async with other:
        driven.pdu = other
        yield driven


WRITES: dict[str, Callable[[Driven], Coroutine[Any, Any, Any]]] = {
    "group off": lambda one: one.write(GROUP, GROUP_STATUS, False),
    "group restart": lambda one: one.run(GROUP, RESTART),
    "controller": lambda one: one.run(UNIT, CONTROLLER_RESTART),
    "setting": lambda one: one.write(UNIT, DEVICE_NAME, "Mine"),
    "event off": lambda one: one.write(PartId("rule", "1"), RULE_ENABLED, False),
    "new event": lambda one: one.driver.create_event(one.equipment, EVENT),
    "no event": lambda one: one.driver.delete_event(one.equipment, 3),
    "action": lambda one: one.driver.update_action(one.equipment, 1, {"name": "x"}),
}


@pytest.mark.parametrize("name", WRITES)
async def test_what_was_meant_for_one_is_not_done_to_the_other(
    swapped: Driven, name: str
) -> None:
    """Their groups, events and settings go by the same ids: nothing is sent."""
    with pytest.raises(WrongEquipment) as raised:
        await WRITES[name](swapped)
    assert raised.value.placeholders == {"serial": str(OTHER)}
    assert not swapped.received


async def test_an_outlet_says_by_its_id_whose_it_is(swapped: Driven) -> None:
    """The other has none of that id, so nothing has to be asked before."""
    with pytest.raises(Refused) as raised:
        await swapped.write(outlet(), OUTLET_STATUS, False)
    assert raised.value.status == 404
    assert not swapped.executed
    assert not swapped.asked()


async def test_nothing_of_the_other_is_shown(swapped: Driven) -> None:
    """Not in the very round in which it answers for the first time."""
    with pytest.raises(WrongEquipment):
        await swapped.poll()
    assert swapped.value(outlet(), OUTLET_STATUS) is True
    theirs = {row["id"] for row in swapped.pdu.state.outlets}
    shown = {point.part.key for point in swapped.picture.points()}
    assert FIRST in shown
    assert not theirs & shown


@pytest.mark.parametrize("swapped", [SESSION], indirect=True)
async def test_rules_of_the_other_are_not_listed(swapped: Driven) -> None:
    """That there is a new session is seen before they are told."""
    with pytest.raises(WrongEquipment):
        await swapped.driver.list_events(swapped.equipment)


async def test_a_unit_that_does_not_say_who_it_is(driven: Driven) -> None:
    """What may be another one is told nothing; it was certainly not sent."""
    for effect in (Effect.NOT_JSON, Effect.CUT_BEFORE):
        fault = Fault(effect, path="/api/device", times=2)
        driven.pdu.faults.add(fault)
        with pytest.raises(CannotConnect):
            await driven.driver.create_event(driven.equipment, EVENT)
    assert not driven.received


async def test_no_list_is_lost_because_nobody_says_who_it_is(drive: Drive) -> None:
    """It was there; that the unit was not asked in a good moment is not its fault."""
    driven = await drive(credentials=SESSION)
    driven.pdu.expire_sessions()
    driven.pdu.faults.add(Fault(Effect.STATUS, path="/api/device", status=404))
    await driven.poll()
    driven.asked()
    await driven.poll()
    assert "banks" in driven.asked()


@pytest.mark.parametrize("status", [404, 409])
async def test_rules_are_not_refused_because_nobody_says_who_it_is(
    drive: Drive, status: int
) -> None:
    """What was asked for was not turned down: the unit was not reached."""
    driven = await drive(credentials=SESSION)
    driven.pdu.expire_sessions()
    driven.pdu.faults.add(Fault(Effect.STATUS, path="/api/device", status=status))
    with pytest.raises(CannotConnect):
        await driven.driver.list_events(driven.equipment)


async def test_who_it_is_shows_by_its_outlets(swapped: Driven) -> None:
    """To a user who may read those, and not whose they are."""
    fault = Fault(Effect.STATUS, path="/api/device", status=403, times=None)
    swapped.pdu.faults.add(fault)
    for write in WRITES.values():
        with pytest.raises(WrongEquipment):
            await write(swapped)
    assert not swapped.received


async def test_who_it_is_is_looked_for_once_after_a_session(drive: Drive) -> None:
    """By the outlets, too: not at every list that is read from then on."""
    driven = await drive(credentials=SESSION)
    fault = Fault(Effect.STATUS, path="/api/device", status=403, times=None)
    driven.pdu.faults.add(fault)
    driven.pdu.expire_sessions()
    await driven.poll()
    await driven.poll()
    driven.asked()
    await driven.poll()
    assert driven.asked().count("outlets") == 1


async def test_a_user_who_may_no_longer_see_who_it_is(driven: Driven) -> None:
    """Then it is taken for the one that it was."""
    fault = Fault(Effect.STATUS, path="/api/device", status=403, times=None)
    driven.pdu.faults.add(fault)
    await driven.write(GROUP, GROUP_STATUS, False)
    await driven.write(GROUP, GROUP_STATUS, True)
    assert driven.asked().count("device") == 1
    assert len(driven.executed) == 2
