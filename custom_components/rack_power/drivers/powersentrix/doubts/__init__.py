"""What is odd about a unit, for its owner to decide.

Told by every path that sees the unit. What the owner decides is kept as a choice for
the unit, so it is over for all of them.
"""

from datetime import datetime

from ....equipment.driver import Context
from ....equipment.model import EquipmentId
from ..mapping.status import Status
from .mains import MainsDoubt
from .scale import ScaleDoubt

__all__ = ["Doubts"]


class Doubts:
    """Looks at every status of a unit."""

    def __init__(self, context: Context, equipment: EquipmentId) -> None:
        """Begin to look at a unit."""
        self._scale = ScaleDoubt(context, equipment)
        self._mains = MainsDoubt(context, equipment)

    def take(self, status: Status, at: datetime, name: str) -> None:
        """Look at what a unit told at an instant; ``name`` is what it is called."""
        self._scale.take(status, at, name)
        self._mains.take(status, at, name)
