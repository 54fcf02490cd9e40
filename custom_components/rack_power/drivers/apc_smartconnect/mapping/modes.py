"""``status.upsOperatingMode``: what the unit does, and what follows from it alone."""

from collections.abc import Mapping
from typing import Final

from ....equipment.model import Value, Variable
from ....equipment.variables import BATTERY_LOW, OUTPUT_ON, UPS_BYPASS, UPS_ONBATTERY
from ..dictionary import Dictionary, Grade
from ..dictionary_codes import CODES
from ..variables import UNKNOWN_MODE

_LOW: Final = "onbattery.low_battery"
_OFF: Final = "ups_off"
_ON_BATTERY: Final = frozenset({"onbattery", _LOW, "onbattery.rtc"})
_BYPASS: Final = "bypass_"
_OPTIONS: Final = {
    code.key: code.key.replace(".", "_") for code in CODES if code.type == "mode"
}


def option(mode: str) -> str:
    """Return a key as an option; newer ones than ours are all the same."""
    return _OPTIONS.get(mode, UNKNOWN_MODE)


def follows(mode: str | None) -> Mapping[Variable, Value]:
    """Tell what a mode means for the load.

    Of a mode that nobody knows nothing is concluded but what its name begins with.
    """
    known = mode in _OPTIONS
    bypass = mode is not None and mode.startswith(_BYPASS)
    return {
        UPS_ONBATTERY: mode in _ON_BATTERY if known else None,
        BATTERY_LOW: mode == _LOW if known else None,
        OUTPUT_ON: mode != _OFF if known else None,
        UPS_BYPASS: bypass if known or bypass else None,
    }


def grade(dictionary: Dictionary, mode: str) -> Grade:
    """Tell how grave a mode is; one that nobody knows is no warning (9 no. 5)."""
    entry = dictionary.lookup(mode)
    return Grade.OK if entry is None else entry.severity
