"""Mains and on battery, from voltages alone."""

from datetime import timedelta

import pytest

from custom_components.rack_power.drivers.powersentrix.variables import (
    BATTERY_VOLTAGE,
)
from custom_components.rack_power.equipment.driver import Json
from custom_components.rack_power.equipment.model import Point, Quality, Reading, Value

from .unit_in_time import (
    FORCED,
    LOW,
    MAINS,
    ON_BATTERY,
    START,
    UnitInTime,
    fed,
    supply,
)


def source(unit: UnitInTime) -> tuple[Value, Value]:
    """Mains, and on battery."""
    return unit[MAINS], unit[ON_BATTERY]


def test_with_mains() -> None:
    """The supply is far above the battery: one report is enough."""
    unit = UnitInTime().report(fed(54.1, 52.2))
    assert source(unit) == (True, False)
    assert unit.found[ON_BATTERY].details is None
    assert unit.found[MAINS].details is None


# Rule A


def test_rule_a_at_once() -> None:
    """A supply without voltage has no mains, whatever was before."""
    unit = UnitInTime().report(fed(0.0, 52.2))
    assert source(unit) == (False, True)
    assert unit.details(ON_BATTERY) == {"reason": "outage"}


@pytest.mark.parametrize(("main", "mains"), [(39.99, False), (40.0, True)])
def test_rule_a_limit(main: float, mains: bool) -> None:
    """Below 40 V there is none."""
    unit = UnitInTime().report(fed(54.1, 30.0)).report(fed(main, 30.0))
    assert unit[MAINS] is mains


def test_rule_a_ends_with_the_return() -> None:
    """Close to a full battery: whether mains is back is unknown, but not denied."""
    unit = UnitInTime().report(fed(54.1, 52.2)).report(fed(0.0, 54.0))
    assert source(unit.report(fed(54.1, 54.0))) == (None, None)
    assert source(unit.report(fed(54.1, 53.6))) == (True, False)


@pytest.mark.parametrize(("main", "mains"), [(42.0, False), (42.01, True)])
def test_rule_a_return(main: float, mains: bool) -> None:
    """Only above 42 V mains is back."""
    unit = UnitInTime().report(fed(10.0, 30.0)).report(fed(main, 30.0))
    assert unit[MAINS] is mains


def test_limits_of_the_owner() -> None:
    """Count instead."""
    unit = UnitInTime(mains_absent_below=50, mains_present_above=52.5)
    assert unit.report(fed(49.9, 30))[MAINS] is False
    assert unit.report(fed(52.5, 30))[MAINS] is False
    assert unit.report(fed(52.6, 30))[MAINS] is True


@pytest.mark.parametrize("odd", ["50", None, True, 1000, -1, float("nan"), [50], {}])
def test_limits_that_are_none(odd: Json) -> None:
    """The default counts."""
    unit = UnitInTime(mains_absent_below=odd)
    assert unit.report(fed(40.0, 30.0))[MAINS] is True
    assert unit.report(fed(39.9, 30.0))[MAINS] is False


# Rule B


def test_rule_b_needs_two_reports_and_an_hour() -> None:
    """The supply follows the battery: the first report may be chance."""
    unit = UnitInTime().an_hour(fed(54.1, 52.2))
    assert source(unit.report(fed(52.2, 52.0))) == (True, False)
    assert source(unit.report(fed(52.0, 51.8))) == (False, True)
    assert unit.details(ON_BATTERY) == {"reason": "outage"}
    assert source(unit.report(fed(50.0, 50.0), after=7200)) != (True, False)


def test_rule_b_limit() -> None:
    """More than 0.20 V apart is not close."""
    unit = UnitInTime().an_hour(fed(54.1, 52.2))
    for _ in range(3):
        assert unit.report(fed(52.21, 52.0))[MAINS] is True
    unit.report(fed(52.2, 52.0))
    assert unit.report(fed(52.2, 52.0))[MAINS] is False


