"""The card's own list of what its settings may be (5)."""

from fractions import Fraction

from hypothesis import given, strategies as st
import pytest

from custom_components.rack_power.drivers.apc_snmp.writing.allowed import (
    ANYTHING,
    NOTHING,
    parsed,
)
from custom_components.rack_power.equipment.driver import Outcome
from custom_components.rack_power.equipment.errors import InvalidRequest
from custom_components.rack_power.equipment.model import Setting, Unit
from simulator.snmp.wire.ber import Kind

from ..conftest import u
from .conftest import Write
from .test_refused import listed

UNITS = {
    "seconds": 1,
    "sec": 1,
    "minutes": 60,
    "Minutes": 60,
    "hours": 3600,
    "min.": 60,
}


def numbers(written: str, unit: Unit | None) -> list[float]:
    """Return the values that a text allows."""
    return [float(one) for one in parsed(written, unit).values]


@pytest.mark.parametrize(
    ("written", "unit", "expected"),
    [
        ("000, 060, 180, 300 seconds", Unit.SECOND, [0, 60, 180, 300]),
        ("02, 05, 07, 10 minutes", Unit.SECOND, [120, 300, 420, 600]),
        ("00, 15, 50, 90 percent", Unit.PERCENT, [0, 15, 50, 90]),
        ("00, 15, 50, 90 %", Unit.PERCENT, [0, 15, 50, 90]),
        ("220, 230, 240 volts", Unit.VOLT, [220, 230, 240]),
        ("220,230,240 VAC", Unit.VOLT, [220, 230, 240]),
        ("90 seconds", Unit.SECOND, [90]),
        ("3, 1, 2", None, [1, 2, 3]),
        ("48, 24 hours", Unit.DAY, [1, 2]),
        ("0.5, 1 hours", Unit.SECOND, [1800, 3600]),
        (" 00,15 ,50 , percent", Unit.PERCENT, [0, 15, 50]),
    ],
)
def test_lists(written: str, unit: Unit | None, expected: list[float]) -> None:
    """Numbers with the unit as the last word."""
    assert numbers(written, unit) == expected


@pytest.mark.parametrize(
    "written", ["Not Configurable", "NOT CONFIGURABLE", " not  configurable "]
)
def test_not_configurable(written: str) -> None:
    """It is a sensor."""
    assert parsed(written, Unit.SECOND) is NOTHING


@pytest.mark.parametrize(
    "written", ["", "12 parsecs", "1, 2 volts", "any", "1 to", "9 - 1 seconds", "1,,2"]
)
def test_what_is_not_understood_allows_any_number(written: str) -> None:
    """A guess would keep people from what the unit can do."""
    found = parsed(written, Unit.SECOND)
    assert (found.values, found.between, found.configurable) == ((), None, True)


def test_a_range() -> None:
    """Not seen, but readable."""
    found = parsed("1 - 10 minutes", Unit.SECOND)
    assert found.between == (Fraction(60), Fraction(600))


def test_words() -> None:
    """Of a choice."""
    assert parsed("Low, At Low Battery", None).words == ("low", "at_low_battery")


@given(
    st.lists(st.integers(0, 10**6), min_size=1, max_size=9),
    st.sampled_from(sorted(UNITS)),
    st.integers(1, 4),
)
def test_any_list_is_understood(listed: list[int], word: str, width: int) -> None:
    """However it is padded, in any order, with repetitions."""
    written = ", ".join(f"{one:0{width}d}" for one in listed)
    found = parsed(f"{written} {word}", Unit.SECOND).values
    assert found == tuple(sorted({Fraction(one * UNITS[word]) for one in listed}))


@given(st.text(), st.sampled_from([None, *Unit]))
def test_any_text_is_harmless(written: str, unit: Unit | None) -> None:
    """Nothing is raised, and nothing is forbidden by mistake but by that one word."""
    found = parsed(written, unit)
    assert found.configurable or written.casefold().split() in (
        ["not", "configurable"],
        ["notconfigurable"],
    )
    assert list(found.values) == sorted(set(found.values))


