"""Single values, the wrapper, times and zones, in all their spellings."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from custom_components.rack_power.drivers.powersentrix.mapping import values
from custom_components.rack_power.drivers.powersentrix.mapping.envelope import (
    unwrap,
    unwrap_list,
)
from custom_components.rack_power.drivers.powersentrix.mapping.times import (
    in_utc,
    measured_zone,
    parse_stamp,
    parse_uptime,
)
from custom_components.rack_power.drivers.powersentrix.mapping.zones import posix_zone
from custom_components.rack_power.equipment.errors import InvalidAnswer, Rejected

from .vendor_examples import wrapped


@pytest.mark.parametrize(
    ("told", "volts"),
    [
        (4810, 48.1),
        ("4810", 48.1),
        (" 4810 ", 48.1),
        (4810.0, 48.1),
        (0, 0.0),
        (7000, 70.0),
        (7001, None),
        (-1, None),
        (None, None),
        (True, None),
        ("", None),
        ("48.1 V", None),
        ("1e3", None),
        ("٤٨", None),
        (float("nan"), None),
        (float("inf"), None),
        (10**400, None),
        ([4810], None),
    ],
)
def test_voltages_are_told_in_10_mv(told: Any, volts: float | None) -> None:
    """Numbers may be texts or floats; above 70 V cannot be."""
    assert values.volts(told) == volts


@pytest.mark.parametrize(
    ("told", "degrees"),
    [(42, 42), (-50, -50), (150, 150), (151, None), (-51, None), ("42", 42)],
)
def test_temperatures(told: Any, degrees: float | None) -> None:
    """Whole degrees within what electronics survive."""
    assert values.celsius(told) == degrees


@pytest.mark.parametrize(
    ("told", "flag"),
    [
        (1, True),
        (0, False),
        ("1", True),
        ("ON", True),
        (" off ", False),
        ("On", True),
        (True, True),
        (False, False),
        (1.0, True),
        (2, None),
        (0.5, None),
        ("maybe", None),
        ("", None),
        (None, None),
        ({}, None),
    ],
)
def test_flags(told: Any, flag: bool | None) -> None:
    """Either of two, or unknown."""
    assert values.flag(told) is flag


@pytest.mark.parametrize(
    ("told", "key"),
    [(42, "42"), ("42", "42"), (" a ", "a"), ("", None), (True, None), (1.5, None)],
)
def test_ids_are_text(told: Any, key: str | None) -> None:
    """Numbers and texts name the same thing."""
    assert values.key(told) == key


def test_texts_can_be_shown_and_stored() -> None:
    """Nothing invisible, no endless texts."""
    assert values.text(" Radio\x00\n S\ud800 ") == "Radio S"
    assert len(values.text("x" * 1000) or "") == 255
    assert values.text(5) is None
    assert values.name("  ") is None


def test_memory_and_percentages() -> None:
    """Whole bytes, and a part of a hundred."""
    assert values.memory("218340") == 218340
    assert values.memory(1.5) is None
    assert values.memory(-1) is None
    assert values.percent(12) == 12
    assert values.percent(101) is None


@pytest.mark.parametrize("message", ["OK", "ok", "Ok "])
def test_the_wrapper_is_taken_off(message: str) -> None:
    """OK in any case of letters."""
    assert unwrap(wrapped({"a": 1}, message)) == {"a": 1}
    assert unwrap({"responseMessage": message}) is None


@pytest.mark.parametrize("answer", [{"a": 1}, [1], "OK", None, 5])
def test_what_is_not_wrapped_stays(answer: Any) -> None:
    """Not all endpoints wrap."""
    assert unwrap(answer) == answer


@pytest.mark.parametrize(
    ("message", "said"),
    [("UPS unreachable", "UPS unreachable"), (None, ""), (5, "5"), ({}, "")],
)
def test_the_portal_says_no(message: Any, said: str) -> None:
    """Status 200 is no success by itself, even beside data."""
    with pytest.raises(Rejected) as caught:
        unwrap(wrapped({"a": 1}, message))
    assert caught.value.placeholders == {"answer": said}


@pytest.mark.parametrize(
    "answer",
    [[1, 2], wrapped([1, 2]), {"content": [1, 2]}, wrapped({"content": [1, 2]})],
)
def test_lists_come_in_four_ways(answer: Any) -> None:
    """Bare, wrapped, and as a page."""
    assert list(unwrap_list(answer)) == [1, 2]


@pytest.mark.parametrize("answer", [{}, {"content": 1}, "ab", None, wrapped(None)])
def test_no_list(answer: Any) -> None:
    """What is no list is no empty list."""
    with pytest.raises(InvalidAnswer):
        unwrap_list(answer)


@pytest.mark.parametrize(
    ("told", "seconds"),
    [
        ("2d 14h 33m", 225180),
        ("5d 02h 11m", 439860),
        ("2d14h33m", 225180),
        ("14h", 50400),
        ("33m", 1980),
        ("2D 33M", 174780),
        ("0m", 0),
        ("4:05", 14700),
        ("1d 4:05", 101100),
        ("4:05:06", 14706),
        ("225180", 225180),
        (225180, 225180),
        ("", None),
        ("   ", None),
        ("33m 2d", None),
        ("4:65", None),
        ("soon", None),
        ("٣d", None),
        ("999999d", None),
        (-5, None),
        (None, None),
        (True, None),
        ([2, 14], None),
    ],
)
def test_uptimes(told: Any, seconds: int | None) -> None:
    """Words, clock or seconds."""
    expected = None if seconds is None else timedelta(seconds=seconds)
    assert parse_uptime(told) == expected


NAIVE = datetime(2026, 5, 8, 14, 32, 1)  # noqa: DTZ001
AWARE = NAIVE.replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("told", "stamp"),
    [
        ("2026-05-08 14:32:01", NAIVE),
        ("2026-05-08T14:32:01", NAIVE),
        ("2026-05-08T14:32:01.000+0000", AWARE),
        ("2026-05-08T16:32:01+02:00", AWARE),
        ("2026-05-08T14:32:01Z", AWARE),
        (1778250721, AWARE),
        (1778250721000, AWARE),
        ("1778250721", AWARE),
        ([2026, 5, 8, 14, 32, 1], NAIVE),
        ([2026, 5, 8, 14, 32, 1, 123456789], NAIVE),
        ([2026, 5, 8, 14, 32], NAIVE.replace(second=0)),
        ([2026, 5, 8], NAIVE.replace(hour=0, minute=0, second=0)),
        ([2026, 5], None),
        ([2026, 13, 8], None),
        ([2026, None, 8], None),
        ("1970-01-01 00:00:05", None),
        ("9999-12-31 23:59:59", None),
        ("0001-01-01T00:00:00+14:00", None),
        ("yesterday", None),
        ("", None),
        (0, None),
        (None, None),
        (True, None),
        ({}, None),
    ],
)
def test_stamps(told: Any, stamp: datetime | None) -> None:
    """The three documented forms and two of the kind of server behind them."""
    assert parse_stamp(told) == stamp


def test_stamps_get_their_zone() -> None:
    """One without a zone is in the zone given, else in UTC; its own zone wins."""
    zone = timezone(timedelta(hours=2))
    assert in_utc(NAIVE, zone) == AWARE - timedelta(hours=2)
    assert in_utc(NAIVE, None) == AWARE
    assert in_utc(AWARE, zone) == AWARE
    assert in_utc(NAIVE, zone).tzinfo is UTC


@pytest.mark.parametrize(
    ("ahead", "offset"),
    [
        (timedelta(hours=2, seconds=-5), timedelta(hours=2)),
        (timedelta(seconds=-90), timedelta()),
        (timedelta(hours=-3, minutes=-31), timedelta(hours=-3, minutes=-30)),
        (timedelta(hours=5, minutes=45), timedelta(hours=5, minutes=45)),
        (timedelta(minutes=7), None),
        (timedelta(hours=15), None),
        (timedelta(days=400), None),
    ],
)
def test_the_zone_can_be_measured(ahead: timedelta, offset: timedelta | None) -> None:
    """By a line that was told when it was written; a late one tells nothing."""
    found = measured_zone(NAIVE + ahead, AWARE)
    assert found == (None if offset is None else timezone(offset))
    assert measured_zone(AWARE, AWARE) is None


@pytest.mark.parametrize(
    ("text", "january", "july"),
    [
        ("CET-1CEST,M3.5.0,M10.5.0/3", 1, 2),
        ("EST5EDT,M3.2.0,M11.1.0", -5, -4),
        ("<+0545>-5:45", 5.75, 5.75),
        ("UTC0", 0, 0),
        ("", 0, 0),
        ("  ", 0, 0),
    ],
)
def test_posix_zones(text: str, january: float, july: float) -> None:
    """Summer time as the text says, without a database."""
    zone = posix_zone(text)
    assert zone is not None
    for month, hours in ((1, january), (7, july)):
        moment = datetime(2026, month, 8, tzinfo=zone)
        assert moment.utcoffset() == timedelta(hours=hours)


@pytest.mark.parametrize(
    "text", [None, "Europe/Bratislava", "CET", "CET-1\nEST5", "é-1", "A-20", "x" * 200]
)
def test_no_posix_zone(text: str | None) -> None:
    """What is no such text is no zone; a name of a database is none here."""
    assert posix_zone(text) is None
