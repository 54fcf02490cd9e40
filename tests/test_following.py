"""Entities are made in turns of the event loop, and nothing gets lost between them."""

from datetime import UTC, datetime

from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.entity_platform import async_get_platforms
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.rack_power.const import DOMAIN
from custom_components.rack_power.equipment.model import (
    Part,
    PartId,
    Point,
    Reading,
    Report,
)
from custom_components.rack_power.equipment.variables import OUTLET_CURRENT

from .fake import ABOUT, UNIT_ID, House, Reads

MANY = 120


def many(count: int = MANY) -> Report:
    """Return a whole report of so many outlets."""
    at = datetime.now(UTC)
    ids = [PartId("outlet", str(number)) for number in range(count)]
    return Report(
        equipment=UNIT_ID,
        group="outlets",
        about=ABOUT,
        parts={one: Part(id=one, device=True, number=one.key) for one in ids},
        readings={Point(one, OUTLET_CURRENT): Reading(1.5, at) for one in ids},
    )


def live(hass: HomeAssistant) -> int:
    """Return how many outlets have an entity that lives."""
    return sum(
        "outlet" in str(entity.unique_id)
        for platform in async_get_platforms(hass, DOMAIN)
        for entity in platform.entities.values()
    )


async def started(hass: HomeAssistant, fakes: House) -> MockConfigEntry:
    """Set an entry up and return while entities wait for their turn."""
    driver = Reads(reports=[many(0)])
    entry = await fakes.add(driver)
    assert await hass.config_entries.async_unload(entry.entry_id)
    driver.reports = [many()]
    assert await hass.config_entries.async_setup(entry.entry_id)
    assert live(hass) < MANY, "they were made at once"
    return entry


async def test_all_of_them_are_made(hass: HomeAssistant, fakes: House) -> None:
    """In the end."""
    await started(hass, fakes)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert live(hass) == MANY


async def test_an_entry_is_unloaded_meanwhile(
    hass: HomeAssistant, fakes: House
) -> None:
    """None lives on, and the next start makes them all."""
    entry_id = (await started(hass, fakes)).entry_id
    assert await hass.config_entries.async_unload(entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert live(hass) == 0
    assert await hass.config_entries.async_setup(entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert live(hass) == MANY


async def test_what_is_gone_before_its_turn(
    hass: HomeAssistant, fakes: House, caplog: pytest.LogCaptureFixture
) -> None:
    """It is not left behind; when it is back it is made, and once only."""
    entry = await started(hass, fakes)
    publish = entry.runtime_data.coordinator.publish
    publish([many(2)])
    publish([many(2)])
    await hass.async_block_till_done(wait_background_tasks=True)
    publish([many(2)])
    assert live(hass) == 2
    known = [
        one for one in er.async_get(hass).entities.values() if "outlet" in one.unique_id
    ]
    assert len(known) == 2
    publish([many()])
    await hass.async_block_till_done(wait_background_tasks=True)
    assert live(hass) == MANY
    assert "unique" not in caplog.text
