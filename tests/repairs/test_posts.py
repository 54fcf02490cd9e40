"""A UPS that is to post and does not: found out, and shown where it should post."""

from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.rack_power.address import ADDRESS
from custom_components.rack_power.const import DOMAIN
from custom_components.rack_power.diagnostics import async_get_config_entry_diagnostics
from simulator.powersentrix import PowerSentrixSimulator

from ..conftest import Tick
from ..powersentrix import COMPANY, PUSH, SECRET, Ways
from .conftest import Repairs, reload, set_up


async def run(tick: Tick, minutes: int) -> None:
    """Let time pass, a minute at a time."""
    for _ in range(minutes):
        await tick(60)


@pytest.fixture
async def waiting(hass: HomeAssistant, repairs: Repairs) -> MockConfigEntry:
    """An entry to which nobody has posted yet."""
    entry = MockConfigEntry(
        domain=DOMAIN,
        title="Posts",
        unique_id=f"{PUSH}:abc",
        data={"connection": PUSH, "company_id": COMPANY, "secret": SECRET},
    )
    return await set_up(hass, entry)


async def test_nobody_posts(
    waiting: MockConfigEntry, repairs: Repairs, tick: Tick
) -> None:
    """It is told after a quarter of an hour, although no UPS is known."""
    await run(tick, 14)
    assert await repairs.told() == []
    await run(tick, 2)
    issue = await repairs.issue()
    assert issue["translation_key"] == "no_posts"
    assert issue["translation_placeholders"] == {"name": "Posts"}
    assert issue["is_fixable"] is True


async def test_a_ups_falls_silent(
    site: PowerSentrixSimulator, ways: Ways, repairs: Repairs, tick: Tick
) -> None:
    """It is told, and the first post ends it."""
    await ways.add(site, PUSH)
    await run(tick, 30)
    assert await repairs.told() == []
    site.turn(pushing="off", logging="off")
    await run(tick, 17)
    assert await repairs.told() == ["no_posts"]
    site.turn(pushing="on")
    site.ups.pusher.report()
    await ways.delivered(site)
    assert await repairs.told() == []


async def test_mending_it(
    waiting: MockConfigEntry,
    site: PowerSentrixSimulator,
    ways: Ways,
    repairs: Repairs,
    tick: Tick,
) -> None:
    """The address is shown in the form, which waits until something is posted."""
    await run(tick, 16)
    form = await repairs.open(await repairs.issue())
    assert form["type"] == "form"
    url = form["description_placeholders"]["url"]
    assert url.endswith(f"{ADDRESS}/{SECRET}")
    assert form["description_placeholders"]["name"] == "Posts"
    form = await repairs.submit(form)
    assert form["errors"] == {"base": "not_mended"}
    assert form["description_placeholders"]["url"] == url
    await ways.post(site)
    end = await repairs.submit(form)
    assert end["type"] == "create_entry"
    assert await repairs.told() == []


async def test_posts_of_others_mend_nothing(
    waiting: MockConfigEntry,
    site: PowerSentrixSimulator,
    ways: Ways,
    repairs: Repairs,
    tick: Tick,
) -> None:
    """They have to be of the company."""
    await run(tick, 16)
    await ways.post(site, "another-company")
    assert await repairs.told() == ["no_posts"]


async def test_a_post_after_a_reload(
    hass: HomeAssistant,
    waiting: MockConfigEntry,
    site: PowerSentrixSimulator,
    ways: Ways,
    repairs: Repairs,
    tick: Tick,
) -> None:
    """What was told before the entry was loaded anew is ended, too."""
    await run(tick, 16)
    await reload(hass, waiting)
    assert await repairs.told() == ["no_posts"]
    await ways.post(site)
    assert await repairs.told() == []


async def test_the_address_is_a_secret(
    hass: HomeAssistant,
    waiting: MockConfigEntry,
    repairs: Repairs,
    tick: Tick,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """It is in the form only: the list of issues is for everybody in the house."""
    await run(tick, 16)
    await repairs.open(await repairs.issue())
    seen = (
        f"{await repairs.issues()}{waiting.title}{caplog.text}"
        f"{await async_get_config_entry_diagnostics(hass, waiting)}"
    )
    assert SECRET not in seen
    assert COMPANY not in seen


async def test_an_entry_that_is_removed(
    hass: HomeAssistant, waiting: MockConfigEntry, repairs: Repairs, tick: Tick
) -> None:
    """Nothing is told about it any more."""
    await run(tick, 16)
    await hass.config_entries.async_remove(waiting.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert await repairs.told() == []
