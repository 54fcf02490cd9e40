"""One physical unit, whichever connections it is seen by.

The paths' readings are merged here, listeners are woken only for what changed, and
commands are queued and sent by the best path.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from .commands import CommandQueue
from .equipment.contact import CONNECTED_POINT, LAST_CONTACT_POINT
from .equipment.driver import Driver
from .equipment.model import (
    Equipment,
    EquipmentId,
    Order,
    Part,
    PartId,
    Point,
    Quality,
    Reading,
    Report,
    Setting,
)
from .equipment.picture import Picture

type Listener = Callable[[], None]

_CONTACT_STEP = timedelta(minutes=1)
_AT_ONCE = 30
"""Listeners woken in one turn of the event loop: each may write a state."""


@dataclass(slots=True, kw_only=True, eq=False)
class Path:
    """One way to a unit: an entry's driver and what it told.

    ``rank`` is the distance: the smaller, the more local. A path is up until its
    grace is over. ``sign_in_again`` is called when its credentials are refused.
    """

    entry_id: str
    driver: Driver
    rank: int
    sign_in_again: Callable[[], None]
    picture: Picture = field(default_factory=Picture)
    up: bool = True


class Unit:
    """A unit: merged readings, who listens to them, and its queue of commands."""

    def __init__(self, equipment: Equipment) -> None:
        """Start with a unit that no path has told of yet."""
        self.id: EquipmentId = equipment.id
        self.about = equipment
        self.paths: dict[str, Path] = {}
        self.protected: frozenset[PartId] = frozenset()
        self.commands = CommandQueue(self)
        self.parts: dict[PartId, Part] = {}
        self.shape = 0
        """Grows whenever points, what can be set of them, or commands come or go."""
        self._points: frozenset[Point] = frozenset()
        self._writable: frozenset[Point] = frozenset()
        self._orders: frozenset[Order] = frozenset()
        self._readings: dict[Point, Reading] = {}
        self._own: dict[Point, Reading] = {}
        self._by_point: dict[Point, set[Listener]] = {}
        self._by_structure: set[Listener] = set()
        self._concerned: deque[tuple[set[Listener], Listener]] = deque()
        self._all_told = asyncio.Event()
        self._all_told.set()

    @property
    def up(self) -> bool:
        """Whether any path reaches the unit."""
        return any(path.up for path in self.paths.values())

    def nearest(self) -> Sequence[Path]:
        """Return the paths that are up, the most local first."""
        return [path for path in self._by_rank() if path.up]

    def _by_rank(self) -> Sequence[Path]:
        return sorted(self.paths.values(), key=lambda path: path.rank)

    def absorb(self, entry_id: str, report: Report) -> None:
        """Take a report of one of the paths and wake those whom it concerns."""
        change = self.paths[entry_id].picture.absorb(report)
        if report.about is not None:
            self.about = report.about
        if change.structure:
            self._merge()
        self._show(change.points)
        if change.structure:
            self._tell_structure()

    def set_up(self, entry_id: str, up: bool) -> None:
        """Note that a path answers again, or that its grace is over."""
        path = self.paths[entry_id]
        if path.up is not up:
            path.up = up
            self._show(frozenset(path.picture.points()), always=True)
            self._tell_structure()

    def contacted(self, at: datetime) -> None:
        """Note when the unit answered last; told at most once a minute."""
        self._note(CONNECTED_POINT, Reading(self.up, at))
        last = self._own.get(LAST_CONTACT_POINT)
        if last is None or at - last.observed_at >= _CONTACT_STEP:
            self._note(LAST_CONTACT_POINT, Reading(at, at))

    def lost(self, at: datetime) -> None:
        """Note that a path of the unit does not answer any more."""
        self._note(CONNECTED_POINT, Reading(self.up, at))

    def _note(self, point: Point, reading: Reading) -> None:
        self._own[point] = reading
        self._show(frozenset({point}))

    def drop_path(self, entry_id: str) -> None:
        """Forget a path whose entry was unloaded."""
        path = self.paths.pop(entry_id)
        self._merge()
        self._show(frozenset(path.picture.points()), always=True)
        self._tell_structure()

    def reading(self, point: Point) -> Reading | None:
        """Return what is known of a point; None: the unit has it no more."""
        return self._readings.get(point)

    def available(self, point: Point) -> bool:
        """Whether the value of a point can be shown."""
        reading = self._readings.get(point)
        return reading is not None and reading.quality is not Quality.UNAVAILABLE

    def setting(self, point: Point) -> Setting | None:
        """Return the bounds of a writable point, of the nearest path that has them."""
        for path in self._by_rank():
            if found := path.picture.setting(point):
                return found
        return None

    def writable(self, point: Point) -> bool:
        """Whether any path can set a point."""
        return point in self._writable

    def points(self) -> frozenset[Point]:
        """Return all points that any path tells of."""
        return self._points.union(self._own)

    def orders(self) -> frozenset[Order]:
        """Return all instant commands that any path can run."""
        return self._orders

    def offers(self, order: Order) -> bool:
        """Whether an instant command can be run now."""
        return any(
            path.up and order in path.picture.orders() for path in self.paths.values()
        )

    def listen(self, point: Point, listener: Listener) -> Callable[[], None]:
        """Call a listener when a point changes, until the answer is called."""
        listeners = self._by_point.setdefault(point, set())
        listeners.add(listener)
        return lambda: listeners.discard(listener)

    def listen_structure(self, listener: Listener) -> Callable[[], None]:
        """Call a listener when points, parts, commands or the plate change."""
        self._by_structure.add(listener)
        return lambda: self._by_structure.discard(listener)

    def _show(self, points: frozenset[Point], *, always: bool = False) -> None:
        nearest, concerned = self.nearest(), list[tuple[set[Listener], Listener]]()
        for point in points:
            before, after = self._readings.get(point), self._best(point, nearest)
            if after is None:
                self._readings.pop(point, None)
            else:
                self._readings[point] = after
            if always or before != after:
                listeners = self._by_point.get(point, set())
                concerned.extend((listeners, listener) for listener in listeners)
        self._wake(concerned)

    def _best(self, point: Point, nearest: Iterable[Path]) -> Reading | None:
        """Return the reading of the nearest path that is up and has one."""
        if own := self._own.get(point):
            return own
        for path in nearest:
            if (reading := path.picture.reading(point)) is not None:
                return reading
        return None

    def _merge(self) -> None:
        """Put together what the paths say that the unit has; the nearest is right."""
        pictures = [path.picture for path in reversed(self._by_rank())]
        self.parts = {
            key: part for picture in pictures for key, part in picture.parts().items()
        }
        groups = [group for picture in pictures for group in picture.groups.values()]
        points = frozenset[Point]().union(*(group.readings for group in groups))
        writable = frozenset[Point]().union(*(group.settings for group in groups))
        orders = frozenset[Order]().union(*(group.orders for group in groups))
        if (points, writable, orders) != (self._points, self._writable, self._orders):
            self._points, self._writable, self._orders = points, writable, orders
            self.shape += 1

    def entities_removed(self) -> None:
        """Note that entities are gone: they are made anew if their points return."""
        self.shape += 1
        self._tell_structure()

    def _tell_structure(self) -> None:
        listeners = self._by_structure
        self._wake((listeners, listener) for listener in listeners)

    async def told(self) -> None:
        """Wait until everybody whom the news concern has been woken."""
        await self._all_told.wait()

    def _wake(self, concerned: Iterable[tuple[set[Listener], Listener]]) -> None:
        self._concerned.extend(concerned)
        if self._concerned and self._all_told.is_set():
            self._all_told.clear()
            self._wake_some()

    def _wake_some(self) -> None:
        """Call so many listeners as still listen; the rest in the next turns."""
        try:
            for _ in range(min(_AT_ONCE, len(self._concerned))):
                listeners, listener = self._concerned.popleft()
                if listener in listeners:
                    listener()
        finally:  # one that fails does not keep the others from being woken
            if self._concerned:
                asyncio.get_running_loop().call_soon(self._wake_some)
            else:
                self._all_told.set()
