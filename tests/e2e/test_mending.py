"""What goes wrong while a unit is added, or is told afterwards, is mended."""

from collections.abc import AsyncIterator

from playwright.async_api import Page, expect
import pytest

from scripts.demo_house.connections import DOMAIN
from scripts.demo_house.house import House, house
from scripts.demo_house.registries import read_registries

from .frontend import choose, field_of, fill_in, open_menu, send, submit, text

CAUTION = ("issues", "public_write")


@pytest.fixture(scope="module")
async def home(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    """Run a house of its own: what is set up here would be in the way of others."""
    async with house(tmp_path_factory.mktemp("mended")) as built:
        yield built


async def test_a_wrong_token_is_mended(page: Page, home: House) -> None:
    """The form comes back with the reason and the address; the right one is taken."""
    part = home.parts["synaccess"]
    await open_menu(page)
    await choose(page, "synaccess_pdu")
    await fill_in(page, "url", part["url"])
    await fill_in(page, "token", "wrong")
    await send(page)
    await expect(
        page.get_by_text(text("config", "error", "invalid_auth"))
    ).to_be_visible()
    await expect((await field_of(page, "url")).locator("input")).to_have_value(
        part["url"]
    )
    await fill_in(page, "token", part["token"])
    await submit(page)
    registries = await read_registries(home.api)
    assert [entry["state"] for entry in registries.entries] == ["loaded"]


async def test_a_repair_leads_to_the_form(page: Page, home: House) -> None:
    """From the list of repairs to the form of the connection; then none is listed."""
    part = home.parts["snmp"]
    # Without traps: the house of the other tests listens for them.
    fields: dict[str, object] = {"version": "2c", "advanced": {"traps": False}}
    for name in ("host", "port", "community", "write_community"):
        fields[name] = part[name]
    await home.api.run_config_flow(DOMAIN, "apc_snmp", fields)
    entry = (await read_registries(home.api)).entries[-1]
    title = text(*CAUTION, "title").format(name=entry["title"])

    await page.goto("/config/repairs")
    await page.get_by_text(title).click()
    option = text(*CAUTION, "fix_flow", "step", "init", "menu_options", "reconfigure")
    await page.get_by_text(option, exact=True).click()
    form = text("config", "step", "reconfigure", "title")
    await expect(page.get_by_text(form).first).to_be_visible()
    await expect((await field_of(page, "host")).locator("input")).to_have_value(
        part["host"]
    )

    await (await field_of(page, "writes")).locator("ha-switch").click()
    await send(page)
    done = page.get_by_text("Reconfiguration was successful")  # the frontend's words
    await expect(done).to_be_visible(timeout=30_000)
    await expect(page.get_by_text("There are currently no repairs")).to_be_visible()
