"""Faults of outlets, and what all of them draw from the bus.

A fault: the outlet is on, had the voltage of its rail once, and has less than half of
it in two reports. Which rail an outlet is on is learnt, never assumed.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from ....equipment.derive import Readings
from ....equipment.driver import Json
from ....equipment.model import UNIT, Point, Reading
from ....equipment.variables import OUTLET_STATUS, UPS_REALPOWER
from ..mapping import outlets, supplies
from ..variables import OUTLET_FAULT, OUTLET_VOLTAGE, OUTPUT_CURRENT, OUTPUT_VOLTAGE
from . import remembered
from .remembered import Table, table
from .told import Details, Evidence

RAILS: Final = (48, 24, 12, 5)  # volts
_NEAR: Final = 0.15
"""How far a voltage may be from its rail."""
_LOST: Final = 0.5
_LIVE: Final = 5.0
"""Volts below which a bus does not carry anything."""


def conclude(
    memory: Table, readings: Readings, found: dict[Point, Reading]
) -> Mapping[str, Json]:
    """Add what follows, and return what is to be remembered."""
    _total(readings, found)
    known = table(memory.get("outlets"))
    kept: dict[str, Json] = dict(known)
    for index in range(outlets.COUNT):
        part = outlets.part_id(index)
        told = readings.get(Point(part, OUTLET_VOLTAGE))
        if told is None or Point(part, OUTLET_STATUS) not in readings:
            continue
        evidence = Evidence(readings)
        kept[part.key], fault = judge(
            table(known.get(part.key)),
            evidence.flag(part, OUTLET_STATUS),
            evidence.number(part, OUTLET_VOLTAGE),
            told.observed_at,
        )
        details: Details = {"derived": True}
        found[Point(part, OUTLET_FAULT)] = evidence.reading(fault, details)
    return {"outlets": {key: value for key, value in kept.items() if value}}


def judge(
    memory: Table, on: bool | None, volts: float | None, at: datetime
) -> tuple[Table, bool | None]:
    """Conclude from one outlet's voltage; the memory holds its rail."""
    rail = remembered.number(memory.get("rail"))
    if on is False:
        return ({} if rail is None else {"rail": rail}), False
    if on is None or volts is None:
        return memory, None
    near = next((one for one in RAILS if _is_near(volts, one)), None)
    if near is not None and (rail is None or near > rail):
        rail = near
    if rail is None or volts >= _LOST * rail:
        return ({}, None) if rail is None else ({"rail": rail}, False)
    counted, enough = remembered.count(memory.get("count"), at)
    if enough or memory.get("fault") is True:
        return {"rail": rail, "fault": True}, True
    return {"rail": rail, "count": counted}, False


def _is_near(volts: float, rail: int) -> bool:
    return round(abs(volts - rail), 3) <= round(_NEAR * rail, 3)


def _total(readings: Readings, found: dict[Point, Reading]) -> None:
    """Add the current that all outlets' power would draw from the 48 V bus."""
    if Point(UNIT, UPS_REALPOWER) not in readings:
        return
    evidence = Evidence(readings)
    power = evidence.number(UNIT, UPS_REALPOWER)
    buses = (
        evidence.number(supplies.part_id(index), OUTPUT_VOLTAGE)
        for index in range(supplies.COUNT)
    )
    bus = next((volts for volts in buses if volts is not None and volts > _LIVE), None)
    current = None if power is None or bus is None else round(power / bus, 3)
    found[Point(UNIT, OUTPUT_CURRENT)] = evidence.reading(current)