@pytest.mark.parametrize(("apart", "mains"), [(0.49, None), (0.5, False)])
def test_rule_b_compares_with_the_median(apart: float, mains: bool | None) -> None:
    """Of the hour: half a volt at least."""
    unit = UnitInTime()
    for volts in (9.0, 8.0, 7.0, 6.0, 5.0, apart, apart, 0.4, 0.4, 0.4, 0.4, 0.4):
        unit.report(fed(52.0 + volts, 52.0), after=300)
    unit.report(fed(52.0, 52.0))
    assert unit.report(fed(52.0, 52.0))[MAINS] is mains


def test_rule_b_in_a_row() -> None:
    """A report in between begins the count anew; so does a long silence."""
    unit = UnitInTime().an_hour(fed(54.1, 52.2))
    for _ in range(3):
        assert unit.report(fed(52.0, 52.0))[MAINS] is True
        assert unit.report(fed(52.3, 52.0))[MAINS] is True


def test_the_same_report_counts_once() -> None:
    """It is seen again whenever another path tells something."""
    unit = UnitInTime().an_hour(fed(54.1, 52.2)).report(fed(52.0, 52.0))
    for _ in range(3):
        assert unit.report(fed(52.0, 52.0), after=0)[MAINS] is True
    assert unit.report(fed(52.0, 52.0))[MAINS] is False


