"""The logs of all units: what their paths told, each line once.

Kept per unit, domain-wide, bounded, in a store of its own. The same line may be told by
two paths, in any order: it is recognised by code, text and time, and every path can
tell each line only once.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, NotRequired, TypedDict

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.storage import Store
from homeassistant.util import dt as dt_util
from homeassistant.util.json import JsonValueType

from .const import DOMAIN
from .equipment.model import EquipmentId, Record

_VERSION: Final = 1
_SAVE_DELAY: Final = 10
LONGEST: Final = 1000
"""Lines that are kept of each unit."""
_TOLERANCE: Final = timedelta(seconds=90)
"""By how much two paths may differ about when a line was written."""


class Line(TypedDict):
    """A line as it is kept and as ``get_log`` answers it."""

    time: str
    kind: str
    severity: str
    text: str
    code: str | None
    path: str
    missed: bool
    told: NotRequired[dict[str, str]]
    """Entry -> the line's key there; left out of answers."""


@dataclass(frozen=True, slots=True)
class Told:
    """A new line: its record, and whether it was told as it arose."""

    record: Record
    live: bool


type Listener = Callable[[Sequence[Told]], None]


class Journal:
    """The logs of all units, oldest line first."""

    def __init__(self, hass: HomeAssistant) -> None:
        """Prepare; :meth:`load` must follow before anything else."""
        self._store: Store[dict[str, list[Line]]] = Store(
            hass, _VERSION, f"{DOMAIN}.log", private=True, atomic_writes=True
        )
        self._lines: dict[str, list[Line]] = {}
        self._listeners: dict[EquipmentId, set[Listener]] = {}
        self._unheard: dict[EquipmentId, list[Told]] = {}
        """Lines that came before anybody listened, as at the start of an entry."""

    async def load(self) -> None:
        """Read what was kept."""
        self._lines = await self._store.async_load() or {}

    def listen(self, unit: EquipmentId, listener: Listener) -> Callable[[], None]:
        """Call a listener with new lines of a unit, until the answer is called.

        The first one gets what nobody has heard yet.
        """
        listeners = self._listeners.setdefault(unit, set())
        listeners.add(listener)
        if unheard := self._unheard.pop(unit, None):
            listener(unheard)
        return lambda: listeners.discard(listener)

    @callback
    def take(
        self,
        unit: EquipmentId,
        entry_id: str,
        path: str,
        records: Iterable[Record],
        *,
        live: bool,
    ) -> None:
        """Keep the records that are new, and tell them to who listens."""
        lines = self._lines.setdefault(unit, [])
        new = [record for record in records if not _recognised(lines, entry_id, record)]
        if not new:
            return
        lines += [_line(record, entry_id, path, live=live) for record in new]
        lines.sort(key=lambda line: line["time"])
        del lines[:-LONGEST]
        self._store.async_delay_save(lambda: self._lines, _SAVE_DELAY)
        if not (listeners := tuple(self._listeners.get(unit, ()))):
            unheard = self._unheard.setdefault(unit, [])
            unheard += [Told(record, live=False) for record in new]
            del unheard[:-LONGEST]
        told = tuple(Told(record, live) for record in new)
        for listener in listeners:
            listener(told)

    @callback
    def forget(self, unit: EquipmentId, entry_id: str, keys: Collection[str]) -> None:
        """Drop the lines that a path, and no other, told under these keys."""
        lines, kept = self._lines.get(unit, []), list[Line]()
        for line in lines:
            told = line.get("told", {})
            if told.get(entry_id) not in keys or len(told) > 1:
                kept.append(line)
        if len(kept) < len(lines):
            self._lines[unit] = kept
            self._store.async_delay_save(lambda: self._lines, _SAVE_DELAY)

    def read(
        self, unit: EquipmentId, extra: Mapping[str, Sequence[Record]]
    ) -> list[Line]:
        """Return the lines of a unit with what paths have looked up besides.

        ``extra``: records by the name of the path that was asked.
        """
        lines = list(self._lines.get(unit, ()))
        for path, records in extra.items():
            lines += [
                _line(record, path, path, live=True)
                for record in records
                if not any(_is_same(line, record) for line in lines)
            ]
        lines.sort(key=lambda line: line["time"])
        return lines


def answer(line: Line) -> dict[str, JsonValueType]:
    """Return a line as an action answers it."""
    return {
        "time": line["time"],
        "kind": line["kind"],
        "severity": line["severity"],
        "text": line["text"],
        "code": line["code"],
        "path": line["path"],
        "missed": line["missed"],
    }


def _recognised(lines: list[Line], entry_id: str, record: Record) -> bool:
    """Tell whether a line is known; note that this path has told it, too."""
    for line in reversed(lines):
        if line.get("told", {}).get(entry_id) == record.key:
            return True
    for line in lines:
        if entry_id not in (told := line.setdefault("told", {})) and _is_same(
            line, record
        ):
            told[entry_id] = record.key
            return True
    return False


def _is_same(line: Line, record: Record) -> bool:
    return (line["code"], line["text"]) == (record.code, record.text) and abs(
        _time(line) - record.time
    ) <= _TOLERANCE


def _time(line: Line) -> datetime:
    return dt_util.parse_datetime(line["time"], raise_on_error=True)


def _line(record: Record, entry_id: str, path: str, *, live: bool) -> Line:
    return {
        "time": dt_util.as_utc(record.time).isoformat(),
        "kind": record.kind,
        "severity": record.severity.value,
        "text": record.text,
        "code": record.code,
        "path": path,
        "missed": not live,
        "told": {entry_id: record.key},
    }
