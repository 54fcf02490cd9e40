"""A sensor of the surroundings: which table tells of it, and which part it is."""

from dataclasses import dataclass

from ....equipment.model import Part, PartId
from .. import values
from ..objects.row import Table
from ..oid import Oid
from .scene import Scene


@dataclass(frozen=True, slots=True)
class Sensor:
    """One row of a table of sensors, with the table that has its settings."""

    kind: str
    family: str
    table: Table
    key: Oid
    names: tuple[int, ...]
    """Columns with its name."""
    settings: Table | None = None
    device: bool = False

    def part(self, scene: Scene) -> Part:
        """Return the part that it is."""
        number = "-".join(map(str, self.key))
        labels = (scene.text(self.table, one, self.key) for one in self.names)
        return Part(
            id=self.id,
            number=number,
            label=next((label for label in labels if label is not None), None),
            device=self.device,
            position=self.key,
        )

    @property
    def id(self) -> PartId:
        """Which part it is: the families count their rows alike."""
        return PartId(self.kind, "-".join((self.family, *map(str, self.key))))

    def number(self, scene: Scene, column: int) -> int | None:
        """Return a whole number that it tells."""
        return values.whole(scene.cell(self.table, column, self.key))
