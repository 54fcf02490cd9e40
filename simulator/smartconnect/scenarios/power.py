"""Mains, battery, load and firmware of one UPS."""

from ..cloud.records import Record
from .stage import Stage

OUTAGE = 180.0
"""Seconds without mains."""
LONG_OUTAGE = 3600.0
"""Seconds without mains: longer than the battery of these scenarios lasts."""
SHORT_VISIT = 120.0
"""Seconds in bypass, under overload, with the output off."""
_OLD_CAPACITY = 20.0  # Wh: some minutes
NEW_FIRMWARE = "UPS 04.6"
_HOT_ROOM = 39.0  # degrees Celsius; the battery is warmer
_OVERLOAD = 1.15  # of the rated watts


def _power_failure(stage: Stage, record: Record) -> None:
    """The mains fails, and returns after a while."""
    record.ups.set_mains(on=False)
    stage.clock.call_later(OUTAGE, lambda: record.ups.set_mains(on=True))


def _low_battery(stage: Stage, record: Record) -> None:
    """The mains stays away until an old battery is low, and returns in time."""
    record.ups.state.capacity = _OLD_CAPACITY
    record.ups.set_mains(on=False)
    lasts = record.ups.physics.runtime - record.ups.state.low_runtime / 2
    stage.clock.call_later(lasts, lambda: record.ups.set_mains(on=True))


def _battery_empty(stage: Stage, record: Record) -> None:
    """The mains stays away until the UPS has gone dark, and returns later."""
    record.ups.state.capacity = _OLD_CAPACITY
    record.ups.set_mains(on=False)
    stage.clock.call_later(LONG_OUTAGE, lambda: record.ups.set_mains(on=True))


def _calibration(stage: Stage, record: Record) -> None:
    """The UPS runs on battery on purpose until a quarter is left."""
    record.ups.calibrate()


def _self_test(stage: Stage, record: Record) -> None:
    """The battery is tested, and passes."""
    record.ups.self_test()


def _self_test_failed(stage: Stage, record: Record) -> None:
    """The battery is tested, and has to be replaced."""
    record.ups.self_test(passes=False)


def _battery_replaced(stage: Stage, record: Record) -> None:
    """A new battery is put in."""
    record.ups.replace_battery()


def _battery_hot(stage: Stage, record: Record) -> None:
    """The air around the UPS gets hot."""
    record.ups.physics.settle()
    record.ups.state.room = _HOT_ROOM
    record.ups.changed()


def _battery_disconnected(stage: Stage, record: Record) -> None:
    """Somebody pulls the plug of the battery, and puts it back after a while."""
    _for_a_while(stage, record, battery=False)


def _overload(stage: Stage, record: Record) -> None:
    """Too much hangs on the output, for a while."""
    _for_a_while(stage, record, watts=_OVERLOAD * record.ups.state.rated_watts)


def _bypass(stage: Stage, record: Record) -> None:
    """The UPS goes into bypass by itself, for a while."""
    _for_a_while(stage, record, bypass="ups")


def _user_bypass(stage: Stage, record: Record) -> None:
    """Somebody puts the UPS into bypass, for a while."""
    _for_a_while(stage, record, bypass="user")


def _output_off(stage: Stage, record: Record) -> None:
    """Somebody turns the output off, and on again after a while."""
    _for_a_while(stage, record, output=False)


def _firmware_pending(stage: Stage, record: Record) -> None:
    """There is newer firmware."""
    record.ups.state.pending_firmware = NEW_FIRMWARE
    record.ups.changed()


def _firmware_update(stage: Stage, record: Record) -> None:
    """Somebody installs newer firmware."""
    _firmware_pending(stage, record)
    record.ups.install()


def _for_a_while(stage: Stage, record: Record, **changes: float | str | bool) -> None:
    """Change the state, and change it back."""
    before = {name: getattr(record.ups.state, name) for name in changes}
    _change(record, changes)
    stage.clock.call_later(SHORT_VISIT, lambda: _change(record, before))


def _change(record: Record, changes: dict[str, float | str | bool]) -> None:
    record.ups.physics.settle()
    for name, value in changes.items():
        setattr(record.ups.state, name, value)
    record.ups.changed()


SCENARIOS = {
    "power_failure": _power_failure,
    "low_battery": _low_battery,
    "battery_empty": _battery_empty,
    "calibration": _calibration,
    "self_test": _self_test,
    "self_test_failed": _self_test_failed,
    "battery_replaced": _battery_replaced,
    "battery_hot": _battery_hot,
    "battery_disconnected": _battery_disconnected,
    "overload": _overload,
    "bypass": _bypass,
    "user_bypass": _user_bypass,
    "output_off": _output_off,
    "firmware_pending": _firmware_pending,
    "firmware_update": _firmware_update,
}
