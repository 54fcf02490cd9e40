"""What told values mean (3)."""

from datetime import date
from fractions import Fraction
from typing import Any

from hypothesis import given, strategies as st
import pytest

from custom_components.rack_power.drivers.apc_snmp import values
from custom_components.rack_power.drivers.apc_snmp.client import Raw
from custom_components.rack_power.drivers.apc_snmp.layout import numbers_of
from custom_components.rack_power.drivers.apc_snmp.objects import (
    battery_codes,
    power_codes,
    tables,
)
from custom_components.rack_power.drivers.apc_snmp.objects.flag_codes import (
    PACK_FLAGS,
    STATE_FLAGS,
)
from custom_components.rack_power.drivers.apc_snmp.objects.row import DateForm, Object
from custom_components.rack_power.drivers.apc_snmp.oid import ups


def scalar(tail: str) -> Object:
    """Return an object, be it one that stands for another."""
    for thing in tables.SCALARS:
        one: Object | None = thing
        while one is not None:
            if one.oid == ups(tail):
                return one
            one = one.instead
    raise LookupError(tail)


@pytest.mark.parametrize(
    ("tail", "raw", "value"),
    [
        ("2.3.1", 1000, 100),
        ("2.2.1", 97, 97),
        ("3.3.1", 2301, 230.1),
        ("3.3.4", 500, 50),
        ("4.3.6", 18453, 184.53),
        ("2.2.3", 456000, 4560),
        ("2.2.16", 2, 2000),
        ("2.3.12", 25, 2500),
        ("2.2.22", 10, 600),
        ("1.2.9", b"1500", 1500),
        ("4.2.4", 0, 0),
        ("2.3.5", -25, -2.5),
        ("2.3.13", -55, -5.5),
    ],
)
def test_numbers_are_in_the_unit_of_their_variable(
    tail: str, raw: Raw, value: float
) -> None:
    """Tenths, hundredths, ticks and kilowatts are converted; no load is a load."""
    assert values.meant(raw, scalar(tail)).value == value
    assert values.is_supported(raw, scalar(tail))


@pytest.mark.parametrize(
    ("tail", "raw"),
    [
        ("4.2.9", -1),
        ("2.3.5", -1),
        ("2.2.9", -1),
        ("2.2.8", -1),
        ("2.3.4", -10),
        ("2.2.2", 255),
        ("2.3.2", 255),
        ("2.3.2", 2550),
        ("2.3.13", 2550),
        ("13.11.1", -1999),
        ("3.3.1", b""),
        ("3.3.1", 10**30),
    ],
)
def test_what_is_not_supported_is_no_value(tail: str, raw: Raw) -> None:
    """A negative voltage, 255 degrees, or a text where a number should be."""
    assert values.meant(raw, scalar(tail)).value is None
    assert not values.is_supported(raw, scalar(tail))


def test_an_efficiency_below_0_is_a_reason() -> None:
    """It is there and unknown, and says why."""
    thing = scalar("4.3.5")
    assert values.meant(946, thing) == (94.6, None)
    assert values.meant(-4, thing) == (None, {"reason": "on_battery"})
    assert values.is_supported(-4, thing)
    assert not values.is_supported(-99, thing)


def test_a_choice_without_a_meaning_is_unknown_and_says_so() -> None:
    """New firmware has numbers that nobody knows yet."""
    assert values.meant(2, power_codes.STATUS) == ("on_line", None)
    assert values.meant(1, power_codes.STATUS) == (None, None)
    assert values.meant(99, power_codes.STATUS) == (None, {"code": 99})
    assert values.is_supported(99, power_codes.STATUS)
    assert values.meant(b"2", power_codes.STATUS) == (None, None)


