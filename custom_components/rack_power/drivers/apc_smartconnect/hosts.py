"""Where requests may go: nowhere but to the vendor's hosts (2.4 no. 2, 9 no. 3)."""

from ipaddress import ip_address
import re
from typing import Final
from urllib.parse import quote, urljoin

from ...equipment.errors import InvalidRequest
from ..address import origin, understood

_VENDOR: Final = (".apc.com", ".schneider-electric.com", ".se.com")
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_LINE_BREAKS: Final = str.maketrans("", "", "\t\r\n")
_PRINTABLE: Final = "".join(map(chr, range(0x21, 0x7F)))


def is_loopback(host: str) -> bool:
    """Tell whether a host is this machine, by what it is called."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def resolved(base: str, target: str) -> str:
    """Return the address that a page means, otherwise as it is written there.

    What cannot be sent is percent-encoded; nothing is encoded twice. An address that
    cannot be resolved is returned as it is, and allowed nowhere.
    """
    plain = target.strip().translate(_LINE_BREAKS)
    plain = quote(plain, safe=_PRINTABLE, errors="replace")
    if _SCHEME.match(plain):
        return plain
    try:
        return urljoin(base, plain)
    except ValueError:
        return plain


def origin_of(url: str) -> str | None:
    """Return ``scheme://host[:port]`` of an address that is complete, else None."""
    if "://" not in url:
        return None
    try:
        return origin(understood(url, "https"))
    except InvalidRequest:
        return None


class Hosts:
    """Knows the portal, and to which hosts pages may lead from there.

    The vendor's portal leads to the vendor's hosts. Another one leads nowhere but to
    its own host and, if it is on loopback, to others there, where plain HTTP will do.
    """

    def __init__(self, url: str) -> None:
        """Take the portal's address. InvalidRequest("invalid_url"): it cannot be."""
        parts = understood(url, "https")
        self.origin = origin(parts)
        self.host = parts.hostname or ""
        self.is_vendor = _is_vendor(self.host)
        self._on_loopback = is_loopback(self.host)
        if not self.allows(self.origin):
            raise InvalidRequest("invalid_url")

    def allows(self, url: str) -> bool:
        """Tell whether a request may go to an address."""
        if "://" not in url:
            return False
        try:
            parts = understood(url, "https")
        except InvalidRequest:
            return False
        host = parts.hostname or ""
        if self._on_loopback and is_loopback(host):
            return True
        if parts.scheme != "https":
            return False
        if self.is_vendor:
            return _is_vendor(host) and parts.port in (None, 443)
        return host == self.host

    def is_portal(self, url: str) -> bool:
        """Tell whether an address is the portal's."""
        return origin_of(url) == self.origin


def _is_vendor(host: str) -> bool:
    return host.endswith(_VENDOR)
