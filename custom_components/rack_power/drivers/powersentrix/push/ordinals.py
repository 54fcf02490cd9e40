"""The count of a UPS's log lines: doubles, gaps, and beginning anew (2.3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from hashlib import sha256
from typing import Final

from ....equipment.driver import Json
from ..mapping.log import LogLine
from ..mapping.times import parse_stamp

_KEPT: Final = 100
"""Lines that are known again; a step back by more is a UPS that counts anew."""


class Place(Enum):
    """Where a line belongs."""

    NEXT = auto()
    LATE = auto()
    """It was overtaken by others, or counts anew; nobody has told it yet."""
    DOUBLE = auto()


@dataclass(slots=True)
class Ordinals:
    """The counts that one UPS has used. ``lost``: lines that never came."""

    last: int | None
    seen: dict[str, str]
    lost: int = 0
    stamp: datetime | None = None
    """When the last line was written, by its own stamp."""

    @classmethod
    def of(cls, kept: Json) -> Ordinals:
        """Go on where a driver before this one ended."""
        row = kept if isinstance(kept, Mapping) else {}
        last, seen, lost = row.get("last"), row.get("seen"), row.get("lost")
        return cls(
            last if isinstance(last, int) else None,
            {
                key: told
                for key, told in (seen if isinstance(seen, Mapping) else {}).items()
                if isinstance(told, str)
            },
            lost if isinstance(lost, int) else 0,
            parse_stamp(row.get("stamp")),
        )

    def as_json(self) -> Json:
        """Return what has to outlive the driver."""
        return {
            "last": self.last,
            "seen": dict(self.seen),
            "lost": self.lost,
            "stamp": None if self.stamp is None else self.stamp.isoformat(),
        }

    def place(self, line: LogLine) -> Place:
        """Tell where a line belongs, and remember it.

        A count that was used for another line, one far back, and a lower one of a
        line that was written later, are those of a UPS that began anew.
        """
        print_ = _fingerprint(line)
        if line.id is None:
            return self._placed_by_text(print_)
        key = str(line.id)
        if self.seen.get(key) == print_:
            return Place.DOUBLE
        last = self.last
        far_back = last is not None and line.id <= last - _KEPT
        stepped_back = last is not None and line.id < last
        if key in self.seen or far_back or (stepped_back and self._is_later(line)):
            last = None
        self._remember(key, print_)
        if last is not None and line.id < last:
            self.lost = max(0, self.lost - 1)
            return Place.LATE
        if last is not None:
            self.lost += line.id - last - 1
        self.last, self.stamp = line.id, line.stamp
        return Place.NEXT

    def _is_later(self, line: LogLine) -> bool:
        """Tell whether a line was certainly written after the last one."""
        before, stamp = self.stamp, line.stamp
        if before is None or stamp is None:
            return False
        same = (before.tzinfo is None) is (stamp.tzinfo is None)
        return same and stamp > before

    def _placed_by_text(self, print_: str) -> Place:
        """Place a line that has no count."""
        if print_ in self.seen.values():
            return Place.DOUBLE
        self._remember(f"?{print_}", print_)
        return Place.NEXT

    def _remember(self, key: str, print_: str) -> None:
        self.seen.pop(key, None)
        self.seen[key] = print_
        while len(self.seen) > _KEPT:
            del self.seen[next(iter(self.seen))]


def _fingerprint(line: LogLine) -> str:
    """Return what tells a line from others with the same count."""
    stamp = line.stamp.isoformat() if line.stamp else ""
    said = f"{stamp}\n{line.record.code}\n{line.record.text}"
    return sha256(said.encode("utf-8", "replace")).hexdigest()[:12]
