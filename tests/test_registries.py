"""Entities that come, go, are renamed, disabled and taken out of the registries."""

from dataclasses import replace
from datetime import UTC, datetime
import logging

from homeassistant.const import STATE_ON, STATE_UNAVAILABLE
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import device_registry as dr, entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.rack_power.const import DOMAIN
from custom_components.rack_power.equipment.contact import LAST_CONTACT_POINT
from custom_components.rack_power.equipment.model import (
    UNIT,
    Command,
    Order,
    Quality,
    Reading,
    Report,
)
from custom_components.rack_power.fleet import FLEET
from custom_components.rack_power.removal import async_remove_config_entry_device
from simulator.synaccess import PduSimulator

from .conftest import SteppedClock, Tick, pdu_entry
from .fake import (
    ABOUT,
    CURRENT,
    RESTART_OUTLET,
    STATUS,
    UNIT_ID,
    Acts,
    House,
    Reads,
    report_of,
)
from .house import entity_id, full_state, state
from .test_commands import press, switch
from .test_names import OUTLET_1, child


def without_current(report: Report) -> Report:
    """Return a report in which the outlet has no current any more."""
    return replace(report, readings={STATUS: report.readings[STATUS]})


async def test_an_entity_that_was_renamed_lives_on(
    hass: HomeAssistant, fakes: House, caplog: pytest.LogCaptureFixture
) -> None:
    """It follows its point under its new id, and is not made a second time."""
    driver = Reads()
    await fakes.add(driver)
    registry = er.async_get(hass)
    registry.async_update_entity("sensor.box_one_current", new_entity_id="sensor.amps")
    await hass.async_block_till_done()
    driver.outside.publish([report_of(label="Two", amps=7.5)])
    await hass.async_block_till_done()
    found = hass.states.get("sensor.amps")
    assert found is not None
    assert found.state == "7.5"
    assert not [one for one in caplog.records if one.levelno >= logging.ERROR]
    for _ in range(3):
        driver.outside.publish([without_current(report_of())])
    await hass.async_block_till_done()
    assert registry.async_get("sensor.amps") is None
    driver.outside.publish([report_of()])
    await hass.async_block_till_done()
    assert state(hass, "sensor", "_outlet_1_outlet.current") == "1.5"


async def test_what_comes_back_before_it_was_removed_is_the_same_entity(
    hass: HomeAssistant, fakes: House, caplog: pytest.LogCaptureFixture
) -> None:
    """It was unavailable for a report, no more."""
    driver = Reads()
    await fakes.add(driver)
    driver.outside.publish([without_current(report_of())])
    assert state(hass, "sensor", "_outlet_1_outlet.current") == STATE_UNAVAILABLE
    driver.outside.publish([report_of()])
    await hass.async_block_till_done()
    assert state(hass, "sensor", "_outlet_1_outlet.current") == "1.5"
    driver.outside.publish([without_current(report_of())])
    assert state(hass, "sensor", "_outlet_1_outlet.current") == STATE_UNAVAILABLE
    assert not [one for one in caplog.records if one.levelno >= logging.ERROR]


