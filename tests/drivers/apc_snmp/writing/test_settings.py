"""Setting what can be set: one SET, and what the card tells afterwards."""

import asyncio
from datetime import date

import pytest

from custom_components.rack_power.drivers.apc_snmp.context import Version
from custom_components.rack_power.equipment.driver import Outcome, WritesSettings
from custom_components.rack_power.equipment.errors import (
    CannotConnect,
    InvalidRequest,
    Rejected,
)
from custom_components.rack_power.equipment.model import (
    UNIT,
    Danger,
    EquipmentId,
    PartId,
    Point,
    Quality,
    Setting,
    Value,
)

from ..conftest import UPS, named, u
from .conftest import SWITCHED, Write

CONFIG = f"{UPS}12.2.2.1"
CARD = "1.3.6.1.4.1.318.2.1.6"
SYSTEM = "1.3.6.1.2.1.1"


@pytest.mark.parametrize("version", list(Version))
async def test_every_kind_is_set_in_every_version(
    writing: Write, version: Version
) -> None:
    """By one SET of the right type, which the card shows."""
    written = await writing(version=version, load_control=True)
    wishes: tuple[tuple[str, Value, str, object], ...] = (
        ("input.transfer.high", 262, u("5.2.2"), 262),
        ("ups.delay.start", 60, u("5.2.9"), 6000),
        ("input.sensitivity", "low", u("5.2.7"), 2),
        ("ups.mode.green", True, u("5.2.45"), 2),
        ("shutdown.auto.restart", False, u("5.2.63"), 2),
        ("device.name", "Attic", u("1.1.2"), "Attic"),
        ("battery.date", date(2026, 11, 2), u("2.1.3"), "11/02/2026"),
    )
    for name, value, oid, sent in wishes:
        written.driven.card.counters.reset()
        assert written.value(name) != value
        assert await written.write(name, value) is Outcome.CONFIRMED
        assert written.value(name) == value
        assert written.sets == written.done == [("set", oid, sent)]


async def test_scales_and_texts(writing: Write) -> None:
    """Minutes, hundredths of seconds, days with a word for never, texts of the card."""
    written = await writing()
    for name, value, oid, sent in (
        ("ups.delay.shutdown.longest", 300, u("5.2.27"), 5),
        ("ups.delay.sleep", 720, u("5.2.11"), 72_000),
        ("battery.health.warning", -1, u("5.2.50"), -1),
        ("sync.delay", 90, u("10.1.3"), 90),
        ("ups.test.schedule", "twelve_weeks", u("7.2.1"), 7),
        ("ups.test.time", "10:30", u("7.2.8"), "10:30"),
        ("card.contact", "Night shift", f"{SYSTEM}.4.0", "Night shift"),
        ("card.name", "ups-rack-2", f"{SYSTEM}.5.0", "ups-rack-2"),
        ("card.location", "", f"{SYSTEM}.6.0", ""),
        ("card.clock.date", "11/21/2026", f"{CARD}.1.0", "11/21/2026"),
        ("card.clock.time", "17:00:24", f"{CARD}.2.0", "17:00:24"),
    ):
        written.driven.card.counters.reset()
        assert await written.write(name, value) is Outcome.CONFIRMED
        assert written.sets == written.done == [("set", oid, sent)]


async def test_never_is_shown_as_unknown_with_its_reason(writing: Write) -> None:
    """-1 is no number of days."""
    written = await writing()
    await written.write("battery.health.warning", -1)
    reading = written.driven.reading("battery.health.warning")
    assert reading.value is None
    assert reading.details == {"reason": "suppressed"}


async def test_everything_of_an_outlet_group_can_be_set(writing: Write) -> None:
    """Delays, durations, load shedding."""
    written = await writing()
    asked: dict[str, Value] = {}
    for name, value, column, sent in (
        ("outlet.group.name", "Shelf", 2, "Shelf"),
        ("outlet.group.delay.start", 30, 3, 30),
        ("outlet.group.delay.shutdown", -1, 4, -1),
        ("outlet.group.delay.reboot", 20, 5, 20),
        ("outlet.group.runtime.restart", 120, 6, 120),
        ("outlet.group.shed.skip.delay", False, 8, 2),
        ("outlet.group.shed.restart", False, 9, 2),
        ("outlet.group.shed.time.enabled", True, 10, 2),
        ("outlet.group.shed.runtime.enabled", True, 11, 2),
        ("outlet.group.shed.overload", True, 12, 2),
        ("outlet.group.shed.time", 600, 13, 600),
        ("outlet.group.shed.runtime", 300, 14, 300),
    ):
        asked[name] = None if value == -1 else value
        written.driven.card.counters.reset()
        assert await written.write(name, value, SWITCHED) is Outcome.CONFIRMED
        assert written.sets == written.done == [("set", f"{CONFIG}.{column}.2", sent)]
    await written.poll()
    assert {name: written.value(name, SWITCHED) for name in asked} == asked


