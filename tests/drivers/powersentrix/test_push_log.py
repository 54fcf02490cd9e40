"""Lines of logs that UPSs post."""

import asyncio
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from custom_components.rack_power.drivers.powersentrix.push import PushDriver

from .receiving import COMPANY, SECRET, Receiver
from .surroundings import Surroundings


async def test_a_line_wakes_other_paths(receiver: Receiver) -> None:
    """A path that can ask does so at once."""
    receiver.site.play("mains_failure")
    await receiver.site.delivered()
    assert receiver.around.texts() == ["Mains power failure"]
    assert receiver.around.told[0][2] is True
    assert receiver.around.wakes == [0]


@pytest.mark.parametrize("base", ["1", "0"])
async def test_a_line_switches_an_output_once_it_is_known_which(
    receiver: Receiver, base: str
) -> None:
    """It is learnt from a line and the report after it; before that only reports do."""
    receiver.site.turn(log_base=base)
    switching = receiver.site.ups.unit.switching
    port = receiver.site.ups.state.port(2)
    switching.foreign_toggle(port)
    await receiver.site.delivered()
    assert receiver.value(2) is True
    await receiver.step(300)
    assert receiver.value(2) is False
    switching.foreign_toggle(port)
    await receiver.site.delivered()
    assert receiver.value(2) is True
    assert receiver.value(1) is True
    assert receiver.value(3) is False


async def test_a_line_from_before_the_last_status_switches_nothing(
    receiver: Receiver,
) -> None:
    """It was held up; the status has long told what became of the output."""
    port = receiver.site.ups.state.port(2)
    receiver.site.ups.unit.switching.foreign_toggle(port)
    await receiver.step(300)
    assert receiver.value(2) is False
    written = receiver.around.clock.now().astimezone(ZoneInfo("Europe/Bratislava"))
    stamp = (written - timedelta(minutes=4)).strftime("%Y-%m-%d %H:%M:%S")
    line = {
        "ord": receiver.site.ups.unit.journal.next_ord,
        "code": "I/E01",
        "description": "Output 3 turned ON",
        "timestamp": stamp,
    }
    receiver.post("/api/setUpsLog", line)
    await asyncio.sleep(0)
    assert receiver.around.texts()[-1] == "Output 3 turned ON"
    assert receiver.value(2) is False


@pytest.mark.parametrize("zone", ["local", "utc"])
async def test_the_zone_of_stamps_is_measured(receiver: Receiver, zone: str) -> None:
    """By the first line that comes as it arises."""
    receiver.site.turn(log_tz=zone)
    receiver.site.ups.unit.journal.write("X", "Now")
    await receiver.site.delivered()
    [(_, record, live)] = receiver.around.told
    assert live
    assert abs(record.time - receiver.around.clock.now()) < timedelta(seconds=2)


async def test_a_line_that_comes_hours_late_is_not_live(receiver: Receiver) -> None:
    """No automation should act on it as if it were now."""
    receiver.site.ups.unit.journal.write("X", "Now")
    await receiver.site.delivered()
    written = receiver.around.clock.now().astimezone(ZoneInfo("Europe/Bratislava"))
    stamp = (written - timedelta(hours=3, minutes=20)).strftime("%Y-%m-%d %H:%M:%S")
    receiver.post("/api/setUpsLog", {"ord": 9000, "code": "X", "timestamp": stamp})
    await asyncio.sleep(0)
    assert [live for _, _, live in receiver.around.told] == [True, False]


async def test_scenario_17_chaos(receiver: Receiver) -> None:
    """Each line once, everything odd answered, and the last report counts."""
    await receiver.step(5)
    before = receiver.value()
    receiver.site.play("push_chaos")
    await receiver.site.delivered()
    latest = receiver.site.ups.unit.journal.next_ord - 4
    assert receiver.around.texts() == [
        f"Record {latest}",
        f"Record {latest + 3}",
        f"Record {latest + 1}",
        "Record without a number",
    ]
    statuses = receiver.statuses[2:]
    assert statuses.count(401) == 3
    assert 413 in statuses
    assert statuses.count(400) == 2
    assert 403 not in statuses
    assert receiver.value() is before
    assert receiver.quality() == "good"
    assert "powersentrix_psx-2025-999999" not in receiver.around.pictures
    raw = receiver.driver.raw()["units"]
    assert isinstance(raw, list)
    assert raw[0]["lost_lines"] == 1


async def test_scenario_17_a_replayed_line_changes_nothing(receiver: Receiver) -> None:
    """Nor after a restart."""
    line = {"ord": 1300, "code": "I/E01", "description": "Output 1 turned OFF"}
    for _ in range(3):
        receiver.post("/api/setUpsLog", line)
        await asyncio.sleep(0)
    assert len(receiver.around.told) == 1
    around = Surroundings(receiver.site.clock, notes=receiver.around.notes)
    receiver.driver = PushDriver(around.context(), COMPANY, SECRET)
    receiver.post("/api/setUpsLog", line)
    await asyncio.sleep(0)
    assert around.told == []


async def test_scenario_18_a_reboot(receiver: Receiver) -> None:
    """The count begins anew: every line is told as it comes, and no output changes."""
    for _ in range(3):
        receiver.site.ups.unit.journal.write("X", "Before")
        await receiver.step(1)
    receiver.site.play("reboot")
    await receiver.step(30)
    for _ in range(3):
        receiver.site.ups.unit.journal.write("X", "After")
        await receiver.step(1)
    assert receiver.around.texts() == ["Before"] * 3 + ["After"] * 3
    assert all(live for _, _, live in receiver.around.told)
    abouts = [report.about for report in receiver.around.published if report.about]
    assert abouts[-1].firmware == "v2.1.0 / v3.3.0"
    assert receiver.value() is True