async def test_a_disabled_entity_is_made_once_and_can_be_enabled(
    hass: HomeAssistant,
    fakes: House,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What changes on the unit does not make it again and again."""
    driver = Reads()
    entry = await fakes.add(driver)
    registry = er.async_get(hass)
    registry.async_update_entity(
        "sensor.box_one_current", disabled_by=er.RegistryEntryDisabler.USER
    )
    await hass.config_entries.async_reload(entry.entry_id)
    assert hass.states.get("sensor.box_one_current") is None
    made: list[str] = []
    get_or_create = er.EntityRegistry.async_get_or_create

    def note(registry: er.EntityRegistry, *args: str, **kwargs: object) -> object:
        made.append(args[2])
        return get_or_create(registry, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(er.EntityRegistry, "async_get_or_create", note)
    driver.outside.publish([report_of(label="Two")])
    await hass.async_block_till_done()
    assert not made
    registry.async_update_entity("sensor.box_one_current", disabled_by=None)
    await hass.config_entries.async_reload(entry.entry_id)
    assert state(hass, "sensor", "_outlet_1_outlet.current") == "1.5"


async def test_a_disabled_entity_goes_and_comes_with_its_point(
    hass: HomeAssistant, fakes: House
) -> None:
    """It is taken out of the registry like any other, and put there again."""
    driver = Reads()
    await fakes.add(driver)
    registry = er.async_get(hass)
    registry.async_update_entity(
        "sensor.box_one_current", disabled_by=er.RegistryEntryDisabler.USER
    )
    await hass.async_block_till_done()
    for _ in range(2):
        driver.outside.publish([without_current(report_of())])
    assert registry.async_get("sensor.box_one_current") is None
    driver.outside.publish([report_of()])
    await hass.async_block_till_done()
    assert registry.async_get("sensor.box_one_current") is not None


async def test_a_point_that_cannot_be_set_any_more_changes_its_platform(
    hass: HomeAssistant, fakes: House
) -> None:
    """A switch whose right is gone becomes a binary sensor, and back."""
    driver = Acts()
    await fakes.add(driver)
    status = "_outlet_1_outlet.status"
    driver.outside.publish([replace(report_of(), settings={})])
    await hass.async_block_till_done()
    with pytest.raises(HomeAssistantError) as raised:
        await switch(hass, "turn_off", status)
    assert raised.value.translation_key == "no_path_with_ability"
    driver.outside.publish([replace(report_of(), settings={})])
    await hass.async_block_till_done()
    assert state(hass, "binary_sensor", status) == STATE_ON
    assert er.async_get(hass).async_get("switch.box_one") is None
    for _ in range(2):
        driver.outside.publish([report_of()])
        await hass.async_block_till_done()
    assert state(hass, "switch", status) == STATE_ON
    assert (
        er.async_get(hass).async_get_entity_id(
            "binary_sensor", DOMAIN, f"{ABOUT.id}{status}"
        )
        is None
    )


async def test_an_incomplete_report_removes_nothing(
    hass: HomeAssistant, fakes: House
) -> None:
    """Nothing is concluded from what it leaves out."""
    driver = Reads()
    await fakes.add(driver)
    known = report_of()
    partial = replace(
        known,
        complete=False,
        readings={CURRENT: Reading(3.5, datetime.now(UTC))},
        settings={},
        orders=frozenset(),
    )
    for _ in range(3):
        driver.outside.publish([partial])
    await hass.async_block_till_done()
    assert state(hass, "switch", "_outlet_1_outlet.status") == STATE_ON
    assert state(hass, "sensor", "_outlet_1_outlet.current") == "3.5"


async def test_two_pdus_in_one_house(
    hass: HomeAssistant,
    pdu: PduSimulator,
    entry: MockConfigEntry,
    clock: SteppedClock,
    tick: Tick,
) -> None:
    """Each has its own; one that vanishes leaves the other alone."""
    async with PduSimulator(serial=1502531) as second:
        other = pdu_entry(second)
        other.add_to_hass(hass)
        assert await hass.config_entries.async_setup(other.entry_id)
        await hass.async_block_till_done(wait_background_tasks=True)
        voltage = "inlet_I1-1502530_input.voltage"
        own = f"synaccess_1502530_{voltage}"
        shown = hass.states.get(entity_id(hass, "sensor", own))
        assert shown is not None
        for entries in (entry, other):
            found = er.async_entries_for_config_entry(
                er.async_get(hass), entries.entry_id
            )
            assert len(found) > 50
        await second.vanish()
        for _ in range(5):
            await tick(31)
        gone = "synaccess_1502531_unit_0_driver.connected"
        here = "synaccess_1502530_unit_0_driver.connected"
        assert state(hass, "binary_sensor", gone) == "off"
        assert state(hass, "binary_sensor", here) == "on"
        assert await hass.config_entries.async_unload(other.entry_id)


async def test_the_unit_is_absent_when_home_assistant_starts(
    hass: HomeAssistant, custom_integrations: None, pdu: PduSimulator, tick: Tick
) -> None:
    """Its entities are there and unavailable; they return by themselves."""
    entry = pdu_entry(pdu)
    entry.add_to_hass(hass)
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    known = set(er.async_get(hass).entities)
    await hass.config_entries.async_unload(entry.entry_id)
    await pdu.vanish()
    assert not await hass.config_entries.async_setup(entry.entry_id)
    assert state(hass, "switch", OUTLET_1) == STATE_UNAVAILABLE
    await pdu.come_back()
    for _ in range(8):
        await tick(20)
    assert state(hass, "switch", OUTLET_1) == STATE_ON
    assert set(er.async_get(hass).entities) == known


async def test_only_devices_of_nothing_can_be_deleted(
    hass: HomeAssistant, pdu: PduSimulator, entry: MockConfigEntry
) -> None:
    """The unit and its parts stay; a leftover of old times may go."""
    registry = dr.async_get(hass)
    outlet = child(hass, entry, "_outlet_1-2001607")
    unit = registry.async_get(outlet.parent_device_id)
    assert unit is not None
    leftover = registry.async_get_or_create_child(
        config_entry_id=entry.entry_id,
        identifiers={(DOMAIN, f"synaccess_{pdu.serial}_outlet_99")},
        parent_device_id=unit.id,
        name="Old",
    )
    assert not await async_remove_config_entry_device(hass, entry, unit)
    assert not await async_remove_config_entry_device(hass, entry, outlet)
    assert await async_remove_config_entry_device(hass, entry, leftover)


async def test_what_the_owner_took_out_of_the_registry_is_no_loss(
    hass: HomeAssistant, fakes: House
) -> None:
    """Its point may go all the same."""
    driver = Reads()
    await fakes.add(driver)
    driver.outside.publish([without_current(report_of())])
    er.async_get(hass).async_remove("sensor.box_one_current")
    await hass.async_block_till_done()
    for _ in range(2):
        driver.outside.publish([without_current(report_of())])
    assert state(hass, "switch", "_outlet_1_outlet.status") == STATE_ON
    driver.outside.publish([report_of()])
    await hass.async_block_till_done()
    assert state(hass, "sensor", "_outlet_1_outlet.current") == "1.5"


async def test_an_old_value_says_that_it_is_old(
    hass: HomeAssistant, fakes: House
) -> None:
    """What cannot be relied on is not shown at all."""
    driver = Reads()
    await fakes.add(driver)
    sensor, at = "_outlet_1_outlet.current", datetime.now(UTC)
    for quality, shown, told in (
        (Quality.STALE, "2.5", "stale"),
        (Quality.UNAVAILABLE, STATE_UNAVAILABLE, None),
        (Quality.GOOD, "2.5", None),
    ):
        reading = Reading(2.5, at, quality)
        readings = {**report_of().readings, CURRENT: reading}
        driver.outside.publish([replace(report_of(), readings=readings)])
        found = full_state(hass, "sensor", sensor)
        assert found.state == shown
        assert found.attributes.get("quality") == told


async def test_what_is_told_again_is_no_new_contact(
    hass: HomeAssistant, fakes: House, tick: Tick
) -> None:
    """A path that passes on what a unit said long ago has not heard of it since."""
    driver = Reads()
    await fakes.add(driver)
    unit = hass.data[FLEET].units[UNIT_ID]
    heard = driver.reports[0].readings[CURRENT].observed_at
    await tick(120)
    assert driver.reads > 1
    contact = unit.reading(LAST_CONTACT_POINT)
    assert contact is not None
    assert contact.value == heard


async def test_only_what_restarts_is_a_restart_button(
    hass: HomeAssistant, fakes: House
) -> None:
    """Any other command is a plain button."""
    mute = Order(UNIT, Command(name="beeper.mute"))
    driver = Acts(
        reports=[replace(report_of(), orders=frozenset({mute, RESTART_OUTLET}))]
    )
    await fakes.add(driver)
    shown = full_state(hass, "button", "_unit_0_beeper.mute")
    assert "device_class" not in shown.attributes
    await press(hass, "_unit_0_beeper.mute")
    assert driver.done == [mute]
    shown = full_state(hass, "button", "_outlet_1_restart")
    assert shown.attributes["device_class"] == "restart"
