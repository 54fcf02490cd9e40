"""Let the user delete devices that no unit has any more."""

from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr

from .coordinator import RackPowerConfigEntry


async def async_remove_config_entry_device(
    hass: HomeAssistant, entry: RackPowerConfigEntry, device: dr.AnyDeviceEntry
) -> bool:
    """Tell whether a device stands for nothing that is there."""
    return entry.runtime_data.fleet.unit_of_device(device) is None
