"""Energies that misread: a glitch never shows, a real reset does."""

from datetime import UTC, datetime, timedelta
import json
from typing import cast

from hypothesis import given, strategies as st
import pytest

from custom_components.rack_power.equipment.counter import Guard, Memory, guard
from custom_components.rack_power.equipment.driver import Json
from custom_components.rack_power.equipment.model import (
    UNIT,
    EquipmentId,
    Kind,
    PartId,
    Point,
    Quality,
    Quantity,
    Reading,
    Report,
    Value,
    Variable,
)

START = datetime(2026, 1, 1, tzinfo=UTC)
ENERGY = Variable(name="energy", kind=Kind.COUNTER, quantity=Quantity.ENERGY)
POINT = Point(UNIT, ENERGY)
LIMIT = 3600.0  # W: 0.03 kWh in 30 s, and 0.1 kWh for a coarse counter


def shown(*values: Value, every: float = 30) -> list[tuple[Value, Quality]]:
    """Read values one after the other; tell what is shown each time."""
    memory: Memory = {}
    told = []
    for turn, value in enumerate(values):
        at = START + timedelta(seconds=turn * every)
        memory, readings = guard(memory, {POINT: Reading(value, at)}, LIMIT)
        told.append((readings[POINT].value, readings[POINT].quality))
    return told


def good(*values: Value) -> list[tuple[Value, Quality]]:
    """Values that are shown as they came."""
    return [(value, Quality.GOOD) for value in values]


def held(*values: Value) -> list[tuple[Value, Quality]]:
    """Values that are shown though another came."""
    return [(value, Quality.STALE) for value in values]


def test_a_counter_that_counts() -> None:
    """As it came, also where it stands still."""
    assert shown(0, 0.01, 0.02, 0.02, 0.1) == good(0, 0.01, 0.02, 0.02, 0.1)


def test_a_coarse_counter() -> None:
    """One that counts in tenths runs ahead of the rating, and is believed."""
    assert shown(1.0, 1.0, 1.1, 1.1) == good(1.0, 1.0, 1.1, 1.1)


def test_one_reading_that_is_lower() -> None:
    """It is not shown: the counter would seem to have been reset."""
    assert shown(89, 44.5, 89.01) == [*good(89), *held(89), *good(89.01)]


def test_a_reset() -> None:
    """The second reading, which counts on from the first, establishes it."""
    assert shown(89, 0, 0.01, 0.02) == [*good(89), *held(89), *good(0.01, 0.02)]


def test_a_counter_that_was_set_back_to_nothing_and_stands() -> None:
    """Nothing draws, so it stays 0; that is believed when it has lasted."""
    assert shown(89, *[0] * 10) == [*good(89), *held(*[89] * 9), *good(0)]
    assert shown(89, 0, 0, 0, 0.1) == [*good(89), *held(89, 89, 89), *good(0.1)]


@pytest.mark.parametrize("wrong", [0, 44.5, 50000])
@pytest.mark.parametrize("looks", [2, 3, 9])
def test_what_stands_for_some_looks(wrong: float, looks: int) -> None:
    """A unit that has just started may tell the same nonsense more than once."""
    assert shown(89, *[wrong] * looks, 89.02) == [
        *good(89),
        *held(*[89] * looks),
        *good(89.02),
    ]


def test_a_leap() -> None:
    """Two readings that fit each other are not enough: sums have leapt by them."""
    assert shown(1, 50, 50, 1.01) == [*good(1), *held(1, 1), *good(1.01)]
    assert shown(1, 50, 50, 50.01) == [*good(1), *held(1, 1), *good(50.01)]


def test_nonsense_after_nonsense() -> None:
    """What does not fit itself establishes nothing."""
    assert shown(5, 0, 4, 1, 3, 0.5, 5.1) == [*good(5), *held(*[5] * 5), *good(5.1)]


def test_a_leap_and_then_a_reset() -> None:
    """The doubts of before do not count for what comes after."""
    assert shown(5, 90, 90, 0, 0.01) == [*good(5), *held(5, 5, 5), *good(0.01)]


def test_a_gap() -> None:
    """After an hour without contact it may have counted for an hour."""
    assert shown(1, 4.6, every=3600) == good(1, 4.6)
    assert shown(1, 4.8, every=3600) == [*good(1), *held(1)]


def test_a_clock_that_steps_back() -> None:
    """No time has passed then, which is no reason to doubt what stands."""
    assert shown(1, 1, 1.05, every=-60) == good(1, 1, 1.05)


