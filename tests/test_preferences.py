"""What the owner prefers: above all, which outlets are protected."""

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers.selector import NumberSelector
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
import voluptuous as vol

from custom_components.rack_power.equipment.model import EquipmentId
from custom_components.rack_power.equipment.preference import Preference
from custom_components.rack_power.fleet import FLEET
from custom_components.rack_power.preference_form import preference_fields
from simulator.synaccess import PduSimulator

from .conftest import pdu_entry
from .test_commands import protect, switch
from .test_protection import off


async def options(
    hass: HomeAssistant, entry: MockConfigEntry, **fields: object
) -> None:
    """Fill in the preferences."""
    form = await hass.config_entries.options.async_init(entry.entry_id)
    await hass.config_entries.options.async_configure(
        form["flow_id"], {"scan_interval": 30, **fields}
    )
    await hass.async_block_till_done(wait_background_tasks=True)


async def choices(hass: HomeAssistant, entry: MockConfigEntry) -> dict[str, str]:
    """Return what can be protected, by label."""
    form = await hass.config_entries.options.async_init(entry.entry_id)
    assert form["data_schema"] is not None
    fields = {str(key): value for key, value in form["data_schema"].schema.items()}
    hass.config_entries.options.async_abort(form["flow_id"])
    if "protected_outlets" not in fields:
        return {}
    offered = fields["protected_outlets"].config["options"]
    return {one["label"]: one["value"] for one in offered}


async def test_it_is_chosen_in_the_options_and_holds_at_once(
    hass: HomeAssistant, pdu: PduSimulator, entry: MockConfigEntry
) -> None:
    """Groups of outlets are not offered: their outlets are."""
    offered = await choices(hass, entry)
    assert list(offered) == [f"Outlet {number}" for number in range(1, 9)]
    await options(hass, entry, protected_outlets=[offered["Outlet 2"]])
    outlet_2 = "_outlet_2-2001607_outlet.status"
    with pytest.raises(ServiceValidationError):
        await switch(hass, "turn_off", outlet_2)
    await options(hass, entry, protected_outlets=[])
    await switch(hass, "turn_off", outlet_2)
    assert off(pdu) == {"2-2001607", "8-2001607"}


async def test_equal_names_can_be_told_apart(
    hass: HomeAssistant, custom_integrations: None, pdu: PduSimulator
) -> None:
    """Protecting the wrong one of two would be found out too late."""
    for number in (1, 2):
        pdu.state.outlet(f"{number}-2001607")["outletName"] = "Server"
    entry = pdu_entry(pdu)
    entry.add_to_hass(hass)
    assert await hass.config_entries.async_setup(entry.entry_id)
    offered = list(await choices(hass, entry))
    assert offered[:3] == ["Server (1-2001607)", "Server (2-2001607)", "Outlet 3"]


async def test_what_is_out_of_sight_stays_protected(
    hass: HomeAssistant, pdu: PduSimulator, entry: MockConfigEntry
) -> None:
    """Neither an outlet that is away nor a unit that is away is forgotten."""
    protect(hass, pdu, "1-2001607", "99-2001607")
    offered = await choices(hass, entry)
    await options(hass, entry, protected_outlets=[offered["Outlet 2"]])
    unit = hass.data[FLEET].units[EquipmentId(f"synaccess_{pdu.serial}")]
    assert {part.key for part in unit.protected} == {"2-2001607", "99-2001607"}
    await options(hass, entry)
    assert {part.key for part in unit.protected} == {"2-2001607", "99-2001607"}
    assert await hass.config_entries.async_unload(entry.entry_id)
    assert await choices(hass, entry) == {}
    form = await hass.config_entries.options.async_init(entry.entry_id)
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.config_entries.options.async_configure(
        form["flow_id"], {"scan_interval": 45}
    )
    await hass.async_block_till_done(wait_background_tasks=True)
    unit = hass.data[FLEET].units[EquipmentId(f"synaccess_{pdu.serial}")]
    assert {part.key for part in unit.protected} == {"2-2001607", "99-2001607"}


def test_a_number_may_be_without_bounds() -> None:
    """The field takes what is declared, and limits nothing else."""
    volts = Preference(key="volts", default=11.5, minimum=0)
    fields = preference_fields((volts,), {"volts": 12.0})
    assert vol.Schema(fields)({}) == {"volts": 12.0}
    (field,) = fields.values()
    assert isinstance(field, NumberSelector)
    assert field.config["min"] == 0
    assert "max" not in field.config
