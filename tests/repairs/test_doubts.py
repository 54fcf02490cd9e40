"""What is odd about a UPS: the owner decides, for all connections that see it."""

from homeassistant.core import HomeAssistant
import pytest

from custom_components.rack_power.const import DOMAIN
from custom_components.rack_power.diagnostics import async_get_config_entry_diagnostics
from custom_components.rack_power.fleet import FLEET
from simulator.powersentrix import PowerSentrixSimulator

from ..conftest import MakeSite, Tick
from ..house import state
from ..powersentrix import MAINS, PORTAL, PUSH, UPS, Ways, unit_of
from .conftest import Repairs, reload

CURRENT = "_outlet_0_outlet.current"
SCALE = "current_scale_doubtful"
BY_LOG = "mains_only_by_log"
EVEN = {
    f"upsData.ps.{supply}.{volts}": 5300
    for supply in (0, 1)
    for volts in ("main", "batt")
}


async def run(tick: Tick, steps: int, seconds: float = 30) -> None:
    """Let time pass."""
    for _ in range(steps):
        await tick(seconds)


async def doubtful(
    site: PowerSentrixSimulator, ways: Ways, tick: Tick, *kinds: str
) -> None:
    """Add a UPS that counts in 1 mA, and read it until that is noticed."""
    site.turn(current_unit="1mA", noise=0)
    for kind in kinds:
        await ways.add(site, kind)
    await run(tick, 35)
    await ways.delivered(site)


async def test_the_scale_is_changed(
    hass: HomeAssistant,
    site: PowerSentrixSimulator,
    ways: Ways,
    repairs: Repairs,
    tick: Tick,
) -> None:
    """At once, by every connection to the unit; nobody tells it any more."""
    await doubtful(site, ways, tick, UPS, PUSH)
    assert await repairs.told() == [SCALE, SCALE]
    before = float(state(hass, "sensor", CURRENT))
    issue = (await repairs.issues())[0]
    assert issue["severity"] == "warning"
    menu = await repairs.open(issue)
    assert menu["menu_options"] == ["change", "keep"]
    assert float(menu["description_placeholders"]["amperes"]) > 15
    end = await repairs.choose(menu, "change")
    assert end["type"] == "create_entry"
    await run(tick, 12)
    await ways.delivered(site)
    await run(tick, 2)
    assert await repairs.told() == []
    assert float(state(hass, "sensor", CURRENT)) == before / 10
    unit = unit_of(hass, site.ups)
    assert hass.data[FLEET].preferences.choice(unit.id, "current_scale") == "1mA"


async def test_the_scale_is_kept(
    hass: HomeAssistant,
    site: PowerSentrixSimulator,
    ways: Ways,
    repairs: Repairs,
    tick: Tick,
) -> None:
    """It is not told again, not even after a restart, nor by another connection."""
    await doubtful(site, ways, tick, UPS)
    before = state(hass, "sensor", CURRENT)
    end = await repairs.mend(await repairs.issue(SCALE), "keep")
    assert end["type"] == "create_entry"
    await run(tick, 6)
    (entry,) = hass.config_entries.async_entries(DOMAIN)
    await reload(hass, entry)
    await ways.add(site, PORTAL)
    await run(tick, 20)
    assert await repairs.told() == []
    assert state(hass, "sensor", CURRENT) == before


async def test_what_was_decided_elsewhere_is_over(
    hass: HomeAssistant,
    site: PowerSentrixSimulator,
    ways: Ways,
    repairs: Repairs,
    tick: Tick,
) -> None:
    """The owner changed it in the options while the issue was open."""
    await doubtful(site, ways, tick, UPS)
    menu = await repairs.open(await repairs.issue(SCALE))
    unit = unit_of(hass, site.ups)
    hass.data[FLEET].preferences.choose(unit.id, {"current_scale": "1mA"})
    await run(tick, 2)
    end = await repairs.choose(menu, "change")
    assert (end["type"], end["reason"]) == ("abort", "over")


async def test_diagnostics_do_not_name_the_unit(
    hass: HomeAssistant,
    site: PowerSentrixSimulator,
    ways: Ways,
    repairs: Repairs,
    tick: Tick,
) -> None:
    """Names of issues are part of them."""
    await doubtful(site, ways, tick, UPS)
    issue = await repairs.issue(SCALE)
    assert site.ups.serial.lower() not in issue["issue_id"].lower()
    (entry,) = hass.config_entries.async_entries(DOMAIN)
    shown = await async_get_config_entry_diagnostics(hass, entry)
    assert site.ups.serial not in str(shown)


async def test_mains_that_only_the_log_tells(
    hass: HomeAssistant,
    site: PowerSentrixSimulator,
    ways: Ways,
    repairs: Repairs,
    tick: Tick,
) -> None:
    """It is told after a day, until the owner says that they know."""
    site.turn(noise=0)
    site.ups.state.overrides.update(EVEN)
    entry = await ways.add(site, UPS)
    await run(tick, 25 * 4, 900)
    assert state(hass, "binary_sensor", MAINS) == "unknown"
    form = await repairs.open(await repairs.issue(BY_LOG))
    assert form["step_id"] == "seen"
    assert (await repairs.submit(form))["type"] == "create_entry"
    await reload(hass, entry)
    await run(tick, 25 * 4, 900)
    assert await repairs.told() == []


async def test_a_ups_that_left_the_account(
    hass: HomeAssistant,
    site: PowerSentrixSimulator,
    ways: Ways,
    repairs: Repairs,
    tick: Tick,
) -> None:
    """It is told when it was not found three times, and ends when it is back."""
    await ways.add(site, PORTAL)
    await run(tick, 10)
    account = site.portal.accounts[0]
    account.units = set()
    await run(tick, 4)
    assert await repairs.told() == []
    await run(tick, 6)
    issue = await repairs.issue("ups_not_found")
    assert issue["translation_placeholders"]["units"] == site.ups.state.name
    account.units = None
    await run(tick, 4)
    assert await repairs.told() == []


async def test_a_portal_without_one_of_its_ups_is_no_worse(
    hass: HomeAssistant,
    make_site: MakeSite,
    ways: Ways,
    repairs: Repairs,
    tick: Tick,
) -> None:
    """Only that one is named; loading anew ends it, as the account does not list it."""
    site = await make_site(2)
    entry = await ways.add(site, PORTAL)
    await run(tick, 10)
    site.portal.accounts[0].units = {str(site.upses[1].state.portal_id)}
    await run(tick, 10)
    issue = await repairs.issue("ups_not_found")
    assert issue["translation_placeholders"]["units"] == site.upses[0].state.name
    assert issue["translation_placeholders"]["name"] == entry.title
    end = await repairs.mend(issue, "try_again")
    assert end["type"] == "create_entry"
    await run(tick, 10)
    assert await repairs.told() == []


@pytest.mark.parametrize("option", ["adopt", "add"])
async def test_a_ups_that_is_replaced_leaves_nothing_told(
    hass: HomeAssistant,
    site: PowerSentrixSimulator,
    ways: Ways,
    repairs: Repairs,
    tick: Tick,
    option: str,
) -> None:
    """What was odd about it went with it."""
    await doubtful(site, ways, tick, UPS)
    assert await repairs.told() == [SCALE]
    site.turn(current_unit="10mA")
    site.ups.state.sn = "PSX-2026-000077"
    await run(tick, 20)
    end = await repairs.mend(await repairs.issue("another_unit"), option)
    assert end["type"] == "create_entry"
    await run(tick, 4)
    assert await repairs.told() == []
