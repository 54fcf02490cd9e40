"""When a PDU posted last, told so seldom that nobody's log is flooded with it."""

from datetime import datetime, timedelta
from typing import Final

_STEP: Final = timedelta(minutes=5)


class Posted:
    """Tells the last post in steps, and exactly when the posts stay away."""

    def __init__(self) -> None:
        """Begin before the first post."""
        self._told: datetime | None = None
        self._silent = False

    def shown(self, last: datetime, now: datetime, stale: float) -> datetime:
        """Return the last post, or one up to five minutes before it; never a later one.

        ``stale``: after how many seconds a PDU is silent. Of one that is, the last
        post is told as it was, and the first one after it at once.
        """
        silent = (now - last).total_seconds() > stale
        told = self._told
        kept = told is not None and timedelta(0) <= last - told < _STEP
        if told is None or not kept or silent or self._silent:
            told = last
        self._told, self._silent = told, silent
        return told
