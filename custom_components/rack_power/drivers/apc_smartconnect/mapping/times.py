"""Times and days: as ISO text or in milliseconds since 1970 (1.2, 7 no. 5, 9 no. 7)."""

from datetime import UTC, date, datetime
import re
from typing import Final

from ....equipment.driver import Json
from ...numbers import number

_DIGITS = re.compile(r"\s*[+-]?[0-9]+(?:\.[0-9]*)?\s*", re.ASCII)
_EARLIEST: Final = 2000
_LATEST: Final = 2100
"""Years between which a time is believed; a clock that was never set says 1970."""


def parse_time(value: Json) -> datetime | None:
    """Read a time; one that tells no zone is in UTC, as the answer is."""
    try:
        if isinstance(value, str) and not _DIGITS.fullmatch(value):
            found = datetime.fromisoformat(value.strip())
            found = found.replace(tzinfo=found.tzinfo or UTC).astimezone(UTC)
        elif (millis := number(value, 1, 10**14)) is not None:
            found = datetime.fromtimestamp(millis / 1000, UTC)
        else:
            return None
    except ValueError, OverflowError, OSError:
        return None
    return found if _EARLIEST <= found.year < _LATEST else None


def parse_day(value: Json) -> date | None:
    """Read a day, told as an instant in it: the one that it is in UTC."""
    found = parse_time(value)
    return None if found is None else found.date()
