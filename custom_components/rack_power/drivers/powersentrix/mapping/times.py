"""Uptimes and time stamps, in every form that they are known to come in.

Specification, section "Texts and times". The portal's server and the unit write stamps
differently, and only one form tells its zone.
"""

from datetime import UTC, datetime, timedelta, timezone, tzinfo
import re
from typing import Final

from ....equipment.driver import Json
from ...numbers import number, whole
from . import values

_WORDS = re.compile(
    r"(?=.*[0-9])\s*(?:([0-9]{1,6})\s*d)?\s*(?:([0-9]{1,6})\s*h)?"
    r"\s*(?:([0-9]{1,6})\s*m)?\s*",
    re.IGNORECASE | re.ASCII,
)
_CLOCK = re.compile(
    r"\s*(?:([0-9]{1,6})\s*d)?\s*([0-9]{1,6}):([0-5][0-9])(?::([0-5][0-9]))?\s*",
    re.IGNORECASE | re.ASCII,
)
_LONGEST: Final = timedelta(days=36500)
_EARLIEST: Final = 2000
_LATEST: Final = 2100
"""Years between which a stamp is believed; a clock that was never set says 1970."""
_MILLISECONDS: Final = 10**11
"""More than that since 1970 are milliseconds: as seconds it is the year 5138."""
_STEP: Final = timedelta(minutes=15)
_SLACK: Final = timedelta(minutes=3)
_FARTHEST: Final = timedelta(hours=14)


def parse_uptime(value: Json) -> timedelta | None:
    """Read for how long something has been running.

    ``2d 14h 33m``, ``1d 4:05``, or plain seconds.
    """
    found: timedelta | None = None
    seconds = whole(value, 0, 10**10)
    if seconds is not None:
        found = timedelta(seconds=seconds)
    elif isinstance(value, str) and (parts := _WORDS.fullmatch(value)):
        days, hours, minutes = (int(part or 0) for part in parts.groups())
        found = timedelta(days=days, hours=hours, minutes=minutes)
    elif isinstance(value, str) and (parts := _CLOCK.fullmatch(value)):
        days, hours, minutes, rest = (int(part or 0) for part in parts.groups())
        found = timedelta(days=days, hours=hours, minutes=minutes, seconds=rest)
    return found if found is not None and found <= _LONGEST else None


def parse_stamp(value: Json) -> datetime | None:
    """Read a time stamp; the answer is without a zone where the stamp tells none.

    Besides the documented forms, what a Java server may come to write: seconds or
    milliseconds since 1970, and a list of year, month, day and so on.
    """
    found: datetime | None = None
    parts = values.items(value)
    try:
        if parts is not None:
            found = _from_parts(tuple(parts))
        elif (epoch := number(value, 1, 10**14)) is not None:
            seconds = epoch / 1000 if epoch >= _MILLISECONDS else epoch
            found = datetime.fromtimestamp(seconds, UTC)
        elif isinstance(value, str):
            found = datetime.fromisoformat(value.strip())
    except ValueError, OverflowError, OSError:
        return None
    if found is None or not _EARLIEST <= found.year < _LATEST:
        return None
    return found if found.tzinfo is None else found.astimezone(UTC)


def _from_parts(parts: tuple[Json, ...]) -> datetime | None:
    numbers = [whole(part, 0, 9999) for part in parts[:6]]
    if not 3 <= len(numbers) <= 6 or None in numbers:  # noqa: PLR2004 - date, then time
        return None
    year, month, day, *clock = [number or 0 for number in numbers]
    hour, minute, second = (*clock, 0, 0, 0)[:3]
    return datetime(year, month, day, hour, minute, second)  # noqa: DTZ001 - has none


def in_utc(stamp: datetime, zone: tzinfo | None) -> datetime:
    """Return when a stamp was written; ``zone`` is that of stamps without one."""
    if stamp.tzinfo is None:
        stamp = stamp.replace(tzinfo=zone or UTC)
    return stamp.astimezone(UTC)


def measured_zone(stamp: datetime, arrived: datetime) -> timezone | None:
    """Work out the zone of a stamp from when it was told, just after it was written.

    None: the stamp has a zone, or was told too late to be sure.
    """
    if stamp.tzinfo is not None:
        return None
    ahead = stamp.replace(tzinfo=UTC) - arrived
    offset = round(ahead / _STEP) * _STEP
    if abs(ahead - offset) > _SLACK or abs(offset) > _FARTHEST:
        return None
    return timezone(offset)
