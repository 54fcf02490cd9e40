"""A Smart-UPS by SNMP: added in the browser, its plug pulled behind the scenes."""

import asyncio

from playwright.async_api import Page, expect

from scripts.demo_house.house import House
from scripts.demo_house.registries import read_registries

from .conftest import PICTURES
from .frontend import choose, fill_in, open_device, open_menu, submit
from .test_powersentrix import state_of

STEP = "apc_snmp"
MAKER = "APC"
SOON = 15
"""Seconds: a poll. A trap makes it sooner, where Home Assistant may listen for it."""


async def test_a_card_is_added(page: Page, home: House) -> None:
    """Menu, form, and there it is, with its outlet groups and probes."""
    part = home.parts["snmp"]
    await open_menu(page)
    await choose(page, STEP)
    await fill_in(page, "host", part["host"])
    await fill_in(page, "port", str(part["port"]))
    await fill_in(page, "community", part["community"])
    await fill_in(page, "write_community", part["write_community"])
    await submit(page)
    registries = await read_registries(home.api)
    unit = registries.unit_of(MAKER)
    assert len(registries.parts_of(unit)) >= 5
    await open_device(page, unit["id"])
    await expect(page.get_by_text("On battery").first).to_be_visible()
    await page.screenshot(path=f"{PICTURES}/smart_ups.png")


async def test_a_power_failure_is_seen(page: Page, home: House) -> None:
    """Within a poll, in the page that is open, and over when the power is back."""
    control = home.parts["snmp"]["control"]
    registries = await read_registries(home.api)
    unit = registries.unit_of(MAKER)
    (entity,) = (
        one["entity_id"]
        for one in registries.entities_of(unit, "binary_sensor")
        if one["unique_id"].endswith("_unit_0_ups.onbattery")
    )
    receiver = {"host": "127.0.0.1", "port": 162, "version": "2c"}
    await home.api.post_elsewhere(f"{control}receiver", receiver)
    await open_device(page, unit["id"])
    await expect(page.get_by_text("On battery").first).to_be_visible()
    for mains, state in ((False, "on"), (True, "off")):
        await home.api.post_elsewhere(f"{control}mains", {"on": mains})
        async with asyncio.timeout(SOON):
            while await state_of(home, entity) != state:
                await asyncio.sleep(0.2)
        if not mains:
            await page.screenshot(path=f"{PICTURES}/smart_ups_on_battery.png")
