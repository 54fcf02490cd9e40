"""A PowerSentrix UPS: added in the browser, its plug pulled behind the scenes."""

import asyncio

from playwright.async_api import Page, expect

from scripts.demo_house.house import House
from scripts.demo_house.registries import read_registries

from .conftest import PICTURES
from .frontend import choose, fill_in, open_device, open_menu, send, submit, text

STEP = "powersentrix_ups"
MAKER = "PowerSentrix"


async def test_a_ups_is_added(page: Page, home: House) -> None:
    """Menu, form, the question which readings are right, and there it is."""
    part = home.parts["powersentrix-ups"]
    await open_menu(page)
    await choose(page, STEP)
    await fill_in(page, "url", part["url"])
    await fill_in(page, "api_key", part["api_key"])
    await send(page)
    question = text("config", "step", "preference", "title")
    await expect(page.get_by_text(question)).to_be_visible(timeout=30_000)
    await submit(page)
    registries = await read_registries(home.api)
    unit = registries.unit_of(MAKER)
    assert len(registries.parts_of(unit)) == 12  # outlets
    await home.api.set_options(unit["primary_config_entry"], {"scan_interval": 10})
    await open_device(page, unit["id"])
    await expect(page.get_by_text("On battery").first).to_be_visible()


async def test_a_power_failure_is_seen(page: Page, home: House) -> None:
    """Within a poll, in the page that is open, and over when the power is back."""
    control = home.parts["powersentrix-ups"]["control"]
    registries = await read_registries(home.api)
    unit = registries.unit_of(MAKER)
    (entity,) = (
        one["entity_id"]
        for one in registries.entities_of(unit, "binary_sensor")
        if one["unique_id"].endswith("_ups.onbattery")
    )
    await open_device(page, unit["id"])
    for mains, state in ((False, "on"), (True, "off")):
        await home.api.post_elsewhere(f"{control}mains", {"on": mains})
        async with asyncio.timeout(40):
            while await state_of(home, entity) != state:
                await asyncio.sleep(0.5)
        if not mains:
            await page.screenshot(path=f"{PICTURES}/power_failure.png")


async def state_of(home: House, entity_id: str) -> str:
    """Ask for a state."""
    found = await home.api.call("GET", f"/api/states/{entity_id}")
    return str(found["state"])
