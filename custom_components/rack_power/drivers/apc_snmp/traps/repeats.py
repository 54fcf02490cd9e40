"""What a card tells twice: by two of its receivers, or because it heard no answer."""

from typing import Final

from ....equipment.driver import Clock
from .message import Notification

_SAME: Final = 2.0
"""Seconds within which equal traps are one."""
_ASKED_AGAIN: Final = 300.0
"""Seconds within which an inform may be sent again."""
_MOST: Final = 200

type _Print = tuple[object, ...]


class Repeats:
    """Remembers what one card told lately."""

    def __init__(self, clock: Clock) -> None:
        """Begin with nothing."""
        self._clock = clock
        self._told: dict[_Print, float] = {}

    def is_new(self, told: Notification, text: str) -> bool:
        """Tell whether this was not told before, and remember it."""
        now = self._clock.monotonic()
        print_ = told.oid, text, told.uptime
        again = (*print_, told.request) if told.request is not None else None
        repeated = self._within(print_, now, _SAME) or (
            again is not None and self._within(again, now, _ASKED_AGAIN)
        )
        if repeated:
            return False
        for one in (print_, again):
            if one is not None:
                self._told.pop(one, None)
                self._told[one] = now
        while len(self._told) > _MOST:
            del self._told[next(iter(self._told))]
        return True

    def _within(self, print_: _Print, now: float, seconds: float) -> bool:
        at = self._told.get(print_)
        return at is not None and now - at <= seconds
