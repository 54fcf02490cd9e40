"""Whether this PDU has what a code needs.

True and False are what the PDU told; None is unknown: a list that was refused, an
accessory that does not show. What is unknown is not held against a request.
"""

from collections.abc import Callable, Mapping
from typing import Final

from ....equipment.errors import InvalidRequest
from .codes import Code, Param, ParamType, Requirement
from .snapshot import SENSOR_ID, Row, Rows, Snapshot, text_of

_HUB_INPUTS: Final = "digitalInputs"  # the type of the newer hub is not documented
_TEMPERATURE: Final = "sensorTempInC"


def _any(rows: Rows, holds: Callable[[Row], bool]) -> bool | None:
    return None if rows is None else any(holds(row) for row in rows)


def _either(*answers: bool | None) -> bool | None:
    """Join sources: one that says yes is enough, a no needs one that answers."""
    told = [answer for answer in answers if answer is not None]
    return any(told) if told else None


def _device(snapshot: Snapshot, key: str) -> bool | None:
    """Read a flag of the device; a key that is missing tells nothing."""
    value = None if snapshot.device is None else snapshot.device.get(key)
    return value if isinstance(value, bool) else None


def _device_text(snapshot: Snapshot, key: str) -> str | None:
    return None if snapshot.device is None else text_of(snapshot.device, key)


def _phase(snapshot: Snapshot, start: str) -> bool | None:
    phase = _device_text(snapshot, "phase")
    return None if phase is None else phase.lower().startswith(start)


def _is_hub(sensor: Row) -> bool:
    return sensor.get("sensorType") == "dio_hub" or _HUB_INPUTS in sensor


def _is_climate(sensor: Row) -> bool:
    return sensor.get("sensorType") == "temp_hum" or _TEMPERATURE in sensor


def _ats(snapshot: Snapshot) -> bool | None:
    layout = _device_text(snapshot, "inletConfig")
    return _either(
        None if layout is None else layout.lower() == "ats",
        _any(snapshot.inlets, lambda row: row.get("inletType") == "ats"),
    )


def _smtp(snapshot: Snapshot) -> bool | None:
    settings = snapshot.settings
    if settings is None or "smtpServer" not in settings:
        return None
    return bool(settings["smtpServer"])


_CHECKS: Final[Mapping[Requirement, Callable[[Snapshot], bool | None]]] = {
    Requirement.THREE_PHASE: lambda s: _phase(s, "three phase"),
    Requirement.SINGLE_PHASE: lambda s: _phase(s, "single phase"),
    Requirement.CIRCUIT_BREAKER: lambda s: _either(
        _device(s, "circuitBreakerProtection"),
        _any(s.banks, lambda row: row.get("hasCircuitBreakerProtection") is True),
    ),
    Requirement.OUTLET_METERING: lambda s: _either(
        _device(s, "outletPwrMeasurementsSupported"),
        _any(s.outlets, lambda row: "currentRms" in row),
    ),
    Requirement.TEMP_HUM_SENSOR: lambda s: _any(s.sensors, _is_climate),
    Requirement.DIO_HUB: lambda s: _any(s.sensors, _is_hub),
    Requirement.ATS: _ats,
    Requirement.OUTLET_SWITCHING: lambda s: _device(s, "outletSwitchingSupported"),
    Requirement.SMTP: _smtp,
    Requirement.GROUP: lambda s: _any(s.groups, lambda _: True),
    Requirement.RELAY_OUTPUTS: lambda s: _any(s.relays, lambda _: True),
    Requirement.SECONDARY_NIC: lambda _: None,
    Requirement.ENERGY_METERING: lambda s: _any(
        s.inlets, lambda row: "inletEnergyAccumulation" in row
    ),
}


def meets(requirement: Requirement, snapshot: Snapshot) -> bool | None:
    """Tell whether the PDU has it; None if that is not known."""
    return _CHECKS[requirement](snapshot)


def available(code: Code, snapshot: Snapshot) -> bool | None:
    """Tell whether the PDU can use a code; None if that is not known."""
    answers = [meets(requirement, snapshot) for requirement in code.requires]
    if False in answers:
        return False
    return None if None in answers else True


def check(code: Code, given: Mapping[Param, str], snapshot: Snapshot) -> None:
    """Refuse a code that this PDU cannot use, and the wrong sensor for it.

    ``given`` are the parameters that the request speaks of. Raises
    ``InvalidRequest``, its reason ``needs_`` and the requirement.
    """
    for requirement in code.requires:
        met = meets(requirement, snapshot)
        if met and requirement in _SENSORS:
            met = all(
                _is_at(text, param, _SENSORS[requirement], snapshot)
                for param, text in given.items()
            )
        if met is False:
            raise InvalidRequest(f"needs_{requirement}", code=code.code, name=code.name)


_SENSORS: Final[Mapping[Requirement, Callable[[Row], bool]]] = {
    Requirement.TEMP_HUM_SENSOR: _is_climate,
    Requirement.DIO_HUB: _is_hub,
}
_PLACES: Final[Mapping[ParamType, tuple[str, ...]]] = {
    ParamType.SENSOR: SENSOR_ID,
    ParamType.PORT: ("sensorPort",),
}


def _is_at(
    text: str, param: Param, is_right: Callable[[Row], bool], snapshot: Snapshot
) -> bool:
    """Tell whether the sensor or port that a parameter names is of the right sort."""
    if param.type not in _PLACES:
        return True
    keys = _PLACES[param.type]
    rows = snapshot.sensors or ()
    return any(is_right(row) and text_of(row, *keys) == text for row in rows)
