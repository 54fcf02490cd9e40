"""What a status tells of the unit as a whole."""

from datetime import timedelta
from typing import Any

import pytest

from custom_components.rack_power.drivers.powersentrix.mapping.status import (
    parse_status,
)
from custom_components.rack_power.equipment import variables as common
from custom_components.rack_power.equipment.model import (
    UNIT,
    Point,
)

from .telling import NOW, shown, tell
from .vendor_examples import status


@pytest.mark.parametrize(
    ("told", "running", "details"),
    [
        (0, False, {"raw": 0}),
        (1, True, {"raw": 1}),
        (80, True, {"raw": 80}),
        ("0", False, {"raw": 0}),
        ("fast", None, None),
        (None, None, None),
    ],
)
def test_the_fan(told: Any, running: bool | None, details: Any) -> None:
    """Anything but 0 runs; what it was told as is kept."""
    answer = status()
    answer["upsData"]["ventilation"] = told
    _, report = tell(answer)
    reading = report.readings[Point(UNIT, common.UPS_FAN)]
    assert (reading.value, reading.details) == (running, details)


@pytest.mark.parametrize(("told", "forced"), [(1, True), ("1", True), (9, None)])
def test_running_from_the_battery_on_purpose(told: Any, forced: bool | None) -> None:
    """Is told, not commanded."""
    answer = status()
    answer["config"]["settings"]["forcePowerFromBatteries"] = told
    assert shown(tell(answer)[1])[UNIT, "battery.forced"] is forced
    assert parse_status(answer).settings.forced_battery is forced


def test_starts_stay_while_uptimes_are_rounded() -> None:
    """Less than three minutes are rounding, more is a restart."""
    memory, report = tell(status())
    start = shown(report)[UNIT, "device.started.com"]
    memory, report = tell(status(), before=memory, at=NOW + timedelta(seconds=179))
    assert shown(report)[UNIT, "device.started.com"] == start
    later = NOW + timedelta(seconds=180)
    memory, report = tell(status(), before=memory, at=later)
    assert shown(report)[UNIT, "device.started.com"] == start + timedelta(seconds=180)  # type: ignore[operator]
    answer = status()
    answer["config"]["ident"]["comUptime"] = "0m"
    _, report = tell(answer, before=memory, at=later)
    assert shown(report)[UNIT, "device.started.com"] == later
    assert shown(report)[UNIT, "device.started.main"] != later


def test_an_unreadable_uptime_forgets_no_start() -> None:
    """Unknown for once, and as before afterwards."""
    memory, report = tell(status())
    start = shown(report)[UNIT, "device.started.main"]
    answer = status()
    answer["config"]["ident"]["mainUptime"] = "??"
    memory, report = tell(answer, before=memory)
    assert shown(report)[UNIT, "device.started.main"] is None
    _, report = tell(status(), before=memory, at=NOW + timedelta(minutes=2))
    assert shown(report)[UNIT, "device.started.main"] == start


def test_the_main_chip_has_two_uptimes() -> None:
    """That of the data counts where the identification has none."""
    answer = status()
    del answer["config"]["ident"]["mainUptime"]
    answer["upsData"]["uptime"] = "1h"
    started = shown(tell(answer)[1])[UNIT, "device.started.main"]
    assert started == NOW - timedelta(hours=1)


def test_the_age_moves_once_a_minute() -> None:
    """Whoever looks every second wants no new value every second."""
    memory, _ = tell(status())
    memory, report = tell(status(), before=memory, at=NOW + timedelta(seconds=59))
    assert shown(report)[UNIT, "ups.reported"] == NOW
    memory, report = tell(status(), before=memory, at=NOW + timedelta(seconds=60))
    assert shown(report)[UNIT, "ups.reported"] == NOW + timedelta(seconds=60)
    _, report = tell(status(), before=memory, at=NOW)
    assert shown(report)[UNIT, "ups.reported"] == NOW


def test_extra_actions() -> None:
    """Why an output may change that nobody switched."""
    first, second = parse_status(status()).extra_actions
    assert (first.slot, first.event) == ("0", "IN1 rising")
    assert (first.outlet, first.switches_on) == (0, True)
    assert (second.event, second.switches_on) == ("none", False)
    answer = status()
    odd = [None, {"id": 3, "event": 9, "baseStatus": 12, "action": "x"}]
    answer["config"]["extraActions"] = odd
    (only,) = parse_status(answer).extra_actions
    assert (only.slot, only.event, only.outlet) == ("3", None, None)
    assert only.switches_on is None


def test_settings() -> None:
    """Where the unit reports to and in which zone it lives; nothing of it shows."""
    found = parse_status(status()).settings
    assert found.ip == "192.168.1.100"
    assert (found.company_id, found.ups_id) == ("abc123", "ups-01")
    assert found.server_url == "https://view.powersentrix.com"
    assert found.timezone == "CET-1CEST,M3.5.0,M10.5.0/3"
    assert found.zone is not None
    for secret in ("abc123", "ups-01", "192.168", "https", "pool.ntp"):
        assert secret not in repr(found)
    assert "PSX-2024" not in repr(parse_status(status()))


def test_a_missing_zone_is_none() -> None:
    """While an empty one would mean UTC."""
    answer = status()
    del answer["config"]["settings"]["timezone"]
    assert parse_status(answer).settings.zone is None
