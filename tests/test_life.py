"""The life of an entry: loading, trouble on the way, and letting go."""

import asyncio
import logging

from homeassistant.config_entries import SOURCE_REAUTH, ConfigEntryState
from homeassistant.const import STATE_OFF, STATE_ON, STATE_UNAVAILABLE
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.rack_power.const import DOMAIN
from custom_components.rack_power.fleet import FLEET
from simulator.synaccess import Effect, Fault, PduSimulator

from .conftest import Tick, pdu_entry
from .house import entity_id, state

OUTLET_1 = "switch.synlink_pdu_outlet_1"


async def test_devices(
    hass: HomeAssistant, pdu: PduSimulator, entry: MockConfigEntry
) -> None:
    """The unit is a device; outlets, groups and sensors are parts of it."""
    registry = dr.async_get(hass)
    unit = registry.async_get_device_by_identifier(
        (DOMAIN, f"synaccess_{pdu.serial}"), entry.entry_id
    )
    assert unit is not None
    assert unit.name == "SynLink PDU"
    assert unit.manufacturer == "Synaccess"
    assert unit.model == "SP-1008-SIM"
    assert unit.serial_number == str(pdu.serial)
    assert unit.sw_version == "2.5.90"
    assert unit.configuration_url == pdu.url
    children = dr.async_entries_for_parent_device(registry, unit.id)
    names = {child.name for child in children}
    assert {f"Outlet {number}" for number in range(1, 9)} <= names
    assert {"Networking Equipment", "Lab Bench", "Smart IO Hub"} <= names
    assert state(hass, "switch", "_outlet_1-2001607_outlet.status") == STATE_ON
    assert state(hass, "switch", "_outlet_8-2001607_outlet.status") == STATE_OFF
    assert hass.states.get(OUTLET_1) is not None


