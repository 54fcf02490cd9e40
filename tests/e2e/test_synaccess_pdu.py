"""A SynLink PDU: added in the browser, switched in the browser."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from typing import Any

from playwright.async_api import Page, expect

from scripts.demo_house.dashboard import PATH, make_dashboard, save_dashboard
from scripts.demo_house.house import House
from scripts.demo_house.registries import name_of, read_registries

from .control import Control
from .frontend import (
    choose,
    device_link,
    fill_in,
    open_device,
    open_menu,
    submit,
    toggle,
)

STEP = "synaccess_pdu"
MAKER = "Synaccess"
OUTLET = 0  # which of them is switched


async def test_is_added(page: Page, home: House, pdu: Control) -> None:
    """Menu, form, and there it is, with its outlets as parts of it."""
    part = home.parts["synaccess"]
    await open_menu(page)
    await choose(page, STEP)
    await fill_in(page, "url", part["url"])
    await fill_in(page, "token", part["token"])
    await submit(page)

    registries = await read_registries(home.api)
    unit = registries.unit_of(MAKER)
    await open_device(page, unit["id"])
    names = {outlet["outletName"] for outlet in await pdu.outlets()}
    outlets = [one for one in registries.parts_of(unit) if name_of(one) in names]
    assert len(outlets) == len(names)
    for outlet in outlets:
        await expect(device_link(page, outlet["id"])).to_contain_text(name_of(outlet))

    # From here on as fast as it may be: what follows waits for polls.
    entry_id = unit["primary_config_entry"]
    await home.api.set_options(entry_id, {"scan_interval": 10})


async def test_outlet_is_switched_off(page: Page, home: House, pdu: Control) -> None:
    """One tap, one command; on, then off, and nothing in between or after."""
    outlet = (await pdu.outlets())[OUTLET]
    assert outlet["state"] == "ON"
    device_id, entity_id = await outlet_switch(home, outlet["outletName"])
    await open_device(page, device_id)

    async with states_of(home, entity_id) as states:
        await toggle(page)
        await pdu.polled(times=3)
    assert states == ["on", "off"]

    command = ["outlet.state", outlet["id"], "OFF"]
    assert await pdu.commands() == {"received": [command], "executed": [command]}
    assert (await pdu.outlets())[OUTLET]["state"] == "OFF"


async def test_outlet_is_switched_on(page: Page, home: House, pdu: Control) -> None:
    """The same from the dashboard, by its tile, which asks first."""
    outlet = (await pdu.outlets())[OUTLET]
    assert outlet["state"] == "OFF"
    device_id, entity_id = await outlet_switch(home, outlet["outletName"])
    made = await make_dashboard(home.api, device_id)
    await save_dashboard(home.api, made)
    await page.goto(f"/{PATH}/{made['views'][-1]['path']}")
    tile = page.locator("hui-tile-card").filter(has_text=outlet["outletName"]).first

    async with states_of(home, entity_id) as states:
        await tile.locator("ha-tile-icon").click()
        await page.get_by_role("button", name="OK").click()
        await pdu.polled(times=3)
    assert states == ["off", "on"]

    command = ["outlet.state", outlet["id"], "ON"]
    assert await pdu.commands() == {"received": [command], "executed": [command]}


async def outlet_switch(home: House, name: str) -> tuple[str, str]:
    """Find an outlet's device and its switch."""
    registries = await read_registries(home.api)
    unit = registries.unit_of(MAKER)
    (device,) = (part for part in registries.parts_of(unit) if name_of(part) == name)
    (switch,) = registries.entities_of(device, "switch")
    return device["id"], switch["entity_id"]


@asynccontextmanager
async def states_of(home: House, entity_id: str) -> AsyncGenerator[list[str]]:
    """Collect the states that the frontend is told of, the present one first."""
    states: list[str] = []
    async with home.api.websocket() as websocket:
        await websocket.ask("subscribe_entities", entity_ids=[entity_id])
        states += told(await websocket.next_event(), entity_id)

        async def collect() -> None:
            while True:
                states.extend(told(await websocket.next_event(), entity_id))

        collecting = asyncio.create_task(collect())
        yield states
        collecting.cancel()
        with suppress(asyncio.CancelledError):
            await collecting


def told(event: Any, entity_id: str) -> list[str]:
    """Read the states in a message of the compressed kind, also that it is gone."""
    added = [entity["s"] for entity in event.get("a", {}).values()]
    changed = event.get("c", {}).get(entity_id, {}).get("+", {})
    return [*added, *event.get("r", ()), *([changed["s"]] if "s" in changed else ())]
