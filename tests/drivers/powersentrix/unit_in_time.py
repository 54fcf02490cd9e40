"""A unit whose voltages a test moves, report by report, and what is derived of it."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
import json

from custom_components.rack_power.drivers.powersentrix import variables as own
from custom_components.rack_power.drivers.powersentrix.derived import derive
from custom_components.rack_power.equipment import variables as common
from custom_components.rack_power.equipment.driver import Json
from custom_components.rack_power.equipment.model import (
    UNIT,
    PartId,
    Point,
    Quality,
    Reading,
    Value,
)

START = datetime(2026, 5, 8, 12, 0, tzinfo=UTC)
MAINS = Point(UNIT, common.INPUT_MAINS)
ON_BATTERY = Point(UNIT, common.UPS_ONBATTERY)
LOW = Point(UNIT, common.BATTERY_LOW)
WEAK = Point(UNIT, own.CELL_WEAK)
FORCED = Point(UNIT, own.FORCED_BATTERY)
TOTAL = Point(UNIT, own.OUTPUT_CURRENT)


def supply(index: int) -> PartId:
    """The part that a power supply is."""
    return PartId("power_supply", str(index))


def block(index: int, place: int) -> PartId:
    """The part that a block of a battery is."""
    return PartId("cell", f"{index}-{place}")


def fed(
    main: Value, battery: Value = 52.2, *, index: int = 0, cut_off: Value = 48.0
) -> dict[Point, Value]:
    """Readings of one power supply."""
    return {
        Point(supply(index), own.INPUT_VOLTAGE): main,
        Point(supply(index), own.BATTERY_VOLTAGE): battery,
        Point(supply(index), common.BATTERY_VOLTAGE_LOW): cut_off,
    }


def blocks(cells: Sequence[Value], *, index: int = 0) -> dict[Point, Value]:
    """Readings of a battery's blocks."""
    return {
        Point(block(index, place), common.BATTERY_CELL_VOLTAGE): volts
        for place, volts in enumerate(cells)
    }


class UnitInTime:
    """Reports go in, each some seconds after the one before; what follows comes out."""

    def __init__(self, **preferences: Json) -> None:
        """Begin without any memory."""
        self.preferences = preferences
        self.memory: Json = None
        self.now = START
        self.found: Mapping[Point, Reading] = {}

    def report(
        self,
        values: Mapping[Point, Value],
        *,
        after: float = 30,
        quality: Quality = Quality.GOOD,
        forced: Value = False,
    ) -> UnitInTime:
        """Take one report; the memory goes to disk and back."""
        self.now += timedelta(seconds=after)
        told = {FORCED: forced} | dict(values)
        return self.take({p: Reading(v, self.now, quality) for p, v in told.items()})

    def take(self, readings: Mapping[Point, Reading]) -> UnitInTime:
        """Take readings as they are."""
        memory, self.found = derive(self.memory, readings, self.preferences, self.now)
        self.memory = json.loads(json.dumps(memory, allow_nan=False))
        assert self.memory == memory
        return self

    def an_hour(self, values: Mapping[Point, Value]) -> UnitInTime:
        """Take twelve reports in an hour, as a unit pushes them."""
        for _ in range(12):
            self.report(values, after=300)
        return self

    def __getitem__(self, point: Point) -> Value:
        """Return a derived value."""
        return self.found[point].value

    def details(self, point: Point) -> Mapping[str, object]:
        """Return what a derived value rests on."""
        return self.found[point].details or {}
