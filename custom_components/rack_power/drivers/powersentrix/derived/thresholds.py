"""The limits of the rules, all of which the owner may change.

The defaults are those of lead-acid blocks; for LiFePO4 blocks, 12.00, 12.80 and 0.30
are usual for the three limits of cells.
"""

from dataclasses import dataclass
from typing import Final, Self

from ....equipment.derive import Preferences
from ....equipment.model import Unit
from ....equipment.preference import Preference
from . import remembered


def _volts(
    key: str, default: float, minimum: float, maximum: float, below: str | None = None
) -> Preference:
    return Preference(
        key=key,
        default=default,
        minimum=minimum,
        maximum=maximum,
        step=0.01,
        unit=Unit.VOLT,
        below=below,
    )


PREFERENCES: Final = (
    _volts("mains_absent_below", 40.0, 5.0, 60.0, below="mains_present_above"),
    _volts("mains_present_above", 42.0, 5.0, 60.0),
    _volts("battery_low_margin", 1.0, 0.0, 10.0),
    _volts("battery_low_voltage", 49.0, 40.0, 60.0),
    _volts("cell_low_on_battery", 11.5, 8.0, 14.0),
    _volts("cell_low_with_mains", 12.0, 8.0, 14.0),
    _volts("cell_spread_limit", 0.4, 0.05, 5.0),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """The limits in volts.

    ``battery_low_margin`` is above the unit's own cut-off; where that is not known,
    ``battery_low_voltage`` counts.
    """

    mains_absent_below: float
    mains_present_above: float
    battery_low_margin: float
    battery_low_voltage: float
    cell_low_on_battery: float
    cell_low_with_mains: float
    cell_spread_limit: float

    @classmethod
    def of(cls, preferences: Preferences) -> Self:
        """Take what the owner chose, as far as it lies within bounds."""
        return cls(**{one.key: _chosen(one, preferences) for one in PREFERENCES})


def _chosen(preference: Preference, preferences: Preferences) -> float:
    chosen = remembered.number(preferences.get(preference.key))
    least, most = preference.minimum or 0, preference.maximum or 0
    if chosen is not None and least <= chosen <= most:
        return chosen
    return float(preference.default)
