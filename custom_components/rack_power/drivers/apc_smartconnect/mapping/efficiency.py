"""``input.efficiencyPercentage``: 128ths of a percent, or why there are none (1.4)."""

from typing import Final

from ....equipment.driver import Json
from ...numbers import number, whole

_PARTS: Final = 128  # of a percent
_WHOLE: Final = 100  # percent
_REASONS: Final = {
    -1: "not_available",
    -2: "load_too_low",
    -3: "output_off",
    -4: "on_battery",
    -5: "in_bypass",
    -6: "battery_charging",
    -7: "poor_input",
    -8: "battery_disconnected",
}


def parse_efficiency(value: Json) -> float | None:
    """Read the efficiency in percent. Up to 100 it has been converted already."""
    told = number(value, 0, _WHOLE * _PARTS)
    if told is None or told <= _WHOLE:
        return told
    return round(told / _PARTS, 2)


def reason(value: Json) -> str | None:
    """Tell why there is no efficiency, if the unit says so."""
    code = whole(value, min(_REASONS), max(_REASONS))
    return None if code is None else _REASONS[code]
