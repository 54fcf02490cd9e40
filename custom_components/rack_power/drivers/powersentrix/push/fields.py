"""Fields that the documentation does not know, noticed once and by name only (2.3)."""

import logging
from typing import Final

from .request import Request, Subject

_LOGGER: Final = logging.getLogger(__name__)

_QUERY: Final = frozenset({"companyId", "cmm", "upsDescription"})
_IDENT: Final = frozenset(
    {
        "sn",
        "type",
        "comFirmware",
        "mainFirmware",
        "comUptime",
        "mainUptime",
        "cpuLoad",
        "totalRamSize",
        "freeRamSize",
        "info",
    }
)
_BODY: Final = {
    Subject.REGISTER: _IDENT,
    Subject.STATUS: frozenset({"config", "upsData"}),
    Subject.LOG: frozenset(
        {"ord", "code", "cmm", "description", "params", "timestamp"}
    ),
}
_MOST: Final = 40
_LONGEST: Final = 40  # characters


class Fields:
    """Remembers which unknown fields were told of."""

    def __init__(self) -> None:
        """Begin with none."""
        self._told: set[str] = set()

    def look_at(self, request: Request) -> None:
        """Log the names that are new; never a value."""
        names = {*(request.query.keys() - _QUERY)}
        names |= request.body.keys() - _BODY[request.subject]
        new = sorted(_plain(name) for name in names if _plain(name) not in self._told)
        new = new[: _MOST - len(self._told)]
        if not new:
            return
        self._told.update(new)
        _LOGGER.info(
            "A UPS posts fields that its documentation does not know: %s",
            ", ".join(new),
        )
        if any("apikey" in name.lower().replace("_", "") for name in new):
            _LOGGER.info(
                "One of them looks like the UPS's API key, which the connection to the "
                "UPS itself asks for"
            )


def _plain(name: str) -> str:
    return "".join(letter for letter in name if letter.isprintable())[:_LONGEST]
