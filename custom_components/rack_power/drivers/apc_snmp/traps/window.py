"""When a message of SNMPv3 was sent, so that none is taken twice (RFC 3414, 3.2)."""

from typing import Final

_WINDOW: Final = 150
"""Seconds that a message may be old."""
_WORN_OUT: Final = 2**31 - 1
"""Starts after which an engine can prove nothing any more."""


class Window:
    """Follows the time of an engine that is the authority for it.

    It is only told of messages that were proven.
    """

    def __init__(self) -> None:
        """Begin with nothing known: the first message tells the time."""
        self._boots = 0
        self._time = 0

    def admits(self, boots: int, time: int) -> bool:
        """Tell whether a message is young enough, and go by the newest one."""
        if not 0 <= boots < _WORN_OUT or not 0 <= time <= _WORN_OUT:
            return False
        if (boots, time) > (self._boots, self._time):
            self._boots, self._time = boots, time
            return True
        return boots == self._boots and time >= self._time - _WINDOW


def is_near(time: int, ours: int) -> bool:
    """Tell whether a message was sent just now, by our own time."""
    return abs(time - ours) <= _WINDOW
