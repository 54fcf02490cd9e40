"""What can be set on the UPS and its card: U.5, U.7, U.10 and what its clock says.

An object that a card does not have makes nothing; what it allows where it has a list
of its own narrows these bounds.
"""

from typing import Final

from ....equipment.model import Danger, Quantity, Unit, Variable
from ....equipment.variables import INPUT_TRANSFER_HIGH, INPUT_TRANSFER_LOW
from ..client import Ber
from ..oid import ups
from .declare import (
    CONFIG,
    NEVER,
    OFF_ON,
    ON_OFF,
    PERCENT,
    amount,
    choice,
    chosen,
    date,
    days,
    hertz,
    percent,
    row,
    seconds,
    selectable,
    settable,
    switchable,
    voltamperes,
    volts,
    words,
)
from .row import (
    HUNDREDTHS,
    MINUTES,
    TENTHS,
    THOUSANDS,
    THOUSANDTHS,
    Bounds,
    Object,
    Pace,
    Table,
)

_HOUR: Final = Bounds(0, 3600, 1)
_TICKS: Final = {"ber": Ber.TICKS, "scale": HUNDREDTHS, "bounds": _HOUR}
"""Seconds that are told and taken in hundredths (5)."""
_DAYS: Final = {
    "words": {-1: "suppressed"},
    "bounds": Bounds(-1, 3650, 1),
}
_NAME: Final = {"ber": Ber.OCTETS, "bounds": Bounds(max_length=32)}

_ALARM: Final = {1: "timed", 2: "at_low_battery", 3: "never", 4: "mute"}
_SENSITIVITY: Final = {1: "auto", 2: "low", 3: "medium", 4: "high"}
_FREQUENCY: Final = {
    1: None,
    2: "auto",
    3: "60hz_var_1",
    4: "60hz_var_3",
    5: "50hz_var_1",
    6: "50hz_var_3",
    7: "60hz_var_10",
    8: "50hz_var_10",
    9: "60hz_var_1_0",
    10: "50hz_var_1_0",
    11: "50hz_pct_0_5",
    12: "50hz_pct_1",
    13: "50hz_pct_2",
    14: "50hz_pct_4",
    15: "50hz_pct_6",
    16: "50hz_pct_8",
    17: "60hz_pct_0_5",
    18: "60hz_pct_1",
    19: "60hz_pct_2",
    20: "60hz_pct_4",
    21: "60hz_pct_6",
    22: "60hz_pct_8",
    23: "50hz_var_4",
    24: "60hz_var_4",
}
_SLEW: Final = {
    1: None,
    2: "quarter_hz_per_s",
    3: "half_hz_per_s",
    4: "1_hz_per_s",
    5: "2_hz_per_s",
    6: "4_hz_per_s",
    7: "6_hz_per_s",
}
_PHASE_LOCK: Final = {
    1: None,
    2: "disabled",
    3: "enabled",
    4: "always_acceptable",
    5: "never_acceptable",
}
_LANGUAGE: Final = {
    1: "english",
    2: "french",
    3: "italian",
    4: "german",
    5: "spanish",
    6: "portuguese",
    7: "japanese",
}
_CHARGER: Final = {
    1: "internal",
    2: "extended",
    3: "large_extension",
    4: "extra_large_extension",
    5: "double_extra_large_extension",
}
_SCHEDULE: Final = {
    1: None,
    2: "biweekly",
    3: "weekly",
    4: "at_turn_on",
    5: "never",
    6: "four_weeks",
    7: "twelve_weeks",
    8: "biweekly_since_last_test",
    9: "weekly_since_last_test",
    10: "eight_weeks",
    11: "twenty_six_weeks",
    12: "fifty_two_weeks",
}
_WEEKDAYS: Final = {
    1: "monday",
    2: "tuesday",
    3: "wednesday",
    4: "thursday",
    5: "friday",
    6: "saturday",
    7: "sunday",
}
_TEST: Final = {1: "passed", 2: "failed", 3: "invalid", 4: "in_progress"}
_CALIBRATION: Final = {
    1: "ok",
    2: "invalid",
    3: "in_progress",
    4: "refused",
    5: "aborted",
    6: "pending",
    7: None,
}
_BATTERY_TEST: Final = {
    1: "ok",
    2: "precondition_not_met",
    3: "in_progress",
    4: "refused",
    5: "aborted",
    6: "pending",
    7: None,
    8: "no_battery",
}
_BATTERY_FOUND: Final = {
    1: None,
    2: "ok",
    3: "capacity_decreased",
    4: "defect",
    5: "no_battery",
}


