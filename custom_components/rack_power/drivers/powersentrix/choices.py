"""What the owner chose for a unit, as far as this vendor's drivers heed it."""

from datetime import UTC, tzinfo
from typing import Final

from ...equipment.driver import Context
from ...equipment.model import EquipmentId
from .mapping.outlets import AMPERES

CURRENT_SCALE: Final = "current_scale"
"""What one count of a current is: 10 mA (default) or 1 mA."""
LOG_TIMEZONE: Final = "log_timezone"
"""The zone of the log's stamps: ``device`` (default), ``utc`` or ``home``."""
_DEFAULT_SCALE: Final = "10mA"


def current_scale(context: Context, equipment: EquipmentId) -> str:
    """Return the scale of a unit's currents."""
    chosen = context.preference(equipment, CURRENT_SCALE)
    return chosen if isinstance(chosen, str) and chosen in AMPERES else _DEFAULT_SCALE


def log_zone(
    context: Context,
    equipment: EquipmentId,
    *,
    device: tzinfo | None,
    home: tzinfo,
    measured: tzinfo | None = None,
) -> tzinfo:
    """Return the zone of a unit's log stamps.

    ``measured`` is what was found out; it counts where nothing was chosen.
    """
    match context.preference(equipment, LOG_TIMEZONE):
        case "utc":
            return UTC
        case "home":
            return home
        case "device":
            return device or UTC
        case _:
            return measured or device or UTC
