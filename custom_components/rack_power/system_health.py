"""What the page about the system's health tells of us."""

from typing import Any

from homeassistant.components import system_health
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant, callback

from .const import DOMAIN
from .fleet import FLEET


@callback
def async_register(
    hass: HomeAssistant, register: system_health.SystemHealthRegistration
) -> None:
    """Take part in the page."""
    register.async_register_info(_info)


async def _info(hass: HomeAssistant) -> dict[str, Any]:
    """Count connections and units, and those of them that work."""
    entries = hass.config_entries.async_entries(DOMAIN, include_disabled=False)
    loaded = sum(entry.state is ConfigEntryState.LOADED for entry in entries)
    units = hass.data[FLEET].units.values()
    reached = sum(any(path.reaches for path in unit.paths.values()) for unit in units)
    return {
        "connections": f"{loaded} / {len(entries)}",
        "units": f"{reached} / {len(units)}",
    }
