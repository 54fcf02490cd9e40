"""Variables that only APC's cloud has, or has in a way of its own."""

from dataclasses import replace
from typing import Final

from ...equipment import variables as common
from ...equipment.model import Category, Kind, Meaning, Quantity, Unit, Variable

UNKNOWN_MODE: Final = "unknown_mode"
UNKNOWN_STATUS: Final = "unknown_status"

INPUT_CURRENT = replace(common.INPUT_CURRENT, everyday=False)


def _text(name: str, *, everyday: bool = False) -> Variable:
    return Variable(
        name=name, kind=Kind.TEXT, category=Category.DIAGNOSTIC, everyday=everyday
    )


def _flag(name: str) -> Variable:
    return Variable(
        name=name, kind=Kind.FLAG, category=Category.DIAGNOSTIC, everyday=False
    )


def _date(name: str) -> Variable:
    return Variable(name=name, kind=Kind.DATE, category=Category.DIAGNOSTIC)


OPERATING_MODE = Variable(
    name="ups.mode",
    kind=Kind.CHOICE,
    options=(
        "bypass_ups_init",
        "bypass_user_init",
        "onbattery",
        "onbattery_low_battery",
        "onbattery_rtc",
        "online",
        "ups_off",
        UNKNOWN_MODE,
    ),
)
"""The cloud's keys with ``.`` as ``_``; the key as it came is in the details."""
SEVERITY = Variable(
    name="ups.severity",
    kind=Kind.CHOICE,
    options=("ok", "info", "warning", "critical"),
    category=Category.DIAGNOSTIC,
    everyday=False,
)
"""The highest of mode and conditions; the details name all conditions. Where it matters
there is a problem, too."""
CLOUD_LINK = Variable(
    name="cloud.link",
    kind=Kind.FLAG,
    meaning=Meaning.CONNECTED,
    category=Category.DIAGNOSTIC,
)
"""Whether the unit reports to its cloud."""
CLOUD_MONITORING = _flag("cloud.monitoring")
CLOUD_REPORTING_REDUCED = _flag("cloud.reporting.reduced")
"""Probably so on the smallest plan."""
SUBSCRIPTION_END = _date("cloud.subscription.end")
"""Of the plan; nobody knows whether it is the warranty's, too."""
FIRMWARE_STATUS = Variable(
    name="ups.firmware.status",
    kind=Kind.CHOICE,
    options=("up_to_date", "out_of_date", "install_in_progress", UNKNOWN_STATUS),
    category=Category.DIAGNOSTIC,
    everyday=False,
)
FIRMWARE_BUILD = _text("ups.firmware.build")
DESCRIPTION = replace(_text("device.description"), private=True)
"""The owner's."""
IP_ADDRESS = replace(_text("device.ip", everyday=True), private=True)
BATTERY_DATE_EOL = replace(_date("battery.date.eol"), everyday=False)
"""When the battery's life ends, as the cloud reckons: mostly when it is due."""
SENSITIVITY = _text("input.sensitivity.raw")
"""As it came: nobody knows whether it is a number of a list or a field of bits."""
TEST_INTERVAL = Variable(
    name="ups.test.interval",
    kind=Kind.MEASURE,
    quantity=Quantity.DURATION,
    unit=Unit.DAY,
    precision=0,
    category=Category.DIAGNOSTIC,
    everyday=False,
)
