"""A report about a list while it is being written."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from ....equipment.draft import Draft
from ....equipment.driver import Json
from ....equipment.model import EquipmentId, PartId, Setting, Value, Variable
from ..rules.snapshot import Row, Snapshot

type Column = tuple[Variable, str, Callable[[Json], Value]]
"""A variable, its key on the wire, and how its value is read."""


@dataclass(frozen=True, slots=True)
class Scene:
    """Whose list is read, when, and what the other lists said last."""

    equipment: EquipmentId
    now: datetime
    snapshot: Snapshot


class ListDraft(Draft):
    """Reads objects of a list by columns."""

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


def begun(scene: Scene, group: str, *, complete: bool = True) -> ListDraft:
    """Begin a report about a list."""
    return ListDraft(
        equipment=scene.equipment, group=group, at=scene.now, complete=complete
    )
