"""Leaving a portal alone that does not answer: 60 seconds at first, then up to 300."""

from typing import Final

from ....equipment.driver import Clock
from ....equipment.errors import CannotConnect

_FIRST, _MOST = 60.0, 300.0
_SLACK: Final = 1.0
"""Seconds by which a poll may come early."""


class Backoff:
    """Fails at once while it is not yet time to try again."""

    def __init__(self, clock: Clock) -> None:
        """Begin without a failure."""
        self._clock = clock
        self._failure: CannotConnect | None = None
        self._pause = _FIRST
        self._until = 0.0

    def respect(self) -> None:
        """Raise the last failure again if it was too short a while ago."""
        if self._failure and self._clock.monotonic() < self._until - _SLACK:
            raise self._failure

    def failed(self, failure: CannotConnect) -> None:
        """Note a failure."""
        self._pause = min(2 * self._pause, _MOST) if self._failure else _FIRST
        self._failure = failure
        self._until = self._clock.monotonic() + self._pause

    def succeeded(self) -> None:
        """Note that all is well."""
        self._failure = None
