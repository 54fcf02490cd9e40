"""Outlet groups: switched, restarted, told to wait, and never taken for granted (6)."""

import pytest

from custom_components.rack_power.drivers.apc_snmp.context import Version
from custom_components.rack_power.equipment.driver import Outcome
from custom_components.rack_power.equipment.errors import (
    InvalidRequest,
    NotConfirmed,
    NotPermitted,
    Rejected,
)
from custom_components.rack_power.equipment.model import (
    UNIT,
    Danger,
    Order,
    PartId,
    Point,
    Setting,
)
from custom_components.rack_power.equipment.variables import GROUP_STATUS, RESTART
from simulator.snmp.recording import objects_of
from simulator.snmp.unit.groups import OutletGroup

from ..conftest import UPS, u
from .conftest import MAIN, SWITCHED, Write, Written

CONTROL = f"{UPS}12.3.2.1.3"
STATE = f"{UPS}12.1.2.1.3"
PENDING = "outlet.group.pending"
STATUS = "outlet.group.status"
OTHER = PartId("outlet_group", "3")
COMMANDS = {
    "restart",
    "restart.delay",
    "restart.mains",
    "restart.mains.delay",
    "load.on.delay",
    "load.off.delay",
    "load.cancel",
}


def group(written: Written, number: int = 2) -> OutletGroup:
    """Return a group of the simulated UPS."""
    return next(one for one in written.driven.card.ups.groups if one.number == number)


def deaf(written: Written, number: int = 2) -> None:
    """Let a group agree to whatever it is told, and do nothing."""
    written.driven.card.tree.add(objects_of(f"{CONTROL}.{number}|2|1\n"))


async def test_switched_groups_can_be_switched(writing: Write) -> None:
    """And off is what takes the power away."""
    written = await writing()
    for part in (SWITCHED, OTHER):
        assert written.setting(STATUS, part) == Setting(cuts_load_at=False)
    names = {
        order.command.name
        for order in written.driven.picture.orders()
        if order.part == SWITCHED
    }
    assert names == COMMANDS


@pytest.mark.parametrize("version", list(Version))
async def test_off_and_on(writing: Write, version: Version) -> None:
    """Each is one SET, and confirmed when the status says so."""
    written = await writing(version=version)
    assert await written.write(STATUS, False, SWITCHED) is Outcome.CONFIRMED
    assert written.value(STATUS, SWITCHED) is False
    assert await written.write(STATUS, True, SWITCHED) is Outcome.CONFIRMED
    assert written.value(STATUS, SWITCHED) is True
    assert written.sets == [
        ("set", f"{CONTROL}.2", 2),
        ("set", f"{CONTROL}.2", 1),
    ]
    assert written.sets == written.done


async def test_what_is_so_already_is_not_sent(writing: Write) -> None:
    """By a look of this moment, not by what was read before."""
    written = await writing()
    assert await written.write(STATUS, True, SWITCHED) is Outcome.CONFIRMED
    assert not written.sets
    group(written).on = False
    assert await written.write(STATUS, True, SWITCHED) is Outcome.CONFIRMED
    assert written.sets == [("set", f"{CONTROL}.2", 1)]


async def test_on_is_sent_to_a_group_that_is_about_to_go_off(writing: Write) -> None:
    """It is on, but not for long."""
    written = await writing()
    assert await written.run("load.off.delay", SWITCHED) is Outcome.CONFIRMED
    assert written.value(PENDING, SWITCHED) is True
    assert await written.write(STATUS, True, SWITCHED) is Outcome.CONFIRMED
    await written.poll(100)
    assert written.value(STATUS, SWITCHED) is True
    assert [told.value for told in written.sets] == [5, 1]


async def test_nothing_is_taken_for_granted(writing: Write) -> None:
    """A card that agrees and does nothing is watched for half a minute."""
    written = await writing()
    deaf(written)
    began = written.driven.outside.clock.monotonic()
    with pytest.raises(NotConfirmed) as caught:
        await written.write(STATUS, False, SWITCHED)
    assert caught.value.reason == "not_confirmed"
    assert written.driven.outside.clock.monotonic() - began == 30
    assert written.value(STATUS, SWITCHED) is True
    assert len(written.sets) == 1
    with pytest.raises(NotConfirmed):
        await written.run("restart", SWITCHED)
    assert len(written.sets) == 2


