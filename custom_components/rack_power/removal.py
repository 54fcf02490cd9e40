"""Take away what nobody tells of any more, by itself or when the user says so."""

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import device_registry as dr

from .coordinator import RackPowerConfigEntry
from .equipment.driver import ListsUnits
from .fleet import Fleet
from .roster import remove_members, roster_of
from .troubles import end_told_of
from .unit import Unit


async def async_remove_config_entry_device(
    hass: HomeAssistant, entry: RackPowerConfigEntry, device: dr.AnyDeviceEntry
) -> bool:
    """Tell whether a device stands for nothing that is there.

    After a unit that no account shows any more its paths are loaded anew: should it
    ever come back, it is a new one to them.
    """
    found = entry.runtime_data.fleet.unit_of_device(device)
    if found is None:
        return True
    unit, _ = found
    if not _is_gone(unit):
        return False
    end_told_of(hass, unit.id)
    for path in tuple(unit.paths):  # each leaves while it is loaded anew
        hass.config_entries.async_schedule_reload(path)
    return True


@callback
def take_leftovers(hass: HomeAssistant, fleet: Fleet, entry_id: str) -> None:
    """Take away what only a removed entry told of units that others have.

    By what is remembered: whether it was loaded at last makes no difference.
    """
    for equipment, told in fleet.preferences.told_only_by(entry_id).items():
        remove_members(hass, told, fleet.units.get(equipment))


@callback
def forget_names(hass: HomeAssistant, fleet: Fleet) -> None:
    """Call units and parts as those call them that are left."""
    for unit in fleet.units.values():
        about, parts = unit.about, unit.parts
        unit.forgot()
        if roster := roster_of(hass, fleet, unit):
            roster.follow_names(unit, about, parts)


def _is_gone(unit: Unit) -> bool:
    """Tell whether all paths are lists of units that lack this one."""
    return all(
        isinstance(path.driver, ListsUnits)
        and (listed := path.driver.listed) is not None
        and unit.id not in listed
        for path in unit.paths.values()
    )
