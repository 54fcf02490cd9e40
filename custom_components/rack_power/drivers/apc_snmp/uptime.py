"""When the card started, and whether it has started again."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

_WRAP: Final = 2**32
"""Hundredths of seconds after which a card counts from 0 again: 497 days."""
_SLACK: Final = 6000
"""Hundredths of seconds by which clocks and ways may differ."""


@dataclass(slots=True)
class Uptime:
    """Follows how long a card has been running, by two clocks."""

    started: datetime | None = None
    _ticks: int | None = None
    _read_at: float = 0.0
    _wraps: int = 0

    def jumps(self, ticks: int | None, monotonic: float) -> bool:
        """Tell whether a card counts otherwise than it did: another run, or card."""
        if ticks is None or self._ticks is None or not 0 <= ticks < _WRAP:
            return False
        expected = self._ticks + (monotonic - self._read_at) * 100
        return all(abs(expected - wrapped - ticks) > _SLACK for wrapped in (0, _WRAP))

    def note(self, ticks: int | None, monotonic: float, now: datetime) -> bool:
        """Take what the card tells; return whether it is in another run by now.

        It has started since, or its time has leaped ahead: then it is another card,
        or our own clock stood still.
        ``ticks`` are hundredths of seconds, ``monotonic`` seconds of our own.
        """
        if ticks is None or not 0 <= ticks < _WRAP:
            return False
        restarted = self.jumps(ticks, monotonic)
        if restarted:
            self._wraps = 0
        elif self._ticks is not None and ticks < self._ticks - _WRAP // 2:
            self._wraps += 1
        self._ticks, self._read_at = ticks, monotonic
        running = (ticks + self._wraps * _WRAP) / 100
        started = now - timedelta(seconds=running)
        is_rounding = self.started is not None and not restarted
        if not is_rounding or _differ(started, self.started):
            self.started = started
        return restarted


def _differ(one: datetime, other: datetime | None) -> bool:
    return other is None or abs((one - other).total_seconds()) > _SLACK / 100
