"""Events by the clock: daily, weekly, monthly and every so many seconds."""

from datetime import datetime, timedelta
import re

from .state import Record

SCHEDULES = frozenset({53, 54, 60, 61})


def local_time(utc: datetime, timezone: object) -> datetime:
    """Tell the unit's own time of day.

    `GMT+8` has the sign of POSIX and means eight hours behind. Daylight saving is left
    out, as nobody knows which rule a unit follows.
    """
    found = re.fullmatch(r"(?:GMT|UTC)([+-]\d{1,2})(?::?(\d\d))?", str(timezone))
    if not found:
        return utc
    hours = int(found[1])
    minutes = int(found[2] or 0) * (-1 if hours < 0 else 1)
    return utc - timedelta(hours=hours, minutes=minutes)


def is_due(event: Record, local: datetime) -> bool:
    """Tell whether a schedule by the time of day falls into this very second."""
    params = [str(param) for param in event["params"]]
    if local.second:
        return False
    clock = (local.hour, local.minute)
    try:
        match int(event["code"]):
            case 53:
                hour, _, minute = params[0].partition(":")
                return clock == (int(hour), int(minute))
            case 60:
                return (local.day, *clock) == tuple(int(p) for p in params)
            case 61:
                sunday_first = local.isoweekday() % 7
                return (sunday_first, *clock) == tuple(int(p) for p in params)
    except ValueError:
        return False
    return False


def interval(event: Record) -> float | None:
    """Read the seconds between two runs of an interval schedule."""
    try:
        seconds = float(event["params"][0])
    except IndexError, ValueError:
        return None
    return seconds if seconds >= 1 else None
