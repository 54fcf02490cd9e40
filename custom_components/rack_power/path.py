"""One way to a unit."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from .equipment.derive import Derive
from .equipment.driver import Driver
from .equipment.model import (
    EquipmentId,
    Kind,
    Meaning,
    PartId,
    Point,
    Quality,
    Reading,
)
from .equipment.picture import Picture


@dataclass(slots=True, kw_only=True, eq=False)
class Path:
    """An entry's driver and what it told of a unit.

    ``kind`` is that of its connection. ``rank`` is the distance: the smaller, the more
    local. A path is up until its grace is over. ``derive`` is the vendor's, the same
    for all paths to a unit. ``sign_in_again`` is called when its credentials are
    refused, ``wake`` to have it read soon, ``confirmed`` when the unit has done what it
    was told by this path, with the part and the matters that this decides.
    """

    entry_id: str
    kind: str
    driver: Driver
    rank: int
    derive: Derive | None
    sign_in_again: Callable[[], None]
    wake: Callable[[float], None]
    confirmed: Callable[[EquipmentId, PartId, Collection[str]], None]
    picture: Picture = field(default_factory=Picture)
    up: bool = True

    @property
    def reaches(self) -> bool:
        """Whether the path is up and the unit is there: it may answer for others.

        One that has told nothing yet reaches nothing, as far as anybody knows. What was
        told must be good: a cloud goes on telling what it knew last of a silent unit.
        """
        told = [group.readings for group in self.picture.groups.values()]
        return (self.up and bool(told)) and (
            not any(told)
            or any(
                _tells(point, reading)
                for readings in told
                for point, reading in readings.items()
            )
        )


def _tells(point: Point, reading: Reading) -> bool:
    """Tell whether a reading is a sign that the unit is there.

    When something happened is known of a silent unit, too, and so is that it has lost
    its connection.
    """
    about = point.variable
    return (
        reading.quality is Quality.GOOD
        and about.kind is not Kind.INSTANT
        and about.meaning is not Meaning.CONNECTED
    )
