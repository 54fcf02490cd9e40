"""Paths that are refused although the session is good, such as those of a plan."""

from typing import Final

from ...equipment.driver import Clock

_REMEMBERED: Final = 3600.0
"""Seconds after which a refusal may mean again that the session is over."""


class Refusals:
    """Remembers for a while what was refused for itself.

    Such a path is still asked for, as it may be served again; its refusal says nothing
    of the session. What a path is asked about does not count.
    """

    def __init__(self, clock: Clock) -> None:
        """Start with none."""
        self._clock = clock
        self._until: dict[str, float] = {}

    def __contains__(self, path: str) -> bool:
        """Tell whether a path was refused for itself lately."""
        return self._until.get(_name(path), float("-inf")) > self._clock.monotonic()

    def note(self, path: str) -> None:
        """Remember a path."""
        now = self._clock.monotonic()
        kept = {name: until for name, until in self._until.items() if until > now}
        self._until = {**kept, _name(path): now + _REMEMBERED}

    def forget(self, path: str) -> None:
        """Note that a path was served."""
        self._until.pop(_name(path), None)

    def clear(self) -> None:
        """Forget all: in another session they may be served."""
        self._until.clear()


def _name(path: str) -> str:
    return path.partition("=")[0]
