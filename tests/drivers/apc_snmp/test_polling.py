"""What is read when, and what a failure costs."""

import pytest

from custom_components.rack_power.drivers.apc_snmp.agenda import Agenda
from custom_components.rack_power.drivers.apc_snmp.context import Version
from custom_components.rack_power.drivers.apc_snmp.uptime import Uptime
from custom_components.rack_power.equipment.errors import CannotConnect, WrongEquipment
from custom_components.rack_power.equipment.model import Quality
from custom_components.rack_power.equipment.variables import (
    AMBIENT_TEMPERATURE,
    BATTERY_CHARGE,
    INPUT_TRANSFER_HIGH,
    INPUT_VOLTAGE,
    UPS_ONBATTERY,
)
from simulator.clock import START
from simulator.snmp import Effect, Fault

from .conftest import Drive, Driven, u
from .test_environment import probe

FAST = ["fast", "outlet_groups"]
NORMAL = ["environment", "normal"]
SLOW = ["packs", "slow", "sync"]
CONFIG = ["config", "environment.config", "outlet_groups.config"]
ALL = sorted([*FAST, *NORMAL, *SLOW, *CONFIG, "once"])


async def groups(driven: Driven, seconds: float = 10) -> list[str]:
    """Let time pass, read, and return what was told."""
    return sorted(report.group for report in (await driven.poll(seconds)).reports)


async def test_everything_is_told_at_first(drive: Drive) -> None:
    """By one look, which reads all of it on the way."""
    driven = await drive(started=False)
    await driven.driver.connect()
    done = await driven.read()
    assert sorted(report.group for report in done.reports) == ALL
    assert all(report.complete for report in done.reports)
    assert done.next_in == 10
    assert driven.requests < 140


async def test_each_group_has_its_pace(drive: Drive) -> None:
    """Fast, normal, slow, and what can be set."""
    driven = await drive()
    assert await groups(driven) == FAST
    assert await groups(driven) == FAST
    assert await groups(driven) == sorted(FAST + NORMAL)
    assert await groups(driven, 270) == sorted(FAST + NORMAL + SLOW)
    assert await groups(driven, 600) == sorted(FAST + NORMAL + SLOW + CONFIG)


async def test_the_interval_is_the_owners(drive: Drive) -> None:
    """What is slower than that stays as slow."""
    driven = await drive(interval=60)
    assert (await driven.poll(60)).next_in == 60
    assert await groups(driven, 60) == sorted(FAST + NORMAL)


async def test_a_fast_poll_is_few_requests(drive: Drive) -> None:
    """Ten objects each."""
    driven = await drive()
    await driven.poll()
    for _ in range(20):  # what is shown to who looks for a fault has been read
        await driven.poll()
    await driven.poll(30 - driven.card.clock.now % 30)
    driven.card.counters.reset()
    await driven.poll()
    assert driven.requests <= 3


async def test_values_change(drive: Drive) -> None:
    """At the pace of their group."""
    driven = await drive()
    driven.card.override(u("3.3.1"), 2105)
    await driven.poll(30)
    assert driven.value(INPUT_VOLTAGE) == 210.5


async def test_silence_raises_and_is_over_some_time(drive: Drive) -> None:
    """The grace is the house's business."""
    driven = await drive()
    driven.card.vanish()
    with pytest.raises(CannotConnect):
        await driven.poll()
    driven.card.come_back()
    await driven.poll()
    assert driven.value(UPS_ONBATTERY) is False


async def test_a_failing_slow_group_takes_nothing_with_it(drive: Drive) -> None:
    """What changes fast is told, and the rest is tried again later."""
    driven = await drive()
    slow = Fault(Effect.CUT_AFTER, path=r".*318\.1\.1\.1\.2\.3\.10\..*", times=None)
    driven.card.faults.add(slow)
    told = await groups(driven, 300)
    assert set(FAST) <= set(told)
    assert "packs" not in told
    driven.card.faults.clear()
    assert "packs" in await groups(driven)


async def test_a_failing_look_takes_nothing_with_it(drive: Drive) -> None:
    """A table that does not answer is looked at again, and is not gone."""
    driven = await drive(started=False)
    await driven.driver.connect()
    driven.card.faults.add(
        Fault(
            Effect.CUT_AFTER,
            method="getnext",
            path=r"1\.3\.6\.1\.4\.1\.318\.1\.1\.1\.2\.3\.10\.4\.1\.\d.*",
            times=None,
        )
    )
    done = await driven.read()
    complete = {report.group: report.complete for report in done.reports}
    assert complete["fast"]
    assert complete["normal"]
    assert not complete.get("packs", False)
    driven.card.faults.clear()
    await driven.poll(300)
    assert driven.parts("pack") == ["1", "2", "3", "4"]


