"""Whatever the readings and the memory are, conclusions are sound."""

from datetime import datetime, timedelta
import json
from typing import Any

from hypothesis import given, settings, strategies as st

from custom_components.rack_power.drivers.powersentrix import variables as own
from custom_components.rack_power.drivers.powersentrix.derived import (
    PREFERENCES,
    derive,
)
from custom_components.rack_power.equipment import variables as common
from custom_components.rack_power.equipment.derive import Derive
from custom_components.rack_power.equipment.model import (
    UNIT,
    PartId,
    Point,
    Quality,
    Reading,
    Value,
)

from .unit_in_time import (
    FORCED,
    LOW,
    MAINS,
    ON_BATTERY,
    START,
    WEAK,
    UnitInTime,
    block,
    blocks,
    fed,
    supply,
)

HOLDS: Derive = derive
"""That it is of the type that units ask for."""

POINTS = [
    *(Point(UNIT, one) for one in (own.FORCED_BATTERY, common.UPS_REALPOWER)),
    *(
        Point(supply(index), one)
        for index in range(2)
        for one in (
            own.INPUT_VOLTAGE,
            own.OUTPUT_VOLTAGE,
            own.BATTERY_VOLTAGE,
            common.BATTERY_VOLTAGE_LOW,
        )
    ),
    *(
        Point(block(index, place), common.BATTERY_CELL_VOLTAGE)
        for index in range(2)
        for place in range(4)
    ),
    *(
        Point(PartId("outlet", str(index)), one)
        for index in (0, 11)
        for one in (common.OUTLET_STATUS, own.OUTLET_VOLTAGE)
    ),
]
VALUES = (
    st.none()
    | st.booleans()
    | st.floats()
    | st.integers()
    | st.text(max_size=3)
    | st.datetimes()
    | st.floats(0, 60)
)
KEYS = st.sampled_from(
    [
        "supplies",
        "outlets",
        "low",
        "0",
        "1",
        "3",
        "11",
        "mains",
        "below",
        "cut_off",
        "cells",
        "weak",
        "count",
        "times",
        "at",
        "independent",
        "history",
        "sampled",
        "seen",
        "gone",
        "close",
        "measured",
        "value",
        "changed",
        "rail",
        "fault",
    ]
)
MEMORIES = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=14) | st.dictionaries(KEYS, inner),
    max_leaves=25,
)
MOMENTS = st.integers(0, 90000).map(lambda seconds: START + timedelta(seconds=seconds))
READINGS = st.dictionaries(
    st.sampled_from(POINTS),
    st.builds(Reading, VALUES, MOMENTS, st.sampled_from(Quality)),
)
CHOICES = st.dictionaries(
    st.sampled_from([one.key for one in PREFERENCES]), MEMORIES, max_size=7
)
VOLTS = st.none() | st.floats(0, 60).map(lambda volts: round(volts, 2))
GRADES = [Quality.GOOD, Quality.STALE, Quality.UNAVAILABLE]
RESTS_ON = {
    MAINS: {"input.voltage", "battery.voltage"},
    ON_BATTERY: {"input.voltage", "battery.voltage", "battery.forced"},
}


@settings(max_examples=400, deadline=None)
@given(memory=MEMORIES, readings=READINGS, choices=CHOICES, now=MOMENTS)
def test_sound_whatever_comes(
    memory: Any, readings: dict[Point, Reading], choices: Any, now: datetime
) -> None:
    """No exception; flags are flags; nothing good rests on what is not."""
    kept, found = derive(memory, readings, choices, now)
    json.dumps(kept, allow_nan=False)
    best = {reading.quality for reading in readings.values()}
    for point, reading in found.items():
        if point.variable.kind == "flag":
            assert reading.value in {True, False, None}
        elif reading.value is not None:
            assert isinstance(reading.value, float)
        if reading.quality is Quality.GOOD:
            assert Quality.GOOD in best
        for other, rest in readings.items():
            fitted = Point(other.part, own.INPUT_VOLTAGE) in readings
            if (fitted or other == FORCED) and (
                other.variable.name in RESTS_ON.get(point, ())
            ):
                assert GRADES.index(reading.quality) >= GRADES.index(rest.quality)
    again, same = derive(kept, readings, choices, now)
    if best <= {Quality.UNAVAILABLE}:
        assert all(reading.value is None for reading in found.values())
        assert same == found
        assert again == kept