@pytest.mark.parametrize("comes_true", [True, False])
async def test_what_waits_for_a_delay_is_settled_later(
    writing: Write, comes_true: bool
) -> None:
    """PENDING while the card says so; its end is told once."""
    written = await writing()
    card = written.driven.card
    deaf(written)
    one = group(written)
    one._wait("off", 90, lambda: one._now(on=not comes_true))
    assert await written.write(STATUS, False, SWITCHED) is Outcome.PENDING
    assert written.value(STATUS, SWITCHED) is True
    assert written.value(PENDING, SWITCHED) is True
    await written.poll(30)
    assert not written.owner.settled
    card.counters.reset()
    await written.poll(60)
    ((point, error),) = written.owner.settled
    assert point == Point(SWITCHED, GROUP_STATUS)
    assert (error is None) is comes_true
    assert written.value(STATUS, SWITCHED) is not comes_true
    await written.poll(60)
    assert len(written.owner.settled) == 1
    assert not written.sets


async def test_a_wish_that_is_taken_back_is_settled(writing: Write) -> None:
    """The pending ended otherwise."""
    written = await writing()
    deaf(written)
    one = group(written)
    one._wait("off", 600, lambda: one._now(on=False))
    assert await written.write(STATUS, False, SWITCHED) is Outcome.PENDING
    one._forget()
    await written.poll()
    ((_, error),) = written.owner.settled
    assert isinstance(error, NotConfirmed)


async def test_a_newer_wish_takes_the_place_of_one_that_waits(writing: Write) -> None:
    """The house settles the first by the second."""
    written = await writing()
    card = written.driven.card
    known = card.tree.object(tuple(map(int, f"{CONTROL}.2".split("."))))
    assert known is not None
    deaf(written)
    one = group(written)
    one._wait("off", 600, lambda: one._now(on=False))
    assert await written.write(STATUS, False, SWITCHED) is Outcome.PENDING
    card.tree.add({f"{CONTROL}.2": known})
    assert await written.write(STATUS, True, SWITCHED) is Outcome.CONFIRMED
    await written.poll()
    assert not written.owner.settled


async def test_a_switched_group_is_not_switched_on_while_main_is_off(
    writing: Write,
) -> None:
    """It would switch both on."""
    written = await writing()
    written.driven.card.ups.set_output(on=False)
    with pytest.raises(Rejected) as caught:
        await written.write(STATUS, True, SWITCHED)
    assert caught.value.reason == "outlet_group_main_off"
    with pytest.raises(Rejected) as caught:
        await written.run("load.on.delay", SWITCHED)
    assert caught.value.reason == "outlet_group_main_off"
    assert not written.sets
    assert await written.write(STATUS, False, SWITCHED) is Outcome.CONFIRMED


async def test_the_main_group_is_guarded(writing: Write) -> None:
    """Without permission it is a sensor, whoever asks."""
    written = await writing()
    assert written.setting(STATUS, MAIN) is None
    assert written.value(STATUS, MAIN) is True
    assert not any(order.part == MAIN for order in written.driven.picture.orders())
    with pytest.raises(NotPermitted) as caught:
        await written.write(STATUS, False, MAIN)
    assert caught.value.reason == "load_control_off"
    with pytest.raises(NotPermitted):
        await written.run("restart", MAIN)
    assert not written.sets


async def test_the_main_group_with_permission(writing: Write) -> None:
    """It takes all others with it, and is not shown unasked."""
    written = await writing(load_control=True)
    assert written.setting(STATUS, MAIN) == Setting(cuts_load_at=False)
    point = next(
        point
        for point in written.driven.picture.groups["outlet_groups"].settings
        if point.part == MAIN
    )
    assert not point.variable.everyday
    restart = {
        order.part: order.command
        for order in written.driven.picture.orders()
        if order.command == RESTART
    }
    assert restart[SWITCHED].everyday
    assert not restart[MAIN].everyday
    assert restart[MAIN].endangers is Danger.LOAD
    assert restart[MAIN].restarts
    assert await written.write(STATUS, False, MAIN) is Outcome.CONFIRMED
    assert written.value(STATUS, SWITCHED) is False
    assert written.sets == [("set", f"{CONTROL}.1", 2)]
    assert await written.write(STATUS, True, MAIN) is Outcome.CONFIRMED


async def test_what_can_cut_what(writing: Write) -> None:
    """For whoever protects an outlet group: the unit and the main group cut it."""
    written = await writing(load_control=True)
    parts = written.driven.picture.parts()
    assert parts[UNIT].cuts == {MAIN, SWITCHED, OTHER}
    assert parts[MAIN].cuts == {SWITCHED, OTHER}
    assert parts[SWITCHED].cuts == frozenset()
    for report in written.driven.picture.groups.values():
        if UNIT in report.parts:
            assert report.parts[UNIT].cuts == {MAIN, SWITCHED, OTHER}
    loads = {
        order.command.name
        for order in written.driven.picture.orders()
        if order.part == SWITCHED and order.command.endangers is Danger.LOAD
    }
    assert loads == COMMANDS - {"load.on.delay", "load.cancel"}