def _volts(name: str, precision: int = 0) -> Variable:
    return volts(name, precision, category=CONFIG)


_ENDS_LOAD: Final = {"danger": Danger.LOAD, "harmless": False}
"""Of what has the UPS switch itself off."""
_RETURNS: Final = {"danger": Danger.LOAD, "harmless": True}

_RATED: Final = settable(
    "5.2.1",
    volts("output.voltage.nominal", category=CONFIG),
    bounds=Bounds(100, 480, 1),
    danger=Danger.LOAD,
)

CONFIGURATION: Final[tuple[Object, ...]] = (
    _RATED,
    settable("5.2.2", INPUT_TRANSFER_HIGH),
    settable("5.2.3", INPUT_TRANSFER_LOW),
    selectable("5.2.4", "ups.beeper.status", _ALARM, everyday=True),
    settable("5.2.5", seconds("ups.beeper.delay", category=CONFIG), **_TICKS),
    settable(
        "5.2.6", percent("battery.charge.restart", category=CONFIG), bounds=PERCENT
    ),
    selectable("5.2.7", "input.sensitivity", _SENSITIVITY, everyday=True),
    settable(
        "5.2.8",
        seconds("battery.runtime.low", category=CONFIG),
        ber=Ber.TICKS,
        scale=HUNDREDTHS,
        bounds=Bounds(0, 1800, 1),
    ),
    settable(
        "5.2.9", seconds("ups.delay.start", category=CONFIG, everyday=True), **_TICKS
    ),
    settable("5.2.10", seconds("ups.delay.shutdown", category=CONFIG), **_TICKS),
    settable(
        "5.2.11",
        seconds("ups.delay.sleep", category=CONFIG),
        ber=Ber.TICKS,
        scale=HUNDREDTHS,
        bounds=Bounds(0, 1_292_400, 360),
    ),
    settable("5.2.14", seconds("battery.runtime.exhausted", category=CONFIG), **_TICKS),
    settable(
        "5.2.17",
        amount("battery.cabinet.capacity", None, Unit.AMPERE_HOUR, category=CONFIG),
        bounds=Bounds(0, 10_000, 1),
    ),
    selectable("5.2.18", "ups.position", {1: None, 2: "rack", 3: "tower"}),
    selectable("5.2.19", "output.frequency.range", _FREQUENCY, danger=Danger.LOAD),
    selectable(
        "5.2.20",
        "ups.failure.action",
        {1: None, 2: "bypass", 3: "drop_load"},
        danger=Danger.LOAD,
    ),
    settable(
        "5.2.21",
        amount("ups.redundancy.low", category=CONFIG),
        words={0: "never"},
        bounds=Bounds(0, 100, 1),
    ),
    settable(
        "5.2.22",
        voltamperes("ups.power.high", category=CONFIG),
        scale=THOUSANDS,
        words=NEVER,
        bounds=Bounds(0, 2_000_000, 1000),
    ),
    settable(
        "5.2.23",
        seconds("battery.runtime.alarm", category=CONFIG),
        scale=MINUTES,
        words=NEVER,
        bounds=Bounds(0, 86_400, 60),
    ),
    selectable(
        "5.2.24",
        "output.voltage.reporting",
        {1: None, 2: "auto", 3: "208_v", 4: "240_v"},
    ),
    settable(
        "5.2.25",
        amount("battery.packs.external.set", category=CONFIG),
        bounds=Bounds(0, 200, 1),
    ),
    switchable("5.2.26", "ups.signal.simple", {2: False, 3: True}),
    settable(
        "5.2.27",
        seconds("ups.delay.shutdown.longest", category=CONFIG),
        scale=MINUTES,
        bounds=Bounds(0, 86_400, 60),
    ),
    settable("5.2.29", seconds("battery.runtime.restart", category=CONFIG), **_TICKS),
    settable("5.2.30", seconds("ups.signal.low.duration", category=CONFIG), **_TICKS),
    selectable("5.2.31", "bypass.phase.lock", _PHASE_LOCK),
    selectable("5.2.32", "output.frequency.slew", _SLEW),
    selectable("5.2.33", "battery.charger.level", {1: None, 2: "low", 3: "high"}),
    selectable(
        "5.2.34",
        "bypass.tolerance",
        {1: None, 2: "wide", 3: "medium", 4: "narrow", 5: "custom"},
    ),
    chosen("5.2.35", "input.mains.wiring", {1: "single", 2: "dual"}, pace=Pace.SLOW),
    chosen(
        "5.2.36",
        "input.wiring",
        {1: "three_wire", 2: "four_wire", 3: "four_wire_hrg"},
        pace=Pace.SLOW,
    ),
    settable(
        "5.2.37",
        percent("output.voltage.tolerance.high", category=CONFIG),
        bounds=PERCENT,
    ),
    settable(
        "5.2.38",
        percent("output.voltage.tolerance.low", category=CONFIG),
        bounds=PERCENT,
    ),
    settable(
        "5.2.39",
        percent("bypass.voltage.tolerance.high", category=CONFIG),
        bounds=PERCENT,
    ),
    settable(
        "5.2.40",
        percent("bypass.voltage.tolerance.low", category=CONFIG),
        bounds=PERCENT,
    ),
    settable(
        "5.2.41",
        amount(
            "bypass.delay.transfer", Quantity.DURATION, Unit.SECOND, 3, category=CONFIG
        ),
        scale=THOUSANDTHS,
        bounds=Bounds(0, 60, 0.001),
    ),
    settable(
        "5.2.43", seconds("ups.alarm.delay.warning", category=CONFIG), bounds=_HOUR
    ),
    settable(
        "5.2.44",
        seconds("ups.alarm.delay.informational", category=CONFIG),
        bounds=_HOUR,
    ),
    switchable("5.2.45", "ups.mode.green", OFF_ON),
    selectable("5.2.46", "ups.display.language", _LANGUAGE),
    switchable("5.2.47", "ups.display.locked", OFF_ON),
    settable(
        "5.2.48", percent("battery.charger.rate", category=CONFIG), bounds=PERCENT
    ),
    selectable(
        "5.2.49",
        "battery.type",
        {1: "vrla", 2: "vented_cell", 3: "ni_cd", 4: "li_ion"},
        danger=Danger.SETTINGS,
    ),
    settable("5.2.50", days("battery.health.warning", category=CONFIG), **_DAYS),
    settable("5.2.51", days("battery.health.reminder", category=CONFIG), **_DAYS),
    settable(
        "5.2.52",
        _volts("ups.signal.flash.voltage", 1),
        scale=TENTHS,
        bounds=Bounds(0, 1000, 0.1),
    ),
    settable(
        "5.2.53",
        _volts("battery.temperature.compensation", 2),
        scale=HUNDREDTHS,
        bounds=Bounds(0, 100, 0.01),
    ),
    selectable("5.2.54", "battery.charger.type", _CHARGER),
    switchable("5.2.55", "ups.start.auto", ON_OFF),
    switchable("5.2.56", "battery.protection", ON_OFF),
    settable(
        "5.2.57", percent("bypass.frequency.range", category=CONFIG), bounds=PERCENT
    ),
    settable(
        "5.2.58",
        amount("ups.converter.type", category=CONFIG),
        bounds=Bounds(0, 255, 1),
        danger=Danger.LOAD,
    ),
    selectable(
        "5.2.59",
        "ups.converter.mode",
        {1: "auto_ranging", 2: "frequency_converter", 3: None},
        danger=Danger.LOAD,
    ),
    settable(
        "5.2.60", seconds("input.qualification.time", category=CONFIG), bounds=_HOUR
    ),
    settable("5.2.61", seconds("ups.delay.reboot", category=CONFIG), **_TICKS),
    switchable("5.2.62", "shutdown.auto.skip.delay", ON_OFF, **_ENDS_LOAD),
    switchable("5.2.63", "shutdown.auto.restart", ON_OFF, **_RETURNS),
    switchable("5.2.64", "shutdown.auto.time.enabled", OFF_ON, **_ENDS_LOAD),
    switchable("5.2.65", "shutdown.auto.runtime.enabled", OFF_ON, **_ENDS_LOAD),
    settable(
        "5.2.66",
        seconds("shutdown.auto.time", category=CONFIG),
        danger=Danger.LOAD,
        **_TICKS,
    ),
    settable(
        "5.2.67",
        seconds("shutdown.auto.runtime", category=CONFIG),
        danger=Danger.LOAD,
        **_TICKS,
    ),
    settable("5.2.68", _volts("input.transfer.line.high")),
    settable("5.2.69", _volts("input.transfer.line.low")),
    settable("5.2.70", _volts("bypass.transfer.high")),
    settable("5.2.71", _volts("bypass.transfer.low")),
    settable("5.2.72", _volts("bypass.transfer.line.high")),
    settable("5.2.73", _volts("bypass.transfer.line.low")),
    switchable("5.2.74", "shutdown.auto.charge.enabled", OFF_ON, **_ENDS_LOAD),
    settable(
        "5.2.75",
        percent("shutdown.auto.charge", category=CONFIG),
        bounds=PERCENT,
        danger=Danger.LOAD,
    ),
    switchable("5.2.76", "shutdown.auto.load.enabled", OFF_ON, **_ENDS_LOAD),
    settable(
        "5.2.77",
        percent("shutdown.auto.load", category=CONFIG),
        bounds=PERCENT,
        danger=Danger.LOAD,
    ),
    settable("5.2.78", hertz("bypass.frequency.low", 0, category=CONFIG)),
    settable("5.2.79", hertz("bypass.frequency.high", 0, category=CONFIG)),
    settable("5.2.80", _volts("eco.voltage.low")),
    settable("5.2.81", _volts("eco.voltage.high")),
)

