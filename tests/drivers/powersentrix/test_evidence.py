"""Log lines as evidence of states, and as a count that can go wrong."""

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given, strategies as st
import pytest

from custom_components.rack_power.drivers.powersentrix.ledger import Ledger
from custom_components.rack_power.drivers.powersentrix.mapping.log import (
    LogLine,
    parse_pushed,
)
from custom_components.rack_power.drivers.powersentrix.mapping.outlets import Outlet
from custom_components.rack_power.drivers.powersentrix.mapping.status import Status
from custom_components.rack_power.drivers.powersentrix.push.ordinals import (
    Ordinals,
    Place,
)

NOW = datetime(2026, 5, 8, 14, 30, tzinfo=UTC)
ALL_OFF = dict.fromkeys(range(12), False)


def line(number: int | None, text: str = "Output 1 turned ON", at: int = 0) -> LogLine:
    """Return a line with a number."""
    stamp = f"2026-05-08 14:{at // 60:02d}:{at % 60:02d}"
    return parse_pushed(
        {"ord": number, "description": text, "timestamp": stamp}, UTC, NOW
    )


def status(**states: bool) -> Status:
    """Return a status with some outputs on: ``o3=True``."""
    told = {int(name[1:]): state for name, state in states.items()}
    return Status(
        outlets={index: Outlet(state=told.get(index, False)) for index in range(12)}
    )


def test_as_long_as_it_is_not_known_a_line_makes_two_outputs_uncertain() -> None:
    """It may count from 0 or from 1."""
    states = Ledger(None).states(ALL_OFF, [line(1, "Output 3 turned ON")])
    assert {index for index, state in states.items() if state is None} == {2, 3}


def test_what_both_ways_of_counting_say_is_certain() -> None:
    """The output is off, whichever of the two was switched off."""
    states = Ledger(None).states(ALL_OFF, [line(1, "Output 3 turned OFF")])
    assert states == ALL_OFF


@pytest.mark.parametrize(("number", "base"), [(0, 0), (12, 1)])
def test_numbers_that_only_one_way_has(number: int, base: int) -> None:
    """There is no output 12 where the first one is 0."""
    ledger = Ledger(None)
    ledger.read([line(1, "Output 5 turned ON"), line(2, f"Output {number} turned ON")])
    assert ledger.base == base


@pytest.mark.parametrize(("base", "index"), [(0, 5), (1, 4)])
def test_two_reports_and_the_line_between_them(base: int, index: int) -> None:
    """One output changed, one line tells of it."""
    ledger = Ledger(None)
    after = status(**{f"o{index}": True})
    ledger.compare(status(), after, [line(1, "Output 5 turned ON")])
    assert ledger.base == base
    assert Ledger(ledger.base).base == base


@pytest.mark.parametrize(
    ("after", "texts"),
    [
        (status(o4=True, o5=True), ["Output 5 turned ON"]),
        (status(o4=True), ["Output 5 turned OFF"]),
        (status(o4=True), ["Output 9 turned ON"]),
        (status(o4=True), ["Output 5 turned ON", "Output 6 turned ON"]),
        (status(o4=True), ["Mains power failure"]),
        (status(), ["Output 5 turned ON"]),
    ],
)
def test_what_does_not_fit_teaches_nothing(after: Status, texts: list[str]) -> None:
    """Rather go on without knowing."""
    ledger = Ledger(None)
    ledger.compare(status(), after, [line(n, text) for n, text in enumerate(texts)])
    assert ledger.base is None


@pytest.mark.parametrize("kept", [None, "1", 2, -1, [], {}])
def test_nonsense_in_the_memory_is_not_believed(kept: object) -> None:
    """It is learnt anew."""
    assert Ledger(kept).base is None  # type: ignore[arg-type]


def test_a_line_of_which_the_output_is_known() -> None:
    """Our own toggle was confirmed by it: no other output is meant."""
    ledger, said = Ledger(None), line(7, "Output 3 turned ON")
    ledger.attribute(said, 2)
    states = ledger.states(ALL_OFF, [said])
    assert states == {**ALL_OFF, 2: True}


