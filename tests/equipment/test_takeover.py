"""Counts of energy when another path is shown: none steps back, a reset does."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, strategies as st
import pytest

from custom_components.rack_power.equipment.model import (
    UNIT,
    Kind,
    Point,
    Quality,
    Quantity,
    Reading,
    Value,
    Variable,
)
from custom_components.rack_power.equipment.takeover import Takeover

START = datetime(2026, 1, 1, tzinfo=UTC)
ENERGY = Point(
    UNIT, Variable(name="energy", kind=Kind.COUNTER, quantity=Quantity.ENERGY)
)
FINE, COARSE = "fine", "coarse"

type Told = tuple[str, float, Value]
"""By which path, at which second, which count."""


def shown(*told: Told, point: Point = ENERGY) -> list[tuple[Value, Quality]]:
    """Take the readings that are the best, one after the other."""
    counts, seen = Takeover(), []
    for path, seconds, value in told:
        at = START + timedelta(seconds=seconds)
        reading = counts.shown(point, path, Reading(value, at), at)
        seen.append((reading.value, reading.quality))
    return seen


def good(*values: Value) -> list[tuple[Value, Quality]]:
    """Values that are shown as they came."""
    return [(value, Quality.GOOD) for value in values]


def held(*values: Value) -> list[tuple[Value, Quality]]:
    """Values of before."""
    return [(value, Quality.STALE) for value in values]


def test_the_finer_path_gives_way_to_the_coarser() -> None:
    """What it told stays until the other has caught up."""
    assert shown(
        (COARSE, 0, 184.62),
        (FINE, 30, 184.623),
        (COARSE, 60, 184.62),
        (COARSE, 90, 184.62),
        (COARSE, 120, 184.63),
    ) == [*good(184.62, 184.623), *held(184.623, 184.623), *good(184.63)]


def test_whole_kilowatt_hours() -> None:
    """However coarse a path is, and if it rounds up: the finer one waits then."""
    assert shown(
        (FINE, 0, 184.999), (COARSE, 30, 184), (COARSE, 60, 185), (FINE, 90, 185.02)
    ) == [*good(184.999), *held(184.999), *good(185, 185.02)]
    assert shown((COARSE, 0, 185), (FINE, 30, 184.6), (FINE, 60, 185.01)) == [
        *good(185),
        *held(185),
        *good(185.01),
    ]


def test_a_path_that_looked_earlier() -> None:
    """It tells nothing new, neither less nor from before the counter was zeroed."""
    assert shown((FINE, 60, 89), (COARSE, 0, 80), (COARSE, 61, 89)) == [
        *good(89),
        *held(89),
        *good(89),
    ]
    assert shown(
        (FINE, 0, 89), (FINE, 60, 0.01), (COARSE, 0, 89), (COARSE, 90, 0.02)
    ) == [
        *good(89, 0.01),
        *held(0.01),
        *good(0.02),
    ]


def test_after_a_time_without_any_path() -> None:
    """What was shown before it is not forgotten; an unknown value hides nothing."""
    assert shown((FINE, 0, 89.005), (FINE, 30, None), (COARSE, 60, 89)) == [
        *good(89.005, None),
        *held(89.005),
    ]


def test_a_reset_on_the_path_that_is_shown() -> None:
    """Its guard has let it pass, however little it is."""
    assert shown((FINE, 0, 0.5), (FINE, 30, 0.4)) == good(0.5, 0.4)


def test_a_reset_that_another_path_tells() -> None:
    """Lower than by any rounding, or than that path itself told before."""
    assert shown((FINE, 0, 89), (COARSE, 30, 0.01)) == good(89, 0.01)
    assert shown((FINE, 0, 0.625), (COARSE, 30, 0.62), (COARSE, 60, 0.01)) == [
        *good(0.625),
        *held(0.625),
        *good(0.01),
    ]


def test_the_path_of_before_comes_back() -> None:
    """It goes on where it was."""
    assert shown((FINE, 0, 5.005), (COARSE, 30, 5), (FINE, 60, 5.006)) == [
        *good(5.005),
        *held(5.005),
        *good(5.006),
    ]


def test_a_clock_that_is_ahead() -> None:
    """What other paths tell later is not older than what came from the future."""
    counts = Takeover()
    ahead = Reading(5, START + timedelta(days=365))
    assert counts.shown(ENERGY, FINE, ahead, START) == ahead
    later = START + timedelta(seconds=30)
    assert counts.shown(ENERGY, COARSE, Reading(6, later), later).value == 6


def test_what_is_held_is_as_old_as_it_is() -> None:
    """The time is that of the value, the details are those of now; it is waited for."""
    counts, later = Takeover(), START + timedelta(seconds=30)
    counts.shown(ENERGY, FINE, Reading(5.005, START), START)
    assert not counts.waits
    news = Reading(5, later, details={"a": 1})
    reading = counts.shown(ENERGY, COARSE, news, later)
    assert (reading.observed_at, reading.details) == (START, {"a": 1})
    assert counts.waits


@pytest.mark.parametrize(
    ("kind", "quantity"),
    [(Kind.MEASURE, Quantity.ENERGY), (Kind.COUNTER, Quantity.DATA_SIZE)],
)
def test_other_readings(kind: Kind, quantity: Quantity) -> None:
    """Only counts of energy are waited for."""
    point = Point(UNIT, Variable(name="x", kind=kind, quantity=quantity))
    assert shown((FINE, 0, 5.5), (COARSE, 30, 5), point=point) == good(5.5, 5)


@given(
    st.lists(st.tuples(st.sampled_from((1000, 100, 1)), st.floats(0, 0.4)), max_size=40)
)
def test_whatever_takes_over_nothing_steps_back(
    turns: list[tuple[int, float]],
) -> None:
    """Nothing is made up, and no more is missing than the rounding of the path."""
    true, seen = 184.0, list[Told]()
    for turn, (steps, more) in enumerate(turns):
        true += more
        seen.append((str(steps), 30.0 * turn, int(true * steps) / steps))
    values = [value for value, _ in shown(*seen)]
    assert values == sorted(values, key=lambda one: float(str(one)))
    for turn, (value, (_, _, told)) in enumerate(zip(values, seen, strict=True)):
        assert value in [known for _, _, known in seen[: turn + 1]]
        assert isinstance(value, float)
        assert isinstance(told, float)
        assert told <= value <= told + 1
