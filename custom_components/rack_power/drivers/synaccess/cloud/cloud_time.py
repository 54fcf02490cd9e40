"""Instants that the cloud tells, by our own clock."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

from ....equipment.driver import Clock
from ...http import Answer

_ALIKE: Final = timedelta(seconds=5)
"""What a header without fractions and a slow answer make of clocks that agree."""
_ABSURD: Final = timedelta(days=2)
"""No clock is so wrong; a header may be."""


class CloudTime:
    """Follows the header Date, so that values are as old as they are.

    They are compared with those of other paths, which we date ourselves.
    """

    def __init__(self, clock: Clock) -> None:
        """Begin with clocks that agree."""
        self._clock = clock
        self._behind = timedelta(0)

    def note(self, answer: Answer) -> None:
        """Take the time of an answer, if it has one."""
        try:
            told = parsedate_to_datetime(answer.headers.get("Date", ""))
            told = told if told.tzinfo else told.replace(tzinfo=UTC)
            behind = self._clock.now() - told
        except ValueError, TypeError, OverflowError:
            return
        off = _ALIKE < abs(behind) < _ABSURD
        self._behind = behind if off else timedelta(0)

    def ours(self, milliseconds: float) -> datetime | None:
        """Return an instant that the cloud told; None: it cannot be one."""
        try:
            told = datetime.fromtimestamp(milliseconds / 1000, UTC)
            return told + self._behind
        except OverflowError, OSError, ValueError:
            return None
