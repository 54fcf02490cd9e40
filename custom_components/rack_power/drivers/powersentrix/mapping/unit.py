"""What the full status says of the unit as a whole."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from ....equipment.model import UNIT, Part, Quality, Value, Variable
from ....equipment.variables import (
    DEVICE_MODEL,
    UPS_FAN,
    UPS_FIRMWARE,
    UPS_FIRMWARE_AUX,
    UPS_REALPOWER,
    UPS_TEMPERATURE,
)
from ...numbers import whole
from ..variables import (
    COM_STARTED,
    CPU_LOAD,
    FORCED_BATTERY,
    MAIN_STARTED,
    MCU_TEMPERATURE,
    RAM_FREE,
    RAM_TOTAL,
    REPORTED,
)
from . import values
from .draft import StatusDraft
from .times import parse_uptime
from .values import Row

_STARTED: Final = (MAIN_STARTED, COM_STARTED)
_EXPECTED: Final = (
    DEVICE_MODEL,
    UPS_FIRMWARE,
    UPS_FIRMWARE_AUX,
    UPS_TEMPERATURE,
    MCU_TEMPERATURE,
    UPS_REALPOWER,
    CPU_LOAD,
    RAM_FREE,
    RAM_TOTAL,
    FORCED_BATTERY,
)
_STEADY: Final = timedelta(seconds=180)
"""An uptime is told in minutes: what moves the start by less is rounding."""
_REPORTED_STEP: Final = timedelta(minutes=1)
_MOST_FAN: Final = 255


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitState:
    """Values that were told; ``fan`` as it came: 1 or a percentage, nobody knows."""

    readings: Mapping[Variable, Value] = field(default_factory=dict)
    uptimes: Mapping[Variable, timedelta | None] = field(default_factory=dict)
    fan: int | None = None
    fan_told: bool = False


def read_unit(ident: Row, settings: Row, data: Row) -> UnitState:
    """Read the unit's own values from three parts of the status."""
    temperatures = values.within(data, "temps")
    told = {
        DEVICE_MODEL: (ident, "type", values.name),
        UPS_FIRMWARE: (ident, "mainFirmware", values.name),
        UPS_FIRMWARE_AUX: (ident, "comFirmware", values.name),
        CPU_LOAD: (ident, "cpuLoad", values.percent),
        RAM_FREE: (ident, "freeRamSize", values.memory),
        RAM_TOTAL: (ident, "totalRamSize", values.memory),
        UPS_TEMPERATURE: (temperatures, "board", values.celsius),
        MCU_TEMPERATURE: (temperatures, "mcu", values.celsius),
        FORCED_BATTERY: (settings, "forcePowerFromBatteries", values.flag),
    }
    main = (ident, "mainUptime") if "mainUptime" in ident else (data, "uptime")
    clocks = {MAIN_STARTED: main, COM_STARTED: (ident, "comUptime")}
    return UnitState(
        readings={
            variable: parse(row[key])
            for variable, (row, key, parse) in told.items()
            if key in row
        },
        uptimes={
            variable: parse_uptime(row[key])
            for variable, (row, key) in clocks.items()
            if key in row
        },
        fan=whole(data.get("ventilation"), 0, _MOST_FAN),
        fan_told="ventilation" in data,
    )


def tell(
    draft: StatusDraft,
    unit: UnitState,
    power: Mapping[Variable, Value],
    started: Mapping[Variable, datetime],
) -> Mapping[Variable, datetime]:
    """Add the unit to a report; the answer is since when each chip runs.

    ``power``: that of all outputs, if it was told. ``started``: as told last.
    """
    part = draft.part(Part(id=UNIT))
    draft.take(part, _EXPECTED, {**unit.readings, **power})
    fan = None if unit.fan is None else unit.fan != 0
    draft.take(part, (UPS_FAN,), {UPS_FAN: fan} if unit.fan_told else {})
    if unit.fan is not None:
        draft.read(part, UPS_FAN, fan, details={"raw": unit.fan})
    since = {
        variable: _since(uptime, draft.at, started.get(variable))
        for variable, uptime in unit.uptimes.items()
    }
    draft.take(part, _STARTED, since)
    known = {key: value for key, value in since.items() if value is not None}
    return {**started, **known}


def _since(
    uptime: timedelta | None, at: datetime, before: datetime | None
) -> datetime | None:
    """Work out when a chip started; the last answer is kept while it holds."""
    if uptime is None:
        return None
    start = at.replace(microsecond=0) - uptime
    return before if before is not None and abs(start - before) < _STEADY else start


def tell_age(draft: StatusDraft, before: datetime | None) -> datetime:
    """Add when the unit told this, in steps of a minute, and return it.

    Good whatever the quality of the rest: the older the rest is, the more it matters.
    """
    at = draft.at.replace(microsecond=0)
    if before is not None and before <= at < before + _REPORTED_STEP:
        at = before
    draft.read(UNIT, REPORTED, at, quality=Quality.GOOD)
    return at
