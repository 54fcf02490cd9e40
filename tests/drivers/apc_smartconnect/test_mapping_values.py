"""Single values: in bounds and understood, or none."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from custom_components.rack_power.drivers.apc_smartconnect.mapping import values
from custom_components.rack_power.drivers.apc_smartconnect.mapping.efficiency import (
    parse_efficiency,
    reason,
)
from custom_components.rack_power.drivers.apc_smartconnect.mapping.times import (
    parse_day,
    parse_time,
)

NONSENSE: tuple[Any, ...] = (
    None, True, False, "", "abc", "1e3", "0x10", "231,2", [], {}, [5], float("nan"),
    float("inf"), -float("inf"), 10**400, -(10**400), "9" * 50, 1e300,
)  # fmt: skip


@pytest.mark.parametrize("told", NONSENSE)
def test_what_is_no_number(told: Any) -> None:
    """It is unknown, never 0."""
    for parse in (
        values.percent,
        values.load,
        values.volts,
        values.amperes,
        values.hertz,
        values.celsius,
        values.seconds,
        values.days,
        values.packs,
        values.kilowatt_hours,
        parse_efficiency,
        reason,
    ):
        assert parse(told) is None


@pytest.mark.parametrize(
    ("parse", "least", "most", "below", "above"),
    [
        (values.percent, 0, 100, -0.1, 100.1),
        (values.load, 0, 300, -1, 301),
        (values.volts, 0, 1000, -1, 1001),
        (values.amperes, 0, 1000, -0.5, 1001),
        (values.hertz, 0, 100, -1, 101),
        (values.celsius, -50, 150, -51, 151),
        (values.seconds, 0, 10**7, -1, 10**7 + 1),
        (values.days, 0, 3660, -1, 3661),
        (values.packs, 0, 255, -1, 256),
    ],
)
def test_bounds(parse: Any, least: Any, most: Any, below: Any, above: Any) -> None:
    """What can be is told as it is, 0 too; numbers may be texts."""
    assert (parse(least), parse(most)) == (least, most)
    assert (parse(str(least)), parse(f" {most} ")) == (least, most)
    assert (parse(below), parse(above), parse(str(above))) == (None, None, None)


def test_energy() -> None:
    """Watt-hours of a counter of 32 bits, in kWh."""
    assert values.kilowatt_hours(184532) == 184.532
    assert values.kilowatt_hours("0") == 0
    assert values.kilowatt_hours(2**32 - 1) == 4294967.295
    assert values.kilowatt_hours(2**32) is None
    assert values.kilowatt_hours(-1) is None


@pytest.mark.parametrize(
    ("told", "flag"),
    [
        (True, True),
        (False, False),
        ("true", True),
        (" FALSE ", False),
        ("1", True),
        ("0", False),
        ("yes", True),
        ("off", False),
        (1, True),
        (0, False),
        (0.0, False),
        (2, None),
        ("maybe", None),
        ("", None),
        (None, None),
        ([], None),
        ({}, None),
        (float("nan"), None),
    ],
)
def test_flags(told: Any, flag: bool | None) -> None:
    """Also as texts."""
    assert values.flag(told) is flag


@pytest.mark.parametrize(
    ("told", "text"),
    [
        ("192.0.2.10", "192.0.2.10"),
        (" 2001:DB8::1 ", "2001:db8::1"),
        ("192.0.2", None),
        ("", None),
        (3221225994, None),
        (None, None),
    ],
)
def test_addresses(told: Any, text: str | None) -> None:
    """Only what is one."""
    assert values.address(told) == text


def test_texts() -> None:
    """Without what cannot be shown, bounded, never empty."""
    assert values.name(" a\x00b\ud800\n ") == "ab"
    assert values.name("x" * 300) == "x" * 255
    assert values.name("  ") is None
    assert values.key(17) == "17"
    assert values.key(10**400) is None
    assert values.key(True) is None
    assert values.key(float("nan")) is None


@pytest.mark.parametrize(
    ("told", "percent", "why"),
    [
        (12300, 96.09, None),
        ("12300", 96.09, None),
        (12800, 100, None),
        (12801, None, None),
        (101, 0.79, None),
        (100, 100, None),
        (96.1, 96.1, None),
        (0, 0, None),
        (-1, None, "not_available"),
        (-2, None, "load_too_low"),
        (-3, None, "output_off"),
        (-4, None, "on_battery"),
        ("-5", None, "in_bypass"),
        (-6.0, None, "battery_charging"),
        (-7, None, "poor_input"),
        (-8, None, "battery_disconnected"),
        (-9, None, None),
        (-1.5, None, None),
    ],
)
def test_efficiency(told: Any, percent: float | None, why: str | None) -> None:
    """128ths of a percent, percent, or the reason why there is none."""
    assert parse_efficiency(told) == percent
    assert reason(told) == why


@pytest.mark.parametrize(
    ("told", "moment"),
    [
        ("2028-06-01T10:20:30.500Z", datetime(2028, 6, 1, 10, 20, 30, 500000, UTC)),
        ("2028-06-01T01:00:00+02:00", datetime(2028, 5, 31, 23, tzinfo=UTC)),
        ("2028-06-01T10:20:30", datetime(2028, 6, 1, 10, 20, 30, tzinfo=UTC)),
        (" 2028-06-01 ", datetime(2028, 6, 1, tzinfo=UTC)),
        (1843430400000, datetime(2028, 6, 1, tzinfo=UTC)),
        (1843430400000.0, datetime(2028, 6, 1, tzinfo=UTC)),
        ("1843430400000", datetime(2028, 6, 1, tzinfo=UTC)),
        (1843516799999, datetime(2028, 6, 1, 23, 59, 59, 999000, UTC)),
    ],
)
def test_times(told: Any, moment: datetime) -> None:
    """Both forms, in UTC."""
    assert parse_time(told) == moment
    assert parse_day(told) == moment.date()


@pytest.mark.parametrize(
    "told",
    [
        *NONSENSE, 0, -5, "0", "20280601", "soon", "1970-01-01T00:00:00Z",
        "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2028-13-01",
        "2100-01-01", 4102444800000, 1711843200, "2028-06-01T25:00:00Z",
    ],
)  # fmt: skip
def test_no_times(told: Any) -> None:
    """What cannot be one, and clocks that were never set."""
    assert parse_time(told) is None
    assert parse_day(told) is None


def test_a_day_is_that_of_utc() -> None:
    """Wherever the cloud or Home Assistant is."""
    assert parse_day("2028-06-01T00:30:00+01:00") == date(2028, 5, 31)
