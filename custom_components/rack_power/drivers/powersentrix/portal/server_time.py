"""The portal's own clock, by which its tokens and the age of its data are judged."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

from ....equipment.driver import Clock
from ...http import Answer

RESOLUTION: Final = timedelta(seconds=1)
"""What the header leaves off: it is never ahead, and less than this behind."""
_EARLIEST: Final = 2000
_LATEST: Final = 2100
"""Years between which a server's clock is believed, as for its stamps."""


class ServerTime:
    """Follows the header Date, so that no skew of ours matters."""

    def __init__(self, clock: Clock) -> None:
        """Begin with our own time."""
        self._clock = clock
        self._noted: tuple[datetime, float] | None = None

    def note(self, answer: Answer) -> datetime | None:
        """Take the time of an answer; return it, None where it has none.

        What cannot be the time is none: with the last day that there is nothing can
        be reckoned.
        """
        try:
            told = parsedate_to_datetime(answer.headers.get("Date", ""))
        except ValueError, TypeError:
            return None
        if told.tzinfo is None:
            told = told.replace(tzinfo=UTC)
        if not _EARLIEST <= told.year < _LATEST:
            return None
        self._noted = told, self._clock.monotonic()
        return told

    def now(self) -> datetime:
        """Return the server's time, to the second."""
        if self._noted is None:
            return self._clock.now()
        told, at = self._noted
        return told + timedelta(seconds=self._clock.monotonic() - at)
