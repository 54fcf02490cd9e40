"""``gateways/<id>?collection=``: what is measured, and some settings (1.3, 1.4).

Nothing is read of outlets: no client is known to have read a field of theirs.
"""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Final

from ....equipment.draft import Details
from ....equipment.driver import Json
from ....equipment.model import UNIT, Equipment, Part, Point, Quality, Report
from ....equipment.variables import (
    BATTERY_CHARGE,
    BATTERY_DATE,
    BATTERY_DATE_REPLACE,
    BATTERY_PACKS_EXTERNAL,
    BATTERY_RUNTIME,
    BATTERY_TEMPERATURE,
    BATTERY_VOLTAGE,
    INPUT_FREQUENCY,
    INPUT_TRANSFER_HIGH,
    INPUT_TRANSFER_LOW,
    INPUT_VOLTAGE,
    OUTPUT_CURRENT,
    OUTPUT_ENERGY,
    OUTPUT_FREQUENCY,
    OUTPUT_VOLTAGE,
    UPS_EFFICIENCY,
    UPS_LOAD,
    UPS_LOAD_APPARENT,
    UPS_TEST_RESULT,
)
from ..variables import (
    INPUT_CURRENT,
    IP_ADDRESS,
    SENSITIVITY,
    TEST_INTERVAL,
)
from . import gateway, values
from .draft import AnswerDraft, Field
from .efficiency import parse_efficiency, reason
from .times import parse_day
from .values import Row

GROUP: Final = "measurements"

MEASURED: Final = (
    Field("input.voltage", INPUT_VOLTAGE, values.volts),
    Field("input.frequency", INPUT_FREQUENCY, values.hertz),
    Field("input.current", INPUT_CURRENT, values.amperes, optional=True),
    Field("output.voltage", OUTPUT_VOLTAGE, values.volts),
    Field("output.frequency", OUTPUT_FREQUENCY, values.hertz),
    Field("output.current", OUTPUT_CURRENT, values.amperes),
    # Watt-hours: inferred from the unit's own register.
    Field("output.energy", OUTPUT_ENERGY, values.kilowatt_hours, optional=True),
    Field("output.loadRealPercentage", UPS_LOAD, values.load),
    Field("output.loadApparentPercentage", UPS_LOAD_APPARENT, values.load),
    Field("battery.chargeStatePercentage", BATTERY_CHARGE, values.percent),
    Field("battery.runtimeRemaining", BATTERY_RUNTIME, values.seconds),
    Field("battery.temperature", BATTERY_TEMPERATURE, values.celsius),
    Field("battery.voltage", BATTERY_VOLTAGE, values.volts),
)
KEPT: Final = tuple(
    Field(path, variable, parse, optional=True, lasting=True)
    for path, variable, parse in (
        ("output.lowTransferVoltage", INPUT_TRANSFER_LOW, values.volts),
        ("output.highTransferVoltage", INPUT_TRANSFER_HIGH, values.volts),
        ("output.sensitivitySetting", SENSITIVITY, values.key),
        ("battery.selfTestInterval", TEST_INTERVAL, values.days),
        ("battery.installDate", BATTERY_DATE, parse_day),
        ("battery.replaceDate", BATTERY_DATE_REPLACE, parse_day),
        (
            "battery.batteryFramesInstalledCount",
            BATTERY_PACKS_EXTERNAL,
            values.packs,
        ),
        ("network.interface.ipAddress", IP_ADDRESS, values.address),
    )
)
EFFICIENCY: Final = Field(
    "input.efficiencyPercentage", UPS_EFFICIENCY, parse_efficiency, optional=True
)
TEST: Final = Field("battery.selfTestResult", UPS_TEST_RESULT, values.name)
_LASTING: Final = frozenset(
    field.variable
    for field in (*KEPT, *gateway.PLAIN, gateway.FIRMWARE, gateway.STATUS)
)


def measurements_report(
    who: Equipment,
    answer: Json,
    at: datetime,
    *,
    live: Quality,
    before: Collection[Point] = (),
) -> Report:
    """Tell what a UPS measures. InvalidAnswer: the answer is no object.

    ``live`` is the quality of what does not last, which is unavailable without a link
    to the cloud: what was measured last says nothing then. ``before``: the points of
    this group that were told earlier.
    """
    row = values.one(answer)
    draft = AnswerDraft(equipment=who.id, group=GROUP, at=at, before=before, live=live)
    draft.part(Part(id=UNIT))
    for field in (*MEASURED, *KEPT):
        draft.take(field, row)
    _tell_efficiency(draft, row)
    _tell_test(draft, row)
    return draft.report()


def silent(report: Report) -> Report:
    """Return a report of a UPS that was not told of for too long.

    Of either group: what lasts is as it was last known, all else is unavailable.
    """
    readings = {
        point: replace(
            reading,
            quality=Quality.STALE
            if point.variable in _LASTING
            else Quality.UNAVAILABLE,
        )
        for point, reading in report.readings.items()
    }
    return replace(report, readings=readings)


def _tell_efficiency(draft: AnswerDraft, row: Row) -> None:
    """Add the efficiency, or why there is none: then, too, the unit has the point."""
    told = EFFICIENCY.told(row)
    value, why = EFFICIENCY.parse(told), reason(told)
    if why is None:
        draft.tell(EFFICIENCY, value)
    else:
        draft.read(
            UNIT, UPS_EFFICIENCY, None, details={"reason": why}, quality=draft.live
        )


def _tell_test(draft: AnswerDraft, row: Row) -> None:
    """Add the result of the last self-test, and why none can run now."""
    battery = values.within(row, "battery", "selfTestAllowed")
    refusal = values.name(battery.get("refusalReason"))
    details: Details | None = None if refusal is None else {"refusal": refusal}
    draft.tell(TEST, TEST.parse(TEST.told(row)), details)
