"""What the events look at: values beyond thresholds, and states."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from .physics import is_number
from .state import PduState, Record

ABOVE, BELOW = 1, -1
_ANY = "any"

_PAIRS = {
    13: ("lines", "currentRms"),
    15: ("inlets", "inletCurrentRms"),
    17: ("inlets", "inletVoltageRms"),
    19: ("inlets", "inletLineFrequency"),
    23: ("inlets", "inletActivePower"),
    25: ("inlets", "inletApparentPower"),
    31: ("banks", "currentRms"),
    33: ("banks", "voltageRms"),
    35: ("banks", "lineFrequency"),
    39: ("banks", "activePower"),
    41: ("banks", "apparentPower"),
    45: ("outlets", "currentRms"),
    49: ("sensors", "sensorTempInC"),
    51: ("sensors", "sensorHumidity"),
}
_THRESHOLDS: dict[int, tuple[str, str, int]] = {
    **{code: (where, key, ABOVE) for code, (where, key) in _PAIRS.items()},
    **{code + 1: (where, key, BELOW) for code, (where, key) in _PAIRS.items()},
    21: ("inlets", "inletPowerFactor", BELOW),
    22: ("inlets", "inletEnergyAccumulation", ABOVE),
    29: ("inlets", "threePhaseBalance", ABOVE),
    37: ("banks", "powerFactor", BELOW),
    38: ("banks", "energyAccumulation", ABOVE),
}
ENTERING = frozenset({55, 56, 57, 58, 59, 64, 65})
"""Codes of events that begin when a state is entered, not because it already is."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a look at the state brought."""

    holds: bool
    value: float = 0.0


def look(state: PduState, event: Record) -> Finding:
    """Compare the current values with an event; what makes no sense does not hold."""
    try:
        return _look(state, int(event["code"]), [str(p) for p in event["params"]])
    except KeyError, IndexError, TypeError, ValueError:
        return Finding(holds=False)


def ticks_needed(event: Record) -> int:
    """Tell for how many ticks the condition must hold."""
    position = 1 if int(event["code"]) == 12 else 2
    try:
        return max(1, int(float(event["params"][position] or 1)))
    except IndexError, ValueError:
        return 1


def _look(state: PduState, code: int, params: Sequence[str]) -> Finding:
    if code in _THRESHOLDS:
        return _beyond(state, code, params[0], float(params[1]))
    return Finding(_STATES[code](state, params))


def _beyond(state: PduState, code: int, ident: str, threshold: float) -> Finding:
    where, key, direction = _THRESHOLDS[code]
    for record in _named(_records(state, where), ident):
        value = _value(record, key)
        if value is not None and (value - threshold) * direction > 0:
            return Finding(holds=True, value=value)
    return Finding(holds=False)


def _records(state: PduState, where: str) -> Sequence[Record]:
    if where == "lines":
        return [line for inlet in state.inlets for line in inlet.get("inletLines", ())]
    records: Sequence[Record] = getattr(state, where)
    return records


def _named(records: Sequence[Record], ident: str) -> list[Record]:
    """Choose the records that a parameter means."""
    if ident == _ANY:
        return list(records)
    return [r for r in records if ident in (r.get("id"), r.get("sensorId"))]


def _value(record: Record, key: str) -> float | None:
    value: Any = record.get(key)
    if key == "threePhaseBalance" and isinstance(value, str):
        return 100 - float(value.rstrip("%"))  # the event asks for the unbalance
    return float(value) if is_number(value) else None


def _closed(bank: Record) -> bool:
    return bool(bank.get("circuitBreakerClosed", True))


def _ats(state: PduState, letter: str, key: str) -> bool:
    return any(i.get("atsInletId") == letter and i.get(key) for i in state.inlets)


def _secondary_ready(state: PduState, ready: bool) -> bool:
    return len(state.inlets) > 1 and _ats(state, "B", "atsInletReady") is ready


def _input_is(state: PduState, port: str, index: str, wanted: str) -> bool:
    hub = state.sensor_at(port) or {}
    return any(
        str(row["index"]) == str(int(index)) and row["state"] == wanted
        for row in hub.get("digitalInputs", ())
    )


def _user_switch(state: PduState, params: Sequence[str]) -> bool:
    hub = state.sensor_at(params[0]) or {}
    return hub.get("userSwitchState") is (params[1] == "ON")


def _connection(state: PduState, params: Sequence[str]) -> bool:
    return (state.sensor_at(params[0]) is not None) is (params[1] == "Connect")


_STATES: dict[int, Callable[[PduState, Sequence[str]], bool]] = {
    12: lambda state, p: p[0] in state.unreachable,
    30: lambda state, p: not all(map(_closed, _named(state.banks, p[0]))),
    55: lambda state, _: _ats(state, "B", "atsInletActive"),
    56: lambda state, _: _ats(state, "A", "atsInletActive"),
    57: lambda state, _: _secondary_ready(state, ready=False),
    58: lambda state, _: _secondary_ready(state, ready=True),
    59: lambda state, p: all(map(_closed, _named(state.banks, p[0]))),
    62: lambda state, p: _input_is(state, p[0], p[1], "HI"),
    63: lambda state, p: _input_is(state, p[0], p[1], "LO"),
    64: _user_switch,
    65: _connection,
}
