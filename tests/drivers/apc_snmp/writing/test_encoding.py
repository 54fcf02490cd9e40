"""What is sent for a value, and read back, is the same value."""

from datetime import date
from fractions import Fraction
from typing import Any

from hypothesis import assume, given, strategies as st
import pytest

from custom_components.rack_power.drivers.apc_snmp import values
from custom_components.rack_power.drivers.apc_snmp.client import Ber
from custom_components.rack_power.drivers.apc_snmp.mapping.probes import celsius
from custom_components.rack_power.drivers.apc_snmp.objects import tables
from custom_components.rack_power.drivers.apc_snmp.objects.row import DateForm, Object
from custom_components.rack_power.drivers.apc_snmp.writing.allowed import (
    ANYTHING,
    Allowed,
)
from custom_components.rack_power.drivers.apc_snmp.writing.dates import Written
from custom_components.rack_power.drivers.apc_snmp.writing.encoding import (
    encoded,
    is_same,
)
from custom_components.rack_power.drivers.apc_snmp.writing.places import Place
from custom_components.rack_power.equipment.errors import InvalidRequest
from custom_components.rack_power.equipment.model import (
    UNIT,
    Kind,
    Point,
    Setting,
    Unit,
)

WRITABLE = [
    thing
    for thing in (
        *tables.SCALARS,
        *(column for table in tables.TABLES for column in table.columns),
    )
    if thing.writable
]
NUMBERS = [thing for thing in WRITABLE if thing.variable.kind is Kind.MEASURE]
CODED = [thing for thing in WRITABLE if thing.codes]
TEXTS = [
    thing
    for thing in WRITABLE
    if thing.variable.kind is Kind.TEXT and thing.ber is Ber.OCTETS
]
DATES = [thing for thing in WRITABLE if thing.variable.kind is Kind.DATE]


def place(thing: Object, *, fahrenheit: bool = False) -> Place:
    """Return an object as one of the unit."""
    oid = (*thing.oid, 0)
    return Place(Point(UNIT, thing.variable), thing, oid, "config", fahrenheit)


def test_there_is_something_to_try() -> None:
    """All kinds of objects that can be written."""
    kinds = {thing.variable.kind for thing in WRITABLE}
    assert kinds == {Kind.MEASURE, Kind.CHOICE, Kind.FLAG, Kind.TEXT, Kind.DATE}
    assert all(thing.variable.kind in kinds for thing in WRITABLE)
    assert all(len(some) > 3 for some in (NUMBERS, CODED, TEXTS, DATES))


@given(st.sampled_from(NUMBERS), st.data())
def test_numbers(thing: Object, data: st.DataObject) -> None:
    """Whatever a card can tell of an object can be sent to it, in its own type."""
    least = -(2**31) if thing.ber is Ber.INTEGER and thing.signed else 0
    raw = data.draw(st.integers(least, 2**31 - 1))
    told = values.meant(raw, thing)
    assume(told.value is not None)
    sent = encoded(place(thing), Setting(), ANYTHING, told.value, None)
    assert sent == (thing.ber, raw)


@given(st.sampled_from(NUMBERS), st.floats() | st.integers())
def test_any_number_is_sent_as_it_is_or_not_at_all(thing: Object, value: float) -> None:
    """Nothing is rounded on the way, and nothing leaves the range of its type."""
    try:
        sent = encoded(place(thing), Setting(), ANYTHING, value, None)
    except InvalidRequest:
        return
    assert sent.ber is thing.ber
    assert isinstance(sent.value, int)
    least, greatest = (-(2**31), 2**31) if thing.ber is Ber.INTEGER else (0, 2**32)
    assert least <= sent.value < greatest
    if sent.value not in thing.words:
        exact = Fraction(value) / thing.scale
        off = abs(exact - sent.value)
        assert off * 1_000_000 <= max(Fraction(1), abs(exact))


@given(st.sampled_from(NUMBERS), st.integers(-1000, 1000), st.integers(-1000, 1000))
def test_bounds_hold(thing: Object, low: int, value: int) -> None:
    """Outside of them nothing is sent."""
    setting = Setting(minimum=low, maximum=low + 100)
    if low <= value <= low + 100:
        return
    with pytest.raises(InvalidRequest):
        encoded(place(thing), setting, ANYTHING, value, None)


