"""Firmware: which is installed, which is on offer, and that nothing installs it."""

from datetime import UTC, datetime

from homeassistant.components.update import UpdateEntityFeature
from homeassistant.const import STATE_OFF, STATE_ON, STATE_UNKNOWN
from homeassistant.core import HomeAssistant
import pytest

from custom_components.rack_power.equipment.draft import Details
from custom_components.rack_power.equipment.model import (
    UNIT,
    Category,
    Kind,
    Point,
    Reading,
    Report,
    Variable,
)

from .conftest import Tick
from .fake import ABOUT, UNIT_ID, House, Reads
from .house import full_state

FIRMWARE = Variable(
    name="ups.firmware.update", kind=Kind.FIRMWARE, category=Category.CONFIG
)


def told(installed: str | None, details: Details | None = None) -> Report:
    """Tell of a unit's firmware."""
    reading = Reading(installed, datetime.now(UTC), details=details)
    return Report(
        equipment=UNIT_ID,
        group="unit",
        about=ABOUT,
        readings={Point(UNIT, FIRMWARE): reading},
    )


@pytest.mark.parametrize(
    ("installed", "details", "shown", "latest", "installing"),
    [
        ("UPS 04.1", {"latest": "UPS 04.6"}, STATE_ON, "UPS 04.6", False),
        ("UPS 04.1", {"latest": "UPS 04.1"}, STATE_OFF, "UPS 04.1", False),
        ("UPS 04.1", None, STATE_OFF, "UPS 04.1", False),
        (None, None, STATE_UNKNOWN, None, False),
        (
            "UPS 04.1",
            {"latest": "UPS 04.6", "in_progress": True},
            STATE_ON,
            "UPS 04.6",
            True,
        ),
    ],
)
async def test_what_is_shown(
    hass: HomeAssistant,
    fakes: House,
    installed: str | None,
    details: Details | None,
    shown: str,
    latest: str | None,
    installing: bool,
) -> None:
    """The newer one makes it an update; without an offer there is none."""
    await fakes.add(Reads(reports=[told(installed, details)]))
    entity = full_state(hass, "update", "ups.firmware.update")
    assert entity.state == shown
    assert entity.attributes["installed_version"] == installed
    assert entity.attributes["latest_version"] == latest
    assert entity.attributes["in_progress"] is installing
    assert entity.attributes["supported_features"] == UpdateEntityFeature.PROGRESS
    assert entity.attributes["device_class"] == "firmware"
    assert "latest" not in entity.attributes


async def test_it_follows(hass: HomeAssistant, fakes: House, tick: Tick) -> None:
    """An installation elsewhere shows."""
    driver = Reads(reports=[told("1", {"latest": "2"})])
    await fakes.add(driver)
    driver.reports = [told("2")]
    await tick(30)
    assert full_state(hass, "update", "ups.firmware.update").state == STATE_OFF