@pytest.mark.parametrize("minutes", [0, 5, 54])
def test_rule_b_without_its_hour(minutes: int) -> None:
    """Closeness tells nothing then: unknown, neither on nor off."""
    unit = UnitInTime()
    for _ in range(minutes // 5 + 1):
        unit.report(fed(54.1, 52.2), after=300)
    unit.report(fed(52.0, 52.0))
    assert source(unit.report(fed(52.0, 52.0))) == (None, None)
    assert unit[LOW] is False, "the battery is full, whatever feeds the load"


def test_an_hour_of_many_reports() -> None:
    """Polling twice a minute does not make an hour shorter."""
    unit = UnitInTime()
    for _ in range(60):
        unit.report(fed(54.1, 52.2), after=30)
    unit.report(fed(52.0, 52.0))
    assert unit.report(fed(52.0, 52.0))[MAINS] is None
    for _ in range(90):
        unit.report(fed(54.1, 52.2), after=30)
    unit.report(fed(52.0, 52.0))
    assert unit.report(fed(52.0, 52.0))[MAINS] is False


@pytest.mark.parametrize("apart", [0.0, 0.2, 0.3, 0.49])
def test_close_from_the_beginning(apart: float) -> None:
    """Or begun during an outage: unknown for ever."""
    unit = UnitInTime().an_hour(fed(52.0 + apart, 52.0)).an_hour(fed(52.0, 52.0))
    assert source(unit) == (None, None)
    unit.report(fed(52.5, 52.0))
    assert source(unit) == (True, False)


def test_a_battery_that_fills_slowly() -> None:
    """Comes close to the supply with mains, too: that is no outage."""
    unit = UnitInTime().an_hour(fed(54.1, 52.2))
    for step in range(20):
        unit.report(fed(54.1, 53.5 + step / 50), after=300)
    assert unit[MAINS] is True
    unit.report(fed(54.1, 54.0), after=300)
    assert source(unit.report(fed(54.1, 54.0), after=300)) == (None, None)


def test_the_outage_lasts_until_they_are_apart() -> None:
    """Being a little apart is not enough, and learns nothing."""
    unit = UnitInTime().an_hour(fed(54.1, 52.2))
    unit.report(fed(52.0, 52.0)).report(fed(52.0, 52.0))
    for _ in range(20):
        assert unit.report(fed(52.4, 52.0), after=300)[MAINS] is False
    assert unit.report(fed(52.5, 52.0))[MAINS] is True
    unit.report(fed(52.0, 52.0))
    assert unit.report(fed(52.0, 52.0))[MAINS] is False, "the hour is remembered"


def test_after_a_silence_of_an_hour() -> None:
    """What was so before has no say."""
    for main in (52.0, 41.0):
        unit = UnitInTime().an_hour(fed(54.1, 52.2))
        unit.report(fed(main, 52.0), after=3900)
        assert unit.report(fed(main, 52.0))[MAINS] is None
    unit = UnitInTime().report(fed(0.0, 30.0))
    assert unit.report(fed(41.0, 30.0))[MAINS] is False
    assert unit.report(fed(41.0, 30.0), after=3600)[MAINS] is False
    assert unit.report(fed(41.0, 30.0), after=3900)[MAINS] is True


def test_what_an_outage_teaches() -> None:
    """A supply that was dead beside a living battery does not show the battery."""
    unit = UnitInTime().report(fed(54.1, 52.2))
    unit.report(fed(0.0, 52.0)).report(fed(0.0, 52.0)).report(fed(0.0, 51.9))
    assert unit.report(fed(54.1, 54.1))[MAINS] is True
    assert unit.report(fed(54.1, 54.1), after=86400)[MAINS] is True
    assert unit.report(fed(54.1, None))[MAINS] is True
    assert unit.report(fed(39.0, 54.1))[MAINS] is False
    assert unit.report(fed(42.0, 54.1))[MAINS] is False
    assert unit.report(fed(42.1, 54.1))[MAINS] is True


@pytest.mark.parametrize(
    ("battery", "reports", "forced"),
    [(52.0, 1, False), (1.9, 5, False), (None, 5, False), (52.0, 5, True)],
)
def test_what_teaches_nothing(
    battery: float | None, reports: int, forced: bool
) -> None:
    """One report, a dead battery, an unknown one, or a test on purpose."""
    unit = UnitInTime()
    for _ in range(reports):
        unit.report(fed(0.0, battery), forced=forced)
    unit.report(fed(54.1, 54.1))
    assert unit.report(fed(54.1, 54.1))[MAINS] is not True


@pytest.mark.parametrize(("battery", "learnt"), [(40.99, False), (41.0, True)])
def test_how_alive_a_battery_has_to_be(battery: float, learnt: bool) -> None:
    """Two volts more than the supply shows."""
    unit = UnitInTime().report(fed(39.0, battery)).report(fed(39.0, battery))
    assert unit.report(fed(54.1, 54.1))[MAINS] is (True if learnt else None)


def test_once_learnt_an_outage_writes_nothing() -> None:
    """However long it takes, but that it was heard of."""
    unit = UnitInTime().report(fed(0.0, 52.0)).report(fed(0.0, 52.0))
    kept = unit.memory
    for _ in range(3):
        assert unit.report(fed(0.0, 52.0)).memory == kept


def test_dead_reports_must_be_in_a_row() -> None:
    """To teach anything."""
    unit = UnitInTime()
    for _ in range(3):
        unit.report(fed(0.0, 52.0)).report(fed(54.1, 52.0))
    unit.report(fed(54.1, 54.1))
    assert unit.report(fed(54.1, 54.1))[MAINS] is None


# What cannot be known


@pytest.mark.parametrize("main", [None, "54.1", True, -1.0, float("nan"), 1e9])
def test_an_unknown_supply(main: Value) -> None:
    """Is unknown, and nothing is forgotten over it."""
    unit = UnitInTime().an_hour(fed(54.1, 52.2)).report(fed(main, 52.2))
    assert source(unit) == (None, None)
    unit.report(fed(52.0, 52.0))
    assert unit.report(fed(52.0, 52.0))[MAINS] is False


def test_an_unknown_battery() -> None:
    """Rule A alone may say absent."""
    assert UnitInTime().report(fed(54.1, None))[MAINS] is None
    assert UnitInTime().report(fed(0.0, None))[MAINS] is False


def test_no_supply_no_conclusion() -> None:
    """And nothing is forgotten."""
    unit = UnitInTime().an_hour(fed(54.1, 52.2))
    kept = unit.memory
    unit.report({})
    assert unit.found == {}
    assert unit.memory == kept


@pytest.mark.parametrize("quality", [Quality.STALE, Quality.UNAVAILABLE])
def test_quality_carries_over(quality: Quality) -> None:
    """Old readings are no basis for a good conclusion, missing ones for none."""
    unit = UnitInTime().report(fed(54.1, 52.2), quality=quality)
    for point in (MAINS, ON_BATTERY, LOW):
        assert unit.found[point].quality is quality
    known = quality is Quality.STALE
    assert source(unit) == ((True, False) if known else (None, None))


def test_a_conclusion_is_as_old_and_as_bad_as_its_worst_reading() -> None:
    """Whichever path that came by."""
    late = START + timedelta(minutes=9)
    readings = {point: Reading(value, late) for point, value in fed(54.1).items()}
    battery = Point(supply(0), BATTERY_VOLTAGE)
    unit = UnitInTime()
    unit.take(readings | {battery: Reading(52.2, START, Quality.STALE)})
    for point in (MAINS, ON_BATTERY, LOW):
        assert unit.found[point].observed_at == START
        assert unit.found[point].quality is Quality.STALE
    unit.take(readings | {FORCED: Reading(True, START, Quality.STALE)})
    assert unit.found[MAINS].quality is Quality.GOOD
    assert unit.found[ON_BATTERY].quality is Quality.STALE


# Two power supplies


@pytest.mark.parametrize(
    ("first", "second", "mains", "on_battery", "degraded"),
    [
        (54.1, 54.1, True, False, False),
        (54.1, 0.0, True, False, True),
        (0.0, 54.1, True, False, True),
        (0.0, 0.0, False, True, False),
        (None, 54.1, True, False, False),
        (None, 0.0, None, None, False),
    ],
)
def test_two_supplies(
    first: Value, second: Value, mains: bool, on_battery: bool, degraded: bool
) -> None:
    """One with mains is enough; one of two without is told."""
    unit = UnitInTime().report(fed(first) | fed(second, index=1))
    assert source(unit) == (mains, on_battery)
    expected = {"degraded": True} if degraded else {}
    assert unit.details(MAINS) == expected
    assert "reason" not in unit.details(ON_BATTERY) or on_battery
    assert unit.details(ON_BATTERY).get("degraded", False) is degraded


def test_each_supply_has_its_own_memory() -> None:
    """One that follows its battery, one that does not."""
    unit = UnitInTime().an_hour(fed(54.1) | fed(54.1, index=1))
    for _ in range(2):
        unit.report(fed(52.0, 52.0) | fed(54.1, index=1))
    assert unit.details(MAINS) == {"degraded": True}


# A test that the owner chose


def test_a_forced_test_is_no_outage() -> None:
    """The load runs from the battery, mains is there."""
    unit = UnitInTime().report(fed(54.1, 52.2), forced=True)
    assert source(unit) == (True, True)
    assert unit.details(ON_BATTERY) == {"reason": "forced_test"}
    assert source(unit.report(fed(54.1, 52.2))) == (True, False)


def test_an_outage_during_a_forced_test() -> None:
    """Is an outage."""
    unit = UnitInTime().report(fed(0.0, 52.2), forced=True)
    assert source(unit) == (False, True)
    assert unit.details(ON_BATTERY) == {"reason": "outage"}


def test_a_forced_test_with_unknown_mains() -> None:
    """The battery feeds the load for sure; an outage is not claimed."""
    unit = UnitInTime().report(fed(None), forced=True)
    assert source(unit) == (None, True)
    assert unit.details(ON_BATTERY) == {"reason": "forced_test"}


def test_a_forced_test_is_no_example_of_mains() -> None:
    """The battery sags in it, which says nothing of the time after."""
    unit = UnitInTime()
    for _ in range(24):
        unit.report(fed(54.1, 49.0), after=300, forced=True)
    unit.report(fed(52.0, 52.0))
    assert unit.report(fed(52.0, 52.0))[MAINS] is None


@pytest.mark.parametrize(
    ("main", "on_battery"), [(54.1, None), (0.0, True), (None, None)]
)
def test_nobody_knows_whether_it_is_forced(
    main: Value, on_battery: bool | None
) -> None:
    """Then only an outage is sure."""
    assert UnitInTime().report(fed(main), forced=None)[ON_BATTERY] is on_battery


def test_a_unit_that_cannot_be_forced() -> None:
    """Has no such reading; mains alone decides."""
    unit = UnitInTime()
    unit.take({point: Reading(value, START) for point, value in fed(54.1).items()})
    assert source(unit) == (True, False)
