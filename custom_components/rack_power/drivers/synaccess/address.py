"""The address of a unit, as people write it and as it is used."""

from ipaddress import IPv6Address
import re
from urllib.parse import SplitResult, urlsplit

from ...equipment.errors import InvalidRequest

_DEFAULT_PORTS = {"http": 80, "https": 443}
_NAME = re.compile(r"[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*\.?")


def normalised(url: str) -> str:
    """Return ``scheme://host[:port]``: no more is needed, and it names a unit once.

    Scheme and port may be left out, a path is dropped. InvalidRequest("invalid_url"):
    it is no address, or it holds a user name, which has a field of its own.
    """
    try:
        parts = _split(url.strip())
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise InvalidRequest("invalid_url") from None
    if parts.scheme not in _DEFAULT_PORTS or not _is_host(host) or port == 0:
        raise InvalidRequest("invalid_url")
    if "@" in parts.netloc:
        raise InvalidRequest("invalid_url")
    if ":" in host:
        host = f"[{host}]"
    if port in (None, _DEFAULT_PORTS[parts.scheme]):
        return f"{parts.scheme}://{host}"
    return f"{parts.scheme}://{host}:{port}"


def _split(url: str) -> SplitResult:
    if _is_ipv6(url):
        url = f"[{url}]"
    return urlsplit(url if "://" in url else f"http://{url}")


def _is_ipv6(text: str) -> bool:
    try:
        IPv6Address(text)
    except ValueError:
        return False
    return True


def _is_host(host: str) -> bool:
    """Tell whether a text can be a host: an address, or a name in plain letters."""
    return _is_ipv6(host) if ":" in host else _NAME.fullmatch(host) is not None
