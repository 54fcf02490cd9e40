"""A portal that only repeats what the UPS pushed: old values, late confirmations."""

from homeassistant.const import (
    ATTR_ASSUMED_STATE,
    STATE_OFF,
    STATE_ON,
    STATE_UNAVAILABLE,
)
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import entity_registry as er, issue_registry as ir
import pytest

from custom_components.rack_power.const import DOMAIN
from simulator.powersentrix import PowerSentrixSimulator

from .conftest import MakeSite, Tick
from .house import full_state, state
from .powersentrix import ON_BATTERY, OUTLET, PORTAL, VOLTAGE, Ways, toggles
from .test_commands import switch
from .test_powersentrix_power import run


async def refused(hass: HomeAssistant) -> str | None:
    """Try to switch off, and return why it is refused."""
    with pytest.raises(HomeAssistantError) as caught:
        await switch(hass, "turn_off", OUTLET)
    return caught.value.translation_key


async def test_a_portal_that_is_silent(
    hass: HomeAssistant, site: PowerSentrixSimulator, ways: Ways, tick: Tick
) -> None:
    """Values stay through the grace; nothing is switched, and the reason told."""
    await ways.add(site, PORTAL)
    await run(tick, 60)
    await site.portal.vanish()
    await run(tick, 120)
    assert state(hass, "switch", OUTLET) == STATE_ON
    assert await refused(hass) == "cannot_connect"
    await run(tick, 1200)
    for domain, ending in (
        ("switch", OUTLET),
        ("sensor", VOLTAGE),
        ("binary_sensor", ON_BATTERY),
    ):
        assert state(hass, domain, ending) == STATE_UNAVAILABLE
    await switch(hass, "turn_off", OUTLET)  # Home Assistant lets it be
    await site.portal.come_back()
    await run(tick, 600)
    assert state(hass, "switch", OUTLET) == STATE_ON
    assert toggles(site) == (0, 0)


async def test_a_portal_that_lies(
    hass: HomeAssistant, site: PowerSentrixSimulator, ways: Ways, tick: Tick
) -> None:
    """It answers what was long ago: stale, then unavailable, and never switched."""
    await ways.add(site, PORTAL)
    await run(tick, 60)
    site.play("stale_portal")
    await run(tick, 460)
    shown = full_state(hass, "sensor", VOLTAGE)
    assert shown.state != STATE_UNAVAILABLE
    assert shown.attributes["quality"] == "stale"
    assert (
        full_state(hass, "binary_sensor", ON_BATTERY).attributes["quality"] == "stale"
    )
    assert await refused(hass) == "state_too_old"
    await run(tick, 740)
    assert state(hass, "sensor", VOLTAGE) == STATE_UNAVAILABLE
    assert state(hass, "switch", OUTLET) == STATE_UNAVAILABLE
    assert state(hass, "binary_sensor", ON_BATTERY) == STATE_UNAVAILABLE
    await switch(hass, "turn_off", OUTLET)  # Home Assistant lets it be
    assert state(hass, "binary_sensor", "_unit_0_driver.connected") == STATE_OFF
    site.turn(pushing="on")
    await run(tick, 400)
    shown = full_state(hass, "sensor", VOLTAGE)
    assert shown.state != STATE_UNAVAILABLE
    assert "quality" not in shown.attributes
    assert toggles(site) == (0, 0)


async def test_a_switch_by_a_cached_portal_is_assumed_then_confirmed(
    hass: HomeAssistant, make_site: MakeSite, ways: Ways, tick: Tick
) -> None:
    """The next report confirms it; nothing flips back before."""
    site = await make_site(portal_read="cached", logging="off")
    await ways.add(site, PORTAL)
    await run(tick, 310)
    await switch(hass, "turn_off", OUTLET)
    shown = full_state(hass, "switch", OUTLET)
    assert shown.state == STATE_OFF
    assert shown.attributes[ATTR_ASSUMED_STATE] is True
    assert shown.attributes["pending"] is True
    for _ in range(32):
        await tick(10)
        assert state(hass, "switch", OUTLET) == STATE_OFF
    shown = full_state(hass, "switch", OUTLET)
    assert ATTR_ASSUMED_STATE not in shown.attributes
    assert toggles(site) == (1, 1)
    assert not ir.async_get(hass).issues


async def test_a_switch_by_a_cached_portal_that_had_no_effect_is_taken_back(
    hass: HomeAssistant, make_site: MakeSite, ways: Ways, tick: Tick
) -> None:
    """The truth is shown again, an issue tells, and nothing was repeated."""
    site = await make_site(portal_read="cached")
    await ways.add(site, PORTAL)
    await run(tick, 310)
    site.play("accepted_not_executed")
    await switch(hass, "turn_off", OUTLET)
    assert state(hass, "switch", OUTLET) == STATE_OFF
    assert await refused(hass) == "still_pending"
    await run(tick, 400)
    shown = full_state(hass, "switch", OUTLET)
    assert shown.state == STATE_ON
    assert ATTR_ASSUMED_STATE not in shown.attributes
    (issue,) = ir.async_get(hass).issues.values()
    assert issue.translation_key == "unsettled_off"
    assert issue.translation_placeholders is not None
    assert issue.translation_placeholders["part"] == "Router"
    assert toggles(site) == (1, 0)


async def test_the_portal_neither_restarts_nor_labels(
    hass: HomeAssistant, site: PowerSentrixSimulator, ways: Ways
) -> None:
    """There is no button and no field for what it cannot do."""
    await ways.add(site, PORTAL)
    domains = {
        one.domain
        for one in er.async_get(hass).entities.values()
        if one.platform == DOMAIN
    }
    assert domains == {"sensor", "binary_sensor", "switch", "event"}