@given(
    st.lists(st.tuples(st.integers(0, 13), st.booleans()), max_size=20),
    st.sampled_from([0, 1]),
)
def test_what_is_certain_is_true(changes: list[tuple[int, bool]], base: int) -> None:
    """Whichever way it counts: a state that is told is the true one."""
    true = dict(ALL_OFF)
    lines = []
    for number, (index, on) in enumerate(changes):
        if index < 12:
            true[index] = on
            word = "ON" if on else "OFF"
            lines.append(line(number, f"Output {index + base} turned {word}"))
    for known in (None, base):
        told = Ledger(known).states(ALL_OFF, lines)
        assert all(state in (None, true[index]) for index, state in told.items())
        if known is not None:
            assert told == true


def placed(ordinals: Ordinals, *numbers: int) -> list[str]:
    """Return how lines with these numbers are taken; all are different lines."""
    return [ordinals.place(line(number, f"Line {number}")).name for number in numbers]


def test_doubles_gaps_and_lines_that_come_late() -> None:
    """Each is told once, and what is missing is counted."""
    ordinals = Ordinals.of(None)
    assert placed(ordinals, 10, 11, 11, 14, 12, 12, 13, 15) == [
        "NEXT",
        "NEXT",
        "DOUBLE",
        "NEXT",
        "LATE",
        "DOUBLE",
        "LATE",
        "NEXT",
    ]
    assert ordinals.lost == 0
    placed(ordinals, 20)
    assert ordinals.lost == 4


@pytest.mark.parametrize("last", [15, 90, 5000])
def test_a_ups_that_counts_anew(last: int) -> None:
    """Every line is told, whether the step back is large or small."""
    ordinals = Ordinals.of(None)
    for number in range(last - 10, last + 1):
        ordinals.place(line(number, f"Before {number}"))
    places = [
        ordinals.place(line(number, f"After {number}", number))
        for number in range(1, 30)
    ]
    assert Place.DOUBLE not in places


def test_a_ups_that_counts_anew_tells_as_it_happens() -> None:
    """After a small step back, too: its lines were written later, so none is late.

    One that was overtaken was written earlier, or in the same second.
    """
    ordinals = Ordinals.of(None)
    for number in range(30, 45):
        ordinals.place(line(number, f"Before {number}", number))
    assert ordinals.place(line(29, "Overtaken", 29)) is Place.LATE
    assert ordinals.place(line(28, "In the same second", 44)) is Place.LATE
    kept = Ordinals.of(ordinals.as_json())
    places = [
        kept.place(line(number, f"After {number}", 50 + number))
        for number in range(1, 20)
    ]
    assert places == [Place.NEXT] * 19


def test_a_stamp_of_another_kind_proves_nothing() -> None:
    """One with a zone cannot be compared with one without."""
    ordinals = Ordinals.of(None)
    one, other = line(20, "A", 1), line(10, "B", 9)
    assert other.stamp is not None
    ordinals.place(one)
    other = replace(other, stamp=other.stamp.replace(tzinfo=UTC))
    assert ordinals.place(other) is Place.LATE
    ordinals.stamp = None
    assert ordinals.place(line(11, "C", 9)) is Place.LATE


def test_a_line_without_a_number_is_known_by_its_text() -> None:
    """And by its time."""
    ordinals = Ordinals.of(None)
    said = [line(None, "A", 1), line(None, "A", 1), line(None, "A", 2)]
    assert [ordinals.place(one).name for one in said] == ["NEXT", "DOUBLE", "NEXT"]


def test_the_count_outlives_the_driver() -> None:
    """What was told before a restart is a double after it."""
    ordinals = Ordinals.of(None)
    placed(ordinals, 10, 11, 13)
    again = Ordinals.of(ordinals.as_json())
    assert placed(again, 11, 13, 12, 14) == ["DOUBLE", "DOUBLE", "LATE", "NEXT"]


@pytest.mark.parametrize(
    "kept", [None, [], "x", {"last": "x", "seen": 5, "lost": None}]
)
def test_nonsense_in_the_memory_of_the_count(kept: object) -> None:
    """It begins anew."""
    assert placed(Ordinals.of(kept), 5) == ["NEXT"]  # type: ignore[arg-type]


@given(st.lists(st.integers(0, 400), max_size=300))
def test_no_line_is_told_twice(numbers: list[int]) -> None:
    """Among the last hundred, in whatever order they come."""
    ordinals = Ordinals.of(None)
    recent: list[int] = []
    for number in numbers:
        place = ordinals.place(line(number, f"Line {number}"))
        assert (place is Place.DOUBLE) or number not in recent[-50:]
        recent.append(number)
    assert len(ordinals.seen) <= 100
