"""A report while it is being written."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from .model import (
    Command,
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
    Variable,
)

type Details = Mapping[str, str | int | float | bool | tuple[str, ...]]


@dataclass(slots=True, kw_only=True)
class Draft:
    """Collects what one answer tells of a unit.

    ``at`` is when the unit told it; ``complete``: nothing is left out that the group
    has, so that what is missing is gone.
    """

    equipment: EquipmentId
    group: str
    at: datetime
    quality: Quality = Quality.GOOD
    complete: bool = True
    parts: dict[PartId, Part] = field(default_factory=dict)
    readings: dict[Point, Reading] = field(default_factory=dict)
    settings: dict[Point, Setting] = field(default_factory=dict)
    orders: set[Order] = field(default_factory=set)

    def part(self, part: Part) -> PartId:
        """Add a part."""
        self.parts[part.id] = part
        return part.id

    def read(
        self,
        part: PartId,
        variable: Variable,
        value: Value,
        *,
        setting: Setting | None = None,
        details: Details | None = None,
        quality: Quality | None = None,
    ) -> None:
        """Add a reading, of the report's quality if none is given.

        With a setting the point can be written.
        """
        point = Point(part, variable)
        self.readings[point] = Reading(value, self.at, quality or self.quality, details)
        if setting is not None:
            self.settings[point] = setting

    def order(self, part: PartId, command: Command) -> None:
        """Add a command that the part can run."""
        self.orders.add(Order(part, command))

    def report(self, about: Equipment | None = None) -> Report:
        """Return what was collected."""
        return Report(
            equipment=self.equipment,
            group=self.group,
            complete=self.complete,
            parts=self.parts,
            readings=self.readings,
            settings=self.settings,
            orders=frozenset(self.orders),
            about=about,
        )
