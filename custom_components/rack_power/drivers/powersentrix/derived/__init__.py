"""What follows from the readings of a unit: mains, battery, weak blocks, faults.

The unit tells voltages only. All rules are those of the specification's section "Home
Assistant mapping"; what has no evidence there (charge, runtime, charging, over-current)
is not concluded.

Unknown stays unknown, and what follows from a reading is no better than the reading.
The memory is JSON: ``supplies`` and ``outlets`` by index, in which each rule keeps its
own, and ``low``. It changes rarely, as it is written to disk each time.
"""

from datetime import datetime

from ....equipment.derive import Preferences, Readings
from ....equipment.driver import Json
from ....equipment.model import Point, Reading
from .battery import conclude as conclude_battery
from .outlets import conclude as conclude_outlets
from .remembered import table
from .thresholds import PREFERENCES, Thresholds

__all__ = ["PREFERENCES", "derive"]


def derive(
    memory: Json, readings: Readings, preferences: Preferences, now: datetime
) -> tuple[Json, Readings]:
    """Conclude; of the type :data:`....equipment.derive.Derive`."""
    known = table(memory)
    limits = Thresholds.of(preferences)
    found: dict[Point, Reading] = {}
    kept = {
        **conclude_battery(known, readings, limits, found),
        **conclude_outlets(known, readings, found),
    }
    return {key: value for key, value in kept.items() if value}, found
