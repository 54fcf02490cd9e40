"""Leaving a cloud alone: as long as it asks, else 60 seconds at first, then longer."""

from typing import Final

from ..equipment.driver import Clock
from ..equipment.errors import CannotConnect, RateLimited

_FIRST: Final = 60.0
_SLACK: Final = 1.0
"""Seconds by which a poll may come early."""


class Backoff:
    """Fails at once while it is not yet time to try again."""

    def __init__(self, clock: Clock, most: float) -> None:
        """Begin without a failure; the pause doubles up to so many seconds."""
        self._clock = clock
        self._most = most
        self._failure: CannotConnect | RateLimited | None = None
        self._pause = 0.0
        self._until = 0.0

    def respect(self, *, urgent: bool = False) -> None:
        """Raise the last failure again if it was too short a while ago.

        ``urgent``: somebody waits for a command. Then only a cloud that asked for it
        is left alone; one that did not answer may answer again.
        """
        left = self._until - self._clock.monotonic()
        if self._failure is None or left <= _SLACK:
            return
        if isinstance(self._failure, RateLimited):
            raise RateLimited(left)
        if not urgent:
            raise self._failure

    def failed(
        self, failure: CannotConnect | RateLimited, pause: float | None = None
    ) -> None:
        """Note a failure, and for how many seconds it asks us to wait, if it does."""
        self._pause = min(max(2 * self._pause, _FIRST), self._most)
        self._failure = failure
        wait = self._pause if pause is None else pause
        self._until = self._clock.monotonic() + wait

    def succeeded(self) -> None:
        """Note that all is well."""
        self._failure = None
        self._pause = 0.0

    @property
    def left(self) -> float:
        """Seconds until it is time to try again."""
        return max(0.0, self._until - self._clock.monotonic())
