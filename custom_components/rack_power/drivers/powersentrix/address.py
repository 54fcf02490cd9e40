"""Where a UPS and the portal may be reached, by what people write."""

from typing import Final

from ..address import origin, understood

_API: Final = "/api/v1"


def candidates(url: str) -> tuple[str, ...]:
    """Return the ``scheme://host[:port]`` at which a UPS may answer, the best first.

    Where the scheme is left out both are tried, https first: the key stands in the
    address of every request. InvalidRequest("invalid_url"): it is no address.
    """
    schemes = ("https", "http")
    return tuple(dict.fromkeys(origin(understood(url, one)) for one in schemes))


def portal_base(url: str) -> str:
    """Return the address below which the portal's API lies; a path is kept if given."""
    parts = understood(url, "https")
    return origin(parts) + (parts.path.rstrip("/") or _API)
