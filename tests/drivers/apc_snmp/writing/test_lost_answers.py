"""A SET whose answer is lost: carried out once, looked for, and never sent again."""

from collections.abc import Awaitable, Callable
from datetime import date

import pytest

from custom_components.rack_power.drivers.apc_snmp.context import Version
from custom_components.rack_power.equipment.driver import Outcome
from custom_components.rack_power.equipment.errors import NotConfirmed
from custom_components.rack_power.equipment.model import PartId, Value
from simulator.snmp import Effect, Fault

from ..conftest import u
from .conftest import SWITCHED, Write, Written
from .test_commands import calibrating, in_bypass, nothing, off, on_battery

PROBE, CONTACT = PartId("probe", "uio-1-1"), PartId("contact", "uio-1-1")
type Deed = Callable[[Written], Awaitable[Outcome]]


def going(written: Written) -> None:
    """Let a graceful shutdown be under way."""
    written.driven.card.ups.raise_flag(22, on=True)


def sets(name: str, value: Value, part: PartId | None = None) -> Deed:
    """Return the setting of a point."""

    def act(written: Written) -> Awaitable[Outcome]:
        if part is None:
            return written.write(name, value)
        return written.write(name, value, part)

    return act


def runs(name: str, part: PartId | None = None) -> Deed:
    """Return the running of a command."""

    def act(written: Written) -> Awaitable[Outcome]:
        return written.run(name) if part is None else written.run(name, part)

    return act


SETTINGS = {
    "number": sets("ups.delay.start", 60),
    "choice": sets("input.sensitivity", "low"),
    "flag": sets("ups.mode.green", True),
    "text": sets("device.name", "Attic"),
    "address": sets("sync.address", "224.0.0.9"),
    "date": sets("battery.date", date(2026, 3, 4)),
    "delay of a group": sets("outlet.group.delay.start", 5, SWITCHED),
    "threshold": sets("ambient.temperature.high", 35, PROBE),
    "contact": sets("contact.normal", "open", CONTACT),
    "group": sets("outlet.group.status", False, SWITCHED),
    "main group": sets("outlet.group.status", False, PartId("outlet_group", "1")),
}
COMMANDS = {
    name: runs(name)
    for name in (
        "test.battery.start",
        "test.failure.start",
        "calibrate.start",
        "load.off",
        "shutdown.stayoff",
        "shutdown.reboot",
        "shutdown.reboot.graceful",
        "shutdown.sleep",
        "shutdown.sleep.graceful",
        "load.cycle",
        "load.cycle.delay",
        "bypass.start",
    )
} | {
    f"{name} of a group": runs(name, SWITCHED)
    for name in (
        "restart",
        "restart.delay",
        "restart.mains",
        "restart.mains.delay",
        "load.off.delay",
    )
}
UNSEEN = ("beeper.mute", "test.panel.start", "test.panel.stop")


@pytest.mark.parametrize(
    "deed",
    [*SETTINGS.values(), *COMMANDS.values()],
    ids=[
        *SETTINGS,
        *COMMANDS,
    ],
)
async def test_a_lost_answer_is_looked_for(writing: Write, deed: Deed) -> None:
    """What the card did shows, and it did it once."""
    written = await writing(load_control=True)
    card = written.driven.card
    card.ups.groups[1].config.on_delay = 20
    card.faults.add(Fault(Effect.CUT_AFTER, method="set", times=None))
    assert await deed(written) is Outcome.CONFIRMED
    assert len(written.sets) == len(written.done) == 1
    await written.poll(60)
    assert len(written.sets) == 1


@pytest.mark.parametrize(
    "deed",
    [*SETTINGS.values(), *COMMANDS.values()],
    ids=[
        *SETTINGS,
        *COMMANDS,
    ],
)
async def test_a_lost_request_is_not_sent_again(writing: Write, deed: Deed) -> None:
    """Nobody can tell it from a lost answer before it was looked for."""
    written = await writing(load_control=True)
    written.driven.card.faults.add(Fault(Effect.CUT_BEFORE, method="set", times=None))
    with pytest.raises(NotConfirmed) as caught:
        await deed(written)
    assert caught.value.reason == "snmp_no_answer"
    assert len(written.sets) == 1
    assert not written.done
    await written.poll(60)
    assert len(written.sets) == 1


@pytest.mark.parametrize("name", UNSEEN)
async def test_what_cannot_be_seen_is_unknown_without_an_answer(
    writing: Write, name: str
) -> None:
    """It was carried out, perhaps."""
    written = await writing()
    written.driven.card.faults.add(Fault(Effect.CUT_AFTER, method="set", times=None))
    with pytest.raises(NotConfirmed) as caught:
        await written.run(name)
    assert caught.value.reason == "snmp_no_answer"
    assert len(written.sets) == len(written.done) == 1


@pytest.mark.parametrize(
    ("name", "before"),
    [
        ("shutdown.return", on_battery),
        ("load.on", off),
        ("calibrate.stop", calibrating),
        ("bypass.stop", in_bypass),
    ],
)
async def test_lost_answers_of_what_needs_a_state(
    writing: Write, name: str, before: Callable[[Written], None]
) -> None:
    """As with all others."""
    written = await writing(load_control=True)
    before(written)
    written.driven.card.faults.add(Fault(Effect.CUT_AFTER, method="set", times=None))
    assert await written.run(name) is Outcome.CONFIRMED
    assert len(written.sets) == len(written.done) == 1


