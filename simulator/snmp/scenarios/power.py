"""Mains, battery, load and output."""

from collections.abc import Callable

from ..unit.groups import Order
from .stage import Stage

OUTAGE, SHORT_OUTAGE, VISIT = 180.0, 5.0, 120.0
"""Seconds."""
_OLD_CAPACITY = 20.0  # Wh: some minutes
LONG_OUTAGE = 3600.0
_BROWNOUT, _HIGH = 210.0, 250.0
_HOT_ROOM = 48.0  # degrees Celsius; the battery is warmer


def _outage(stage: Stage, seconds: float) -> None:
    stage.ups.set_mains(on=False)
    stage.clock.call_later(seconds, lambda: stage.ups.set_mains(on=True))


def _power_failure(stage: Stage) -> None:
    """The mains fails, and returns after a while."""
    _outage(stage, OUTAGE)


def _power_failure_short(stage: Stage) -> None:
    """The mains fails for some seconds."""
    _outage(stage, SHORT_OUTAGE)


def _low_battery(stage: Stage) -> None:
    """The mains stays away until an old battery is low, and returns in time."""
    base = stage.ups.base
    base.state.capacity = _OLD_CAPACITY
    _outage(stage, base.physics.runtime - base.state.low_runtime / 2)


def _battery_empty(stage: Stage) -> None:
    """The mains stays away until UPS and card have gone dark, and returns later."""
    stage.ups.base.state.capacity = _OLD_CAPACITY
    _outage(stage, LONG_OUTAGE)


def _self_test(stage: Stage) -> None:
    """The battery is tested, and passes."""
    stage.ups.self_test()


def _self_test_failed(stage: Stage) -> None:
    """The battery is tested, and has to be replaced."""
    stage.ups.self_test(passes=False)


def _calibration(stage: Stage) -> None:
    """The UPS runs on battery on purpose until a quarter is left."""
    stage.ups.calibrate()


def _for_a_while(
    stage: Stage, begin: Callable[[], None], end: Callable[[], None]
) -> None:
    begin()
    stage.clock.call_later(VISIT, end)


def _overload(stage: Stage) -> None:
    """Too much hangs on the output, for a while."""
    watts = stage.ups.base.state.watts
    _for_a_while(stage, stage.ups.overload, lambda: stage.ups.set_load(watts))


def _replace_battery(stage: Stage) -> None:
    """The battery is at its end, and somebody puts a new one in after a while."""
    _for_a_while(stage, stage.ups.wear_battery, stage.ups.replace_battery)


def _bypass(stage: Stage) -> None:
    """The UPS goes into bypass by itself, for a while."""
    unit = stage.ups
    _for_a_while(stage, lambda: unit.set_bypass("ups"), lambda: unit.set_bypass(""))


def _manual_bypass(stage: Stage) -> None:
    """Somebody turns the bypass switch, for a while."""
    unit = stage.ups
    _for_a_while(stage, lambda: unit.set_bypass("user"), lambda: unit.set_bypass(""))


def _voltage(stage: Stage, volts: float) -> None:
    unit, before = stage.ups, stage.ups.base.state.mains_voltage
    _for_a_while(
        stage, lambda: unit.set_voltage(volts), lambda: unit.set_voltage(before)
    )


def _boost(stage: Stage) -> None:
    """The voltage is low, and raised by the UPS."""
    _voltage(stage, _BROWNOUT)


def _trim(stage: Stage) -> None:
    """The voltage is high, and lowered by the UPS."""
    _voltage(stage, _HIGH)


def _battery_hot(stage: Stage) -> None:
    """The air around the UPS gets very hot."""
    base = stage.ups.base
    base.physics.settle()
    base.state.room = _HOT_ROOM
    base.changed()


def _output_off(stage: Stage) -> None:
    """Somebody turns the output off, and on again after a while."""
    unit = stage.ups
    _for_a_while(
        stage, lambda: unit.set_output(on=False), lambda: unit.set_output(on=True)
    )


def _outlet_group_command(stage: Stage) -> None:
    """Somebody restarts the first switched group."""
    group = next(each for each in stage.ups.groups if not each.main)
    group.obey(Order.REBOOT)


def _outlet_group_off(stage: Stage) -> None:
    """Somebody turns the first switched group off, with its delay."""
    group = next(each for each in stage.ups.groups if not each.main)
    group.obey(Order.OFF_DELAYED)


def _charger_failure(stage: Stage) -> None:
    """The charger fails for a while."""
    unit = stage.ups
    _for_a_while(
        stage, lambda: unit.raise_flag(25), lambda: unit.raise_flag(25, on=False)
    )


def _emergency_off(stage: Stage) -> None:
    """Somebody hits the emergency switch, and puts all right after a while."""
    unit = stage.ups

    def hit() -> None:
        unit.emergency_off = True
        unit.set_output(on=False)

    def right() -> None:
        unit.emergency_off = False
        unit.set_output(on=True)

    _for_a_while(stage, hit, right)


SCENARIOS = {
    "power_failure": _power_failure,
    "power_failure_short": _power_failure_short,
    "low_battery": _low_battery,
    "battery_empty": _battery_empty,
    "self_test": _self_test,
    "self_test_failed": _self_test_failed,
    "calibration": _calibration,
    "overload": _overload,
    "replace_battery": _replace_battery,
    "bypass": _bypass,
    "manual_bypass": _manual_bypass,
    "boost": _boost,
    "trim": _trim,
    "battery_hot": _battery_hot,
    "output_off": _output_off,
    "outlet_group_command": _outlet_group_command,
    "outlet_group_off": _outlet_group_off,
    "charger_failure": _charger_failure,
    "emergency_off": _emergency_off,
}