@given(st.text(alphabet="0123456789.,-+ toselcnd%", max_size=60))
def test_any_text_of_the_same_letters_is_harmless(written: str) -> None:
    """As those above."""
    found = parsed(written, Unit.SECOND)
    assert found == ANYTHING or found.values or found.between or found.words


async def test_a_list_bounds_a_number(writing: Write) -> None:
    """From the least to the greatest, by the step that reaches all; those alone."""
    written = await writing()
    assert written.setting("ups.delay.start") == Setting(
        minimum=0, maximum=300, step=60, numbers=(0, 60, 180, 300)
    )
    assert written.setting("battery.runtime.low") == Setting(
        minimum=120, maximum=600, step=60, numbers=(120, 300, 420, 600)
    )
    assert written.setting("battery.charge.restart") == Setting(
        minimum=0, maximum=90, step=5, numbers=(0, 15, 50, 90)
    )
    assert written.setting("input.transfer.high") == Setting(
        minimum=241, maximum=262, step=3, numbers=tuple(range(241, 263, 3))
    )


async def test_what_lies_between_is_refused_with_what_is_allowed(
    writing: Write,
) -> None:
    """Before anything is sent."""
    written = await writing()
    with pytest.raises(InvalidRequest) as caught:
        await written.write("ups.delay.start", 120)
    assert caught.value.reason == "snmp_not_allowed"
    assert caught.value.placeholders == {"allowed": "0, 60, 180, 300 s"}
    assert not written.sets
    assert await written.write("ups.delay.start", 180.0) is Outcome.CONFIRMED
    assert written.sets == [("set", u("5.2.9"), 18_000)]


async def test_the_object_may_be_named_without_its_instance(writing: Write) -> None:
    """With or without .0, as an identifier or as text."""
    written = await writing()
    card = written.driven.card
    row = listed(written, u("5.2.9"))
    name = row.replace("5.2.16.1.3.", "5.2.16.1.2.")
    card.override(row, "000, 300 seconds")
    for told, kind in (
        (u("5.2.9"), Kind.OID),
        (u("5.2.9")[:-2], Kind.OID),
        (u("5.2.9")[:-2], Kind.OCTETS),
        (f".{u('5.2.9')}", Kind.OCTETS),
    ):
        card.override(name, told, kind)
        await written.poll(86_400)
        setting = written.setting("ups.delay.start")
        assert setting == Setting(minimum=0, maximum=300, step=300, numbers=(0, 300))


async def test_other_objects_are_not_meant(writing: Write) -> None:
    """A name that only begins the same."""
    written = await writing()
    card = written.driven.card
    row = listed(written, u("5.2.9"))
    card.override(row.replace("5.2.16.1.3.", "5.2.16.1.2."), u("5.2.9") + ".0")
    await written.poll(86_400)
    assert written.setting("ups.delay.start") == Setting(
        minimum=0, maximum=3600, step=1
    )


async def test_cards_without_a_list_have_usual_bounds(writing: Write) -> None:
    """Newer ones leave it out; what they round is shown."""
    written = await writing(allowed_sets=False)
    assert written.setting("ups.delay.start") == Setting(
        minimum=0, maximum=3600, step=1
    )
    assert written.setting("battery.charge.restart") == Setting(
        minimum=0, maximum=100, step=1
    )
    assert await written.write("ups.delay.start", 100) is Outcome.CONFIRMED
    assert written.value("ups.delay.start") == 60


async def test_words_narrow_a_choice(writing: Write) -> None:
    """If all of them are known."""
    written = await writing()
    card = written.driven.card
    row = listed(written, u("5.2.9"))
    card.override(row.replace("5.2.16.1.3.", "5.2.16.1.2."), u("5.2.7"))
    card.override(row, "High, Medium, Low")
    await written.poll(86_400)
    assert written.setting("input.sensitivity") == Setting(
        options=("low", "medium", "high")
    )
    with pytest.raises(InvalidRequest):
        await written.write("input.sensitivity", "auto")
    card.override(row, "High, Extreme")
    await written.poll(86_400)
    setting = written.setting("input.sensitivity")
    assert setting is not None
    assert len(setting.options) == 4
    assert not written.sets
