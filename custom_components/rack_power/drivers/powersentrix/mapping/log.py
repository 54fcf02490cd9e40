"""Lines of the unit's log, as it pushes them and as the portal lists them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from hashlib import sha256
import re
from typing import Final

from ....equipment.driver import Json
from ....equipment.model import Record, Severity
from ...numbers import whole
from . import log_words, values
from .envelope import unwrap_list
from .times import in_utc, parse_stamp
from .values import Row

OUTPUT_ON: Final = "output_on"
OUTPUT_OFF: Final = "output_off"
KINDS: Final = (OUTPUT_ON, OUTPUT_OFF, *log_words.KINDS, log_words.OTHER)

_SWITCHED = re.compile(
    r"output\s+([0-9]{1,4})\s+turned\s+(on|off)\.?", re.IGNORECASE | re.ASCII
)
_LETTER = re.compile(r"([A-Z])/", re.ASCII)
_HIGHEST: Final = 2**63


@dataclass(frozen=True, slots=True, kw_only=True)
class LogLine:
    """A line and its place in the log.

    ``id`` is the unit's own count where it was pushed, the portal's key where it was
    listed. ``switched``: the number of an output as the text has it, of which nobody
    knows whether it counts from 0 or 1, and whether it was turned on. ``stamp``: as
    written, without a zone if it told none; ``cmm``: which unit of the account.
    """

    id: int | None
    record: Record
    switched: tuple[int, bool] | None = None
    stamp: datetime | None = None
    cmm: str | None = None


def parse_pushed(answer: Json, zone: tzinfo | None, arrived: datetime) -> LogLine:
    """Read a line that was pushed. InvalidAnswer: it is no object.

    Where the zone of its stamp is not known, or there is no stamp, it was written
    when it arrived. The count starts anew with the unit, so it does not make a key.
    """
    row = values.one(answer)
    stamp = parse_stamp(row.get("timestamp"))
    if stamp is None or (stamp.tzinfo is None and zone is None):
        time = arrived
    else:
        time = in_utc(stamp, zone)
    count = whole(row.get("ord"), 0, _HIGHEST)
    written = (stamp or arrived).isoformat()
    key = None if count is None else f"{count}@{written}"
    return _line(row, count, stamp, time, key)


def parse_page(answer: Json, zone: tzinfo | None) -> Sequence[LogLine]:
    """Read a page of the portal's log, in its order. InvalidAnswer: it is no list.

    Stamps are in the given zone, or in UTC. A line without one was written about when
    its neighbour was; without a neighbour it cannot be told.
    """
    rows = [row for row in unwrap_list(answer) if isinstance(row, Mapping)]
    stamps = [parse_stamp(row.get("timestamp")) for row in rows]
    lines = []
    for index, row in enumerate(rows):
        nearest = _nearest(stamps, index)
        if nearest is None:
            continue
        number = whole(row.get("id"), 0, _HIGHEST)
        key = None if number is None else str(number)
        time = in_utc(nearest, zone)
        lines.append(_line(row, number, stamps[index], time, key))
    return tuple(lines)


def _nearest(stamps: Sequence[datetime | None], index: int) -> datetime | None:
    """Return the stamp of a line, else that of the nearest one that has one."""
    dated = (place for place, stamp in enumerate(stamps) if stamp is not None)
    place = min(dated, key=lambda place: abs(place - index), default=None)
    return None if place is None else stamps[place]


def _line(
    row: Row,
    number: int | None,
    stamp: datetime | None,
    time: datetime,
    key: str | None,
) -> LogLine:
    code = values.name(row.get("code"))
    text = values.name(row.get("description")) or code or ""
    params = values.name(row.get("params"))
    switched = _SWITCHED.fullmatch(text)
    on = switched is not None and switched[2].lower() == "on"
    turned = OUTPUT_ON if on else OUTPUT_OFF
    return LogLine(
        id=number,
        record=Record(
            key=key or _digest(time, code, text, params),
            time=time,
            kind=turned if switched else log_words.kind_of(text),
            severity=_severity(code),
            text=f"{text} ({params})" if params else text,
            code=code,
        ),
        switched=(int(switched[1]), on) if switched else None,
        stamp=stamp,
        cmm=values.key(row.get("cmm")),
    )


def _digest(time: datetime, *words: str | None) -> str:
    """Return a key for a line that has no number."""
    said = "\n".join([time.isoformat(), *(word or "" for word in words)])
    return sha256(said.encode("utf-8", "replace")).hexdigest()[:16]


def _severity(code: str | None) -> Severity:
    """Read the letter before the number, as in ``I/E01``, the only code known.

    Another letter is taken to be graver than information; how grave, nobody knows.
    """
    letter = _LETTER.match(code or "")
    if letter is None or letter[1] == "I":
        return Severity.INFORMATIONAL
    return Severity.WARNING
