"""The demo's blueprints, and the automation that is made of one."""

from collections.abc import AsyncIterator

from playwright.async_api import Page, expect
import pytest

from scripts.demo_house.automations import NAME, add_automation, watched
from scripts.demo_house.connections import DOMAIN
from scripts.demo_house.house import House, house
from scripts.demo_house.processes import ROOT
from scripts.demo_house.registries import read_registries

MAKER = "APC"
BLUEPRINTS = ROOT / "blueprints/automation" / DOMAIN


@pytest.fixture(scope="module")
async def home(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    """Run a house with one UPS and the automation that watches it."""
    async with house(tmp_path_factory.mktemp("automated")) as built:
        part = built.parts["snmp"]
        fields: dict[str, object] = {"version": "2c"}
        for name in ("host", "port", "community"):
            fields[name] = part[name]
        await built.api.run_config_flow(DOMAIN, "apc_snmp", fields)
        await add_automation(built.api, MAKER)
        yield built


async def test_all_are_there(home: House) -> None:
    """And none is broken; what is deleted in the browser is only a copy."""
    async with home.api.websocket() as websocket:
        found = await websocket.ask("blueprint/list", domain="automation")
    assert {path: one for path, one in found.items() if "metadata" not in one} == {}
    paths = {f"{DOMAIN}/{one.name}" for one in BLUEPRINTS.glob("*.yaml")}
    assert len(paths) == 6
    assert paths <= found.keys()
    copies = home.log.parent / "blueprints"
    assert copies.resolve() != (ROOT / "blueprints").resolve()


async def test_a_power_failure_is_told(page: Page, home: House) -> None:
    """As a notification, some seconds after the plug is pulled."""
    await page.goto("/config/automation/dashboard")
    await expect(page.get_by_text(NAME)).to_be_visible()
    entity_id = watched(await read_registries(home.api), MAKER)
    control = home.parts["snmp"]["control"]
    await home.api.post_elsewhere(f"{control}mains", {"on": False})
    await page.get_by_role("button", name="Notifications").click()
    title = page.get_by_text("Power failure", exact=True)
    await expect(title).to_be_visible(timeout=90_000)
    state = await home.api.call("GET", f"/api/states/{entity_id}")
    assert state["attributes"]["device_class"] == "safety"
    await home.api.post_elsewhere(f"{control}mains", {"on": True})
