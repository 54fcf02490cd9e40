"""What was sent to a unit, and what is known of how it ended."""

from collections.abc import Callable, Iterable
from datetime import datetime

from .equipment.model import Point, Value


class Wishes:
    """Values that points of a unit were set to, by its paths."""

    def __init__(self, tell: Callable[[Iterable[Point]], None]) -> None:
        """Begin without any; ``tell`` is called with points that are shown anew."""
        self.pending: dict[Point, Value] = {}
        """What was sent to the unit and is not seen yet."""
        self._pended_by: dict[Point, str] = {}
        self._written: dict[Point, tuple[str, datetime]] = {}
        """Point -> the path that set it last, and when."""
        self._settled: set[Point] = set()
        self._tell = tell

    def pend(self, point: Point, value: Value, entry_id: str) -> None:
        """Note a value that was sent by a path which cannot see it yet."""
        self.pending[point] = value
        self._pended_by[point] = entry_id
        self._settled.discard(point)
        self._tell((point,))

    def written(self, point: Point, entry_id: str, at: datetime) -> None:
        """Note that a path has set a point: what others saw before is not so now."""
        self._written[point] = entry_id, at

    def written_by(self, point: Point) -> tuple[str, datetime] | None:
        """Return the path that has set a point last, and when."""
        return self._written.get(point)

    def settle(self, point: Point) -> bool:
        """Forget what is pending of a point; tell whether that was still owed.

        It is so, too, if it was sent before this unit was known, by a path that
        remembers it; it is not if a later command ended well meanwhile.
        """
        owed = point not in self._settled
        self._settled.add(point)
        self._forget(point)
        return owed

    def left(self, entry_id: str) -> None:
        """Forget what a path had sent: nobody who is left would ever settle it."""
        for point in [one for one, by in self._pended_by.items() if by == entry_id]:
            self._forget(point)

    def _forget(self, point: Point) -> None:
        if point in self.pending:
            del self.pending[point], self._pended_by[point]
            self._tell((point,))
