"""Groups: switched by one request, done when every member is."""

import asyncio

import pytest

from custom_components.rack_power.drivers.synaccess.pdu import Credentials
from custom_components.rack_power.equipment.driver import Outcome
from custom_components.rack_power.equipment.errors import NotConfirmed, Rejected
from custom_components.rack_power.equipment.model import PartId
from custom_components.rack_power.equipment.variables import (
    GROUP_STATUS,
    OUTLET_STATUS,
    RESTART,
)
from simulator.synaccess import Effect, Fault
from simulator.synaccess.users import VIEWER, VIEWER_TOKEN

from .conftest import BANK, FIRST, SECOND, Drive, Driven, outlet

GROUP = PartId("outlet_group", "1")
THIRD = f"3-{BANK}"
OFF = [("group.state", "1", "OFF")]


def delay(driven: Driven, seconds: float) -> None:
    """Set what the group waits between one outlet and the next."""
    driven.pdu.state.group(1)["groupRebootSequenceDelay"] = seconds


@pytest.mark.parametrize("seconds", [0, 3, 30])
async def test_all_members_are_waited_for(driven: Driven, seconds: float) -> None:
    """They follow one after the other; nothing is told before the last."""
    delay(driven, seconds)
    await driven.poll(60)
    driven.pdu.counters.reset()
    assert await driven.write(GROUP, GROUP_STATUS, False) is Outcome.CONFIRMED
    assert driven.executed == OFF
    assert sum(driven.outside.clock.slept) >= seconds
    for key in (FIRST, SECOND):
        assert driven.pdu.state.outlet(key)["state"] == "OFF"
        assert driven.value(outlet(key), OUTLET_STATUS) is False
    assert driven.value(GROUP, GROUP_STATUS) is False


async def test_it_is_on_until_the_last_is_off(driven: Driven) -> None:
    """What was seen on the way was shown as it was."""
    await driven.write(GROUP, GROUP_STATUS, False)
    seen = [
        report.readings[point].value
        for report in driven.outside.published
        for point in report.readings
        if point.variable == GROUP_STATUS and point.part == GROUP
    ]
    assert seen == sorted(seen, key=bool, reverse=True)
    assert seen[0] is True
    assert seen[-1] is False


@pytest.mark.parametrize("effect", [Effect.CUT_AFTER, Effect.RESET, Effect.TRUNCATED])
async def test_a_lost_answer(driven: Driven, effect: Effect) -> None:
    """The group is switched once and found done."""
    driven.pdu.faults.add(Fault(effect, method="PUT"))
    await driven.write(GROUP, GROUP_STATUS, False)
    assert driven.received == driven.executed == OFF


async def test_a_member_that_does_not_follow(driven: Driven) -> None:
    """It is told after the time that all of them may take, and 5 seconds."""
    delay(driven, 20)
    await driven.poll(60)
    clock = driven.outside.clock.simulated
    begun = clock.now
    clock.call_later(30, lambda: driven.pdu.unit.switching.outlet(FIRST, "ON"))
    driven.pdu.faults.add(Fault(Effect.CUT_BEFORE, method="PUT"))
    with pytest.raises(NotConfirmed):
        await driven.write(GROUP, GROUP_STATUS, False)
    assert 45 <= clock.now - begun <= 50
    assert len(driven.received) == 1


async def test_members_that_are_hidden(drive: Drive) -> None:
    """Their state is in the list of groups, and they are waited for as well."""
    driven = await drive(credentials=Credentials(token=VIEWER_TOKEN), started=False)
    permissions = driven.pdu.state.permissions(VIEWER)
    permissions["viewOutlets"].remove(SECOND)
    permissions.update(modifyOutletGroups=True)
    await driven.start()
    reading = driven.reading(GROUP, GROUP_STATUS)
    assert reading.details == {"members": 2, "members_on": 2}
    await driven.write(GROUP, GROUP_STATUS, False)
    assert driven.pdu.state.outlet(SECOND)["state"] == "OFF"
    assert driven.reading(GROUP, GROUP_STATUS).details == {
        "members": 2,
        "members_on": 0,
    }
    assert not driven.has(outlet(SECOND), OUTLET_STATUS)
    await driven.write(GROUP, GROUP_STATUS, True)
    await driven.run(GROUP, RESTART)
    assert driven.executed[-1] == ("group.state", "1", "REBOOT")


