"""``gateways/events/all``: the log of all UPSs (1.5, 9 no. 4).

Of its lines only ``deviceId`` was ever seen to be read; all else is looked for where it
may be.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from itertools import pairwise
import re
from typing import Final

from ....equipment.driver import Json
from ....equipment.errors import InvalidAnswer
from ....equipment.model import Record, Severity
from ..dictionary import Dictionary
from ..dictionary_codes import CODES
from . import values
from .filling import filled
from .listing import device_id
from .times import parse_time
from .values import Row

UNKNOWN: Final = "unknown"
_KINDS: Final = {code.key: code.key.replace(".", "_") for code in CODES}
KINDS: Final = (*_KINDS.values(), UNKNOWN)
_NAMES: Final = ("id", "event", "key", "type")
_TIMES: Final = ("timestamp", "time", "date", "createdAt")
_WRAPPERS: Final = ("events", "data")
_MOST: Final = 5000
_NUMERIC = re.compile(r"[+-]?[0-9.]+", re.ASCII)
_NAMELESS: Final = "Event without a name"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A line and whose it is.

    ``dated``: the line told its time; else it has that of its arrival, and must not
    move any mark.
    """

    device_id: str = field(repr=False)
    record: Record
    dated: bool = True


def parse_events(
    answer: Json, dictionary: Dictionary, arrived: datetime
) -> Sequence[Event]:
    """Read the log, in whatever order it comes: oldest first, the newest 5,000.

    What does not say whose it is is left out. A line without a time that can be
    understood is as old as its arrival, so that it is told at least; it is known
    again by all that it says. InvalidAnswer: there is no list.
    """
    rows = _newest(_rows(answer), arrived)
    found: dict[tuple[str, str], Event] = {}
    for row in rows:
        if isinstance(row, Mapping) and (ident := device_id(row.get("deviceId"))):
            event = _event(row, ident, dictionary, arrived)
            found.setdefault((ident, event.record.key), event)
    events = list(found.values())
    if _backwards(events):
        events.reverse()
    events.sort(key=lambda event: event.record.time)
    return tuple(events)


def how_many(answer: Json) -> int:
    """Tell how many lines an answer has. InvalidAnswer: there is no list."""
    return len(_rows(answer))


def _rows(answer: Json) -> Sequence[Json]:
    if isinstance(answer, Mapping):
        inner = (values.items(answer.get(name)) for name in _WRAPPERS)
        rows = next((one for one in inner if one is not None), None)
    else:
        rows = values.items(answer)
    if rows is None:
        raise InvalidAnswer
    return rows


def _newest(rows: Sequence[Json], arrived: datetime) -> Sequence[Json]:
    """Leave out the oldest lines of very many, before they cost anything."""
    if len(rows) <= _MOST:
        return rows
    times = [(isinstance(row, Mapping) and _time(row)) or arrived for row in rows]
    by_time = sorted(range(len(rows)), key=times.__getitem__)
    return [rows[place] for place in sorted(by_time[-_MOST:])]


def _time(row: Row) -> datetime | None:
    return next(filter(None, (parse_time(row.get(name)) for name in _TIMES)), None)


def _backwards(events: Sequence[Event]) -> bool:
    """Tell whether the newest came first; then so do those of the same instant."""
    times = [event.record.time for event in events if event.dated]
    return any(later < sooner for sooner, later in pairwise(times)) and all(
        later <= sooner for sooner, later in pairwise(times)
    )


def _event(row: Row, ident: str, dictionary: Dictionary, arrived: datetime) -> Event:
    key = _key(row, dictionary)
    entry = None if key is None else dictionary.lookup(key)
    stamp = _time(row)
    text = key or _NAMELESS
    if entry is not None:
        text = filled(entry.description or entry.name, row.get("meta"))
    record = Record(
        key=_digest(row, ident, stamp),
        time=stamp or arrived,
        kind=_KINDS.get(key or "", UNKNOWN),
        severity=Severity.WARNING if entry is None else entry.severity.of_record,
        text=text or key or _NAMELESS,
        code=key,
    )
    return Event(device_id=ident, record=record, dated=stamp is not None)


def _key(row: Row, dictionary: Dictionary) -> str | None:
    """Return what names the event: a key that is known, else what is no number."""
    told = [values.name(row.get(name)) for name in _NAMES]
    words = [word for word in told if word is not None]
    known = (word for word in words if dictionary.lookup(word) is not None)
    strange = (word for word in words if not _NUMERIC.fullmatch(word))
    return next(known, None) or next(strange, None)


def _digest(row: Row, ident: str, stamp: datetime | None) -> str:
    """Return what a line is known by again, whatever the dictionary calls it.

    All that may name it, a number of the record among them, and its time. A number
    alone is not enough: nobody knows whether each UPS counts for itself.
    """
    if stamp is not None:
        said = [ident, *(_word(row.get(name)) for name in _NAMES), stamp.isoformat()]
    else:
        said = [ident, *(f"{name}={_word(row[name])}" for name in sorted(row))]
    text = "\n".join(said)
    return sha256(text.encode("utf-8", "replace")).hexdigest()[:20]


def _word(value: Json) -> str:
    return values.key(value) or ""
