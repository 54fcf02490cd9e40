"""What a UPS tells when something has changed."""

from collections.abc import Iterable, Sequence

from .status import BYPASSES, CALIBRATION, OFF, ON_BATTERY_MODES, ONLINE

_BYPASS_MODES = frozenset(BYPASSES.values())
_ENDS = {
    "batt_disconnected": "batt_connected",
    "fw_install_in_progress": "fw_up_to_date",
}
"""What is told when a condition is over; of most nothing is."""


def of_modes(old: str, new: str) -> Sequence[str]:
    """Tell the keys of the events of a change of mode."""
    if old == new:
        return []
    keys = []
    if old == OFF:
        keys.append("ups_on")
    if old in _BYPASS_MODES and new not in _BYPASS_MODES:
        keys.append("return_from_bypass")
    if new != ONLINE:
        return [*keys, new]
    if old == CALIBRATION:
        keys.append(ONLINE)
    elif old in ON_BATTERY_MODES:
        keys.append("power_restored")
    return keys


def of_conditions(old: Iterable[str], new: Iterable[str]) -> Sequence[str]:
    """Tell the keys of the events of a change of conditions."""
    before, now = list(old), list(new)
    ended = [_ENDS[key] for key in before if key not in now and key in _ENDS]
    return ended + [key for key in now if key not in before]