@pytest.mark.parametrize("version", list(Version))
async def test_every_version_sends_once(writing: Write, version: Version) -> None:
    """The library repeats a request by itself unless it is told not to."""
    written = await writing(version=version)
    card = written.driven.card
    card.faults.add(Fault(Effect.CUT_AFTER, method="set"))
    assert await written.write("ups.delay.start", 60) is Outcome.CONFIRMED
    card.faults.add(Fault(Effect.CUT_BEFORE, method="set"))
    with pytest.raises(NotConfirmed):
        await written.write("ups.delay.start", 180)
    assert len(written.sets) == 2
    assert len(written.done) == 1
    assert card.counters.requests["set"] == 2


async def test_a_late_answer_is_not_waited_for_twice(writing: Write) -> None:
    """The value shows; the answer that comes later belongs to nobody."""
    written = await writing()
    written.driven.card.faults.add(Fault(Effect.DELAY, method="set", seconds=0.5))
    assert await written.write("ups.delay.start", 60) is Outcome.CONFIRMED
    assert await written.write("ups.delay.start", 180) is Outcome.CONFIRMED
    assert [told.value for told in written.done] == [6000, 18_000]


@pytest.mark.parametrize(
    "effect", [Effect.TRUNCATED, Effect.NOT_JSON, Effect.WRONG_TYPE]
)
async def test_an_answer_that_makes_no_sense_is_as_good_as_none(
    writing: Write, effect: Effect
) -> None:
    """Only the look tells."""
    written = await writing()
    written.driven.card.faults.add(Fault(effect, method="set"))
    assert await written.write("ups.delay.start", 60) is Outcome.CONFIRMED
    assert len(written.sets) == len(written.done) == 1


async def test_a_card_that_is_silent_after_a_set(writing: Write) -> None:
    """Nothing can be seen: perhaps it was done."""
    written = await writing()
    card = written.driven.card
    card.faults.add(Fault(Effect.VANISH, method="set", executed=True))
    with pytest.raises(NotConfirmed):
        await written.write("ups.delay.start", 60)
    assert len(written.sets) == 1
    card.come_back()
    await written.poll(900)
    assert written.value("ups.delay.start") == 60
    assert len(written.sets) == 1


async def test_a_first_look_that_fails_is_made_good_by_the_second(
    writing: Write,
) -> None:
    """A GET is no SET: it may fail and be tried again."""
    written = await writing()
    card = written.driven.card
    what_was_set = r"1\.3\.6\.1\.4\.1\.318\.1\.1\.1\.5\.2\.9\.0"
    uptime = r"1\.3\.6\.1\.2\.1\.1\.3\.0"
    path = f"{what_was_set}|{uptime}"
    card.faults.add(Fault(Effect.CUT_BEFORE, method="get", path=path, times=4))
    assert await written.write("ups.delay.start", 60) is Outcome.CONFIRMED
    assert written.driven.outside.clock.slept[-2:] == [1, 4]
    assert len(written.sets) == 1


def lose(written: Written) -> None:
    """Let every SET be lost on its way."""
    written.driven.card.faults.add(Fault(Effect.CUT_BEFORE, method="set", times=None))


@pytest.mark.parametrize("waits", ["load.off.delay", "restart.delay"])
@pytest.mark.parametrize(
    "name",
    ["restart.mains", "restart.delay", "restart", "load.off.delay", "load.cancel"],
)
async def test_what_a_group_waits_for_already_is_no_sign(
    writing: Write, waits: str, name: str
) -> None:
    """It waits because of what it was told before."""
    written = await writing()
    await written.run(waits, SWITCHED)
    written.driven.card.counters.reset()
    lose(written)
    with pytest.raises(NotConfirmed) as caught:
        await written.run(name, SWITCHED)
    assert caught.value.reason == "snmp_no_answer"
    assert len(written.sets) == 1
    assert not written.done


async def test_a_lost_cancel_is_not_confirmed_by_what_came_true(
    writing: Write,
) -> None:
    """The group waits no longer, because it is off by now."""
    written = await writing()
    written.driven.card.ups.groups[1].config.off_delay = 5
    await written.run("load.off.delay", SWITCHED)
    lose(written)
    with pytest.raises(NotConfirmed):
        await written.run("load.cancel", SWITCHED)


@pytest.mark.parametrize("waits", ["load.off.delay", "restart.delay"])
async def test_a_group_that_is_still_on_was_not_switched_on(
    writing: Write, waits: str
) -> None:
    """It goes off all the same, and no wish is left of it."""
    written = await writing()
    await written.run(waits, SWITCHED)
    lose(written)
    with pytest.raises(NotConfirmed) as caught:
        await written.write("outlet.group.status", True, SWITCHED)
    assert caught.value.reason == "snmp_no_answer"
    await written.poll(120)
    await written.poll(120)
    assert not written.owner.settled


@pytest.mark.parametrize(
    ("name", "before"),
    [
        ("load.off", going),
        ("shutdown.reboot", going),
        ("shutdown.return", off),
        ("load.on", nothing),
        ("calibrate.stop", nothing),
        ("bypass.stop", nothing),
        ("bypass.start", in_bypass),
        ("test.failure.start", on_battery),
        ("calibrate.start", calibrating),
    ],
)
async def test_what_showed_before_is_no_sign(
    writing: Write, name: str, before: Callable[[Written], None]
) -> None:
    """It is so for another reason: whether the command was carried out is unknown."""
    written = await writing(load_control=True)
    before(written)
    lose(written)
    with pytest.raises(NotConfirmed) as caught:
        await written.run(name)
    assert caught.value.reason == "snmp_no_answer"
    assert len(written.sets) == 1
    assert not written.done


async def test_an_older_refusal_is_not_one_of_today(writing: Write) -> None:
    """A calibration was refused last year; whether this one is, nobody knows."""
    written = await writing(load_control=True)
    written.driven.card.override(u("7.2.6"), 4)
    lose(written)
    with pytest.raises(NotConfirmed):
        await written.run("calibrate.start")
