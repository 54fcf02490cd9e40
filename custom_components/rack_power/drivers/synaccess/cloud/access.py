"""Where the cloud is, and how we say who we are (section 6).

One credential "in a header" is documented, the header's name and format are not.
"""

from dataclasses import dataclass, field
import re
from typing import Final

from ....equipment.errors import InvalidAuth, InvalidRequest
from ...address import origin, understood

HEADER: Final = "Authorization"
PREFIX: Final = "Bearer "
_API: Final = "/api/v1"
_NAME: Final = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}")
_TAKEN: Final = re.compile(
    r"(?:host|connection|expect|upgrade|accept.*|content-.*|transfer-encoding)",
    re.IGNORECASE,
)
"""Headers by which the message itself is understood."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """A token, and the header that it is sent in, after a prefix."""

    token: str = field(repr=False)
    header: str = HEADER
    prefix: str = PREFIX

    def __post_init__(self) -> None:
        """Refuse what cannot be sent. InvalidRequest: the header; InvalidAuth."""
        if not _NAME.fullmatch(self.header) or _TAKEN.fullmatch(self.header):
            raise InvalidRequest("invalid_header")
        if not _is_plain(self.prefix):
            raise InvalidRequest("invalid_header")
        if not self.token or not _is_plain(self.token):
            raise InvalidAuth

    def headers(self) -> dict[str, str]:
        """Return what says who we are."""
        return {self.header: f"{self.prefix}{self.token}"}


def cloud_base(url: str) -> str:
    """Return the address below which the API lies; a path is kept if given.

    The guides and the reference name several. InvalidRequest("invalid_url"): it is no
    address.
    """
    parts = understood(url, "https")
    if parts.query or parts.fragment:
        raise InvalidRequest("invalid_url")
    return origin(parts) + (parts.path.rstrip("/") or _API)


def _is_plain(text: str) -> bool:
    return text.isascii() and text.isprintable()
