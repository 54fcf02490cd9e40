"""One UPS by three ways: one device, the best way speaks, and the best way acts."""

from itertools import permutations

from homeassistant.config_entries import ConfigEntryState
from homeassistant.const import STATE_OFF, STATE_ON, STATE_UNAVAILABLE
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import device_registry as dr, entity_registry as er
import pytest

from custom_components.rack_power.const import DOMAIN
from custom_components.rack_power.fleet import FLEET
from simulator.powersentrix import Effect, Fault, PowerSentrixSimulator

from .conftest import MakeSite, Tick
from .house import entity_id, state
from .powersentrix import OUTLET, PORTAL, PUSH, UPS, VOLTAGE, Ways, toggles, unit_of
from .test_commands import switch


def units(hass: HomeAssistant) -> list[dr.DeviceEntry]:
    """Return the devices that are units."""
    return list(dr.async_get(hass).devices)


@pytest.mark.parametrize("order", permutations((PORTAL, UPS, PUSH)))
async def test_three_ways_are_one_device(
    hass: HomeAssistant,
    site: PowerSentrixSimulator,
    ways: Ways,
    tick: Tick,
    order: tuple[str, ...],
) -> None:
    """In whichever order they come; what each tells is there once."""
    entries = [await ways.add(site, kind) for kind in order]
    assert [entry.state for entry in entries] == [ConfigEntryState.LOADED] * 3
    for _ in range(22):
        await tick(30)
    (device,) = units(hass)
    assert device.serial_number == site.ups.serial
    unit = unit_of(hass, site.ups)
    assert sorted(path.kind for path in unit.paths.values()) == sorted(order)
    for ending in (OUTLET, VOLTAGE, "_outlet_0_restart", "_unit_0_log"):
        found = [
            one.entity_id
            for one in er.async_get(hass).entities.values()
            if one.platform == DOMAIN and one.unique_id.endswith(ending)
        ]
        assert len(found) == 1, found
    assert state(hass, "switch", OUTLET) == STATE_ON
    assert state(hass, "event", "_unit_0_log") != STATE_UNAVAILABLE


async def test_what_another_way_can_switch_stays_a_switch_while_it_is_away(
    hass: HomeAssistant, site: PowerSentrixSimulator, ways: Ways, tick: Tick
) -> None:
    """It is not replaced by a sensor when posts come first after a restart."""
    push = await ways.add(site, PUSH)
    assert state(hass, "binary_sensor", OUTLET) == STATE_ON
    local = await ways.add(site, UPS)
    for _ in range(22):
        await tick(30)
    before = set(er.async_get(hass).entities)
    assert entity_id(hass, "switch", OUTLET)
    for entry in (local, push):
        assert await hass.config_entries.async_unload(entry.entry_id)
    site.ups.faults.add(Fault(Effect.STATUS, path="/api_actions", times=None))
    assert await hass.config_entries.async_setup(push.entry_id)
    assert not await hass.config_entries.async_setup(local.entry_id)
    for _ in range(22):
        await tick(30)
    assert state(hass, "switch", OUTLET) == STATE_ON
    with pytest.raises(HomeAssistantError) as refused:
        await switch(hass, "turn_off", OUTLET)
    assert refused.value.translation_key == "no_path_with_ability"
    site.ups.faults.clear()
    assert await hass.config_entries.async_reload(local.entry_id)
    await switch(hass, "turn_off", OUTLET)
    assert state(hass, "switch", OUTLET) == STATE_OFF
    assert set(er.async_get(hass).entities) == before


async def test_the_nearest_way_speaks_the_next_takes_over_and_it_comes_back(
    hass: HomeAssistant, site: PowerSentrixSimulator, ways: Ways, tick: Tick
) -> None:
    """Shown by voltages that each way tells differently."""
    site.turn(portal_read="cached", noise=0)
    for kind in (UPS, PUSH, PORTAL):
        await ways.add(site, kind)
    posted = state(hass, "sensor", VOLTAGE)
    site.ups.state.port(0).rail = 47.0
    site.ups.changed()
    await tick(31)
    assert state(hass, "sensor", VOLTAGE) == "47.0"
    site.ups.faults.add(Fault(Effect.CUT_BEFORE, path="/api_actions", times=None))
    site.ups.state.port(0).rail = 46.0
    site.ups.changed()
    for _ in range(4):
        await tick(31)
    assert state(hass, "sensor", VOLTAGE) == posted
    assert state(hass, "switch", OUTLET) == STATE_ON
    for _ in range(10):
        await tick(31)
    assert state(hass, "sensor", VOLTAGE) == "46.0"
    site.ups.pusher.push_off()
    site.ups.state.port(0).rail = 45.0
    site.ups.changed()
    for _ in range(14):
        await tick(31)
    assert state(hass, "sensor", VOLTAGE) == "45.0"
    site.ups.faults.clear()
    site.ups.state.port(0).rail = 44.0
    site.ups.changed()
    await tick(31)
    assert state(hass, "sensor", VOLTAGE) == "44.0"