_LAST_TEST: Final = date("ups.test.date", everyday=True)
TEST: Final[tuple[Object, ...]] = (
    selectable("7.2.1", "ups.test.schedule", _SCHEDULE, everyday=True),
    row(
        "7.2.3",
        choice("ups.test.status", _TEST, everyday=True),
        codes=_TEST,
        pace=Pace.SLOW,
    ),
    row("7.2.4", _LAST_TEST, Ber.OCTETS, pace=Pace.SLOW),
    chosen("7.2.6", "ups.calibration.status", _CALIBRATION, pace=Pace.SLOW),
    row("7.2.7", date("ups.calibration.date"), Ber.OCTETS, pace=Pace.SLOW),
    settable("7.2.8", words("ups.test.time", category=CONFIG), **_NAME),
    selectable("7.2.9", "ups.test.weekday", _WEEKDAYS),
    settable("7.2.10", words("battery.test.interval", category=CONFIG), **_NAME),
    row("7.2.11", date("ups.calibration.date.passed"), Ber.OCTETS, pace=Pace.SLOW),
    row("7.2.12", date("battery.test.date.passed"), Ber.OCTETS, pace=Pace.SLOW),
    row("7.2.13", date("battery.test.date"), Ber.OCTETS, pace=Pace.SLOW),
    chosen("7.2.14", "battery.test.status", _BATTERY_TEST, pace=Pace.SLOW),
    chosen("7.2.15", "battery.test.result", _BATTERY_FOUND, pace=Pace.SLOW),
)

SYNC: Final[tuple[Object, ...]] = (
    settable(
        "10.1.1", amount("sync.group", category=CONFIG), bounds=Bounds(1, 65_534, 1)
    ),
    switchable("10.1.2", "sync.enabled", ON_OFF),
    settable("10.1.3", seconds("sync.delay", category=CONFIG), bounds=_HOUR),
    settable("10.1.4", percent("sync.charge.offset", category=CONFIG), bounds=PERCENT),
    settable(
        "10.1.5",
        words("sync.address", category=CONFIG, private=True),
        ber=Ber.ADDRESS,
        bounds=Bounds(max_length=15),
    ),
    row("10.2.1", amount("sync.members"), pace=Pace.SLOW),
)

ALLOWED_OID, ALLOWED_TEXT = 2, 3
ALLOWED_VALUES: Final = Table(
    name="allowed_values",
    entry=ups("5.2.16.1"),
    plain={ALLOWED_OID: Pace.ONCE, ALLOWED_TEXT: Pace.ONCE},
)
"""The card's own list of what its settings may be: the setting, and a text."""
PASSWORD: Final = ups("5.2.15")
"""The front panel's: never read."""
