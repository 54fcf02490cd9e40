"""What the UPS and its card can be told to do (5.2-5.5)."""

from collections.abc import Callable

import pytest

from custom_components.rack_power.drivers.apc_snmp.context import Version
from custom_components.rack_power.drivers.apc_snmp.objects.command_codes import (
    INSTRUCTIONS,
)
from custom_components.rack_power.drivers.apc_snmp.oid import dotted
from custom_components.rack_power.equipment.driver import Outcome, RunsCommands
from custom_components.rack_power.equipment.errors import (
    CannotConnect,
    InvalidRequest,
    NotConfirmed,
    NotPermitted,
    Rejected,
)
from custom_components.rack_power.equipment.model import UNIT, Category, Danger
from simulator.snmp import Effect, Fault
from simulator.snmp.recording import objects_of

from ..conftest import u
from .conftest import MAIN, SWITCHED, Write, Written

HARMLESS = {
    "test.battery.start",
    "test.panel.start",
    "test.panel.start.continuous",
    "test.panel.stop",
    "beeper.mute",
    "calibrate.stop",
    "load.on",
    "load.on.delay",
    "controller.restart",
}
RISKY = {
    "calibrate.start",
    "test.failure.start",
    "shutdown.return",
    "load.off",
    "shutdown.stayoff",
    "shutdown.reboot",
    "shutdown.reboot.graceful",
    "shutdown.sleep",
    "shutdown.sleep.graceful",
    "bypass.start",
    "bypass.stop",
    "load.cycle",
    "load.cycle.delay",
}
TOGETHER = {
    "sync.load.off",
    "sync.load.off.delay",
    "sync.shutdown.stayoff",
    "sync.shutdown.reboot",
    "sync.shutdown.reboot.graceful",
    "sync.shutdown.sleep",
    "sync.shutdown.sleep.graceful",
}
STATUS = u("4.1.1")


def on_battery(written: Written) -> None:
    """Let the mains fail."""
    written.driven.card.ups.set_mains(on=False)


def off(written: Written) -> None:
    """Switch the output off."""
    written.driven.card.ups.set_output(on=False)


def calibrating(written: Written) -> None:
    """Begin a calibration."""
    written.driven.card.ups.calibrate()


def in_bypass(written: Written) -> None:
    """Go into bypass."""
    written.driven.card.ups.switch_bypass(on=True)


def nothing(written: Written) -> None:
    """Leave all as it is."""


def offered(written: Written) -> set[str]:
    """Return the commands of the unit."""
    return {
        order.command.name
        for order in written.driven.picture.orders()
        if order.part == UNIT
    }


async def test_harmless_commands_are_always_offered(writing: Write) -> None:
    """What may cut the load is not, nor what is for a group that it is not in."""
    written = await writing()
    assert isinstance(written.driven.driver, RunsCommands)
    assert offered(written) == HARMLESS


async def test_risky_commands_are_offered_to_who_allowed_them(writing: Write) -> None:
    """And only everyday ones are shown unasked."""
    written = await writing(load_control=True)
    assert offered(written) == HARMLESS | RISKY
    everyday = {
        order.command.name
        for order in written.driven.picture.orders()
        if order.part == UNIT and order.command.everyday
    }
    assert everyday == {"test.battery.start", "test.panel.start", "beeper.mute"}


async def test_members_of_a_synchronized_group_can_command_it(writing: Write) -> None:
    """Commands for all are others than those for one."""
    written = await writing(load_control=True)
    await written.write("sync.enabled", True)
    await written.poll()
    assert offered(written) == HARMLESS | RISKY | TOGETHER | {
        "sync.load.on",
        "sync.test.panel.start",
    }
    written.owner.load_control = "off"
    await written.poll()
    assert offered(written) == HARMLESS | {"sync.load.on", "sync.test.panel.start"}


