"""The table of traps: kept over restarts, bounded, cleaned up (10.3)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from ....equipment.driver import Context, Json
from ....equipment.model import Record, Severity, Value, Variable
from .cleanup import MOST, Cleanup
from .trap import Trap
from .traps_codes import CLEARING

_ROWS: Final = "traps"
_CLEANUP: Final = "traps/cleanup"
CLEARED: Final = "cleared"
KINDS: Final = (*(severity.value for severity in Severity), CLEARED)
"""Every kind that a record of a trap can have."""
_SIZE: Final = 2**21
"""Characters that the table may hold, whatever the owner wants: it is saved often."""
_FRAME: Final = 300
"""Characters of a row besides its text and its further values."""
_NEEDED: Final = frozenset({"id", "time", "number", "name", "severity", "text"})


@dataclass(frozen=True, slots=True)
class Row:
    """A trap as it is kept: what its record needs, and all of it as JSON."""

    id: int
    time: datetime
    json: Mapping[str, Json]

    @property
    def key(self) -> str:
        """What no other trap of the card ever has, even if the memory was lost."""
        return f"{self.id}@{self.time.isoformat()}"

    @property
    def size(self) -> int:
        """About how many characters it takes to keep it.

        It is only estimated: to write thousands of rows down would hold others up.
        """
        extras = self.json.get("extras")
        return _FRAME + len(str(self.json["text"])) + len(str(extras or ""))


class TrapTable:
    """The traps of one card, oldest first."""

    def __init__(self, context: Context) -> None:
        """Go on with what was kept."""
        self._context = context
        self._rows = list(_remembered(context.memory.recall(_ROWS)))
        self._sizes: dict[int, int] = {}
        self._cleanup = Cleanup.of(context.memory.recall(_CLEANUP))

    @property
    def total(self) -> int:
        """How many traps are in the table."""
        return len(self._rows)

    def insert(self, trap: Trap) -> Record:
        """Add a trap and return the line of the log that it is."""
        last = self._rows[-1].id if self._rows else 0
        row = Row(last + 1, trap.received, _as_json(last + 1, trap))
        self._rows.append(row)
        self._keep()
        return _record(row)

    def clean(self) -> Sequence[str]:
        """Remove what is too old, too many or too much; return the keys of that."""
        times = [row.time for row in self._rows]
        leaving = self._cleanup.leaving(times, self._context.clock.now())
        return self._remove(max(leaving, self._beyond()))

    def clear(self) -> Sequence[str]:
        """Remove everything; return the keys of it."""
        return self._remove(len(self._rows))

    def choose(self, variable: Variable, value: Value) -> None:
        """Change how it is cleaned up. InvalidRequest: that cannot be."""
        self._cleanup = self._cleanup.changed(variable, value)
        self._context.memory.keep(_CLEANUP, self._cleanup.as_json())

    def chosen(self, variable: Variable) -> Value:
        """Return how it is cleaned up."""
        return self._cleanup.value(variable)

    def records(self, since: datetime | None, limit: int) -> Sequence[Record]:
        """Return the newest traps since an instant as lines, oldest first."""
        rows = [row for row in self._rows if since is None or row.time >= since]
        return [_record(row) for row in rows[max(len(rows) - limit, 0) :]]

    def _beyond(self) -> int:
        """Return how many of the oldest are beyond what the table may hold."""
        size = 0
        for place in range(len(self._rows) - 1, -1, -1):
            size += self._size(self._rows[place])
            if size > _SIZE:
                return place + 1
        return 0

    def _size(self, row: Row) -> int:
        """Return how much a row takes; each is looked at once."""
        size = self._sizes.get(row.id)
        if size is None:
            size = self._sizes[row.id] = row.size
        return size

    def _remove(self, count: int) -> Sequence[str]:
        if not count:
            return ()
        gone, self._rows = self._rows[:count], self._rows[count:]
        for row in gone:
            self._sizes.pop(row.id, None)
        self._keep()
        return [row.key for row in gone]

    def _keep(self) -> None:
        self._context.memory.keep(_ROWS, [row.json for row in self._rows])


def _as_json(number: int, trap: Trap) -> Mapping[str, Json]:
    return {
        "id": number,
        "time": trap.received.isoformat(),
        "source": trap.source,
        "version": trap.version.value,
        "number": trap.number,
        "generic": trap.generic,
        "name": trap.name,
        "severity": None if trap.severity is None else trap.severity.value,
        "text": trap.text,
        "uptime": trap.uptime,
        "extras": [list(extra) for extra in trap.extras],
    }


def _record(row: Row) -> Record:
    told = row.json
    number, severity = told["number"], _severity(told["severity"])
    name = told["name"]
    return Record(
        key=row.key,
        time=row.time,
        kind=CLEARED if number in CLEARING else severity.value,
        severity=severity,
        text=str(told["text"]),
        code=str(name if number is None else number),
        name=None if name is None else str(name),
    )


def _severity(kept: Json) -> Severity:
    """Return how grave a trap is; one that nobody knows is no alarm."""
    known = (severity for severity in Severity if severity.value == kept)
    return next(known, Severity.INFORMATIONAL)


def _remembered(kept: Json) -> Iterator[Row]:
    """Read the rows that were kept; what is damaged is left out."""
    for told in kept[-MOST:] if isinstance(kept, list) else ():
        if not isinstance(told, Mapping) or not _NEEDED.issubset(told):
            continue
        ident, stamp, number = told["id"], told["time"], told["number"]
        if not isinstance(ident, int) or not isinstance(number, int | None):
            continue
        try:
            time = datetime.fromisoformat(str(stamp)).astimezone(UTC)
        except ValueError, OverflowError:
            continue
        yield Row(ident, time, told)
