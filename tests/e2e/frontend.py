"""Home Assistant's frontend, as a person uses it."""

import json
from typing import Any

from playwright.async_api import Locator, Page, expect

from scripts.demo_house.connections import DOMAIN
from scripts.demo_house.processes import ROOT

TRANSLATIONS = ROOT / "custom_components" / DOMAIN / "translations/en.json"


def text(*path: str) -> str:
    """Look up what a person reads, by its place in the English translation."""
    found: Any = json.loads(TRANSLATIONS.read_text(encoding="utf-8"))
    for key in path:
        found = found[key]
    return str(found)


async def open_menu(page: Page) -> None:
    """Ask to add the integration, and agree."""
    await page.goto(f"/config/integrations/dashboard/add?domain={DOMAIN}")
    await page.get_by_role("button", name="OK").click()


async def choose(page: Page, step: str) -> None:
    """Choose from the integration's menu."""
    option = text("config", "step", "user", "menu_options", step)
    await page.get_by_text(option, exact=True).click()


async def fill_in(page: Page, field: str, value: str) -> None:
    """Type into a field of the form."""
    await (await field_of(page, field)).locator("input").fill(value)


async def field_of(page: Page, field: str) -> Locator:
    """Find a field of the form; labels are not bound to inputs there."""
    fields = page.locator("ha-form-string, ha-selector")
    await fields.first.wait_for()
    for candidate in await fields.all():
        name = await candidate.evaluate("it => it.schema?.name ?? it.name")
        if name == field:
            return candidate
    message = f"The form has no field {field}"
    raise AssertionError(message)


async def send(page: Page) -> None:
    """Send the form; another one follows."""
    await page.get_by_role("button", name="Submit").click()


async def submit(page: Page) -> None:
    """Send the form and leave the dialog that tells of the new devices."""
    await send(page)
    await (
        page.get_by_role("button", name="Skip and finish")
        .or_(page.get_by_role("button", name="Finish"))
        .click(timeout=60_000)
    )


async def open_device(page: Page, device_id: str) -> None:
    """Open the page of a device."""
    await page.goto(f"/config/devices/device/{device_id}")


def device_link(page: Page, device_id: str) -> Locator:
    """Find the link that leads to another device, such as a part of this one."""
    return page.locator(f'a[href^="/config/devices/device/{device_id}"]')


async def toggle(page: Page) -> None:
    """Tap the only switch of a device's page."""
    switch = page.locator("ha-config-device-page ha-entity-toggle")
    await expect(switch).to_have_count(1)
    await switch.click()
