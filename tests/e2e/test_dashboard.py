"""The dashboard that the integration makes, as a person sees it and taps on it."""

from collections.abc import AsyncIterator
from typing import Any

from playwright.async_api import Locator, Page, expect
import pytest
import yaml

from scripts.demo_house.check import look_at_connections
from scripts.demo_house.connections import DOMAIN, set_up_connections
from scripts.demo_house.dashboard import PATH, make_dashboard, save_dashboard
from scripts.demo_house.house import House, house

from .control import Control

BROKEN = "hui-error-card, hui-warning, hui-error-heading-badge, ha-heading-badge.error"


@pytest.fixture(scope="module")
async def home(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    """Run a house of its own: it has all units, which others begin without."""
    async with house(tmp_path_factory.mktemp("furnished")) as built:
        await set_up_connections(built.api, built.parts)
        await look_at_connections(built.api)
        yield built


@pytest.fixture(scope="module")
async def made(home: House) -> dict[str, Any]:
    """Have a dashboard of everything made, and paste it."""
    answer = await make_dashboard(home.api)
    await save_dashboard(home.api, answer)
    return answer


async def test_every_page_is_drawn(page: Page, made: dict[str, Any]) -> None:
    """No card is unknown or wrong, and every graph has its axes."""
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    for view in made["views"]:
        await page.goto(f"/{PATH}/{view['path']}")
        graphs = [card for card in cards(view) if card["type"] == "history-graph"]
        await expect(page.locator("hui-history-graph-card")).to_have_count(len(graphs))
        for graph in await page.locator("hui-history-graph-card").all():
            await graph.scroll_into_view_if_needed()
            await expect(graph.locator("canvas").first).to_be_visible()
        await expect(page.locator(BROKEN)).to_have_count(0)
        tiles = [card for card in cards(view) if card["type"] == "tile"]
        assert await page.locator("hui-tile-card").count() >= len(tiles) - 1  # a log
    assert not complaints


async def test_an_alarm_comes_to_an_open_page(
    page: Page, home: House, made: dict[str, Any]
) -> None:
    """It need not be loaded anew, neither when the mains fails nor when it is back."""
    control = home.parts["powersentrix-ups"]["control"]
    alarm = page.locator("ha-markdown ha-alert").filter(has_text="runs on battery")
    await page.goto(f"/{PATH}/{made['views'][0]['path']}")
    await expect(page.locator("hui-tile-card").first).to_be_visible()
    await expect(alarm).to_have_count(0)
    for mains in (False, True, False, True):
        await home.api.post_elsewhere(f"{control}mains", {"on": mains})
        await expect(alarm).to_have_count(int(not mains), timeout=90_000)


async def test_it_is_made_by_hand(page: Page, made: dict[str, Any]) -> None:
    """Performed as an action, its response is copied whole, ready to be pasted."""
    await page.context.grant_permissions(["clipboard-read"])
    await page.goto(f"/config/tools/action?service={DOMAIN}.get_dashboard")
    await page.get_by_role("button", name="Perform action").click()
    response = page.locator("ha-yaml-editor")
    await expect(response).to_contain_text(made["title"])
    await response.locator("ha-icon-button#copy").click()
    copied = await page.evaluate("() => navigator.clipboard.readText()")
    assert yaml.safe_load(copied) == made


async def test_a_heading_leads_to_the_page(page: Page, made: dict[str, Any]) -> None:
    """A tap on a unit's name opens its own page, wherever the dashboard lies."""
    view = made["views"][-1]
    await page.goto(f"/{PATH}")
    await page.get_by_role("heading", name=view["title"]).click()
    await page.wait_for_url(f"**/{PATH}/{view['path']}")


async def test_an_outlet_asks_first(
    page: Page, made: dict[str, Any], pdu: Control
) -> None:
    """A tap alone does nothing; so does one that is taken back. Then it is switched."""
    outlet = (await pdu.outlets())[0]
    assert outlet["state"] == "ON"
    tile = await tile_of(page, made, outlet["outletName"])
    await tile.locator("ha-tile-icon").click()
    await page.get_by_role("button", name="Cancel").click()
    await pdu.polled(times=1)
    assert (await pdu.commands())["received"] == []

    await tile.locator("ha-tile-icon").click()
    await page.get_by_role("button", name="OK").click()
    await expect(tile).to_contain_text("Off", timeout=30_000)
    command = ["outlet.state", outlet["id"], "OFF"]
    assert (await pdu.commands())["executed"] == [command]


async def test_a_restart_asks_first(
    page: Page, made: dict[str, Any], pdu: Control
) -> None:
    """The button beside an outlet restarts it, but not by itself."""
    outlet = (await pdu.outlets())[1]
    await tile_of(page, made, outlet["outletName"])
    restart = page.locator("hui-button-card").filter(has=page.locator("ha-state-icon"))
    await restart.nth(1).click()
    question = page.get_by_text(f"Restart {outlet['outletName']}?")
    await expect(question).to_be_visible()
    assert (await pdu.commands())["received"] == []
    await page.get_by_role("button", name="OK").click()
    await expect(question).not_to_be_visible()
    await pdu.polled(times=1)
    ((name, part, *_),) = (await pdu.commands())["received"]
    assert part == outlet["id"]
    assert "outlet" in name


async def tile_of(page: Page, made: dict[str, Any], outlet: str) -> Locator:
    """Open the page that has an outlet's tile."""
    (view,) = (view for view in made["views"] if view["title"] == "SynLink PDU")
    await page.goto(f"/{PATH}/{view['path']}")
    tile = page.locator("hui-tile-card").filter(has_text=outlet).first
    await tile.scroll_into_view_if_needed()
    return tile


def cards(view: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the cards of a page."""
    return [card for section in view["sections"] for card in section["cards"]]
