"""How long the cloud wants to be left alone by an account; kept over restarts."""

from collections.abc import Mapping
from typing import Final

from ...equipment.driver import Clock, Memory
from ...equipment.errors import RateLimited
from ..busy import raise_if_busy
from ..http import Answer
from .keeping import instant

KEY: Final = "quiet"
_LONGEST: Final = 3600.0
"""Seconds that are waited at most, whatever the clock said when they were kept."""


class Quiet:
    """A wish for quiet, of an account and its credentials."""

    def __init__(self, clock: Clock, memory: Memory, who: str) -> None:
        """Go on with the wish that is still kept."""
        self._clock = clock
        self._memory = memory
        self._who = who
        self._until = clock.monotonic() + self._kept()

    def respect(self) -> None:
        """Raise RateLimited while nothing may be sent."""
        left = self._until - self._clock.monotonic()
        if left > 0:
            raise RateLimited(left)

    def note(self, answer: Answer) -> None:
        """Take a wish for quiet, and raise RateLimited for it."""
        try:
            raise_if_busy(answer)
        except RateLimited as err:
            until = self._clock.monotonic() + err.retry_after
            self._until = max(self._until, until)
            wall = self._clock.now().timestamp() + err.retry_after
            self._memory.keep(KEY, {"who": self._who, "until": wall})
            raise

    def _kept(self) -> float:
        """Return the seconds that are left of what was kept; nonsense is none."""
        told = self._memory.recall(KEY)
        if not isinstance(told, Mapping) or told.get("who") != self._who:
            return 0.0
        until = instant(told.get("until"))
        left = 0.0 if until is None else until - self._clock.now().timestamp()
        return min(max(left, 0.0), _LONGEST)