async def test_the_main_group_is_not_shed_for_an_overload(writing: Write) -> None:
    """Its column says -1."""
    written = await writing(load_control=True)
    main = PartId("outlet_group", "1")
    assert written.setting("outlet.group.shed.overload", main) is None
    assert written.setting("outlet.group.shed.restart", main) == Setting(
        endangers=Danger.LOAD, harmless=True
    )


async def test_what_the_card_rounds_is_shown(writing: Write) -> None:
    """The nearest value that it can is what was wanted."""
    written = await writing(allowed_sets=False)
    assert await written.write("ups.delay.start", 70) is Outcome.CONFIRMED
    assert written.value("ups.delay.start") == 60
    assert await written.write("input.transfer.high", 246) is Outcome.CONFIRMED
    assert written.value("input.transfer.high") == 247
    assert len(written.sets) == 2


async def test_what_is_rounded_far_away_is_an_error_and_shown(writing: Write) -> None:
    """120 s were nearer to 130 s than the 300 s that the card made of them."""
    written = await writing(allowed_sets=False)
    with pytest.raises(Rejected) as caught:
        await written.write("battery.runtime.low", 130)
    assert caught.value.reason == "snmp_kept"
    assert caught.value.placeholders == {"kept": "300 s"}
    assert written.value("battery.runtime.low") == 300
    assert len(written.sets) == 1


async def test_what_the_card_keeps_is_an_error(writing: Write) -> None:
    """It answered noError and did nothing."""
    written = await writing()
    written.driven.card.override(u("5.2.7"), 4)
    with pytest.raises(Rejected) as caught:
        await written.write("input.sensitivity", "low")
    assert (caught.value.reason, caught.value.placeholders) == (
        "snmp_kept",
        {"kept": "high"},
    )
    assert len(written.sets) == 1


async def test_it_is_looked_after_one_second_and_after_five(writing: Write) -> None:
    """What shows late is waited for."""
    written = await writing()
    card, clock = written.driven.card, written.driven.outside.clock
    card.override(u("5.2.9"), 0)
    clock.simulated.call_later(3, card.restore)
    began = clock.monotonic()
    clock.slept.clear()
    assert await written.write("ups.delay.start", 60) is Outcome.CONFIRMED
    assert clock.slept == [1, 4]
    assert clock.monotonic() == began + 5
    assert written.driven.outside.wakes[-1] == 0


async def test_what_shows_at_once_is_read_again_all_the_same(writing: Write) -> None:
    """Five seconds after the SET, with its group."""
    written = await writing()
    clock = written.driven.outside.clock
    clock.slept.clear()
    await written.write("ups.delay.start", 60)
    assert clock.slept == [1]
    assert written.driven.outside.wakes == [4]
    card = written.driven.card
    card.override(u("5.2.9"), 18_000)
    done = await written.driven.poll(4)
    assert "config" in {report.group for report in done.reports}
    assert written.value("ups.delay.start") == 180


async def test_what_shows_later_still_is_found(writing: Write) -> None:
    """Some cards ask their UPS only now and then."""
    written = await writing()
    card = written.driven.card
    card.override(u("5.2.9"), 0)
    with pytest.raises(Rejected):
        await written.write("ups.delay.start", 60)
    card.restore()
    await written.poll(20)
    assert written.value("ups.delay.start") == 60
    assert len(written.sets) == 1


async def test_the_look_before_says_that_nobody_is_there(writing: Write) -> None:
    """So that it was certainly not sent."""
    written = await writing()
    written.driven.card.vanish()
    with pytest.raises(CannotConnect):
        await written.write("ups.delay.start", 60)
    assert not written.sets


async def test_muting_need_not_show(writing: Write) -> None:
    """It holds for the present alarm only."""
    written = await writing()
    written.driven.card.override(u("5.2.4"), 1)
    assert await written.write("ups.beeper.status", "mute") is Outcome.CONFIRMED
    assert written.value("ups.beeper.status") == "timed"
    with pytest.raises(Rejected):
        await written.write("ups.beeper.status", "never")


async def test_what_cannot_be_is_not_sent(writing: Write) -> None:
    """It is said at once."""
    written = await writing()
    wrong: tuple[tuple[str, Value], ...] = (
        ("input.sensitivity", "none"),
        ("input.sensitivity", 2),
        ("input.sensitivity", None),
        ("ups.mode.green", 1),
        ("ups.mode.green", "on"),
        ("ups.delay.start", "60"),
        ("ups.delay.start", True),
        ("ups.delay.start", float("nan")),
        ("ups.delay.start", float("inf")),
        ("ups.delay.start", 1e300),
        ("ups.delay.reboot", -1),
        ("ups.delay.shutdown.longest", 90),
        ("device.name", 7),
        ("device.name", "NineChars"),
        ("device.name", "a\nb"),
        ("device.name", "\ud800"),
        ("battery.date", "2026-01-01"),
        ("sync.address", "not an address"),
        ("ups.status", "online"),
        ("no.such.thing", 1),
    )
    for name, value in wrong:
        with pytest.raises(InvalidRequest):
            await written.write(name, value)
    assert not written.sets


