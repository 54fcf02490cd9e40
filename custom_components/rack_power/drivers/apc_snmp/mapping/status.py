"""What changes fast: what feeds the load, and the flags that say so (3.2, 4)."""

from collections.abc import Mapping
from typing import Final

from ....equipment.draft import Details, Draft
from ....equipment.model import UNIT, Point, Report, Value, Variable
from ....equipment.variables import (
    BATTERY_LOW,
    BATTERY_REPLACE,
    INPUT_MAINS,
    OUTPUT_ON,
    UPS_BYPASS,
    UPS_ONBATTERY,
    UPS_OVERLOAD,
)
from .. import values
from ..layout import Values
from ..objects import battery_codes, power_codes
from ..objects.card_codes import CARD_STARTED
from ..objects.flag_codes import (
    CALIBRATION,
    FLAG_LOW,
    FLAG_ON_BATTERY,
    FLAG_OVERLOAD,
    FLAG_REPLACE,
    SELF_TEST,
    SINGLE_FLAGS,
    STATE,
    STATE_FLAGS,
    TESTING,
)
from ..objects.row import Pace
from ..oid import Oid
from .scalars import read_scalars, read_strings
from .scene import Scene

_STATUS: Final[Oid] = (*power_codes.STATUS.oid, 0)
_BATTERY: Final[Oid] = (*battery_codes.STATUS.oid, 0)
_REPLACE: Final[Oid] = (*battery_codes.REPLACE.oid, 0)
_STATE: Final[Oid] = (*STATE.oid, 0)
_UNTOLD: Final = 1
_LOW: Final = 3
_FINE: Final = 1
_TO_BE_REPLACED: Final = 2

type _Found = dict[Variable, tuple[Value, Details | None]]


def report(scene: Scene) -> Report:
    """Tell what changes fast."""
    draft = scene.draft(Pace.FAST.value)
    read_scalars(scene, draft)
    read_strings(scene, draft)
    for variable, (value, details) in follows(scene.values).items():
        quality = scene.quality(STATE.oid)
        draft.read(UNIT, variable, value, details=details, quality=quality)
    if _STATE in scene.layout.plain:
        _single_flags(scene, draft)
    if scene.started is not None:
        draft.read(UNIT, CARD_STARTED, scene.started)
    return draft.report()


def follows(told: Values) -> Mapping[Variable, tuple[Value, Details | None]]:
    """Return what follows from the output status and the flags together.

    A self-test or a calibration runs from the battery, and is no outage: the mains is
    there.
    """
    status = values.whole(told.get(_STATUS))
    flags = values.flags(told.get(_STATE), STATE_FLAGS)
    mains = has_mains(status, flags)
    on_battery, reason = _on_battery(status, flags, mains)
    battery = values.whole(told.get(_BATTERY))
    found: _Found = {
        INPUT_MAINS: (mains, None),
        UPS_ONBATTERY: (on_battery, {"reason": reason} if reason else None),
        BATTERY_LOW: (_either(_has(flags, FLAG_LOW), _is_low(battery)), None),
        OUTPUT_ON: (_negated(_among(status, power_codes.WITHOUT_OUTPUT)), None),
        UPS_BYPASS: (_among(status, power_codes.BYPASSED), None),
    }
    replace = values.whole(told.get(_REPLACE))
    if flags is not None or replace is not None:
        due = _either(_has(flags, FLAG_REPLACE), _is_due(replace))
        found[BATTERY_REPLACE] = (due, None)
    return found


def has_mains(status: int | None, flags: frozenset[int] | None) -> bool | None:
    """Tell whether the mains is there (3.2).

    While the status says that it is gone and the flags do not, nobody knows.
    """
    if status in power_codes.MAINS_PRESENT:
        return True
    if status == power_codes.ON_BATTERY:
        if flags is None or FLAG_ON_BATTERY in flags:
            return bool(flags and flags & {SELF_TEST, CALIBRATION})
        return True if flags & {SELF_TEST, CALIBRATION} else None
    return False if status == power_codes.SLEEPING_UNTIL_POWER else None


def _on_battery(
    status: int | None, flags: frozenset[int] | None, mains: bool | None
) -> tuple[bool | None, str | None]:
    """Tell whether the battery feeds the load, and why."""
    fed = status in power_codes.FED_BY_BATTERY
    flagged = _has(flags, FLAG_ON_BATTERY)
    if not fed and not flagged:
        known = status is not None and status != _UNTOLD
        return (False if known or flagged is False else None), None
    if mains is False:
        return True, "outage"
    if flags is not None and SELF_TEST in flags:
        return True, "self_test"
    if flags is not None and CALIBRATION in flags:
        return True, "calibration"
    return True, None


def _single_flags(scene: Scene, draft: Draft) -> None:
    """Add the flags of the state one by one."""
    flags = values.flags(scene.values.get(_STATE), STATE_FLAGS)
    quality = scene.quality(STATE.oid)
    single = {**SINGLE_FLAGS, FLAG_OVERLOAD: UPS_OVERLOAD, SELF_TEST: TESTING}
    for number, variable in single.items():
        if Point(UNIT, variable) not in draft.readings:
            draft.read(UNIT, variable, _has(flags, number), quality=quality)


def _has(flags: frozenset[int] | None, number: int) -> bool | None:
    return None if flags is None else number in flags


def _is_low(battery: int | None) -> bool | None:
    return None if battery is None or battery == _UNTOLD else battery == _LOW


def _is_due(replace: int | None) -> bool | None:
    known = {_FINE: False, _TO_BE_REPLACED: True}
    return None if replace is None else known.get(replace)


def _among(status: int | None, wanted: frozenset[int]) -> bool | None:
    return None if status is None or status == _UNTOLD else status in wanted


def _negated(known: bool | None) -> bool | None:
    return None if known is None else not known


def _either(*known: bool | None) -> bool | None:
    """Return whether any is true; None where none says anything."""
    if any(known):
        return True
    return None if all(one is None for one in known) else False
