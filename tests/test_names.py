"""Names and places: those of the unit, until the owner gives others."""

from dataclasses import replace
from datetime import UTC, datetime

from homeassistant.core import HomeAssistant
from homeassistant.helpers import (
    area_registry as ar,
    device_registry as dr,
    entity_registry as er,
)
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.rack_power.const import DOMAIN
from custom_components.rack_power.equipment.model import (
    Equipment,
    EquipmentId,
    PartId,
    Point,
    Reading,
)
from custom_components.rack_power.equipment.variables import AMBIENT_TEMPERATURE
from simulator.synaccess import PduSimulator

from .conftest import Tick, pdu_entry
from .fake import ABOUT, House, Reads, report_of
from .house import entity_id, full_state

OUTLET_1 = "_outlet_1-2001607_outlet.status"


def child(
    hass: HomeAssistant, entry: MockConfigEntry, ending: str
) -> dr.ChildDeviceEntry:
    """Return the device of a part."""
    (found,) = (
        one
        for one in dr.async_child_entries_for_config_entry(
            dr.async_get(hass), entry.entry_id
        )
        if any(key.endswith(ending) for _, key in one.identifiers)
    )
    return found


async def test_the_owners_names_and_places_stay(
    hass: HomeAssistant, pdu: PduSimulator, entry: MockConfigEntry, tick: Tick
) -> None:
    """Neither a rename on the unit nor a reload takes them back."""
    devices = dr.async_get(hass)
    area = ar.async_get(hass).async_create("Lab")
    outlet = child(hass, entry, "_outlet_1-2001607")
    unit = outlet.parent_device_id
    devices.async_update_child_device(outlet.id, name_by_user="My NAS", area_id=area.id)
    devices.async_update_device(unit, name_by_user="My PDU")
    pdu.state.outlet("1-2001607")["outletName"] = "Renamed there"
    pdu.state.conf["deviceName"] = "Renamed too"
    for _ in range(2):
        await tick(901)
        outlet = child(hass, entry, "_outlet_1-2001607")
        assert outlet.name == "Renamed there"
        assert outlet.name_by_user == "My NAS"
        assert outlet.area_id == area.id
        device = devices.async_get(unit)
        assert device is not None
        assert device.name_by_user == "My PDU"
        assert device.name == "Renamed too"
        shown = full_state(hass, "switch", OUTLET_1)
        assert shown.attributes["friendly_name"] == "My NAS"
        assert await hass.config_entries.async_reload(entry.entry_id)
        await hass.async_block_till_done(wait_background_tasks=True)


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("NAS", "NAS"),
        ("💡 Ünïcødé 机架", "💡 Ünïcødé 机架"),
        ("{part} %s <b>", "{part} %s <b>"),
        ("x" * 255, "x" * 255),
        (None, "Outlet 1"),
        ("", "Outlet 1"),
    ],
)
async def test_a_label_is_the_devices_name(
    hass: HomeAssistant, fakes: House, label: str | None, name: str
) -> None:
    """From the start as well as later; without one the device says what it is."""
    driver = Reads(reports=[report_of(label=label)])
    entry = await fakes.add(driver)
    assert child(hass, entry, "_outlet_1").name == name
    driver.outside.publish([report_of(label="Other")])
    assert child(hass, entry, "_outlet_1").name == "Other"
    driver.outside.publish([report_of(label=label)])
    assert child(hass, entry, "_outlet_1").name == name
    await hass.async_block_till_done()
    shown = full_state(hass, "sensor", "_outlet_1_outlet.current")
    assert shown.attributes["friendly_name"] == f"{name} Current"


async def test_two_outlets_of_the_same_name(
    hass: HomeAssistant, custom_integrations: None, pdu: PduSimulator
) -> None:
    """Each has its own device and its own entities."""
    pdu.state.outlet("1-2001607")["outletName"] = "Server"
    pdu.state.outlet("2-2001607")["outletName"] = "Server"
    entry = pdu_entry(pdu)
    entry.add_to_hass(hass)
    assert await hass.config_entries.async_setup(entry.entry_id)
    one, two = (
        entity_id(hass, "switch", f"_outlet_{number}-2001607_outlet.status")
        for number in (1, 2)
    )
    assert one != two
    assert child(hass, entry, "_outlet_1-2001607").name == "Server"
    assert child(hass, entry, "_outlet_2-2001607").name == "Server"


async def test_what_is_no_device_follows_its_label(
    hass: HomeAssistant, pdu: PduSimulator, entry: MockConfigEntry, tick: Tick
) -> None:
    """A bank or an event that is renamed on the unit is renamed here."""
    event, bank = "_rule_1_rule.enabled", "_bank_2001607_bank.voltage"
    ids = entity_id(hass, "switch", event), entity_id(hass, "sensor", bank)
    pdu.state.events[0]["name"] = "Night off"
    pdu.state.banks[0]["bankName"] = "Left"
    await tick(61)
    shown = full_state(hass, "switch", event).attributes["friendly_name"]
    assert shown == "SynLink PDU Night off enabled"
    shown = full_state(hass, "sensor", bank).attributes["friendly_name"]
    assert shown == "SynLink PDU Left voltage"
    assert ids == (entity_id(hass, "switch", event), entity_id(hass, "sensor", bank))


async def test_a_unit_behind_another_names_it(
    hass: HomeAssistant, fakes: House
) -> None:
    """Whichever of them is told of first."""
    behind = Equipment(id=EquipmentId("acme_2"), maker="Acme", serial="2", via=ABOUT.id)
    there = replace(report_of(), equipment=behind.id, about=behind)
    entry = await fakes.add(Reads(found=[behind, ABOUT], reports=[there, report_of()]))
    registry = dr.async_get(hass)
    gateway, unit = (
        registry.async_get_device_by_identifier((DOMAIN, key), entry.entry_id)
        for key in (ABOUT.id, behind.id)
    )
    assert gateway is not None
    assert unit is not None
    assert unit.via_device_id == gateway.id
    assert unit.name == "Acme 2"


async def test_a_point_of_an_unknown_part_belongs_to_the_unit(
    hass: HomeAssistant, fakes: House
) -> None:
    """It is shown all the same."""
    probe = Point(PartId("probe", "7"), AMBIENT_TEMPERATURE)
    report = replace(
        report_of(), readings={probe: Reading(21.5, datetime.now(UTC))}, settings={}
    )
    entry = await fakes.add(Reads(reports=[report]))
    unit = dr.async_get(hass).async_get_device_by_identifier(
        (DOMAIN, ABOUT.id), entry.entry_id
    )
    shown = entity_id(hass, "sensor", "_probe_7_ambient.temperature")
    registered = er.async_get(hass).async_get(shown)
    assert unit is not None
    assert registered is not None
    assert registered.device_id == unit.id
