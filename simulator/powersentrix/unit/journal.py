"""The log of a UPS: numbered lines, told to whoever listens."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

from ...clock import Clock
from ..knobs import UnitKnobs

SWITCHED = "I/E01"
"""The only code that is documented; the others are our own."""
MAINS_LOST, MAINS_BACK = "W/E10", "I/E11"
TEST_BEGUN, TEST_ENDED = "I/E12", "I/E13"
CUT_OFF = "E/E14"
_FIRST_ORD = 1234  # in the middle of a life
_LOCAL = ZoneInfo("Europe/Bratislava")
"""The zone of the POSIX string in the settings."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line; its time as the UPS would write it, without a zone."""

    ord: int
    code: str
    description: str
    params: str
    time: datetime

    @property
    def pushed_stamp(self) -> str:
        """The time as in a post (4.9)."""
        return self.time.strftime("%Y-%m-%d %H:%M:%S")

    @property
    def portal_stamp(self) -> str:
        """The time as the portal tells it (4.9)."""
        return self.time.strftime("%Y-%m-%dT%H:%M:%S")


class Journal:
    """Writes lines, in order."""

    def __init__(self, clock: Clock, knobs: UnitKnobs) -> None:
        """Begin in the middle of a life."""
        self.next_ord = _FIRST_ORD
        self.entries: list[Entry] = []
        self.listeners: list[Callable[[Entry], None]] = []
        self._clock = clock
        self._knobs = knobs

    def write(self, code: str, description: str, params: str = "") -> Entry | None:
        """Write a line, unless this UPS writes none."""
        if self._knobs.logging == "off":
            return None
        zone: tzinfo = UTC if self._knobs.log_tz == "utc" else _LOCAL
        time = self._clock.time.astimezone(zone).replace(tzinfo=None, microsecond=0)
        entry = Entry(self.next_ord, code, description, params, time)
        self.next_ord += 1
        self.entries.append(entry)
        for listener in self.listeners:
            listener(entry)
        return entry

    def switched(self, port: int, *, on: bool) -> None:
        """Write that a port was switched."""
        number = port + int(self._knobs.log_base)
        self.write(SWITCHED, f"Output {number} turned {'ON' if on else 'OFF'}")

    def reset(self) -> None:
        """Be as at the beginning."""
        self.next_ord = _FIRST_ORD
        self.entries.clear()

    def restart(self) -> None:
        """Begin to count anew after a boot, if this UPS does so."""
        if self._knobs.ord_on_boot == "reset":
            self.next_ord = 1
