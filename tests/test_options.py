"""The options: units and groups are named, limits told, contradictions refused."""

from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import device_registry as dr
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.rack_power.connections import CONNECTIONS
from custom_components.rack_power.const import DOMAIN
from custom_components.rack_power.equipment.preference import Preference
from custom_components.rack_power.fleet import FLEET, device_of
from custom_components.rack_power.preference_form import misplaced
from simulator.snmp import SnmpSimulator

from . import snmp
from .conftest import MakeSite
from .powersentrix import COMPANY, PORTAL, PUSH, SECRET, UPS, Ways, unit_of
from .test_powersentrix_changes import chosen
from .test_preferences import choices
from .test_translations import EN


@pytest.fixture(autouse=True)
def loadable(custom_integrations: None) -> None:
    """Let Home Assistant load the integration."""


async def test_before_any_unit_has_reported(hass: HomeAssistant) -> None:
    """An empty form would leave its reader at a loss."""
    entry = MockConfigEntry(
        domain=DOMAIN,
        unique_id=f"{PUSH}:trace",
        data={"connection": PUSH, "company_id": COMPANY, "secret": SECRET},
    )
    entry.add_to_hass(hass)
    await hass.config_entries.async_setup(entry.entry_id)
    result = await hass.config_entries.options.async_init(entry.entry_id)
    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == "no_units_yet"


async def test_outlets_of_several_units_name_their_unit(
    hass: HomeAssistant, make_site: MakeSite, ways: Ways
) -> None:
    """By what its owner calls it; one of several is told apart by nothing else."""
    site = await make_site(2)
    entry = await ways.add(site, PORTAL)
    first, second = (unit_of(hass, ups) for ups in site.upses)
    devices = [device_of(hass, unit.id) for unit in (first, second)]
    for device, name in zip(devices, ("Hall", "Attic"), strict=True):
        assert device is not None
        dr.async_get(hass).async_update_device(device.id, name_by_user=name)
    form = await chosen(hass, entry, {"next_step_id": "connection"})
    assert form["data_schema"] is not None
    (field,) = (
        selector
        for name, selector in form["data_schema"].schema.items()
        if name == "protected_outlets"
    )
    labels = {one["value"]: one["label"] for one in field.config["options"]}
    assert labels[f"{first.id}/outlet/0"] == "Hall, Router"
    assert labels[f"{second.id}/outlet/0"] == "Attic, Router"
    assert len(set(labels.values())) == len(labels)
    form = await chosen(hass, entry, {"next_step_id": "unit"})
    assert form["data_schema"] is not None
    (field,) = form["data_schema"].schema.values()
    assert [one["label"] for one in field.config["options"]] == ["Hall", "Attic"]
    form = await chosen(
        hass,
        entry,
        {"next_step_id": "unit"},
        {"unit": field.config["options"][1]["value"]},
    )
    assert form["description_placeholders"] == {"unit": "Attic"}


async def test_units_of_one_name_are_told_apart(
    hass: HomeAssistant, make_site: MakeSite, ways: Ways
) -> None:
    """Protecting an outlet of the wrong unit would be found out too late."""
    site = await make_site(2)
    entry = await ways.add(site, PORTAL)
    units = [unit_of(hass, ups) for ups in site.upses]
    for unit in units:
        device = device_of(hass, unit.id)
        assert device is not None
        dr.async_get(hass).async_update_device(device.id, name_by_user="UPS")
    form = await chosen(hass, entry, {"next_step_id": "unit"})
    assert form["data_schema"] is not None
    (field,) = form["data_schema"].schema.values()
    assert [one["label"] for one in field.config["options"]] == [
        f"UPS ({unit.id})" for unit in units
    ]


async def test_outlet_groups_are_called_so(
    hass: HomeAssistant, card: SnmpSimulator
) -> None:
    """Their names alone could be those of outlets."""
    entry = await snmp.add_card(hass, card)
    form = await chosen(hass, entry, {"next_step_id": "connection"})
    assert form["data_schema"] is not None
    (field,) = (
        selector
        for name, selector in form["data_schema"].schema.items()
        if name == "protected_outlets"
    )
    labels = [one["label"] for one in field.config["options"]]
    assert labels
    assert all(label.startswith("Outlet group ") for label in labels)


@pytest.mark.usefixtures("entry")
async def test_an_outlet_without_a_label_is_called_an_outlet(
    hass: HomeAssistant, entry: Any, pdu: Any
) -> None:
    """Its number alone says nothing."""
    pdu.state.outlet("1-2001607")["outletName"] = ""
    assert await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert next(iter(await choices(hass, entry))) == "Outlet 1-2001607"


async def test_the_limits_of_the_interval_are_told(
    hass: HomeAssistant, card: SnmpSimulator
) -> None:
    """They are not found out by trying."""
    entry = await snmp.add_card(hass, card)
    form = await chosen(hass, entry, {"next_step_id": "connection"})
    limits = {"least": "5", "greatest": "300"}
    assert form["description_placeholders"] == limits
    text = EN["options"]["step"]["connection"]["data_description"]["scan_interval"]
    assert "5 to 300 seconds" in text.format(**limits)


async def test_limits_that_contradict_each_other(
    hass: HomeAssistant, make_site: MakeSite, ways: Ways
) -> None:
    """It is told at the field; what was entered stays, and nothing is kept of it."""
    site = await make_site()
    entry = await ways.add(site, UPS)
    unit = unit_of(hass, site.ups)
    form = await chosen(hass, entry, {"next_step_id": "unit"})
    assert form["data_schema"] is not None
    right = form["data_schema"]({})
    wrong = right | {"mains_absent_below": 45.0, "mains_present_above": 45.0}
    result = await hass.config_entries.options.async_configure(form["flow_id"], wrong)
    assert result["type"] is FlowResultType.FORM
    assert result["errors"] == {"mains_absent_below": "mains_absent_below_not_below"}
    assert result["data_schema"] is not None
    assert result["data_schema"]({}) == wrong
    preferences = hass.data[FLEET].preferences
    assert preferences.choice(unit.id, "mains_absent_below") is None
    wrong["mains_present_above"] = 45.01
    result = await hass.config_entries.options.async_configure(form["flow_id"], wrong)
    assert result["type"] is FlowResultType.CREATE_ENTRY
    await hass.async_block_till_done(wait_background_tasks=True)
    assert preferences.choice(unit.id, "mains_absent_below") == 45.0


def test_a_default_counts_as_well() -> None:
    """Only one of the two may have been chosen."""
    low = Preference(key="low", default=1.0, below="high")
    high = Preference(key="high", default=2.0)
    assert misplaced((low, high), {}) == {}
    assert misplaced((low, high), {"low": 3.0}) == {"low": "low_not_below"}
    assert misplaced((low, high), {"high": 0.5}) == {"low": "low_not_below"}


def test_every_contradiction_has_its_text() -> None:
    """It names the other limit, and there is such a limit."""
    texts = EN["options"]["step"]["preferences"]["data"]
    declared = {
        one.key: one.below
        for row in CONNECTIONS.values()
        for one in row.preferences
        if one.below is not None
    }
    told = EN["options"]["error"]
    assert told.keys() == {f"{key}_not_below" for key in declared}
    for key, other in declared.items():
        assert f"“{texts[other]}”" in told[f"{key}_not_below"]
