"""One physical unit, whichever connections it is seen by.

The paths' readings are merged here, listeners are woken only for what changed, and
commands are queued and sent by the best path.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from operator import itemgetter

from homeassistant.util import dt as dt_util

from .commands import CommandQueue
from .equipment.contact import (
    CONNECTED_POINT,
    LAST_CONTACT_POINT,
    NO_WAY,
    WAY_POINT,
    WAYS,
)
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
    Value,
)
from .equipment.takeover import Takeover
from .listening import Listener, Listeners
from .path import Path
from .preferences import Preferences
from .wishes import Wishes

_CONTACT_STEP = timedelta(minutes=1)
_LEAD = timedelta(seconds=90)
"""How much newer a reading has to be to be preferred to that of a nearer path."""
_SOUND = {Quality.UNAVAILABLE: 0, Quality.STALE: 1, Quality.GOOD: 2}


class Unit:
    """A unit: merged readings, who listens to them, and its queue of commands."""

    def __init__(self, equipment: Equipment, preferences: Preferences) -> None:
        """Start with a unit that no path has told of yet."""
        self.id: EquipmentId = equipment.id
        self._bare = equipment
        self._plate = preferences.plate(equipment.id)
        self.about = self._plate.about(equipment)
        """Who the unit is, as the nearest connections tell it."""
        self.paths: dict[str, Path] = {}
        self.missing: set[tuple[str, str]] = set()
        """Entities that the last complete report lacked; see the roster."""
        self.commands = CommandQueue(self)
        self.parts: dict[PartId, Part] = {}
        self.shape = 0
        """Grows whenever points, what can be set of them, or commands come or go."""
        self._preferences = preferences
        self._points: frozenset[Point] = frozenset()
        self._writable: frozenset[Point] = frozenset()
        self._orders: frozenset[Order] = frozenset()
        self._readings: dict[Point, Reading] = {}
        self._own: dict[Point, Reading] = {}
        self._derived: Mapping[Point, Reading] = {}
        self._counts = Takeover()
        self._listeners = Listeners()
        self.wishes = Wishes(self._listeners.tell_points)

    @property
    def up(self) -> bool:
        """Whether any path reaches the unit."""
        return any(path.up for path in self.paths.values())

    def nearest(self) -> Sequence[Path]:
        """Return the paths that are up, the most local first."""
        return [path for path in self._by_rank() if path.up]

    def _by_rank(self) -> Sequence[Path]:
        return sorted(self.paths.values(), key=lambda path: path.rank)

    @property
    def protected(self) -> frozenset[PartId]:
        """The parts that must not lose power."""
        return self._preferences.protected(self.id)

    def absorb(self, entry_id: str, report: Report) -> None:
        """Take a report of one of the paths and wake those whom it concerns."""
        path = self.paths[entry_id]
        change = path.picture.absorb(report)
        if report.about is not None:
            self.introduced(entry_id, report.about)
        if change.structure:
            self._plate.labelled(entry_id, path.rank, _labelled(path, report))
            self._merge()
        # A value that only was read again may be better than that of another path,
        # and rules count how often it was.
        several = len(self.paths) > 1 or self._counts.waits
        again = several or path.derive is not None
        self._show(change.points | report.readings.keys() if again else change.points)
        concluded = bool(report.readings) and self._conclude()
        if change.structure or concluded:
            self._listeners.tell_structure()

    def introduced(self, entry_id: str, about: Equipment) -> None:
        """Take who the unit is by one of the paths."""
        self._plate.told(entry_id, self.paths[entry_id].rank, about)
        self.about = self._plate.about(self._bare)

    def forgot(self) -> None:
        """Note that what a connection told is remembered no more."""
        self.about = self._plate.about(self._bare)
        self._merge()
        self._listeners.tell_structure()

    def set_up(self, entry_id: str, up: bool) -> None:
        """Note that a path answers again, or that its grace is over."""
        path = self.paths[entry_id]
        if path.up is not up:
            path.up = up
            self._reconsider(path)

    def drop_path(self, entry_id: str) -> None:
        """Forget a path whose entry was unloaded."""
        path = self.paths.pop(entry_id)
        self.wishes.left(entry_id)
        self._merge()
        self._reconsider(path)

    def _reconsider(self, path: Path) -> None:
        """See what is known now that a path has come or gone."""
        self._show(frozenset(path.picture.points()), always=True)
        self._conclude()
        self._listeners.tell_structure()

    def contacted(self, at: datetime) -> None:
        """Note when the unit answered last; told at most once a minute."""
        self._note_connection(at)
        last = self._own.get(LAST_CONTACT_POINT)
        # A clock that was put back: what is yet to come was no contact.
        if last is None or abs(at - last.observed_at) >= _CONTACT_STEP:
            self._note(LAST_CONTACT_POINT, Reading(at, at))

    def lost(self, at: datetime) -> None:
        """Note that a path of the unit does not answer any more."""
        self._note_connection(at)

    def _note_connection(self, at: datetime) -> None:
        near = next((path for path in self._by_rank() if path.reaches), None)
        self._note(CONNECTED_POINT, Reading(near is not None, at))
        self._note(WAY_POINT, Reading(WAYS[near.rank] if near else NO_WAY, at))

    def _note(self, point: Point, reading: Reading) -> None:
        self._own[point] = reading
        self._show(frozenset({point}))

    @property
    def pending(self) -> Mapping[Point, Value]:
        """What was sent to the unit and is not seen yet."""
        return self.wishes.pending

    def written(self, point: Point, entry_id: str, at: datetime) -> None:
        """Note that a path has set a point: what others saw before is not so now."""
        self.wishes.written(point, entry_id, at)
        self._show(frozenset({point}))

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
        """Return all points that any path tells of, or that follow from those."""
        return self._points.union(self._own, self._derived)

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
        return self._listeners.to_point(point, listener)

    def listen_structure(self, listener: Listener) -> Callable[[], None]:
        """Call a listener when points, parts, commands or the plate change."""
        return self._listeners.to_structure(listener)

    def entities_removed(self) -> None:
        """Note that entities are gone: they are made anew if their points return."""
        self.shape += 1
        self._listeners.tell_structure()

    async def told(self) -> None:
        """Wait until everybody whom the news concern has been woken."""
        await self._listeners.told()

    def _show(self, points: frozenset[Point], *, always: bool = False) -> None:
        nearest, changed = self.nearest(), list[Point]()
        for point in points:
            before, after = self._readings.get(point), self._best(point, nearest)
            if after is None:
                self._readings.pop(point, None)
            else:
                self._readings[point] = after
            if always or before != after:
                changed.append(point)
        self._listeners.tell_points(changed)

    def _best(self, point: Point, nearest: Iterable[Path]) -> Reading | None:
        """Return the best reading of the paths that are up.

        One that is good, else stale; of those the newer, where a nearer path counts
        as newer than it is. A count does not step back because paths differ.
        """
        if own := self._own.get(point) or self._derived.get(point):
            return own
        told = [
            (
                _SOUND[reading.quality],
                reading.observed_at - path.rank * _LEAD,
                reading,
                path.entry_id,
            )
            for path in nearest
            if (reading := path.picture.reading(point)) is not None
            and not self._is_overtaken(point, reading, path)
        ]
        if not told:
            return None
        _, _, best, entry_id = max(told, key=itemgetter(0, 1))
        return self._counts.shown(point, entry_id, best, dt_util.utcnow())

    def _is_overtaken(self, point: Point, reading: Reading, path: Path) -> bool:
        """Tell whether another path has set the point since this was seen."""
        if (written := self.wishes.written_by(point)) is None:
            return False
        by, at = written
        known = by in self.paths and self.paths[by].up
        return known and by != path.entry_id and reading.observed_at <= at

    def _conclude(self) -> bool:
        """Derive what follows from the readings; tell whether there are new points."""
        derive = next((path.derive for path in self.paths.values()), None)
        if derive is None:
            return False
        told = {p: r for p, r in self._readings.items() if p not in self._derived}
        before, known = self._derived, self._preferences.derived(self.id)
        memory, self._derived = derive(
            known, told, self._preferences.choices(self.id), dt_util.utcnow()
        )
        if memory != known:
            self._preferences.keep_derived(self.id, memory)
        self._show(frozenset(before.keys() | self._derived.keys()))
        if before.keys() == self._derived.keys():
            return False
        self.shape += 1
        return True

    def _merge(self) -> None:
        """Put together what the paths say that the unit has; the nearest is right."""
        pictures = [path.picture for path in reversed(self._by_rank())]
        labels = self._plate.labels()
        self.parts = {
            key: _called(part, labels.get(key))
            for picture in pictures
            for key, part in picture.parts().items()
        }
        groups = [group for picture in pictures for group in picture.groups.values()]
        points = frozenset[Point]().union(*(group.readings for group in groups))
        writable = frozenset[Point]().union(*(group.settings for group in groups))
        orders = frozenset[Order]().union(*(group.orders for group in groups))
        if (points, writable, orders) != (self._points, self._writable, self._orders):
            self._points, self._writable, self._orders = points, writable, orders
            self.shape += 1


def _labelled(path: Path, report: Report) -> Mapping[PartId, Part]:
    """Return the parts of a report; another one of the path may tell their labels."""
    labels = {
        key: part.label
        for group in path.picture.groups.values()
        for key, part in group.parts.items()
        if part.label
    }
    return {key: _called(part, labels.get(key)) for key, part in report.parts.items()}


def _called(part: Part, label: str | None) -> Part:
    return part if part.label == label else replace(part, label=label)
