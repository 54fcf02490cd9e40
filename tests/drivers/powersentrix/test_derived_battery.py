"""Battery low and weak blocks."""

from collections.abc import Sequence

import pytest

from custom_components.rack_power.drivers.powersentrix import variables as own
from custom_components.rack_power.equipment.model import Point, Quality, Value

from .unit_in_time import LOW, ON_BATTERY, WEAK, UnitInTime, blocks, fed, supply

SPREAD = Point(supply(0), own.CELL_SPREAD)
GOOD = (13.05, 13.08, 13.02, 13.05)


@pytest.mark.parametrize(
    ("battery", "cut_off", "low"),
    [
        (49.0, 48.0, True),
        (49.01, 48.0, False),
        (45.0, 44.0, True),
        (45.01, 44.0, False),
        (49.0, None, True),
        (49.01, None, False),
        (49.0, 0.0, True),
        (49.0, 35.99, True),
        (37.0, 36.0, True),
        (37.01, 36.0, False),
        (None, 48.0, None),
    ],
)
def test_battery_low(battery: Value, cut_off: Value, low: bool | None) -> None:
    """A volt above the unit's own cut-off, or 49 V where that is not known."""
    unit = UnitInTime().report(fed(0.0, battery, cut_off=cut_off))
    assert unit[LOW] is low


def test_battery_low_needs_the_battery_to_be_used() -> None:
    """While it charges it may be as low as it likes."""
    unit = UnitInTime().report(fed(54.1, 47.0))
    assert unit[LOW] is False
    assert unit.report(fed(54.1, 47.0), forced=True)[LOW] is True
    assert UnitInTime().report(fed(47.0, 47.0))[LOW] is None


def test_limits_of_the_owner() -> None:
    """Count instead."""
    unit = UnitInTime(battery_low_margin=2, battery_low_voltage=50)
    assert unit.report(fed(0.0, 50.0))[LOW] is True
    assert unit.report(fed(0.0, 50.3))[LOW] is False
    assert unit.report(fed(0.0, 50.0, cut_off=None))[LOW] is True


def test_battery_low_does_not_flutter() -> None:
    """The voltage wavers with the load; 0.20 V more end it, or mains does."""
    unit = UnitInTime().report(fed(0.0, 49.0))
    assert unit.report(fed(0.0, 49.2))[LOW] is True
    assert unit.report(fed(0.0, None))[LOW] is None
    assert unit.report(fed(0.0, 49.2))[LOW] is True, "unknown for once ends nothing"
    assert unit.report(fed(0.0, 49.21))[LOW] is False
    assert unit.report(fed(0.0, 49.2))[LOW] is False
    unit.report(fed(0.0, 49.0)).report(fed(54.1, 49.1))
    assert unit[LOW] is False
    assert unit.report(fed(0.0, 49.1))[LOW] is False


def test_a_cut_off_that_is_set_anew() -> None:
    """Is taken over, twice a day."""
    unit = UnitInTime().report(fed(0.0, 46.0, cut_off=44.0))
    assert unit[LOW] is False
    assert unit.report(fed(0.0, 46.0, cut_off=46.0))[LOW] is True
    assert unit.report(fed(0.0, 46.0, cut_off=44.0))[LOW] is False


def test_a_cut_off_that_keeps_changing_is_a_measurement() -> None:
    """Nothing rests on it, now or later."""
    unit = UnitInTime()
    for cut_off in (44.0, 44.1, 44.0):
        assert unit.report(fed(0.0, 46.0, cut_off=cut_off))[LOW] is False
    assert unit.report(fed(0.0, 46.0, cut_off=43.9))[LOW] is True
    for _ in range(3):
        unit.report(fed(0.0, 46.0, cut_off=43.9), after=90000)
    assert unit[LOW] is True
    assert unit.report(fed(0.0, 49.3, cut_off=49.0))[LOW] is False


def test_a_cut_off_that_is_set_once_a_day() -> None:
    """Stays one."""
    unit = UnitInTime()
    for day in range(6):
        unit.report(fed(0.0, 46.0, cut_off=43.0 + day / 10), after=86400)
    assert unit[LOW] is False