def test_a_flag_knows_true_and_false_only() -> None:
    """Anything else is unknown."""
    thing = battery_codes.REPLACE
    assert [values.meant(raw, thing).value for raw in (1, 2, 3)] == [False, True, None]


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        (b"Smart-UPS 1500", "Smart-UPS 1500"),
        (b"RACK \0\0\0", "RACK"),
        (b"B\xfcro", "Büro"),
        ("Büro".encode(), "Büro"),
        (b"  two\r\nlines ", "two lines"),
        (b"Unknown", None),
        (b"", None),
        (b"\0\0", None),
        (7, None),
        (None, None),
        (b"x" * 1000, "x" * 255),
    ],
)
def test_texts_lose_what_pads_them(raw: Raw | None, shown: str | None) -> None:
    """Blanks, NULs, letters that are no ASCII, and words that say nothing."""
    assert values.text(raw) == shown


@pytest.mark.parametrize(
    ("raw", "day"),
    [
        (b"04/30/25", date(2025, 4, 30)),
        (b"11/10/2027", date(2027, 11, 10)),
        (b"10-05-2022", date(2022, 10, 5)),
        (b"12/31/99", date(1999, 12, 31)),
        (b"01/01/69", date(2069, 1, 1)),
        (b"01/01/70", date(1970, 1, 1)),
        (b"2024-03-31", date(2024, 3, 31)),
        (b"2000-01-01", None),
        (b"13/13/2020", None),
        (b"Anonymized 198", None),
        (b"04/30/25 ", date(2025, 4, 30)),
        (b"", None),
        (20250430, None),
    ],
)
def test_dates_are_read_in_every_form(raw: Raw, day: date | None) -> None:
    """What is no date is unknown."""
    assert values.day(raw) == day


def test_a_date_is_written_as_it_is_read() -> None:
    """A card takes its own form only."""
    assert values.date_form(b"04/30/25") is DateForm.AMERICAN_SHORT
    assert values.date_form(b"04/30/2025") is DateForm.AMERICAN
    assert values.date_form(b"2025-04-30") is DateForm.ISO
    assert values.date_form(b"today") is None


def test_the_leftmost_flag_has_the_least_number() -> None:
    """It is 1 in the state's string and 0 in those of packs."""
    idle = b"0001010000000000001".ljust(64, b"0")
    assert values.flags(idle, STATE_FLAGS) == frozenset({4, 6, 19})
    assert values.flags(b"0010000000000000", PACK_FLAGS) == frozenset({2})


def test_a_short_string_of_31_flags_lacks_only_what_is_not_set() -> None:
    """Cards leave out the last character."""
    assert values.flags(b"1" + b"0" * 30, STATE_FLAGS) == frozenset({1})


@pytest.mark.parametrize("raw", [b"UNKNOWN", b"NOT SUPPORTED", b"", b"0120", 1, None])
def test_a_string_without_flags_says_nothing(raw: Raw | None) -> None:
    """It is not that none is set."""
    assert values.flags(raw, STATE_FLAGS) is None


def test_a_flag_without_a_name_goes_by_its_number() -> None:
    """New firmware has more of them."""
    assert values.named(frozenset({2, 64}), STATE_FLAGS) == ("on_battery", "flag_64")


RAWS: st.SearchStrategy[Any] = (
    st.integers()
    | st.binary(max_size=80)
    | st.text(max_size=80)
    | st.lists(st.integers(0, 2**32), max_size=8).map(tuple)
    | st.none()
)
THINGS = [
    *tables.SCALARS,
    *(column for table in tables.TABLES for column in table.columns),
]


@given(RAWS, st.sampled_from(THINGS))
def test_any_value_of_any_object_is_understood_or_unknown(
    raw: Any, thing: Object
) -> None:
    """Nothing is raised, and nothing that is not supported has a value."""
    value = values.meant(raw, thing).value
    if value is not None and not thing.writable:
        assert values.is_supported(raw, thing)
    if thing.codes:
        assert value in {*thing.codes.values(), None}
    values.date_form(raw)
    values.flags(raw, STATE_FLAGS)


def test_scales_are_exact() -> None:
    """What is read can be written back as it was."""
    for thing in THINGS:
        assert isinstance(thing.scale, Fraction)
        assert thing.scale > 0


def test_every_table_has_columns() -> None:
    """A table without any would be looked for in vain."""
    assert all(numbers_of(table) for table in tables.TABLES)