@given(st.sampled_from(NUMBERS), st.sets(st.integers(0, 50), min_size=1))
def test_lists_hold(thing: Object, listed: set[int]) -> None:
    """What the card does not list is not sent; what it lists is, if it can be."""
    told = Allowed(values=tuple(sorted(map(Fraction, listed))))
    for value in range(51):
        sendable = (Fraction(value) / thing.scale).denominator == 1
        if value in listed and (sendable or value in thing.words):
            encoded(place(thing), Setting(), told, value, None)
            continue
        with pytest.raises(InvalidRequest) as caught:
            encoded(place(thing), Setting(), told, value, None)
        reason = "snmp_step" if value in listed else "snmp_not_allowed"
        assert caught.value.reason == reason


@pytest.mark.parametrize("thing", CODED, ids=lambda one: one.variable.name)
def test_options_and_flags(thing: Object) -> None:
    """Each is the number that means it; nothing else is sent."""
    meanings = [one for one in thing.codes.values() if one is not None]
    for meaning in meanings:
        sent = encoded(place(thing), Setting(), ANYTHING, meaning, None)
        assert sent.ber is Ber.INTEGER
        assert isinstance(sent.value, int)
        assert values.meant(sent.value, thing).value == meaning
        with pytest.raises(InvalidRequest):
            encoded(place(thing), Setting(options=("x",)), ANYTHING, "other", None)
    for wrong in (None, 1, 1.0, "", "unknown", date(2026, 1, 1)):
        with pytest.raises(InvalidRequest):
            encoded(place(thing), Setting(), ANYTHING, wrong, None)


@given(st.sampled_from(TEXTS), st.text(max_size=40), st.integers(0, 40))
def test_texts(thing: Object, written: str, limit: int) -> None:
    """They are read back as they were written, or refused; blanks at the ends go."""
    setting = Setting(max_length=limit)
    try:
        sent = encoded(place(thing), setting, ANYTHING, written, None)
    except InvalidRequest:
        return
    assert isinstance(sent.value, bytes)
    assert len(sent.value) <= limit
    assert sent.value.decode() == written.strip()
    assert is_same(place(thing), sent.value + b" \0", sent.value)


@given(
    st.sampled_from(DATES),
    st.dates(date(1970, 1, 1), date(2069, 12, 31)),
    st.sampled_from(list(DateForm)),
    st.sampled_from("-/"),
)
def test_dates(thing: Object, day: date, form: DateForm, separator: str) -> None:
    """In every form in which a card may have told the last one."""
    assume(form is not DateForm.ISO or day != date(2000, 1, 1))
    present = {
        DateForm.AMERICAN_SHORT: b"01/02/03",
        DateForm.AMERICAN: b"01/02/2003",
        DateForm.ISO: b"2003-01-02",
    }[form]
    if form is not DateForm.ISO:
        present = present.replace(b"/", separator.encode())
    sent = encoded(place(thing), Setting(), ANYTHING, day, present)
    assert sent.ber is Ber.OCTETS
    assert values.day(sent.value) == day
    assert Written.of(sent.value) == Written.of(present)
    assert len(str(sent.value)) == len(str(present))


@given(st.binary(max_size=20))
def test_dates_that_nobody_understands(present: bytes) -> None:
    """Either their form is known, or nothing is written."""
    form = Written.of(present)
    if form is None:
        with pytest.raises(InvalidRequest):
            encoded(place(DATES[0]), Setting(), ANYTHING, date(2026, 1, 1), present)
    else:
        assert values.day(form.bytes_of(date(2026, 1, 2))) == date(2026, 1, 2)


@given(st.integers(-40, 212))
def test_degrees_of_fahrenheit(degrees: int) -> None:
    """What is read as Celsius is sent as it was."""
    for thing in NUMBERS:
        if thing.variable.unit is not Unit.CELSIUS:
            continue
        is_step = thing.variable.name.endswith("hysteresis")
        shown = celsius(degrees, is_step=is_step)
        sent = encoded(place(thing, fahrenheit=True), Setting(), ANYTHING, shown, None)
        assert sent.value == degrees


@pytest.mark.parametrize("wrong", [None, True, "5", b"5", date(2026, 1, 1), [5], {}])
def test_what_is_no_number(wrong: Any) -> None:
    """It is refused."""
    for thing in NUMBERS:
        with pytest.raises(InvalidRequest):
            encoded(place(thing), Setting(), ANYTHING, wrong, None)