async def test_restart_with_the_groups_own_duration(writing: Write) -> None:
    """Confirmed when it has begun; it comes back by itself."""
    written = await writing()
    assert await written.run("restart", SWITCHED) is Outcome.CONFIRMED
    assert written.value(STATUS, SWITCHED) is False
    assert written.value(PENDING, SWITCHED) is True
    await written.poll()
    assert written.value(STATUS, SWITCHED) is True
    assert written.sets == written.done == [("set", f"{CONTROL}.2", 3)]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("restart.delay", 6),
        ("restart.mains", 9),
        ("restart.mains.delay", 10),
        ("load.off.delay", 5),
    ],
)
async def test_delayed_commands(writing: Write, name: str, code: int) -> None:
    """Confirmed when the card says that they wait, or have begun."""
    written = await writing()
    assert await written.run(name, SWITCHED) is Outcome.CONFIRMED
    assert written.value(PENDING, SWITCHED) is True
    assert written.sets == written.done == [("set", f"{CONTROL}.2", code)]
    await written.poll(95)
    await written.poll(10)
    assert written.value(STATUS, SWITCHED) is (name != "load.off.delay")


async def test_on_after_a_delay(writing: Write) -> None:
    """As long as it waits it is off."""
    written = await writing()
    await written.write("outlet.group.delay.start", 40, SWITCHED)
    await written.write(STATUS, False, SWITCHED)
    assert await written.run("load.on.delay", SWITCHED) is Outcome.CONFIRMED
    assert written.value(STATUS, SWITCHED) is False
    await written.poll(45)
    assert written.value(STATUS, SWITCHED) is True


async def test_cancel(writing: Write) -> None:
    """What was pending does not come."""
    written = await writing()
    await written.run("load.off.delay", SWITCHED)
    assert await written.run("load.cancel", SWITCHED) is Outcome.CONFIRMED
    assert written.value(PENDING, SWITCHED) is False
    await written.poll(120)
    assert written.value(STATUS, SWITCHED) is True
    assert [told.value for told in written.done] == [5, 7]


async def test_a_restart_that_waits_for_the_mains(writing: Write) -> None:
    """The group stays off until then."""
    written = await writing()
    written.driven.card.ups.set_mains(on=False)
    assert await written.run("restart.mains", SWITCHED) is Outcome.CONFIRMED
    await written.poll(60)
    assert written.value(STATUS, SWITCHED) is False
    written.driven.card.ups.set_mains(on=True)
    await written.poll(60)
    assert written.value(STATUS, SWITCHED) is True


async def test_what_is_off_is_not_restarted(writing: Write) -> None:
    """As with outlets of other makers."""
    written = await writing()
    await written.write(STATUS, False, SWITCHED)
    for name in ("restart", "restart.delay", "restart.mains"):
        with pytest.raises(Rejected) as caught:
            await written.run(name, SWITCHED)
        assert caught.value.reason == "outlet_is_off"
    assert len(written.sets) == 1
    assert await written.run("load.off.delay", SWITCHED) is Outcome.CONFIRMED
    assert len(written.sets) == 1


async def test_groups_that_take_no_commands_are_sensors(writing: Write) -> None:
    """A table without the control column."""
    written = await writing(started=False)
    for number in (1, 2, 3):
        written.driven.card.override(f"{CONTROL}.{number}", None)
    await written.driven.start()
    assert written.setting(STATUS, SWITCHED) is None
    assert not any(
        order.part.kind == "outlet_group" for order in written.driven.picture.orders()
    )
    with pytest.raises(InvalidRequest):
        await written.write(STATUS, False, SWITCHED)


async def test_odd_wishes(writing: Write) -> None:
    """Nothing that might be meant as on or off is taken for it."""
    written = await writing()
    for value in (1, 0, "on", None):
        with pytest.raises(InvalidRequest):
            await written.write(STATUS, value, SWITCHED)
    with pytest.raises(InvalidRequest):
        await written.write(STATUS, True, PartId("outlet_group", "9"))
    with pytest.raises(InvalidRequest):
        await written.run("no.such.command", SWITCHED)
    assert Order(SWITCHED, RESTART) in set(written.driven.picture.orders())
    assert not written.sets


async def test_units_without_groups_have_none(writing: Write) -> None:
    """Old ones."""
    written = await writing("v1_card", Version.V1, load_control=True)
    assert written.driven.picture.parts()[UNIT].cuts == frozenset()
    assert written.driven.card.value(u("12.1.1")) is None
    with pytest.raises(InvalidRequest):
        await written.write(STATUS, False, SWITCHED)
