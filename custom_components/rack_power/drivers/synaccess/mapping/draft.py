"""A report while it is being written."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from ....equipment.driver import Json
from ....equipment.model import (
    Command,
    Equipment,
    EquipmentId,
    Order,
    Part,
    PartId,
    Point,
    Reading,
    Report,
    Setting,
    Value,
    Variable,
)
from ..rules.snapshot import Row, Snapshot

type Details = Mapping[str, str | int | float | bool | tuple[str, ...]]
type Column = tuple[Variable, str, Callable[[Json], Value]]
"""A variable, its key on the wire, and how its value is read."""


@dataclass(frozen=True, slots=True)
class Scene:
    """Whose list is read, when, and what the other lists said last."""

    equipment: EquipmentId
    now: datetime
    snapshot: Snapshot


class Draft:
    """Collects parts, readings, settings and orders."""

    def __init__(self, scene: Scene, group: str, *, complete: bool = True) -> None:
        """Begin a report about a group."""
        self._scene = scene
        self._group = group
        self._complete = complete
        self._parts: dict[PartId, Part] = {}
        self._readings: dict[Point, Reading] = {}
        self._settings: dict[Point, Setting] = {}
        self._orders: set[Order] = set()

    def part(self, part: Part) -> PartId:
        """Add a part."""
        self._parts[part.id] = part
        return part.id

    def read(
        self,
        part: PartId,
        variable: Variable,
        value: Value,
        *,
        setting: Setting | None = None,
        details: Details | None = None,
    ) -> None:
        """Add a reading, and that it can be set."""
        point = Point(part, variable)
        self._readings[point] = Reading(value, self._scene.now, details=details)
        if setting is not None:
            self._settings[point] = setting

    def take(
        self,
        part: PartId,
        row: Row,
        columns: Iterable[Column],
        settings: Mapping[Variable, Setting] | None = None,
    ) -> None:
        """Add what an object has of some columns."""
        for variable, key, parse in columns:
            if key in row:
                setting = (settings or {}).get(variable)
                self.read(part, variable, parse(row[key]), setting=setting)

    def order(self, part: PartId, command: Command) -> None:
        """Add a command that the part can run."""
        self._orders.add(Order(part, command))

    def report(self, about: Equipment | None = None) -> Report:
        """Return what was collected."""
        return Report(
            equipment=self._scene.equipment,
            group=self._group,
            complete=self._complete,
            parts=self._parts,
            readings=self._readings,
            settings=self._settings,
            orders=frozenset(self._orders),
            about=about,
        )