async def test_values(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """Readings are what the PDU tells, in their units."""
    for domain, ending, value in (
        ("sensor", "_bank_2001607_bank.voltage", "120.1"),
        ("sensor", "_inlet_I1-1502530_input.frequency", "60.02"),
        ("sensor", "_probe_2_ambient.temperature", "22.9057483673096"),
        ("binary_sensor", "_bank_2001607_bank.breaker.tripped", STATE_OFF),
        ("binary_sensor", "_unit_0_driver.connected", STATE_ON),
        ("switch", "_rule_1_rule.enabled", STATE_ON),
        ("binary_sensor", "_rule_2_rule.triggered", STATE_ON),
    ):
        assert state(hass, domain, ending)[:16] == value[:16], ending


async def test_letting_go(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """Unloading leaves no unit, and loading again brings the same entities."""
    before = set(er.async_get(hass).entities)
    assert await hass.config_entries.async_unload(entry.entry_id)
    assert entry.state is ConfigEntryState.NOT_LOADED
    assert not hass.data[FLEET].units
    assert await hass.config_entries.async_setup(entry.entry_id)
    assert set(er.async_get(hass).entities) == before
    assert await hass.config_entries.async_remove(entry.entry_id)
    assert not er.async_get(hass).entities


async def test_a_unit_that_is_down_at_the_start(
    hass: HomeAssistant, custom_integrations: None, pdu: PduSimulator
) -> None:
    """The entry tries again by itself."""
    await pdu.vanish()
    entry = pdu_entry(pdu)
    entry.add_to_hass(hass)
    assert not await hass.config_entries.async_setup(entry.entry_id)
    assert entry.state is ConfigEntryState.SETUP_RETRY
    assert entry.error_reason_translation_key == "cannot_connect"
    await pdu.come_back()
    assert await hass.config_entries.async_reload(entry.entry_id)


async def test_refused_credentials(
    hass: HomeAssistant, custom_integrations: None, pdu: PduSimulator
) -> None:
    """At the start and in the middle, the owner is asked to sign in again."""
    entry = pdu_entry(pdu)
    entry.add_to_hass(hass)
    pdu.faults.add(Fault(Effect.STATUS, status=401, times=None))
    assert not await hass.config_entries.async_setup(entry.entry_id)
    assert entry.state is ConfigEntryState.SETUP_ERROR
    await hass.async_block_till_done()
    assert any(entry.async_get_active_flows(hass, {SOURCE_REAUTH}))


async def test_the_session_expires(
    hass: HomeAssistant, custom_integrations: None, pdu: PduSimulator, tick: Tick
) -> None:
    """One login more, nothing lost, nothing asked."""
    entry = pdu_entry(pdu)
    data = {
        "connection": "synaccess_pdu",
        "url": pdu.url,
        "username": pdu.username,
        "password": pdu.password,
        "verify_ssl": True,
    }
    entry.add_to_hass(hass)
    hass.config_entries.async_update_entry(entry, data=data)
    assert await hass.config_entries.async_setup(entry.entry_id)
    assert pdu.counters.logins == 1
    pdu.expire_sessions()
    await tick(31)
    assert pdu.counters.logins == 2
    assert state(hass, "switch", "_outlet_1-2001607_outlet.status") == STATE_ON
    assert not any(entry.async_get_active_flows(hass, {SOURCE_REAUTH}))


async def test_the_unit_vanishes_for_ten_minutes(
    hass: HomeAssistant,
    pdu: PduSimulator,
    entry: MockConfigEntry,
    tick: Tick,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Values stay for three polls, then nothing is shown; one line down, one up."""
    caplog.set_level(logging.INFO, "custom_components.rack_power")
    outlet = "_outlet_1-2001607_outlet.status"
    await pdu.vanish()
    await tick(31)
    await tick(31)
    assert state(hass, "switch", outlet) == STATE_ON
    for _ in range(17):
        await tick(32)
    assert state(hass, "switch", outlet) == STATE_UNAVAILABLE
    assert state(hass, "button", "_outlet_1-2001607_restart") == STATE_UNAVAILABLE
    assert state(hass, "binary_sensor", "_unit_0_driver.connected") == STATE_OFF
    await pdu.come_back()
    await tick(32)
    assert state(hass, "switch", outlet) == STATE_ON
    assert state(hass, "binary_sensor", "_unit_0_driver.connected") == STATE_ON
    ours = [
        record.getMessage()
        for record in caplog.records
        if record.name.startswith("custom_components.rack_power")
        and record.levelno >= logging.INFO
    ]
    assert len(ours) == 2, ours


async def test_the_controller_reboots(
    hass: HomeAssistant, pdu: PduSimulator, entry: MockConfigEntry, tick: Tick
) -> None:
    """A short absence does not show."""
    pdu.play("reboot")
    await tick(31)
    await tick(31)
    assert state(hass, "switch", "_outlet_1-2001607_outlet.status") == STATE_ON


async def test_a_bank_appears_and_goes(
    hass: HomeAssistant, pdu: PduSimulator, entry: MockConfigEntry, tick: Tick
) -> None:
    """What comes is shown at once; what goes is unavailable first, then removed."""
    before = set(er.async_get(hass).entities)
    children_before = len(
        dr.async_child_entries_for_config_entry(dr.async_get(hass), entry.entry_id)
    )
    pdu.play("bank_added")
    await tick(31)
    new = set(er.async_get(hass).entities) - before
    assert [one for one in new if one.endswith("_voltage")]
    shown = [one for one in new if hass.states.get(one)]
    assert shown
    pdu.play("bank_removed")
    await tick(31)
    assert all(
        found.state == STATE_UNAVAILABLE
        for one in shown
        if (found := hass.states.get(one))
    )
    await tick(31)
    await tick(31)
    await tick(61)
    await tick(61)
    assert set(er.async_get(hass).entities) == before
    assert children_before == len(
        dr.async_child_entries_for_config_entry(dr.async_get(hass), entry.entry_id)
    )


async def test_what_went_away_while_home_assistant_was_down(
    hass: HomeAssistant, pdu: PduSimulator, entry: MockConfigEntry, tick: Tick
) -> None:
    """The roster outlives a restart."""
    gone = entity_id(hass, "sensor", "_probe_2_ambient.temperature")
    await hass.config_entries.async_unload(entry.entry_id)
    pdu.state.sensors.pop()
    assert await hass.config_entries.async_setup(entry.entry_id)
    assert er.async_get(hass).async_get(gone) is not None
    await tick(31)
    await tick(31)
    assert er.async_get(hass).async_get(gone) is None


async def test_an_outlet_is_renamed_on_the_unit(
    hass: HomeAssistant, pdu: PduSimulator, entry: MockConfigEntry, tick: Tick
) -> None:
    """The device follows; the entity ids stay."""
    before = set(er.async_get(hass).entities)
    pdu.state.outlet("1-2001607")["outletName"] = "NAS"
    await tick(31)
    names = {
        child.name
        for child in dr.async_child_entries_for_config_entry(
            dr.async_get(hass), entry.entry_id
        )
    }
    assert "NAS" in names
    assert "Outlet 1" not in names
    assert set(er.async_get(hass).entities) == before


async def test_only_what_changed_is_written(
    hass: HomeAssistant, pdu: PduSimulator, entry: MockConfigEntry, tick: Tick
) -> None:
    """A poll that brings nothing new writes no state."""
    await tick(31)
    reported = {one.entity_id: one.last_reported for one in hass.states.async_all()}
    await tick(31)
    written = [
        one.entity_id
        for one in hass.states.async_all()
        if reported[one.entity_id] != one.last_reported
    ]
    moving = ("energy", "current", "power", "apparent_power", "voltage", "frequency")
    assert not [one for one in written if not one.endswith(moving)]
    assert not [one for one in written if one.startswith("switch.")]


async def test_requests_are_one_at_a_time(
    hass: HomeAssistant, pdu: PduSimulator, entry: MockConfigEntry
) -> None:
    """Polls and commands never overlap on the wire."""
    outlets = [
        entity_id(hass, "switch", f"_outlet_{number}-2001607_outlet.status")
        for number in range(1, 9)
    ]
    await asyncio.gather(
        *(
            hass.services.async_call(
                "switch", "turn_off", {"entity_id": one}, blocking=True
            )
            for one in outlets
        ),
        entry.runtime_data.coordinator.async_refresh(),
    )
    assert pdu.counters.max_concurrent == 1
    assert all(outlet["state"] == "OFF" for outlet in pdu.state.outlets)
