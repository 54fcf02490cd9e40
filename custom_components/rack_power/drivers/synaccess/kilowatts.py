"""Firmware that tells the power of its banks in kW, as the documentation says.

Real readings are in W and VA. So it is looked at for each bank: while it carries enough
(V x I above 50 VA) the apparent power is close to V x I, or to a thousandth of it. What
was found is remembered, as it holds for smaller loads, too.
"""

from collections.abc import Mapping
from dataclasses import replace

from ...equipment.model import PartId, Point, Reading, Report, Variable
from ...equipment.variables import (
    BANK_CURRENT,
    BANK_POWER,
    BANK_POWERFACTOR,
    BANK_REALPOWER,
    BANK_VOLTAGE,
)

type Memory = Mapping[str, bool]
"""By the key of a bank: whether it tells its power in kW."""

_ENOUGH = 50.0  # VA
_CLOSE = 0.2
_KILO = 1000


def correct(memory: Memory, report: Report) -> tuple[Memory, Report]:
    """Turn kW into W; returns what is known of the banks now, and the report."""
    known, readings = dict(memory), dict(report.readings)
    for part in report.parts:
        found = _tells_kilowatts(part, readings)
        if found is not None:
            known[part.key] = found
        if known.get(part.key):
            _multiply(part, readings)
    return known, replace(report, readings=readings)


def _multiply(part: PartId, readings: dict[Point, Reading]) -> None:
    for variable in (BANK_REALPOWER, BANK_POWER):
        value = _value(part, variable, readings)
        if value is not None:
            point = Point(part, variable)
            readings[point] = replace(readings[point], value=value * _KILO)


def _tells_kilowatts(part: PartId, readings: Mapping[Point, Reading]) -> bool | None:
    """Compare what is told with V x I; None: too little load, or neither fits."""
    volts = _value(part, BANK_VOLTAGE, readings)
    amperes = _value(part, BANK_CURRENT, readings)
    if volts is None or amperes is None or volts * amperes <= _ENOUGH:
        return None
    expected = volts * amperes
    told = _value(part, BANK_POWER, readings)
    if told is None:
        factor = _value(part, BANK_POWERFACTOR, readings)
        told = _value(part, BANK_REALPOWER, readings)
        if told is None or not factor:
            return None
        expected *= abs(factor)
    for is_kilo, size in ((False, abs(told)), (True, abs(told) * _KILO)):
        if abs(size - expected) <= _CLOSE * expected:
            return is_kilo
    return None


def _value(
    part: PartId, variable: Variable, readings: Mapping[Point, Reading]
) -> float | None:
    reading = readings.get(Point(part, variable))
    value = reading.value if reading else None
    return value if isinstance(value, int | float) else None
