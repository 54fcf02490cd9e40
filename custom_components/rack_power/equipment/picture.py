"""What one path knows of a unit: its reports laid over each other, group by group."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain

from .model import Equipment, Order, Part, PartId, Point, Reading, Report, Setting


@dataclass(frozen=True, slots=True)
class Change:
    """What a report changed: values, and whether points, parts or orders did."""

    points: frozenset[Point]
    structure: bool


@dataclass(slots=True)
class Picture:
    """The latest report of every group; a complete report replaces its group."""

    groups: dict[str, Report] = field(default_factory=dict)
    about: Equipment | None = None

    def absorb(self, report: Report) -> Change:
        """Lay a report over what is known and tell what that changed."""
        before = self.groups.get(report.group)
        after = report if report.complete or before is None else _over(before, report)
        self.groups[report.group] = after
        about_changed = report.about is not None and report.about != self.about
        self.about = report.about or self.about
        if before is None:
            return Change(frozenset(after.readings), structure=True)
        points = frozenset(
            point
            for point in before.readings.keys() | after.readings.keys()
            if before.readings.get(point) != after.readings.get(point)
            or before.settings.get(point) != after.settings.get(point)
        )
        return Change(
            points,
            structure=about_changed
            or before.parts != after.parts
            or before.orders != after.orders
            or before.readings.keys() != after.readings.keys()
            or before.settings.keys() != after.settings.keys(),
        )

    def reading(self, point: Point) -> Reading | None:
        """Return the reading of a point, or None where this path has no such point."""
        return self._first(point, (group.readings for group in self.groups.values()))

    def setting(self, point: Point) -> Setting | None:
        """Return the bounds of a point, or None where it cannot be written."""
        return self._first(point, (group.settings for group in self.groups.values()))

    def points(self) -> Iterable[Point]:
        """Return every point of every group."""
        return chain.from_iterable(group.readings for group in self.groups.values())

    def orders(self) -> Iterable[Order]:
        """Return every instant command that can be run."""
        return chain.from_iterable(group.orders for group in self.groups.values())

    def parts(self) -> Mapping[PartId, Part]:
        """Return every part."""
        return {
            key: part
            for group in self.groups.values()
            for key, part in group.parts.items()
        }

    @staticmethod
    def _first[T](point: Point, groups: Iterable[Mapping[Point, T]]) -> T | None:
        return next((group[point] for group in groups if point in group), None)


def _over(before: Report, update: Report) -> Report:
    """Return a group with an incomplete report laid over it."""
    return replace(
        before,
        parts={**before.parts, **update.parts},
        readings={**before.readings, **update.readings},
        settings={**before.settings, **update.settings},
        orders=before.orders | update.orders,
        about=update.about or before.about,
    )
