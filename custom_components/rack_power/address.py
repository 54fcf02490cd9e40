"""The address at which units reach us."""

from collections.abc import Mapping
from typing import Any, Final

from homeassistant.core import HomeAssistant
from homeassistant.helpers.network import NoURLAvailableError, get_url
from yarl import URL

from .connections.connection import Connection

ADDRESS: Final = "/api/rack_power"
"""What the path begins with; a secret of the connection follows."""


def address_for(
    hass: HomeAssistant, connection: Connection, data: Mapping[str, Any]
) -> str:
    """Return the address to give to a unit, as it is seen from the local network."""
    try:
        base = URL(get_url(hass, prefer_external=False, allow_cloud=False))
    except NoURLAvailableError:
        base = URL("http://homeassistant.local:8123")
    if own := connection.own_port(data):
        base = base.with_scheme("https" if own.tls else "http").with_port(own.port)
    return f"{base.origin()}{ADDRESS}/{data['secret']}"
