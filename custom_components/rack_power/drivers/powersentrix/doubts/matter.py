"""One matter that the owner is told of until they have decided about it."""

from datetime import datetime

from ....equipment.driver import Context
from ....equipment.errors import DriverError
from ....equipment.model import EquipmentId


class Matter:
    """Tells once, and takes it back when it is decided.

    That nothing more is to be told is kept as a choice of the unit, which is called as
    the matter is, with ``_kept`` behind it.
    """

    def __init__(self, context: Context, equipment: EquipmentId, name: str) -> None:
        """Begin; whether it was told before this start is not known."""
        self._context = context
        self._equipment = equipment
        self._answer = f"{name}_kept"
        self._about = f"{name}/{equipment}"
        self._told: bool | None = None
        self._last: datetime | None = None

    @property
    def answered(self) -> bool:
        """Whether the owner has said that it is as it should be."""
        return self._context.preference(self._equipment, self._answer) is True

    def is_new(self, at: datetime) -> bool:
        """Tell whether a report is another one than before; each counts once."""
        if self._last is not None and at <= self._last:
            return False
        self._last = at
        return True

    def tell(self, error: DriverError | None) -> None:
        """Tell, or take back; nothing is told a second time."""
        if self._told is (error is not None):
            return
        self._told = error is not None
        self._context.trouble(self._about, error)