def test_keys_of_preferences() -> None:
    """Each has a default within its bounds."""
    assert {
        one.key: (one.default, one.minimum, one.maximum, one.unit)
        for one in PREFERENCES
    } == {
        "mains_absent_below": (40.0, 5.0, 60.0, "V"),
        "mains_present_above": (42.0, 5.0, 60.0, "V"),
        "battery_low_margin": (1.0, 0.0, 10.0, "V"),
        "battery_low_voltage": (49.0, 40.0, 60.0, "V"),
        "cell_low_on_battery": (11.5, 8.0, 14.0, "V"),
        "cell_low_with_mains": (12.0, 8.0, 14.0, "V"),
        "cell_spread_limit": (0.4, 0.05, 5.0, "V"),
    }


STEPS = st.lists(
    st.tuples(VOLTS, VOLTS, st.sampled_from([0, 30, 300, 4000])), max_size=30
)


@settings(max_examples=200, deadline=None)
@given(steps=STEPS)
def test_only_rules_make_an_outage(steps: list[tuple[Any, Any, int]]) -> None:
    """Absent: below the limit, not yet above the other, or close to the battery."""
    unit, was_gone, apart = UnitInTime(), False, 0
    for main, battery, after in steps:
        if after > 3600:
            was_gone = False
        unit.report(fed(main, battery), after=after)
        mains = unit[MAINS]
        if mains is False:
            close = battery is not None and main - battery < 0.5
            assert (
                main < 40
                or (was_gone and main <= 42)
                or (close and was_gone)
                or (close and apart >= 12)
            )
        if main is not None and main < 40:
            assert mains is False
        if main is None:
            assert mains is None
        apart += mains is True
        was_gone = mains is False or (was_gone and mains is None)


@settings(max_examples=150, deadline=None)
@given(
    steps=st.lists(
        st.tuples(st.floats(50, 58), st.floats(44, 49), st.booleans()), max_size=20
    )
)
def test_a_forced_test_is_never_an_outage(
    steps: list[tuple[float, float, bool]],
) -> None:
    """While the supply stays well above the battery, only the owner's wish counts."""
    unit = UnitInTime()
    for main, battery, forced in steps:
        unit.report(fed(main, battery), forced=forced)
        assert unit[MAINS] is True
        assert unit[ON_BATTERY] is forced
        expected = {"reason": "forced_test"} if forced else {}
        assert unit.details(ON_BATTERY) == expected
        assert forced or unit[LOW] is False


@settings(max_examples=200, deadline=None)
@given(steps=st.lists(st.tuples(VOLTS, VOLTS, VOLTS), max_size=20))
def test_flags_agree(steps: list[tuple[Value, Value, Value]]) -> None:
    """On battery is the opposite of mains; low only on battery; unknown stays so."""
    unit = UnitInTime()
    for main, battery, cell in steps:
        unit.report(fed(main, battery) | blocks([cell, 13.0, 13.0, 13.0]))
        mains, on_battery = unit[MAINS], unit[ON_BATTERY]
        assert on_battery is (None if mains is None else not mains)
        if unit[LOW]:
            assert on_battery is True
        if cell is None:
            assert unit[WEAK] is None


@settings(max_examples=150, deadline=None)
@given(
    volts=st.lists(
        st.floats(12.0, 12.09).map(lambda one: round(one, 2)), min_size=2, max_size=20
    ),
    weak=st.booleans(),
)
def test_no_flutter_around_a_limit(volts: list[float], weak: bool) -> None:
    """Within the hysteresis a block stays what it was."""
    unit = UnitInTime()
    for _ in range(2):
        unit.report(fed(54.1) | blocks([11.9 if weak else 12.2] * 4))
    for one in volts:
        unit.report(fed(54.1) | blocks([one] * 4))
        assert unit[WEAK] is weak


@settings(max_examples=100, deadline=None)
@given(volts=st.lists(st.floats(40.0, 42.0), min_size=1, max_size=20))
def test_no_flutter_of_mains(volts: list[float]) -> None:
    """Between the limits mains stays what it was."""
    for first, mains in ((54.1, True), (10.0, False)):
        unit = UnitInTime().report(fed(first, 30.0))
        for one in volts:
            assert unit.report(fed(one, 30.0))[MAINS] is mains


@settings(max_examples=60, deadline=None)
@given(main=st.floats(52.8, 58), count=st.integers(1, 20))
def test_the_memory_rests_while_nothing_happens(main: float, count: int) -> None:
    """It is written to disk at each change: at most once in five minutes then."""
    unit = UnitInTime()
    unit.report(fed(main) | blocks([13.0] * 4) | {FORCED: False}, after=300)
    memories = set()
    for _ in range(count):
        unit.report(fed(main) | blocks([13.0] * 4), after=299 / count)
        memories.add(json.dumps(unit.memory))
    assert len(memories) <= 2
