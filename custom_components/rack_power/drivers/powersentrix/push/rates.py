"""How often a UPS may post (2.3)."""

from collections import deque
from typing import Final

from ....equipment.driver import Clock
from .request import Request, Subject

_MOST_UNITS: Final = 64
"""Names that are heeded at a time; a company has fewer UPSs."""
_ALLOWED: Final = {Subject.REGISTER: 5, Subject.STATUS: 1, Subject.LOG: 20}
"""Posts in any one second, by subject."""
_SECOND: Final = 1.0


class Rates:
    """Counts the posts of every UPS."""

    def __init__(self, clock: Clock) -> None:
        """Count by a clock."""
        self._clock = clock
        self._posts: dict[tuple[str, Subject], deque[float]] = {}

    def admit(self, request: Request) -> bool:
        """Count a post, and tell whether it is one too many."""
        now = self._clock.monotonic()
        key = request.cmm, request.subject
        if key not in self._posts and not self._has_room(now):
            return False
        posts = self._posts.setdefault(key, deque())
        while posts and now - posts[0] >= _SECOND:
            posts.popleft()
        if len(posts) >= _ALLOWED[request.subject]:
            return False
        posts.append(now)
        return True

    def _has_room(self, now: float) -> bool:
        if len(self._posts) < _MOST_UNITS * len(Subject):
            return True
        for key, posts in list(self._posts.items()):
            if now - posts[-1] >= _SECOND:
                del self._posts[key]
        return len(self._posts) < _MOST_UNITS * len(Subject)
