"""What is seen of a unit before and after a command, and what it shows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, Self

from .. import values
from ..layout import Values
from ..objects import power_codes
from ..objects.card_codes import UPTIME
from ..objects.command_codes import Sign
from ..objects.flag_codes import CALIBRATION, SELF_TEST, STATE, STATE_FLAGS
from ..oid import Oid, ups

_STATUS: Final[Oid] = (*power_codes.STATUS.oid, 0)
_FLAGS: Final[Oid] = (*STATE.oid, 0)
_TEST: Final[Oid] = (*ups("7.2.3"), 0)
_CALIBRATION: Final[Oid] = (*ups("7.2.6"), 0)
SEEN: Final[tuple[Oid, ...]] = (_STATUS, _FLAGS, _TEST, _CALIBRATION, UPTIME)

_TESTS: Final = frozenset({15, 28})
"""Output statuses during a self-test, with models that tell it."""
_TEST_RUNS: Final = 4
_CALIBRATES: Final = frozenset({3, 6})
"""Results of a calibration that runs, or is about to."""
REFUSED: Final = frozenset({2, 4})
_ON_BATTERY: Final = frozenset({2, 29})
_GOING: Final = frozenset({17, 18, 20, 22, 34, 35, 36, 58})
"""Flags of a load that is cut, or about to be."""
_BYPASSED: Final = frozenset({12, 13, 44})
_IS_ON: Final = 19
_UNTOLD: Final = 1
_NONE: Final = frozenset[int]()


@dataclass(frozen=True, slots=True)
class Sight:
    """What the unit told at one time; ``at`` is the monotonic time of that."""

    at: float
    status: int | None
    flags: frozenset[int]
    test: int | None
    calibration: int | None
    ticks: int | None

    @classmethod
    def of(cls, told: Values, at: float) -> Self:
        """Return what was told."""
        return cls(
            at=at,
            status=values.whole(told.get(_STATUS)),
            flags=values.flags(told.get(_FLAGS), STATE_FLAGS) or _NONE,
            test=values.whole(told.get(_TEST)),
            calibration=values.whole(told.get(_CALIBRATION)),
            ticks=values.whole(told.get(UPTIME)),
        )


def _tests(before: Sight, now: Sight) -> bool:
    runs = now.test == _TEST_RUNS or now.status in _TESTS
    return runs or SELF_TEST in now.flags


def _calibrates(before: Sight, now: Sight) -> bool:
    return now.calibration in _CALIBRATES or CALIBRATION in now.flags


def _does_not_calibrate(before: Sight, now: Sight) -> bool:
    return now.status is not None and not _calibrates(before, now)


def _on_battery(before: Sight, now: Sight) -> bool:
    fed = now.status in power_codes.FED_BY_BATTERY
    return fed or now.status in _TESTS or bool(now.flags & _ON_BATTERY)


def _is_cut(before: Sight, now: Sight) -> bool:
    went_off = _IS_ON in before.flags and bool(now.flags) and _IS_ON not in now.flags
    off = now.status in power_codes.WITHOUT_OUTPUT
    return off or went_off or bool(now.flags & _GOING)


def _is_fed(before: Sight, now: Sight) -> bool:
    known = now.status is not None and now.status != _UNTOLD
    on = known and now.status not in power_codes.WITHOUT_OUTPUT
    return on or _IS_ON in now.flags


def _is_bypassed(before: Sight, now: Sight) -> bool:
    return now.status in power_codes.BYPASSED or bool(now.flags & _BYPASSED)


def _is_not_bypassed(before: Sight, now: Sight) -> bool:
    return now.status is not None and not _is_bypassed(before, now)


def _has_restarted(before: Sight, now: Sight) -> bool:
    if before.ticks is None or now.ticks is None:
        return False
    return now.ticks < before.ticks


SIGNS: Final[Mapping[Sign, Callable[[Sight, Sight], bool]]] = {
    Sign.TESTING: _tests,
    Sign.CALIBRATING: _calibrates,
    Sign.NOT_CALIBRATING: _does_not_calibrate,
    Sign.ON_BATTERY: _on_battery,
    Sign.CUT: _is_cut,
    Sign.FED: _is_fed,
    Sign.BYPASSED: _is_bypassed,
    Sign.NOT_BYPASSED: _is_not_bypassed,
    Sign.CARD_RESTARTED: _has_restarted,
}
"""What tells that a command was carried out, by what was seen before and now."""
