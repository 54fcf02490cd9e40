"""Web addresses of units, as people write them and as they are used."""

from ipaddress import IPv6Address
import re
from typing import Final
from urllib.parse import SplitResult, urlsplit

from ..equipment.errors import InvalidRequest

_DEFAULT_PORTS: Final = {"http": 80, "https": 443}
_NAME: Final = re.compile(r"[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*\.?")


def understood(url: str, scheme: str) -> SplitResult:
    """Read an address; without a scheme it has the one that is given.

    InvalidRequest("invalid_url"): it is no address, or it holds a user name, which
    has a field of its own.
    """
    try:
        parts = _split(url.strip(), scheme)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise InvalidRequest("invalid_url") from None
    if parts.scheme not in _DEFAULT_PORTS or not _is_host(host) or port == 0:
        raise InvalidRequest("invalid_url")
    if "@" in parts.netloc:
        raise InvalidRequest("invalid_url")
    return parts


def origin(parts: SplitResult) -> str:
    """Return ``scheme://host[:port]``, the same however the address was written."""
    host, port = parts.hostname or "", parts.port
    if ":" in host:
        host = f"[{host}]"
    if port in (None, _DEFAULT_PORTS[parts.scheme]):
        return f"{parts.scheme}://{host}"
    return f"{parts.scheme}://{host}:{port}"


def _split(url: str, scheme: str) -> SplitResult:
    if _is_ipv6(url):
        url = f"[{url}]"
    return urlsplit(url if "://" in url else f"{scheme}://{url}")


def _is_ipv6(text: str) -> bool:
    try:
        IPv6Address(text)
    except ValueError:
        return False
    return True


def _is_host(host: str) -> bool:
    """Tell whether a text can be a host: an address, or a name in plain letters."""
    return _is_ipv6(host) if ":" in host else _NAME.fullmatch(host) is not None