async def test_an_owner_whose_way_is_down_at_the_start_is_the_host(
    hass: HomeAssistant, site: PowerSentrixSimulator, ways: Ways, tick: Tick
) -> None:
    """Its devices live by the other way, and it speaks itself when it can again."""
    local = await ways.add(site, UPS)
    await ways.add(site, PORTAL)
    site.ups.faults.add(Fault(Effect.CUT_BEFORE, path="/api_actions", times=None))
    assert await hass.config_entries.async_reload(local.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert local.state is ConfigEntryState.LOADED
    assert state(hass, "switch", OUTLET) == STATE_ON
    await switch(hass, "turn_off", OUTLET)
    assert state(hass, "switch", OUTLET) == STATE_OFF
    assert toggles(site) == (1, 1)
    site.ups.faults.clear()
    await tick(31)
    unit = unit_of(hass, site.ups)
    assert [path.kind for path in unit.nearest()] == [UPS, PORTAL]
    await switch(hass, "turn_on", OUTLET)
    assert site.ups.counters.requests["GET /api_actions?fn=3"] == 1


async def test_the_next_entry_takes_over_when_the_owner_is_removed(
    hass: HomeAssistant, site: PowerSentrixSimulator, ways: Ways, tick: Tick
) -> None:
    """With the names that the owner of the house gave."""
    local = await ways.add(site, UPS)
    portal = await ways.add(site, PORTAL)
    er.async_get(hass).async_update_entity(
        entity_id(hass, "switch", OUTLET), new_entity_id="switch.router"
    )
    await hass.config_entries.async_remove(local.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    await tick(61)
    (device,) = units(hass)
    assert device.config_entry_id == portal.entry_id
    assert entity_id(hass, "switch", OUTLET) == "switch.router"
    await switch(hass, "turn_off", OUTLET)
    assert state(hass, "switch", OUTLET) == STATE_OFF
    assert toggles(site) == (1, 1)


async def test_a_guest_that_is_removed_leaves_nothing_behind(
    hass: HomeAssistant, site: PowerSentrixSimulator, ways: Ways, tick: Tick
) -> None:
    """What only it told goes with it, and nobody remembers what that was."""
    local = await ways.add(site, UPS)
    portal = await ways.add(site, PORTAL)
    await tick(61)
    unit, preferences = unit_of(hass, site.ups), hass.data[FLEET].preferences
    groups = preferences.roster(local.entry_id, unit.id)
    assert any(group.startswith(portal.entry_id) for group in groups)
    await hass.config_entries.async_remove(portal.entry_id)
    await tick(31)
    groups = preferences.roster(local.entry_id, unit.id)
    assert groups
    assert not any(group.startswith(portal.entry_id) for group in groups)
    assert state(hass, "switch", OUTLET) == STATE_ON
    assert len(units(hass)) == 1


async def test_fake_serial_numbers_are_never_one_unit(
    hass: HomeAssistant, make_site: MakeSite, ways: Ways
) -> None:
    """Such units are told apart by what they are called at their server."""
    site = await make_site(3)
    for ups in site.upses[:2]:
        ups.state.sn = "FFFFFFFFFFFF"
    site.upses[2].state.sn = "0000"
    await ways.add(site, PORTAL)
    assert len(hass.data[FLEET].units) == len(units(hass)) == 3
    (first,) = (
        unit.id
        for unit in hass.data[FLEET].units.values()
        if unit.about.name == "Rack UPS 1"
    )
    await ways.add(site, UPS, first)
    seen = {
        unit.about.name: len(unit.paths) for unit in hass.data[FLEET].units.values()
    }
    assert sorted(seen.values()) == [1, 1, 2]
    assert seen["Rack UPS 1"] == 2


async def test_ways_that_disagree_are_judged_value_by_value(
    hass: HomeAssistant, site: PowerSentrixSimulator, ways: Ways, tick: Tick
) -> None:
    """A portal that lies about an outlet is not believed while the UPS answers."""
    site.turn(portal_read="cached")
    await ways.add(site, PORTAL)
    await ways.add(site, UPS)
    site.turn(pushing="off", logging="off")
    site.play("foreign_toggle")
    for _ in range(12):
        await tick(31)
        assert state(hass, "switch", OUTLET) == STATE_OFF
    await switch(hass, "turn_off", OUTLET)
    assert toggles(site) == (0, 0)