async def test_a_group_that_is_gone_meanwhile(driven: Driven) -> None:
    """Nobody knows then what became of its members."""
    driven.pdu.faults.add(Fault(Effect.CUT_AFTER, method="PUT"))
    driven.outside.clock.simulated.call_later(0.2, driven.pdu.state.groups.clear)
    driven.pdu.faults.add(Fault(Effect.CUT_BEFORE, path="/api/outlets", times=None))
    with pytest.raises(NotConfirmed):
        await driven.write(GROUP, GROUP_STATUS, False)
    assert driven.received == OFF


@pytest.mark.parametrize("restarted", [False, True])
async def test_an_outlet_that_has_come_into_it(driven: Driven, restarted: bool) -> None:
    """Nobody could say yet whether that may be cut; once known, it is as wished."""

    async def cut() -> Outcome:
        if restarted:
            return await driven.run(GROUP, RESTART)
        return await driven.write(GROUP, GROUP_STATUS, False)

    driven.pdu.state.group(1)["outletIds"].append(THIRD)
    with pytest.raises(Rejected) as raised:
        await cut()
    assert raised.value.reason == "group_changed"
    assert not driven.received
    assert outlet(THIRD) in driven.picture.parts()[GROUP].cuts
    assert await cut() is Outcome.CONFIRMED
    assert len(driven.executed) == 1


async def test_an_outlet_that_a_poll_finds_just_then(driven: Driven) -> None:
    """Whoever asked has not looked at it either."""
    driven.pdu.state.group(1)["outletIds"].append(THIRD)
    polled = asyncio.create_task(driven.poll(60))
    while not driven.pdu.counters.requests["GET /api/groups"]:
        await asyncio.sleep(0)
    with pytest.raises(Rejected) as raised:
        await driven.write(GROUP, GROUP_STATUS, False)
    assert raised.value.reason == "group_changed"
    assert not driven.received
    await polled


async def test_an_outlet_that_has_left_it(driven: Driven) -> None:
    """It is neither cut nor waited for; and switching on cuts nothing."""
    driven.pdu.state.group(1)["outletIds"].remove(SECOND)
    await driven.write(GROUP, GROUP_STATUS, False)
    assert driven.executed == OFF
    assert driven.pdu.state.outlet(SECOND)["state"] == "ON"
    driven.pdu.state.group(1)["outletIds"].append(THIRD)
    await driven.write(GROUP, GROUP_STATUS, True)
    assert len(driven.executed) == 2


@pytest.mark.parametrize("effect", [None, Effect.CUT_AFTER, Effect.RESET])
async def test_a_restart(driven: Driven, effect: Effect | None) -> None:
    """Begun when the first member is; looked at when the last should be back."""
    if effect:
        driven.pdu.faults.add(Fault(effect, method="PUT"))
    await driven.run(GROUP, RESTART)
    assert driven.executed == [("group.state", "1", "REBOOT")]
    assert driven.value(outlet(), OUTLET_STATUS) is False
    assert driven.value(outlet(SECOND), OUTLET_STATUS) is True
    # 5 s of the unit's own reboot time, two outlets 3 s apart, and 2 s more
    assert driven.outside.wakes == [13]
    await driven.poll(13)
    assert driven.value(outlet(SECOND), OUTLET_STATUS) is True
    assert driven.value(outlet(), OUTLET_STATUS) is True


async def test_a_restart_without_effect(driven: Driven) -> None:
    """It is told, and not sent again."""
    driven.pdu.faults.add(Fault(Effect.CUT_BEFORE, method="PUT"))
    with pytest.raises(NotConfirmed):
        await driven.run(GROUP, RESTART)
    assert driven.received == [("group.state", "1", "REBOOT")]
    assert not driven.executed


async def test_a_restart_of_what_is_off(driven: Driven) -> None:
    """A member that is off does not pass for one that is being restarted."""
    driven.pdu.state.outlet(SECOND)["state"] = "OFF"
    driven.pdu.faults.add(Fault(Effect.CUT_BEFORE, method="PUT"))
    with pytest.raises(NotConfirmed):
        await driven.run(GROUP, RESTART)
    driven.pdu.state.outlet(FIRST)["state"] = "OFF"
    driven.pdu.counters.reset()
    with pytest.raises(Rejected) as raised:
        await driven.run(GROUP, RESTART)
    assert raised.value.reason == "outlet_is_off"
    assert not driven.received