def test_battery_low_of_two() -> None:
    """One is enough."""
    unit = UnitInTime().report(fed(0.0, 52.0) | fed(0.0, 48.0, index=1))
    assert unit[LOW] is True
    unit = UnitInTime().report(fed(0.0, 52.0) | fed(0.0, None, index=1))
    assert unit[LOW] is None


# Blocks


def weak(
    cells: Sequence[Value], main: float | None = 54.1, *, reports: int = 2
) -> Value:
    """Whether a block is weak after some equal reports."""
    unit = UnitInTime()
    for _ in range(reports):
        unit.report(fed(main) | blocks(cells))
    return unit[WEAK]


@pytest.mark.parametrize(
    ("cells", "main", "expected"),
    [
        (GOOD, 54.1, False),
        ((12.0, 12.1, 12.1, 12.1), 54.1, False),
        ((11.99, 12.1, 12.1, 12.1), 54.1, True),
        ((11.99, 12.1, 12.1, 12.1), 0.0, False),
        ((11.5, 11.6, 11.6, 11.6), 0.0, False),
        ((11.49, 11.6, 11.6, 11.6), 0.0, True),
        ((13.0, 13.4, 13.2, 13.2), 54.1, False),
        ((13.0, 13.41, 13.2, 13.2), 54.1, True),
        ((12.0, 12.41, 12.2, 12.2), 0.0, True),
        # Nobody knows what feeds the load: only what holds in both cases is sure.
        ((12.0, 12.1, 12.1, 12.1), None, False),
        ((11.99, 12.1, 12.1, 12.1), None, None),
        ((11.49, 11.6, 11.6, 11.6), None, True),
        ((13.0, 13.41, 13.2, 13.2), None, True),
        # Four are needed.
        ((13.0, None, 13.2, 13.2), 54.1, None),
        ((10.0, None, 13.2, 13.2), 54.1, None),
        ((None, None, None, None), 54.1, None),
        ((10.0, "x", 13.2, 13.2), 54.1, None),
    ],
)
def test_weak_blocks(
    cells: Sequence[Value], main: float | None, expected: bool | None
) -> None:
    """Low for what feeds the load, or far from the others."""
    assert weak(cells, main) is expected


def test_two_reports() -> None:
    """One may be chance; a good one in between begins anew."""
    bad = (11.0, 12.5, 12.5, 12.5)
    assert weak(bad, reports=1) is False
    unit = UnitInTime()
    for _ in range(3):
        assert unit.report(fed(54.1) | blocks(bad))[WEAK] is False
        assert unit.report(fed(54.1) | blocks(bad), after=0)[WEAK] is False
        assert unit.report(fed(54.1) | blocks(GOOD))[WEAK] is False
    unit.report(fed(54.1) | blocks(bad))
    unit.report(fed(54.1) | blocks((None, *bad[1:])))
    assert unit[WEAK] is None
    assert unit.report(fed(54.1) | blocks(bad))[WEAK] is True


def test_a_report_of_yesterday_is_not_in_a_row() -> None:
    """It was chance by now."""
    unit = UnitInTime()
    for _ in range(3):
        unit.report(fed(54.1) | blocks((11.0, 12.5, 12.5, 12.5)), after=3601)
        assert unit[WEAK] is False


@pytest.mark.parametrize(
    ("bad", "still", "well"),
    [
        ((11.9, 12.1, 12.1, 12.1), (12.09, 12.2, 12.2, 12.2), (12.1, 12.2, 12.2, 12.2)),
        ((13.0, 13.5, 13.2, 13.2), (13.0, 13.31, 13.2, 13.2), (13.0, 13.3, 13.2, 13.2)),
    ],
)
def test_hysteresis(
    bad: Sequence[Value], still: Sequence[Value], well: Sequence[Value]
) -> None:
    """Well again only 0.10 V on the better side, with mains."""
    unit = UnitInTime()
    assert unit.report(fed(54.1) | blocks(still))[WEAK] is False
    assert unit.report(fed(54.1) | blocks(still))[WEAK] is False
    unit.report(fed(54.1) | blocks(bad)).report(fed(54.1) | blocks(bad))
    assert unit[WEAK] is True
    for _ in range(3):
        assert unit.report(fed(54.1) | blocks(still))[WEAK] is True
    assert unit.report(fed(54.1) | blocks(well))[WEAK] is False
    assert unit.report(fed(54.1) | blocks(still))[WEAK] is False