@pytest.mark.parametrize("value", [None, "5", True])
def test_an_unknown_value(value: Value) -> None:
    """It is shown as it is, and what was known before is kept."""
    assert shown(89, value, 44, 89) == [*good(89, value), *held(89), *good(89)]


def test_other_readings() -> None:
    """Only counters of energy are guarded."""
    for kind, quantity in (
        (Kind.MEASURE, Quantity.ENERGY),
        (Kind.COUNTER, Quantity.DATA_SIZE),
        (Kind.COUNTER, None),
    ):
        point = Point(UNIT, Variable(name="x", kind=kind, quantity=quantity))
        memory, _ = guard({}, {point: Reading(89, START)}, LIMIT)
        _, readings = guard(memory, {point: Reading(1, START)}, LIMIT)
        assert readings[point] == Reading(1, START)


def test_what_is_held_is_as_old_as_it_is() -> None:
    """The details stay those of now, the time is that of the value."""
    memory, _ = guard({}, {POINT: Reading(89, START)}, LIMIT)
    later = Reading(1, START + timedelta(seconds=30), details={"a": 1})
    memory, readings = guard(memory, {POINT: later}, LIMIT)
    assert readings[POINT].observed_at == START
    assert readings[POINT].details == {"a": 1}


def test_a_doubtful_reading_that_is_told_again() -> None:
    """It was not read again, so it confirms nothing."""
    memory, _ = guard({}, {POINT: Reading(89, START)}, LIMIT)
    doubtful = {POINT: Reading(0, START + timedelta(seconds=30))}
    for _ in range(5):
        memory, readings = guard(memory, doubtful, LIMIT)
        assert readings[POINT].value == 89
    anew = {POINT: Reading(0.01, START + timedelta(seconds=60))}
    assert guard(memory, anew, LIMIT)[1] == anew


def test_what_is_not_shown_is_not_judged() -> None:
    """A value that is unavailable stays so, and confirms nothing."""
    memory, _ = guard({}, {POINT: Reading(89, START)}, LIMIT)
    for turn in range(1, 4):
        at = START + timedelta(seconds=30 * turn)
        away = {POINT: Reading(0, at, Quality.UNAVAILABLE)}
        memory, readings = guard(memory, away, LIMIT)
        assert readings == away
    late = {POINT: Reading(0, START + timedelta(seconds=120))}
    assert guard(memory, late, LIMIT)[1][POINT].value == 89


def test_points_are_guarded_one_by_one() -> None:
    """A bank's reset says nothing of another's, nor of one that is not read now."""
    one, two = (Point(PartId("bank", key), ENERGY) for key in "12")
    memory, _ = guard({}, {one: Reading(5, START), two: Reading(7, START)}, LIMIT)
    memory, readings = guard(memory, {one: Reading(0, START)}, LIMIT)
    assert readings[one].value == 5
    memory, readings = guard(memory, {two: Reading(7, START)}, LIMIT)
    assert readings == {two: Reading(7, START)}
    assert memory.keys() == {one, two}


def test_two_looks_in_one_breath() -> None:
    """A list that is read again after a command shows the same hiccup."""
    memory, _ = guard({}, {POINT: Reading(89, START)}, LIMIT)
    for seconds in (30, 31, 40, 49):
        at = START + timedelta(seconds=seconds)
        memory, readings = guard(memory, {POINT: Reading(0, at)}, LIMIT)
        assert readings[POINT].value == 89
    back = {POINT: Reading(89.01, START + timedelta(seconds=60))}
    assert guard(memory, back, LIMIT)[1] == back


def test_a_count_below_nothing() -> None:
    """None is counted so far; it is not known, and confirms nothing."""
    assert shown(5, -1, -1, -1, 5.01) == good(5, None, None, None, 5.01)
    assert shown(-1, 5) == good(None, 5)


def test_a_counter_that_is_faster_than_it_can_be() -> None:
    """It is shown by and by: the limit is wrong, then, and not the counter."""
    told = shown(*range(100, 130))
    assert [value for value, quality in told if quality is Quality.GOOD] == [
        100,
        110,
        120,
    ]


def test_what_jumps_to_and_fro_is_not_believed_for_its_number() -> None:
    """However long it does."""
    assert shown(89, *(0, 44) * 20)[1:] == held(*[89] * 40)