@pytest.mark.parametrize(
    ("name", "before", "oid", "code"),
    [
        ("test.battery.start", nothing, u("7.2.2"), 2),
        ("calibrate.start", nothing, u("7.2.5"), 2),
        ("calibrate.stop", calibrating, u("7.2.5"), 3),
        ("beeper.mute", nothing, u("5.2.4"), 4),
        ("test.panel.start", nothing, u("6.2.5"), 2),
        ("test.panel.start.continuous", nothing, u("6.2.5"), 4),
        ("test.panel.stop", nothing, u("6.2.5"), 5),
        ("test.failure.start", nothing, u("6.2.4"), 2),
        ("shutdown.return", on_battery, u("6.1.1"), 2),
        ("load.off", nothing, u("6.2.1"), 2),
        ("shutdown.stayoff", nothing, u("6.2.1"), 3),
        ("shutdown.reboot", nothing, u("6.2.2"), 2),
        ("shutdown.reboot.graceful", nothing, u("6.2.2"), 3),
        ("shutdown.sleep", nothing, u("6.2.3"), 2),
        ("shutdown.sleep.graceful", nothing, u("6.2.3"), 3),
        ("load.on", off, u("6.2.6"), 2),
        ("load.on.delay", off, u("6.2.6"), 4),
        ("bypass.start", nothing, u("6.2.7"), 2),
        ("bypass.stop", in_bypass, u("6.2.7"), 3),
        ("load.cycle", nothing, u("6.2.8"), 2),
        ("load.cycle.delay", nothing, u("6.2.8"), 3),
    ],
)
async def test_each_command_is_one_set(
    writing: Write,
    name: str,
    before: Callable[[Written], None],
    oid: str,
    code: int,
) -> None:
    """Confirmed as soon as the unit shows it, which is then told."""
    written = await writing(load_control=True)
    before(written)
    began = written.driven.outside.clock.monotonic()
    assert await written.run(name) is Outcome.CONFIRMED
    assert written.sets == written.done == [("set", oid, code)]
    assert written.driven.outside.clock.monotonic() - began <= 10


async def test_what_was_begun_is_told_at_once(writing: Write) -> None:
    """Without waiting for the next poll."""
    written = await writing(load_control=True)
    await written.run("load.off")
    assert written.value("output.on") is False
    assert written.value("outlet.group.status", SWITCHED) is False
    assert written.value("outlet.group.status", MAIN) is False


@pytest.mark.parametrize("version", list(Version))
async def test_commands_in_every_version(writing: Write, version: Version) -> None:
    """A test of the battery."""
    written = await writing(version=version)
    assert await written.run("test.battery.start") is Outcome.CONFIRMED
    assert written.sets == written.done == [("set", u("7.2.2"), 2)]
    assert written.value("ups.test") is True


@pytest.mark.parametrize("status", ["3", "15", "28"])
async def test_a_self_test_shows_with_every_model(writing: Write, status: str) -> None:
    """By its result, its output status, or its flag."""
    written = await writing(self_test_status=status, state_flags="absent")
    written.driven.card.override(u("7.2.3"), 4 if status == "3" else None)
    assert await written.run("test.battery.start") is Outcome.CONFIRMED


async def test_a_test_that_does_not_begin(writing: Write) -> None:
    """The card agreed, and nothing shows for ten seconds."""
    written = await writing()
    card = written.driven.card
    card.tree.add(objects_of(f"{u('7.2.2')}|2|1\n"))  # takes anything, does nothing
    began = written.driven.outside.clock.monotonic()
    with pytest.raises(NotConfirmed) as caught:
        await written.run("test.battery.start")
    assert caught.value.reason == "not_confirmed"
    assert written.driven.outside.clock.monotonic() - began == 10
    assert len(written.sets) == 1


async def test_a_calibration_that_is_refused(writing: Write) -> None:
    """The battery must be full; the card says so only in the result."""
    written = await writing(load_control=True)
    written.driven.card.ups.base.state.charge = 0.5
    with pytest.raises(Rejected) as caught:
        await written.run("calibrate.start")
    assert caught.value.reason == "calibration_refused"
    assert len(written.sets) == 1


async def test_delayed_commands_may_show_nothing_yet(writing: Write) -> None:
    """Units without the string of flags tell nothing of what is about to happen."""
    written = await writing(load_control=True, state_flags="absent")
    assert await written.run("shutdown.stayoff") is Outcome.CONFIRMED
    assert written.value("output.on") is True
    written = await writing(load_control=True, state_flags="absent")
    written.driven.card.faults.add(Fault(Effect.CUT_AFTER, method="set"))
    with pytest.raises(NotConfirmed):
        await written.run("shutdown.stayoff")
    assert len(written.sets) == 1


async def test_the_card_restarts(writing: Write) -> None:
    """It says so, and is silent then: nothing is asked meanwhile."""
    written = await writing()
    assert await written.run("controller.restart") is Outcome.CONFIRMED
    assert written.sets == [("set", "1.3.6.1.4.1.318.2.2.1.0", 1)]


@pytest.mark.parametrize("version", list(Version))
async def test_a_card_that_restarts_without_a_word(
    writing: Write, version: Version
) -> None:
    """That its time begins anew is answer enough."""
    written = await writing(version=version)
    written.driven.card.faults.add(Fault(Effect.CUT_AFTER, method="set"))
    assert await written.run("controller.restart") is Outcome.CONFIRMED
    assert len(written.sets) == len(written.done) == 1


