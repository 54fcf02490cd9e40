"""Mode and conditions, as they follow from what is so with a UPS."""

from .physics import Physics
from .state import UpsState

ONLINE, OFF = "online", "ups_off"
ON_BATTERY, LOW_BATTERY, CALIBRATION = (
    "onbattery",
    "onbattery.low_battery",
    "onbattery.rtc",
)
BYPASSES = {"ups": "bypass_ups_init", "user": "bypass_user_init"}
ON_BATTERY_MODES = frozenset({ON_BATTERY, LOW_BATTERY, CALIBRATION})
_WARM, _HOT = 40.0, 50.0
"""Degrees Celsius of the battery at which the UPS warns, and alarms."""
_AGES = {
    "impending": "batt_eol_impending",
    "exceeded": "batt_eol",
    "needed": "batt_needs_replacement",
}


def mode_of(state: UpsState, physics: Physics) -> str:
    """Tell the key of the mode."""
    if state.mode:
        return state.mode
    if not state.output:
        return OFF
    if state.bypass:
        return BYPASSES[state.bypass]
    if not physics.on_battery:
        return ONLINE
    if physics.runtime <= state.low_runtime:
        return LOW_BATTERY
    return CALIBRATION if state.mains else ON_BATTERY


def conditions_of(state: UpsState, physics: Physics) -> list[str]:
    """Tell the keys of what lasts; nothing when all is well."""
    follows = {
        "batt_disconnected": not state.battery,
        _AGES.get(state.battery_age, ""): bool(state.battery_age),
        "batt_temp_exc_warn": _WARM < physics.temperature <= _HOT,
        "batt_temp_exc": physics.temperature > _HOT,
        "overload": physics.carries and state.watts > state.rated_watts,
        "fw_install_in_progress": state.installing,
        "fw_out_of_date": state.pending_firmware is not None and not state.installing,
        "shutdown": not state.output and not state.mains,
    }
    keys = [key for key, is_so in follows.items() if is_so]
    return keys + [key for key in state.conditions if key not in keys]


def firmware_status(state: UpsState) -> str:
    """Tell the key of how the firmware stands."""
    if state.installing:
        return "fw_install_in_progress"
    return "fw_out_of_date" if state.pending_firmware else "fw_up_to_date"
