"""Faults of outlets, and the current of all of them."""

import pytest

from custom_components.rack_power.drivers.powersentrix import variables as own
from custom_components.rack_power.equipment import variables as common
from custom_components.rack_power.equipment.model import (
    UNIT,
    PartId,
    Point,
    Quality,
    Value,
    Variable,
)

from .unit_in_time import TOTAL, UnitInTime, supply

OUTLET = PartId("outlet", "3")
FAULT = Point(OUTLET, own.OUTLET_FAULT)


def outlet(on: Value, volts: Value, index: int = 3) -> dict[Point, Value]:
    """Readings of an outlet."""
    part = PartId("outlet", str(index))
    return {
        Point(part, common.OUTLET_STATUS): on,
        Point(part, own.OUTLET_VOLTAGE): volts,
    }


@pytest.mark.parametrize(
    ("had", "has", "fault"),
    [
        (48.1, 23.9, True),
        (48.1, 24.0, False),
        (48.1, 0.0, True),
        (24.1, 11.9, True),
        (24.1, 12.0, False),
        (12.05, 5.9, True),
        (12.05, 6.0, False),
        (5.02, 2.4, True),
        (5.02, 2.5, False),
        (40.8, 23.9, True),
        (55.2, 23.9, True),
        (40.79, 0.0, None),
        (30.0, 0.0, None),
        (0.0, 0.0, None),
    ],
)
def test_faults(had: float, has: float, fault: bool | None) -> None:
    """Less than half of the rail that it was seen on; without a rail, unknown."""
    unit = UnitInTime().report(outlet(True, had))
    assert unit[FAULT] is (None if fault is None else False)
    assert unit.report(outlet(True, has))[FAULT] is (None if fault is None else False)
    assert unit.report(outlet(True, has), after=0)[FAULT] is not True
    assert unit.report(outlet(True, has))[FAULT] is fault
    assert unit.details(FAULT) == {"derived": True}


def test_an_outlet_that_is_off_has_no_fault() -> None:
    """And comes back with the rail it had."""
    unit = UnitInTime().report(outlet(False, 0.0))
    assert unit[FAULT] is False
    unit.report(outlet(True, 48.1)).report(outlet(False, 0.0))
    assert unit.report(outlet(False, None))[FAULT] is False
    unit.report(outlet(True, 20.0))
    assert unit.report(outlet(True, 20.0))[FAULT] is True
    assert unit.report(outlet(True, 10.0))[FAULT] is True
    assert unit.report(outlet(True, 24.0))[FAULT] is False


def test_only_an_outlet_that_is_on_teaches() -> None:
    """One that is off may show anything."""
    unit = UnitInTime().report(outlet(False, 48.0))
    assert unit.report(outlet(True, 0.0))[FAULT] is None


def test_a_rail_is_never_learnt_downwards() -> None:
    """Low voltage is what is looked for; a higher one corrects a wrong guess."""
    unit = UnitInTime().report(outlet(True, 24.0)).report(outlet(True, 48.0))
    unit.report(outlet(True, 12.0))
    assert unit.report(outlet(True, 12.0))[FAULT] is True


@pytest.mark.parametrize(("on", "volts"), [(None, 0.0), (True, None), (None, None)])
def test_unknown(on: Value, volts: Value) -> None:
    """Stays unknown, and nothing is forgotten over it."""
    unit = UnitInTime().report(outlet(True, 48.0)).report(outlet(True, 0.0))
    assert unit.report(outlet(on, volts))[FAULT] is None
    assert unit.report(outlet(True, 0.0))[FAULT] is True


def test_every_outlet_for_itself() -> None:
    """Whichever are told; the others are not forgotten."""
    unit = UnitInTime().report(outlet(True, 48.0) | outlet(True, 5.0, 11))
    for _ in range(2):
        unit.report(outlet(True, 5.0, 11))
    assert FAULT not in unit.found
    for _ in range(2):
        unit.report(outlet(True, 5.0) | outlet(True, 5.0, 11))
    assert unit[FAULT] is True
    assert unit[Point(PartId("outlet", "11"), own.OUTLET_FAULT)] is False


@pytest.mark.parametrize("missing", [common.OUTLET_STATUS, own.OUTLET_VOLTAGE])
def test_half_an_outlet(missing: Variable) -> None:
    """Has no fault to be told."""
    readings = outlet(True, 48.0)
    del readings[Point(OUTLET, missing)]
    assert FAULT not in UnitInTime().report(readings).found


def total(power: Value, *loads: Value) -> dict[Point, Value]:
    """Readings of the power of all outlets and of the buses."""
    return {Point(UNIT, common.UPS_REALPOWER): power} | {
        Point(supply(index), own.OUTPUT_VOLTAGE): load
        for index, load in enumerate(loads)
    }


@pytest.mark.parametrize(
    ("readings", "current"),
    [
        (total(274.11, 48.1), 5.699),
        (total(0.0, 48.1), 0.0),
        (total(48.0, 0.0, 48.0), 1.0),
        (total(48.0, None, 48.0), 1.0),
        (total(48.0, 5.0), None),
        (total(48.0, None), None),
        (total(48.0), None),
        (total(None, 48.0), None),
    ],
)
def test_the_total_current(readings: dict[Point, Value], current: Value) -> None:
    """All power as if it were drawn from the 48 V bus."""
    assert UnitInTime().report(readings)[TOTAL] == current


def test_no_power_no_current() -> None:
    """Where the power is not told, there is none to be divided."""
    readings = {Point(supply(0), own.OUTPUT_VOLTAGE): 48.0}
    assert TOTAL not in UnitInTime().report(readings).found


@pytest.mark.parametrize("quality", [Quality.STALE, Quality.UNAVAILABLE])
def test_quality_carries_over(quality: Quality) -> None:
    """To faults and to the total."""
    readings = outlet(True, 48.0) | total(48.0, 48.0)
    unit = UnitInTime().report(readings, quality=quality)
    assert unit.found[FAULT].quality is quality
    assert unit.found[TOTAL].quality is quality
    known = quality is Quality.STALE
    assert unit[FAULT] is (False if known else None)
    assert unit[TOTAL] == (1.0 if known else None)
