"""What is unwise about a connection although it works."""

from collections.abc import Callable, Sequence
from ipaddress import ip_address
from typing import Final

from homeassistant.const import CONF_URL

from ..drivers.address import understood
from ..equipment.errors import InvalidRequest
from ..equipment.model import Equipment
from .data import Data

type Caution = Callable[[Data, Sequence[Equipment]], bool]
"""Tells of what is stored, and of the units that are there, whether it is so."""

PLAIN_HTTP: Final = "plain_http"
FACTORY_PASSWORD: Final = "factory_password"  # noqa: S105 - the key of a text
PUBLIC_WRITE: Final = "public_write"


def in_clear(data: Data, units: Sequence[Equipment]) -> bool:
    """Tell whether credentials go over the network so that others can read them.

    An address without a scheme does not say so; then the one counts that a unit was
    found at. What stays on this machine passes no network.
    """
    url: str = data[CONF_URL]
    addresses = [url] if "://" in url else [unit.url for unit in units if unit.url]
    return any(_is_clear(address) for address in addresses)


def _is_clear(address: str) -> bool:
    try:
        parts = understood(address, "https")
    except InvalidRequest:
        return False
    return parts.scheme == "http" and not _is_this_machine(parts.hostname or "")


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