def test_hysteresis_on_battery() -> None:
    """Is of the limit that counts then."""
    unit = UnitInTime()
    for lowest, expected in (
        (11.5, False),
        (11.49, False),
        (11.49, True),
        (11.59, True),
        (11.6, False),
        (11.5, False),
    ):
        unit.report(fed(0.0) | blocks((lowest, 11.7, 11.7, 11.7)))
        assert unit[WEAK] is expected


def test_limits_while_nobody_knows_what_feeds_the_load() -> None:
    """Each limit itself is still well."""
    for lowest, expected in ((11.5, None), (12.0, False)):
        assert weak((lowest, lowest, lowest + 0.1, lowest), None) is expected


def test_thresholds_of_the_owner() -> None:
    """Those of another chemistry, say."""
    unit = UnitInTime(
        cell_low_on_battery=12, cell_low_with_mains=12.8, cell_spread_limit=0.3
    )
    for cells, main, expected in (
        ((12.79, 13.0, 13.0, 13.0), 54.1, True),
        ((13.5, 13.5, 13.5, 13.5), 54.1, False),
        ((13.2, 13.51, 13.5, 13.5), 54.1, True),
        ((13.5, 13.5, 13.5, 13.5), 54.1, False),
        ((12.1, 12.1, 12.1, 12.1), 0.0, False),
        ((11.99, 12.1, 12.1, 12.1), 0.0, True),
    ):
        unit.report(fed(main) | blocks(cells))
        assert unit.report(fed(main) | blocks(cells))[WEAK] is expected


def test_which_block_is_weak() -> None:
    """By power supply and block, as people count."""
    readings = fed(54.1) | fed(54.1, index=1) | blocks(GOOD)
    readings |= blocks((13.0, 13.0, 12.1, 13.0), index=1)
    unit = UnitInTime().report(readings)
    assert unit.details(WEAK) == {}
    assert unit.report(readings)[WEAK] is True
    assert unit.details(WEAK) == {"weakest": ("2.3",)}


def test_weak_blocks_of_two_batteries() -> None:
    """One that is unknown leaves the whole unknown, unless the other is weak."""
    unknown = blocks((None, 13.0, 13.0, 13.0), index=1)
    both = fed(54.1) | fed(54.1, index=1)
    unit = UnitInTime().report(both | blocks(GOOD) | unknown)
    assert unit[WEAK] is None
    bad = blocks((12.0, 13.0, 13.0, 13.0))
    unit.report(both | bad | unknown)
    assert unit.report(both | bad | unknown)[WEAK] is True


def test_the_spread() -> None:
    """Is told of each battery that tells of all its blocks."""
    unit = UnitInTime().report(fed(54.1) | blocks(GOOD))
    assert unit[SPREAD] == 0.06
    assert unit.report(fed(54.1) | blocks((13.0, None, 13.0, 13.0)))[SPREAD] is None
    unit.report(fed(54.1))
    assert SPREAD not in unit.found
    assert WEAK not in unit.found


@pytest.mark.parametrize("quality", [Quality.STALE, Quality.UNAVAILABLE])
def test_quality_carries_over(quality: Quality) -> None:
    """To what is concluded of blocks, too."""
    unit = UnitInTime().report(fed(54.1) | blocks(GOOD), quality=quality)
    assert unit.found[WEAK].quality is quality
    assert unit.found[SPREAD].quality is quality
    known = quality is Quality.STALE
    assert unit[SPREAD] == (0.06 if known else None)
    assert unit[WEAK] is (False if known else None)


def test_an_outage_from_begin_to_end() -> None:
    """What the owner sees of it."""
    unit = UnitInTime()
    seen = []
    for main, battery in (
        (54.1, 52.2),
        (0.0, 51.0),
        (0.0, 49.5),
        (0.0, 48.9),
        (54.1, 49.0),
        (54.1, 51.0),
    ):
        cells = [battery / 4] * 4
        unit.report(fed(main, battery) | blocks(cells))
        seen.append((unit[ON_BATTERY], unit[LOW], unit[WEAK]))
    assert seen == [
        (False, False, False),
        (True, False, False),
        (True, False, False),
        (True, True, False),
        (False, False, False),
        (False, False, False),
    ]
