"""Whose device a unit is: it stays, is lent, and is handed on when its owner leaves."""

from dataclasses import replace

from homeassistant.config_entries import SOURCE_REAUTH, ConfigEntryState
from homeassistant.const import STATE_ON, STATE_UNAVAILABLE
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er
import pytest

from custom_components.rack_power.connections import CLOUD
from custom_components.rack_power.const import DOMAIN
from custom_components.rack_power.equipment.errors import CannotConnect, InvalidAuth
from custom_components.rack_power.equipment.model import EquipmentId

from .conftest import Tick
from .fake import ABOUT, UNIT_ID, Acts, House, Reads, report_of
from .house import entity_id, state

SWITCH = "_outlet_1_outlet.status"
CURRENT = "_outlet_1_outlet.current"


async def test_an_owner_whose_path_is_down_hosts_the_others(
    hass: HomeAssistant, fakes: House, tick: Tick
) -> None:
    """It is set up, shows what the other path tells, and takes over when it can."""
    near, far = (
        Acts(reports=[report_of(amps=1.0)]),
        Acts(reports=[report_of(amps=9.0)]),
    )
    owner = await fakes.add(near)
    await fakes.add(far, rank=CLOUD)
    near.unreachable = near.fails = CannotConnect()
    assert await hass.config_entries.async_reload(owner.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert owner.state is ConfigEntryState.LOADED
    assert state(hass, "sensor", CURRENT) == "9.0"
    near.unreachable = near.fails = None
    await tick(31)
    assert state(hass, "sensor", CURRENT) == "1.0"


async def test_a_host_with_refused_credentials_asks_for_others(
    hass: HomeAssistant, fakes: House
) -> None:
    """And shows the unit all the same."""
    near, far = Acts(), Acts()
    owner = await fakes.add(near)
    await fakes.add(far, rank=CLOUD)
    near.unreachable = InvalidAuth()
    await hass.config_entries.async_reload(owner.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert owner.state is ConfigEntryState.LOADED
    assert any(owner.async_get_active_flows(hass, {SOURCE_REAUTH}))
    assert state(hass, "switch", SWITCH) == STATE_ON


async def test_without_another_path_it_is_not_ready(
    hass: HomeAssistant, fakes: House
) -> None:
    """As usual; and a path to another unit does not help."""
    near = Acts()
    owner = await fakes.add(near)
    other = replace(ABOUT, id=EquipmentId("acme_other"), serial="other")
    await fakes.add(Acts(found=(other,), reports=[]), rank=CLOUD)
    near.unreachable = CannotConnect()
    await hass.config_entries.async_reload(owner.entry_id)
    assert owner.state is ConfigEntryState.SETUP_RETRY


async def test_a_disabled_owner_keeps_its_unit(
    hass: HomeAssistant, fakes: House
) -> None:
    """Only removal hands it on."""
    owner = await fakes.add(Acts())
    far = await fakes.add(Acts(), rank=CLOUD)
    assert await hass.config_entries.async_unload(owner.entry_id)
    await hass.config_entries.async_reload(far.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert state(hass, "switch", SWITCH) == STATE_UNAVAILABLE
    registry = dr.async_get(hass)
    assert not dr.async_entries_for_config_entry(registry, far.entry_id)


async def test_the_next_path_takes_over_from_an_owner_that_is_removed(
    hass: HomeAssistant, fakes: House
) -> None:
    """With the names, areas and entity ids that the owner of the house gave."""
    owner = await fakes.add(Acts())
    far = await fakes.add(Acts(), rank=CLOUD)
    entities = er.async_get(hass)
    entities.async_update_entity(
        entity_id(hass, "switch", SWITCH), new_entity_id="switch.my_nas"
    )
    device = dr.async_get(hass).async_get_device_by_identifier(
        (DOMAIN, UNIT_ID), owner.entry_id
    )
    assert device is not None
    dr.async_get(hass).async_update_device(device.id, name_by_user="My box")
    await hass.config_entries.async_remove(owner.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert far.state is ConfigEntryState.LOADED
    taken = dr.async_get(hass).async_get_device_by_identifier(
        (DOMAIN, UNIT_ID), far.entry_id
    )
    assert taken is not None
    assert entity_id(hass, "switch", SWITCH) == "switch.my_nas"
    assert state(hass, "switch", SWITCH) == STATE_ON
    registered = entities.async_get("switch.my_nas")
    assert registered is not None
    assert registered.config_entry_id == far.entry_id


async def test_what_only_a_further_path_tells_is_shown_by_the_owner(
    hass: HomeAssistant, fakes: House, tick: Tick
) -> None:
    """It is not taken for gone because the owner's own path does not know it."""
    near, far = Reads(reports=[]), Acts()
    await fakes.add(near)
    await fakes.add(far, rank=CLOUD)
    assert state(hass, "switch", SWITCH) == STATE_ON
    near.reports = [replace(report_of(), readings={}, settings={}, orders=frozenset())]
    for _ in range(3):
        await tick(31)
    assert state(hass, "switch", SWITCH) == STATE_ON
    far.reports = near.reports
    for _ in range(3):
        await tick(31)
    with pytest.raises(AssertionError):
        entity_id(hass, "switch", SWITCH)


async def test_a_unit_may_appear_while_we_run(
    hass: HomeAssistant, fakes: House
) -> None:
    """An account gets a new unit, a unit posts for the first time."""
    driver = Acts(found=(), reports=[])
    entry = await fakes.add(driver)
    assert entry.state is ConfigEntryState.LOADED
    driver.outside.publish([replace(report_of(), about=None)])
    assert not hass.states.async_entity_ids("switch")
    driver.outside.publish([report_of()])
    await hass.async_block_till_done(wait_background_tasks=True)
    assert state(hass, "switch", SWITCH) == STATE_ON
