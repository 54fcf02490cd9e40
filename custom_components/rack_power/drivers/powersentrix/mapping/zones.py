"""The unit's time zone: a POSIX TZ text such as ``CET-1CEST,M3.5.0,M10.5.0/3``."""

from datetime import UTC, datetime, timedelta, tzinfo
from io import BytesIO
import re
from struct import pack
from typing import Final
from zoneinfo import ZoneInfo

_TEXT = re.compile(r"[!-~]{1,100}")
_FARTHEST: Final = timedelta(hours=15)
_PROBES: Final = tuple(datetime(2026, month, 1) for month in range(1, 13))  # noqa: DTZ001


def posix_zone(text: str | None) -> tzinfo | None:
    """Return the zone that a POSIX TZ text describes. None: it describes none.

    An empty text means UTC.
    """
    if text is None or not (text := text.strip()):
        return None if text is None else UTC
    if not _TEXT.fullmatch(text):
        return None
    try:
        zone = ZoneInfo.from_file(BytesIO(_tzif(text)))
        offsets = [probe.replace(tzinfo=zone).utcoffset() for probe in _PROBES]
    except ValueError, OverflowError:
        return None
    if any(offset is None or abs(offset) > _FARTHEST for offset in offsets):
        return None
    return zone


def _tzif(text: str) -> bytes:
    """Return a file of time zone data (RFC 9636, version 2) that holds just the text.

    No transitions and one type, UTC, so that the text alone decides.
    """
    header = b"TZif2" + bytes(15) + pack(">6l", 0, 0, 0, 0, 1, 4)
    block = header + pack(">lbb", 0, 0, 0) + b"UTC\0"
    return block + block + b"\n" + text.encode("ascii") + b"\n"
