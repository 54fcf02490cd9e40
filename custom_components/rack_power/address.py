"""The address at which units reach us."""

from typing import Final

from homeassistant.core import HomeAssistant
from homeassistant.helpers.network import NoURLAvailableError, get_url

ADDRESS: Final = "/api/rack_power"
"""What the path begins with; a secret of the connection follows."""


def address_for(hass: HomeAssistant, secret: str) -> str:
    """Return the address to give to a unit, as it is seen from the local network."""
    try:
        base = get_url(hass, prefer_external=False, allow_cloud=False)
    except NoURLAvailableError:
        base = "http://homeassistant.local:8123"
    return f"{base}{ADDRESS}/{secret}"
