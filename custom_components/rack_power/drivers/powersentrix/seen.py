"""What one path has seen of one unit, as reports."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from ...equipment.driver import Context
from ...equipment.model import Equipment, Quality, Report
from .choices import current_scale
from .doubts import Doubts
from .mapping.status import Memory, Status, reports


class Seen:
    """Keeps the last status of a unit and tells it."""

    def __init__(
        self, context: Context, equipment: Equipment, *, writable: bool, local: bool
    ) -> None:
        """Begin with who the unit is; ``local``: this path restarts and labels, too."""
        self._context = context
        self._writable = writable
        self._local = local
        self._memory = Memory()
        self._at: datetime | None = None
        self._told = False
        self._doubts = Doubts(context, equipment.id)
        self.equipment = equipment
        self.status: Status | None = None

    def take(self, status: Status, at: datetime) -> None:
        """Take what the unit told at an instant, its firmware, and what is odd."""
        self.status, self._at, self._told = status, at, False
        self.equipment = replace(
            self.equipment,
            model=status.ident.model or self.equipment.model,
            firmware=status.ident.firmware or self.equipment.firmware,
        )
        self._doubts.take(status, at, called(self.equipment))

    def reports(
        self,
        quality: Quality = Quality.GOOD,
        states: Mapping[int, bool] | None = None,
    ) -> Sequence[Report]:
        """Return the last status; nothing if there is none yet.

        ``states`` are of outputs of which something newer is known. What is told
        again is no second witness for what it leaves out, so it concludes nothing.
        """
        if self.status is None or self._at is None:
            return ()
        self._memory, told = reports(
            with_states(self.status, states or {}),
            self.equipment.id,
            self._at,
            scale=current_scale(self._context, self.equipment.id),
            quality=quality,
            writable=self._writable,
            restartable=self._local,
            before=self._memory,
        )
        again, self._told = self._told, True
        return tuple(
            replace(
                report, about=self.equipment, complete=report.complete and not again
            )
            for report in told
        )


def called(who: Equipment) -> str:
    """Return what a person knows a unit by."""
    return who.name or who.model or who.maker


def with_states(status: Status, states: Mapping[int, bool]) -> Status:
    """Return a status with the states of some outputs replaced."""
    if not states:
        return status
    outlets = {
        index: replace(outlet, state=states.get(index, outlet.state))
        for index, outlet in status.outlets.items()
    }
    return replace(status, outlets=outlets)