async def test_a_card_that_did_not_restart(writing: Write) -> None:
    """Its time goes on."""
    written = await writing()
    written.driven.card.faults.add(Fault(Effect.CUT_BEFORE, method="set"))
    with pytest.raises(NotConfirmed):
        await written.run("controller.restart")
    assert len(written.sets) == 1
    assert not written.done


async def test_factory_defaults_where_the_card_lets_us(writing: Write) -> None:
    """Its list may say that they cannot be set; what they changed is read at once."""
    written = await writing(allowed_sets=False)
    assert not written.offers("settings.reset")
    with pytest.raises(NotPermitted):
        await written.run("settings.reset")
    written.owner.load_control = "on"
    await written.poll()
    assert written.offers("settings.reset")
    await written.write("ups.delay.start", 60)
    assert await written.run("settings.reset") is Outcome.CONFIRMED
    assert written.sets[-1] == ("set", u("5.2.12"), 2)
    await written.poll(0)
    assert written.value("ups.delay.start") == 0


async def test_extremes_and_statistics_are_reset(writing: Write) -> None:
    """Where the card has them: 1 may mean that it has not."""
    written = await writing()
    card = written.driven.card
    card.tree.add(
        objects_of(
            f"{u('9.1.1')}|2|1\n{u('22.1.1')}|2|1\n{u('22.2.1')}|2|2\n"
            f"{u('22.3.1')}|4|none\n"
        )
    )
    await written.poll(86_400)
    assert offered(written) - HARMLESS == {
        "reset.input.minmax",
        "reset.ups.statistics",
    }
    await written.run("reset.input.minmax")
    await written.run("reset.ups.statistics")
    assert [(told.target, told.value) for told in written.sets] == [
        (u("9.1.1"), 2),
        (u("22.2.1"), 3),
    ]


async def test_what_the_card_does_not_have_is_not_offered(writing: Write) -> None:
    """Newer ones cannot simulate an outage."""
    written = await writing(load_control=True, simulate_power_failure=False)
    assert "test.failure.start" not in offered(written)
    with pytest.raises(InvalidRequest):
        await written.run("test.failure.start")
    assert not written.sets


@pytest.mark.parametrize("model", ["v1_card", "three_phase"])
async def test_other_units_have_what_they_have(writing: Write, model: str) -> None:
    """Only what the probe found."""
    version = Version.V1 if model == "v1_card" else Version.V2C
    written = await writing(model, version, load_control=True)
    card = written.driven.card
    there = {one.command.name for one in INSTRUCTIONS if card.value(dotted(one.oid))}
    assert offered(written) <= there
    assert {"test.battery.start", "load.off"} <= offered(written)
    assert await written.run("test.battery.start") is Outcome.CONFIRMED
    assert len(written.sets) == 1


async def test_risky_commands_are_refused_without_permission(writing: Write) -> None:
    """Also to who knows their names."""
    written = await writing()
    for name in RISKY:
        with pytest.raises(NotPermitted) as caught:
            await written.run(name)
        assert caught.value.reason == "load_control_off"
    with pytest.raises(InvalidRequest):
        await written.run("firmware.update")
    with pytest.raises(InvalidRequest):
        await written.run("load.off", SWITCHED)
    assert not written.sets


async def test_a_card_that_is_away_was_told_nothing(writing: Write) -> None:
    """The look before the command finds out."""
    written = await writing(load_control=True)
    written.driven.card.vanish()
    with pytest.raises(CannotConnect):
        await written.run("load.off")
    assert not written.sets


def test_what_is_never_offered() -> None:
    """Firmware, network, password."""
    never = {(u("6.2.9"), 2), (u("5.2.15"), 2)}
    never |= {("1.3.6.1.4.1.318.2.2.1.0", code) for code in range(2, 7)}
    assert not never & {(dotted(one.oid), one.code) for one in INSTRUCTIONS}


def test_dangers_are_declared() -> None:
    """What cuts is dangerous, and no dangerous thing is shown unasked."""
    commands = {one.command.name: one.command for one in INSTRUCTIONS}
    assert len(commands) == len(INSTRUCTIONS)
    cutting = {name for name, one in commands.items() if one.endangers is Danger.LOAD}
    assert cutting == RISKY | TOGETHER
    assert commands["controller.restart"].endangers is Danger.CONTROL
    assert commands["settings.reset"].endangers is Danger.SETTINGS
    for one in commands.values():
        assert one.endangers is Danger.NOTHING or not one.everyday
        assert one.category in {Category.PRIMARY, Category.CONFIG}
