"""The measurements of `gateways/<id>?collection=` (section 1.3)."""

from collections.abc import Callable, Iterable
from typing import Any

from ..knobs import CloudKnobs
from .dates import of_day
from .overriding import emptied, overridden
from .records import Record, Report

_EFFICIENCY = 128
"""Parts of a percent in which the register counts (1.4)."""
_NOT_AVAILABLE, _LOW_LOAD, _OUTPUT_OFF, _ON_BATTERY = -1, -2, -3, -4
_BYPASS, _CHARGING, _NO_BATTERY = -5, -6, -8
_LITTLE = 0.05  # of the rated watts
_COUNTER = 2**32


def collection(
    record: Record, wanted: Iterable[str], knobs: CloudKnobs
) -> dict[str, Any]:
    """Tell the collections that were asked for, of those that there are."""
    report = record.report
    makers: dict[str, Callable[[Report, CloudKnobs], Any]] = {
        "input": _input,
        "output": _output,
        "battery": _battery,
        "network": _network,
        "main_outlet": lambda *_: {},
        "switched_outlets": lambda *_: [],
    }
    absent = set(knobs.absent.split(","))
    names = [name for name in wanted if name in makers and name not in absent]
    told = {name: makers[name](report, knobs) for name in names}
    if knobs.nulls:
        told = emptied(told)
    return overridden(told, record.ups.state)


def _input(report: Report, knobs: CloudKnobs) -> dict[str, Any]:
    state = report.state
    powered = state.mains and not report.on_battery
    told: dict[str, Any] = {
        "voltage": round(report.mains_voltage, 1),
        "frequency": state.frequency,
        "current": round(report.drawn / max(report.mains_voltage, 1), 2),
    }
    if not powered:
        if knobs.input_on_battery == "absent":
            told = {}
        else:
            empty = 0 if knobs.input_on_battery == "zero" else None
            told = dict.fromkeys(told, empty)
    told["efficiencyPercentage"] = _efficiency(report, knobs)
    return told


def _efficiency(report: Report, knobs: CloudKnobs) -> float:
    """Tell the efficiency, or the reason why there is none."""
    state = report.state
    reasons = {
        _OUTPUT_OFF: not state.output,
        _BYPASS: bool(state.bypass),
        _NO_BATTERY: not state.battery,
        _ON_BATTERY: report.on_battery,
        _CHARGING: report.charging,
        _LOW_LOAD: report.watts < _LITTLE * state.rated_watts,
        _NOT_AVAILABLE: not report.drawn,
    }
    for reason, applies in reasons.items():
        if applies:
            return reason
    if knobs.efficiency_form == "percent":
        return round(report.efficiency, 1)
    return round(report.efficiency * _EFFICIENCY)


def _output(report: Report, knobs: CloudKnobs) -> dict[str, Any]:
    state = report.state
    volts = report.output_voltage
    return {
        "voltage": round(volts, 1),
        "frequency": state.frequency if report.carries else 0,
        "current": round(report.apparent / volts, 2) if volts else 0,
        "energy": round(report.energy) % _COUNTER,
        "loadRealPercentage": round(100 * report.watts / state.rated_watts, 1),
        "loadApparentPercentage": round(100 * report.apparent / state.rated_va, 1),
        "lowTransferVoltage": state.low_transfer,
        "highTransferVoltage": state.high_transfer,
        "sensitivitySetting": state.sensitivity,
    }


def _battery(report: Report, knobs: CloudKnobs) -> dict[str, Any]:
    state = report.state
    return {
        "chargeStatePercentage": round(100 * state.charge),
        "runtimeRemaining": round(report.runtime),
        "voltage": round(report.battery_voltage, 1),
        "temperature": round(report.temperature, 1),
        "selfTestResult": state.self_test_result,
        "selfTestInterval": state.self_test_interval,
        "selfTestAllowed": {"refusalReason": state.refusal},
        "installDate": of_day(state.installed, knobs),
        "replaceDate": of_day(state.replace_by, knobs),
        "batteryFramesInstalledCount": state.packs,
    }


def _network(report: Report, knobs: CloudKnobs) -> dict[str, Any]:
    return {"interface": {"ipAddress": report.state.ip}}
