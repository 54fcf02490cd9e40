"""Which unit an action means."""

from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr

from .exceptions import refused
from .fleet import FLEET
from .unit import Unit


def unit_of(hass: HomeAssistant, device_id: str) -> Unit:
    """Return the unit that a device is or is part of; refused: there is none."""
    device = dr.async_get(hass).async_get(device_id)
    found = hass.data[FLEET].unit_of_device(device) if device else None
    if found is None:
        raise refused("unknown_device", device=device_id)
    unit, _ = found
    return unit
