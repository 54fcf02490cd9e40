"""How long a server asks to be left alone (Retry-After, 429)."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from math import isnan
from typing import Final

from ..equipment.errors import RateLimited
from .http import Answer

TOO_MANY: Final = 429
_UNAVAILABLE: Final = 503
_DEFAULT, _LEAST, _MOST = 60.0, 1.0, 3600.0
"""Seconds: where it does not say, and what is believed."""


def raise_if_busy(answer: Answer) -> None:
    """Raise RateLimited if an answer says so."""
    told = answer.headers.get("Retry-After")
    if answer.status == TOO_MANY or (answer.status == _UNAVAILABLE and told):
        raise RateLimited(_seconds(told, answer.headers.get("Date")))


def _seconds(told: str | None, date: str | None) -> float:
    """Read a number of seconds, or an instant by the server's own clock."""
    if not told:
        return _DEFAULT
    try:
        seconds = float(told)
    except ValueError:
        try:
            until = parsedate_to_datetime(told)
            now = parsedate_to_datetime(date) if date else datetime.now(UTC)
            seconds = (until - now).total_seconds()
        except TypeError, ValueError:
            return _DEFAULT
    return min(max(seconds, _LEAST), _MOST) if not isnan(seconds) else _DEFAULT
