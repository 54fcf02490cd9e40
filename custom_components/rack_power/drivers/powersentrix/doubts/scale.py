"""Currents that are probably ten times smaller than they are shown (section 3).

The documentation calls one count both 10 mA and 1 mA. If it is 1 mA, what is read at
10 mA soon is more than such a unit can give.
"""

from datetime import datetime
from typing import Final

from ....equipment.driver import Context
from ....equipment.errors import InvalidRequest
from ....equipment.model import EquipmentId
from ..choices import CURRENT_SCALE, current_scale
from ..mapping.outlets import AMPERES
from ..mapping.status import Status
from .matter import Matter

_LARGE: Final = "10mA"
_MOST_AMPERES: Final = 15.0
"""From one output."""
_MOST_WATTS: Final = 1500.0
"""From all of them."""
_ENOUGH: Final = 3
"""Reports in a row."""


class ScaleDoubt:
    """Offers the smaller scale; once told, only the owner can end it.

    That the load has fallen says nothing about the scale.
    """

    def __init__(self, context: Context, equipment: EquipmentId) -> None:
        """Begin to look at a unit."""
        self._context = context
        self._equipment = equipment
        self._matter = Matter(context, equipment, CURRENT_SCALE)
        self._times = 0

    def take(self, status: Status, at: datetime, name: str) -> None:
        """Look at what the unit told."""
        scale = current_scale(self._context, self._equipment)
        if scale != _LARGE or self._matter.answered:
            self._times = 0
            self._matter.tell(None)
            return
        if not self._matter.is_new(at):
            return
        amperes, watts = _drawn(status)
        much = amperes > _MOST_AMPERES or watts > _MOST_WATTS
        self._times = self._times + 1 if much else 0
        if self._times >= _ENOUGH:
            self._matter.tell(
                InvalidRequest(
                    "current_scale_doubtful",
                    unit=name,
                    amperes=f"{amperes:.1f}",
                    watts=f"{watts:.0f}",
                )
            )


def _drawn(status: Status) -> tuple[float, float]:
    """Return the greatest current and the power of all outputs that are known."""
    outlets = status.outlets.values()
    amperes = [(one.counts or 0) * AMPERES[_LARGE] for one in outlets]
    watts = [one.power(_LARGE) or 0.0 for one in outlets]
    return round(max(amperes, default=0.0), 3), round(sum(watts), 3)