async def test_a_lost_link_makes_all_of_the_ups_unavailable(drive: Drive) -> None:
    """What the card itself knows stays."""
    driven = await drive()
    driven.card.play("link_lost")
    await driven.poll()
    assert driven.value("card.link") is False
    assert driven.reading("card.link").quality is Quality.GOOD
    for variable in (UPS_ONBATTERY, BATTERY_CHARGE, INPUT_TRANSFER_HIGH):
        assert driven.reading(variable).quality is Quality.UNAVAILABLE
    assert driven.reading("card.location").quality is Quality.GOOD
    assert driven.reading("card.model").quality is Quality.GOOD
    assert driven.reading(AMBIENT_TEMPERATURE, probe(1)).quality is Quality.GOOD


async def test_a_link_that_is_back_brings_all_back(drive: Drive) -> None:
    """At once, as it was told last."""
    driven = await drive()
    driven.card.override(u("8.1"), 2)
    await driven.poll()
    driven.card.override(u("8.1"), 1)
    await driven.poll()
    for variable in (UPS_ONBATTERY, BATTERY_CHARGE, INPUT_TRANSFER_HIGH):
        assert driven.reading(variable).quality is Quality.GOOD


async def test_a_card_that_restarts_is_looked_at_anew(drive: Drive) -> None:
    """Its firmware may know more."""
    driven = await drive(precision="low")
    assert driven.value(INPUT_VOLTAGE) == 231
    started = driven.value("card.started")
    driven.card.knobs.turn(precision="high")
    driven.card.restart(firmware="7.2.0")
    driven.card.step(60)
    assert await groups(driven) == ALL
    assert driven.value(INPUT_VOLTAGE) == 231.2
    assert driven.value("card.firmware.application") == "v7.2.0"
    assert str(driven.value("card.started")) > str(started)


async def test_what_a_restarted_card_does_not_know_yet_is_not_gone(
    drive: Drive,
) -> None:
    """It is unknown until it has been missed three times."""
    driven = await drive()
    driven.card.override(u("3.3.1"), None)
    driven.card.override(u("3.2.1"), None)
    driven.card.restart()
    driven.card.step(60)
    await driven.read()
    assert driven.value(INPUT_VOLTAGE) is None
    await driven.poll(300)
    assert driven.has(INPUT_VOLTAGE)
    await driven.poll(300)
    assert not driven.has(INPUT_VOLTAGE)


async def test_a_card_in_another_ups_is_noticed(drive: Drive) -> None:
    """Its values must not be told as those of the first."""
    driven = await drive()
    driven.card.override(u("1.2.3"), "AS9999999999")
    driven.card.restart()
    driven.card.step(60)
    with pytest.raises(WrongEquipment) as caught:
        await driven.read()
    assert caught.value.reason == "another_unit"


async def test_it_is_looked_at_anew_every_day(drive: Drive) -> None:
    """What has come makes points."""
    driven = await drive(precision="low")
    driven.card.knobs.turn(precision="high")
    await driven.poll()
    assert driven.value(INPUT_VOLTAGE) == 231
    await driven.poll(86_400)
    assert driven.value(INPUT_VOLTAGE) == 231.2


async def test_what_is_rare_is_read_aside(drive: Drive) -> None:
    """A little at a time, for a diagnosis."""
    driven = await drive("three_phase")
    for _ in range(20):
        await driven.poll()
    shown = driven.driver.raw()["shown"]
    assert isinstance(shown, dict)
    assert any(one.startswith("1.3.6.1.4.1.318.1.1.1.13.") for one in shown)


@pytest.mark.parametrize("version", list(Version))
async def test_every_version_tells_the_same(drive: Drive, version: Version) -> None:
    """From the same card."""
    driven = await drive(version=version)
    assert driven.value(INPUT_VOLTAGE) == 231.2
    assert driven.parts("pack") == ["1", "2", "3", "4"]
    assert driven.parts("outlet_group") == ["1", "2", "3"]


def test_a_wrap_after_497_days_is_no_restart() -> None:
    """The counter begins anew, the card does not."""
    uptime = Uptime()
    assert not uptime.note(2**32 - 500, 1000, START)
    started = uptime.started
    assert not uptime.note(500, 1010, START)
    assert uptime.started == started
    assert not uptime.note(1500, 1020, START)
    assert uptime.note(10, 1120, START)
    assert uptime.started != started


def test_a_card_that_restarted_long_ago_is_noticed() -> None:
    """Though its uptime is greater than it was when it was read last."""
    uptime = Uptime()
    uptime.note(60_000, 0, START)
    assert uptime.note(300_000, 4200, START)


def test_odd_uptimes_are_no_restarts() -> None:
    """Nor is anything known by them."""
    uptime = Uptime()
    assert not uptime.note(None, 0, START)
    assert not uptime.note(-5, 0, START)
    assert not uptime.note(2**40, 0, START)
    assert uptime.started is None


def test_what_is_wished_for_soon_is_due_then() -> None:
    """And at its own pace afterwards."""
    agenda = Agenda(10)
    agenda.plan(["fast", "config"], 0)
    agenda.soon(["config", "nothing"], 1)
    assert agenda.due(1) == ["config"]
    agenda.done("config", 1)
    assert agenda.due(2) == []
    assert agenda.next_in(2) == 8
