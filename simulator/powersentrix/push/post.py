"""A post of a UPS, and where it goes."""

from collections.abc import Mapping
from dataclasses import dataclass
import json
from typing import Any
from urllib.parse import urlencode

from yarl import URL

from ..knobs import UnitKnobs

REGISTER, REPORT, LOG = "setNewUps", "setUpsData", "setUpsLog"
_TYPES: Mapping[str, dict[str, str]] = {
    "json": {"Content-Type": "application/json"},
    "plain": {"Content-Type": "text/plain"},
    "none": {},
}


@dataclass(frozen=True, slots=True)
class Post:
    """What a UPS has to say."""

    name: str
    body: Any


@dataclass(frozen=True, slots=True)
class Server:
    """A monitoring server, as it is set up in a UPS."""

    url: str
    company_id: str
    cmm: str

    def as_json(self) -> dict[str, Any]:
        """Tell it as the settings of a UPS do."""
        return {
            "serverUrl": self.url,
            "companyId": self.company_id,
            "upsId": self.cmm,
        }

    def address(self, knobs: UnitKnobs, name: str, query: Mapping[str, str]) -> URL:
        """Build the URL of a post."""
        place = f"{self.url.rstrip('/')}{knobs.push_prefix}/{name}"
        return URL(f"{place}?{urlencode(query)}", encoded=True)


def encoded(body: Any) -> bytes:
    """Write a body; bytes stay as they are."""
    return body if isinstance(body, bytes) else json.dumps(body).encode()


def headers_of(knobs: UnitKnobs) -> dict[str, str]:
    """Tell the headers of a post."""
    return _TYPES[knobs.push_type]
