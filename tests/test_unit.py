"""A unit wakes whom its news concern: in turns, and only as long as they listen."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

from homeassistant.core import HomeAssistant
import pytest

from custom_components.rack_power.equipment.model import PartId, Point, Reading, Report
from custom_components.rack_power.equipment.variables import OUTLET_CURRENT
from custom_components.rack_power.path import Path
from custom_components.rack_power.preferences import Preferences
from custom_components.rack_power.unit import Unit

from .fake import ABOUT, UNIT_ID, Reads

POINTS = [Point(PartId("outlet", str(number)), OUTLET_CURRENT) for number in range(200)]


def seen(amps: float) -> Report:
    """Return a report in which all points have one value."""
    at = datetime.now(UTC)
    readings = {point: Reading(amps, at) for point in POINTS}
    return Report(equipment=UNIT_ID, group="outlets", readings=readings)


def listened_to(
    hass: HomeAssistant, listener: Callable[[Point], None]
) -> tuple[Unit, list[Callable[[], None]]]:
    """Return a unit whose points are all listened to, and what ends that."""
    unit = Unit(ABOUT, Preferences(hass))
    unit.paths["entry"] = Path(
        entry_id="entry",
        kind="fake",
        driver=Reads(),
        rank=0,
        derive=None,
        sign_in_again=lambda: None,
        wake=lambda _: None,
        confirmed=lambda *_: None,
    )
    unit.absorb("entry", seen(1.0))
    return unit, [unit.listen(point, partial(listener, point)) for point in POINTS]


async def test_many_are_woken_in_several_turns(hass: HomeAssistant) -> None:
    """All of them once, and others get their turn in between."""
    told: list[Point] = []
    turns: list[int] = []
    unit, _ = listened_to(hass, told.append)
    unit.absorb("entry", seen(2.0))
    while len(told) < len(POINTS):
        turns.append(len(told))
        await asyncio.sleep(0)
    await unit.told()
    assert len(turns) > 2
    assert set(told) == set(POINTS)
    assert len(told) == len(POINTS)


async def test_whoever_stops_listening_is_not_woken(hass: HomeAssistant) -> None:
    """An entity that was removed in the meantime writes nothing."""
    told: list[Point] = []

    def note(point: Point) -> None:
        told.append(point)
        for stop in stops:
            stop()

    unit, stops = listened_to(hass, note)
    unit.absorb("entry", seen(2.0))
    await unit.told()
    assert len(told) == 1


async def test_one_that_fails_does_not_keep_the_others_waiting(
    hass: HomeAssistant,
) -> None:
    """Its error is not swallowed, and everybody else is woken, now and later."""
    told: list[Point] = []
    failing = True

    def note(point: Point) -> None:
        nonlocal failing
        if failing:
            failing = False
            raise ValueError("no such state")
        told.append(point)

    unit, _ = listened_to(hass, note)
    with pytest.raises(ValueError, match="no such state"):
        unit.absorb("entry", seen(2.0))
    await unit.told()
    assert len(told) == len(POINTS) - 1
    unit.absorb("entry", seen(3.0))
    await unit.told()
    assert len(told) == 2 * len(POINTS) - 1


async def test_what_was_merely_read_again_wakes_nobody(hass: HomeAssistant) -> None:
    """Time alone is no news."""
    told: list[Point] = []
    unit, _ = listened_to(hass, told.append)
    unit.absorb("entry", seen(1.0))
    await unit.told()
    assert not told
