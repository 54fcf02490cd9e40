"""A power failure that was told long ago is none, until it is told again."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from homeassistant.core import HomeAssistant
import pytest

from custom_components.rack_power.equipment.model import (
    UNIT,
    Point,
    Quality,
    Reading,
    Setting,
)
from custom_components.rack_power.equipment.variables import (
    BATTERY_RUNTIME,
    UPS_ONBATTERY,
)

from ..fake import Acts, House, point_report, report_of
from ..house import entity_id, full_state
from .conftest import Automate, Pass, tell

type Told = list[Mapping[str, Any]]

FIRST: dict[str, Any] = {
    "power_failure": {"failure_actions": tell("acted"), "return_actions": []},
    "load_shedding": {"after": {"minutes": 1}, "shed_actions": tell("acted")},
    "runtime_low": {"shutdown_actions": tell("acted")},
}


def show(driver: Acts, quality: Quality, reason: str | None) -> None:
    """Let the unit be on battery for a reason, or not."""
    at = datetime.now(UTC)
    known = point_report(UPS_ONBATTERY, value=False, setting=Setting())
    details = {"reason": reason} if reason else None
    driver.reports = [
        report_of(),
        replace(
            known,
            settings={},
            readings={
                Point(UNIT, UPS_ONBATTERY): Reading(
                    reason is not None, at, quality, details
                ),
                Point(UNIT, BATTERY_RUNTIME): Reading(120, at, quality),
            },
        ),
    ]


@pytest.mark.parametrize("name", FIRST)
@pytest.mark.parametrize(
    ("quality", "reason", "acts"),
    [
        (Quality.GOOD, "outage", True),
        (Quality.STALE, "outage", False),
        (Quality.UNAVAILABLE, "outage", False),
        (Quality.GOOD, "self_test", False),
        (Quality.GOOD, "calibration", False),
        (Quality.GOOD, "forced_test", False),
        (Quality.GOOD, "another", False),
    ],
)
async def test_on_battery(
    hass: HomeAssistant,
    fakes: House,
    automate: Automate,
    told: Told,
    run: Pass,
    name: str,
    quality: Quality,
    reason: str,
    acts: bool,
) -> None:
    """Only an outage that is told now counts."""
    driver = Acts(next_in=10)
    show(driver, Quality.GOOD, None)
    await fakes.add(driver)
    power = entity_id(hass, "binary_sensor", "_unit_0_ups.onbattery")
    outlets = [entity_id(hass, "switch", "_outlet_1_outlet.status")]
    more: dict[str, Any] = {**FIRST[name], "power": power}
    if name != "power_failure":
        more["outlets"] = outlets
    if name == "runtime_low":
        more["level"] = entity_id(hass, "sensor", "_unit_0_battery.runtime")
    await automate(name, **more)
    show(driver, quality, reason)
    await run(360, 30)
    shown = full_state(hass, "binary_sensor", "_unit_0_ups.onbattery")
    assert shown.state == ("unavailable" if quality is Quality.UNAVAILABLE else "on")
    assert [one["word"] for one in told] == (["acted"] if acts else [])
    off = acts and name != "power_failure"
    assert driver.done == ([False] if off else [])