async def test_an_address_is_sent_as_one(writing: Write) -> None:
    """Four octets, not a text."""
    written = await writing()
    assert await written.write("sync.address", "224.0.0.7") is Outcome.CONFIRMED
    assert written.value("sync.address") == "224.0.0.7"


async def test_a_card_with_a_longer_name_takes_longer_ones(writing: Write) -> None:
    """Galaxys do."""
    written = await writing()
    assert written.setting("device.name") == Setting(max_length=8)
    written.driven.card.override(u("1.1.2"), "Hall of machines")
    await written.poll(900)
    assert written.setting("device.name") == Setting(max_length=32)


async def test_bounds_without_a_list_follow_the_rated_voltage(writing: Write) -> None:
    """And the present value is among them in any case."""
    written = await writing(allowed_sets=False)
    high, low = (
        written.setting("input.transfer.high"),
        written.setting("input.transfer.low"),
    )
    assert high == Setting(minimum=230, maximum=288, step=1)
    assert low == Setting(minimum=161, maximum=230, step=1)
    written.driven.card.override(u("5.2.2"), 300)
    await written.poll(900)
    assert written.setting("input.transfer.high") == Setting(
        minimum=230, maximum=300, step=1
    )


async def test_another_units_point_is_not_set(writing: Write) -> None:
    """The equipment must be this one."""
    written = await writing()
    assert isinstance(written.driven.driver, WritesSettings)
    point = Point(UNIT, named("ups.delay.start"))
    with pytest.raises(InvalidRequest):
        await written.driven.driver.write(EquipmentId("apc_other"), point, 60)
    assert not written.sets


async def test_two_writes_do_not_meet(writing: Write) -> None:
    """Each is one SET of one object."""
    written = await writing()
    await written.write("ups.delay.start", 60)
    await written.write("ups.delay.shutdown", 180)
    assert [told.value for told in written.done] == [6000, 18_000]
    assert written.driven.card.counters.requests["set"] == 2


async def test_one_set_at_a_time_and_reading_goes_on(writing: Write) -> None:
    """The card has one thread; nobody waits for a read-back of somebody else's."""
    written = await writing()
    card = written.driven.card
    results = await asyncio.gather(
        written.write("ups.delay.start", 60),
        written.write("ups.delay.shutdown", 180),
        written.write("input.sensitivity", "low"),
        written.driven.driver.read(),
        written.run("test.battery.start"),
        written.write("outlet.group.status", False, SWITCHED),
    )
    assert len(results) == 6
    assert len(written.sets) == len(written.done) == 5
    assert card.counters.requests["set"] == 5
    assert card.counters.max_concurrent == 1


async def test_what_the_card_itself_is_told_while_the_link_is_lost(
    writing: Write,
) -> None:
    """That is true at once; of the UPS nothing is known."""
    written = await writing()
    written.driven.card.override(u("8.1"), 2)
    await written.poll()
    assert await written.write("card.contact", "Night shift") is Outcome.CONFIRMED
    await written.poll()
    assert written.value("card.contact") == "Night shift"
    assert written.driven.reading("card.contact").quality is Quality.GOOD
    assert written.driven.reading("ups.delay.start").quality is Quality.UNAVAILABLE


async def test_an_old_card_with_holes(writing: Write) -> None:
    """Version 1, no high precision, short dates."""
    written = await writing("v1_card", Version.V1)
    assert await written.write("ups.delay.start", 60) is Outcome.CONFIRMED
    assert await written.write("input.sensitivity", "low") is Outcome.CONFIRMED
    assert await written.write("battery.date", date(2026, 5, 6)) is Outcome.CONFIRMED
    assert written.done == [
        ("set", u("5.2.9"), 6000),
        ("set", u("5.2.7"), 2),
        ("set", u("2.1.3"), "05/06/26"),
    ]


async def test_a_three_phase_unit(writing: Write) -> None:
    """Alarms in kVA and minutes; there is no number for never."""
    written = await writing("three_phase")
    assert await written.write("ups.power.high", 30_000) is Outcome.CONFIRMED
    assert await written.write("battery.runtime.alarm", 600) is Outcome.CONFIRMED
    assert [told.value for told in written.done] == [30, 10]
    assert written.value("ups.power.high") == 30_000
    for value in (-1, 30_500):
        with pytest.raises(InvalidRequest):
            await written.write("ups.power.high", value)
    assert len(written.sets) == 2