class Notes:
    """What a guard keeps over a restart."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.kept: dict[str, Json] = {}
        self.writes = 0

    def recall(self, key: str) -> Json:
        """Return what was kept, as it comes from a disk."""
        return cast(Json, json.loads(json.dumps(self.kept.get(key))))

    def keep(self, key: str, value: Json) -> None:
        """Keep it."""
        self.kept[key] = value
        self.writes += 1


def passed(
    watch: Guard, hours: float, value: Value, point: Point = POINT, unit: str = "a"
) -> Reading:
    """Pass one reading by a guard."""
    reading = Reading(value, START + timedelta(hours=hours))
    report = Report(equipment=EquipmentId(unit), group="any", readings={point: reading})
    return watch.guarded(report).readings[point]


@pytest.mark.parametrize("wrong", [0, 44.5, 1e6])
def test_nonsense_after_a_restart(wrong: float) -> None:
    """It is not taken for a new beginning; what was remembered is not shown either."""
    notes = Notes()
    before = Guard(LIMIT, notes)
    for turn in range(121):
        passed(before, turn / 60, 89 + turn / 100)
    again = Guard(LIMIT, notes)
    doubted = passed(again, 3, wrong)
    assert (doubted.quality, doubted.value != wrong) == (Quality.UNAVAILABLE, True)
    assert passed(again, 3.01, 90.3) == Reading(90.3, START)


def test_a_reset_while_the_house_was_down() -> None:
    """The second reading establishes it, as ever."""
    notes = Notes()
    before = Guard(LIMIT, notes)
    for turn in range(3):
        passed(before, turn, 89)
    again = Guard(LIMIT, notes)
    assert passed(again, 10, 0).quality is Quality.UNAVAILABLE
    assert passed(again, 10.01, 0.01) == Reading(0.01, START)


def test_counts_are_written_once_an_hour() -> None:
    """A disk may be a card that wears."""
    notes = Notes()
    watch = Guard(LIMIT, notes)
    for turn in range(24 * 60):
        passed(watch, turn / 60, turn / 100)
    assert notes.writes == 23


@pytest.mark.parametrize(
    "kept",
    [
        "x",
        [1, [], ["unit"], ["unit", "0", "energy", "89", START.isoformat()]],
        [["unit", "0", "energy", 89, "yesterday"]],
        [["unit", "0", "energy", 89, "2026-01-01T00:00:00"]],
    ],
)
def test_what_was_remembered_makes_no_sense(kept: Json) -> None:
    """Then nothing is."""
    notes = Notes()
    notes.kept["counters/a"] = kept
    assert passed(Guard(LIMIT, notes), 1, 0) == Reading(0, START)


def test_another_unit_counts_for_itself() -> None:
    """Neither what was seen of the one before nor what was remembered of it counts."""
    notes = Notes()
    watch = Guard(LIMIT, notes)
    for turn in range(3):
        passed(watch, turn, 89)
    assert passed(watch, 4, 2, unit="b") == Reading(2, START)
    assert passed(watch, 5, 0).quality is Quality.UNAVAILABLE


def test_the_rating_of_the_unit() -> None:
    """Where it is told no more than that is believed, with room for overloads."""
    rating = Point(UNIT, Variable(name="ups.power.nominal", kind=Kind.MEASURE))
    for told, leap in ((1500, False), ("1500", True), (1.5, True), (None, True)):
        watch = Guard(2_000_000)
        passed(watch, 0, 89)
        passed(watch, 0, told, rating)
        assert (passed(watch, 1 / 120, 104).value == 104) is leap
        assert passed(watch, 1, 94 if told == 1500 else 105).quality is Quality.GOOD


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=12))
def test_only_what_was_read_is_shown(values: list[float]) -> None:
    """Nothing is made up, and the first reading has nothing to be held back by."""
    told = shown(*values)
    for turn, (value, quality) in enumerate(told):
        assert value in values[: turn + 1]
        assert quality is Quality.STALE or value == values[turn]
    assert told[0] == (values[0], Quality.GOOD)


@given(st.lists(st.floats(0, 0.03), min_size=1, max_size=12), st.integers(0), st.data())
def test_a_single_misreading_never_shows(
    steps: list[float], place: int, data: st.DataObject
) -> None:
    """Whatever it is, between readings that fit."""
    values = [sum(steps[:turn], 100.0) for turn in range(len(steps) + 1)]
    place = 1 + place % len(steps)
    wrong = data.draw(st.floats(0, 99) | st.floats(200, 1e6))
    told = shown(*values[:place], wrong, *values[place:])
    assert wrong not in [value for value, _ in told]
    assert told[-1] == (values[-1], Quality.GOOD)
