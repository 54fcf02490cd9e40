"""What happens to the power, as each way tells it (scenarios 1 to 4)."""

from contextlib import suppress

import pytest

from custom_components.rack_power.drivers.powersentrix.portal import PortalDriver
from custom_components.rack_power.drivers.powersentrix.ups import UpsDriver
from custom_components.rack_power.drivers.powersentrix.variables import (
    FORCED_BATTERY,
    INPUT_VOLTAGE,
)
from custom_components.rack_power.equipment.errors import DriverError
from custom_components.rack_power.equipment.model import UNIT, Point
from custom_components.rack_power.equipment.picture import Picture

from .conftest import Driven, MakePortal, MakeUps
from .surroundings import value_of


def mains(picture: Picture) -> float:
    """Return the voltage behind the mains of the first power supply."""
    points = [point for point in picture.points() if point.variable == INPUT_VOLTAGE]
    value = value_of(picture, min(points, key=lambda point: point.part.key))
    assert isinstance(value, float)
    return value


@pytest.fixture(params=["local", "live", "cached"])
async def driven(
    request: pytest.FixtureRequest, make_ups: MakeUps, make_portal: MakePortal
) -> Driven[PortalDriver] | Driven[UpsDriver]:
    """A UPS by one of the ways that can be asked."""
    if request.param == "local":
        return await make_ups()
    return await make_portal(portal_read=request.param)


async def test_scenario_1_the_mains_fails_and_returns(
    driven: Driven[PortalDriver] | Driven[UpsDriver],
) -> None:
    """Within a poll, or a report where only those are shown."""
    assert mains(driven.picture) > 50
    driven.site.ups.unit.set_mains(on=False)
    await driven.run(310)
    assert mains(driven.picture) == 0
    driven.site.ups.unit.set_mains(on=True)
    await driven.run(310)
    assert mains(driven.picture) > 50


async def test_scenario_2_the_battery_is_emptied(
    driven: Driven[PortalDriver] | Driven[UpsDriver],
) -> None:
    """It falls silent, and is read again once it has booted."""
    driven.site.play("battery_discharge")
    for _ in range(40):
        with suppress(DriverError):
            await driven.poll()
        driven.site.step(60)
    await driven.poll()
    assert mains(driven.picture) > 50
    assert driven.quality() == "good"
    assert driven.value() is driven.site.ups.is_on(0)


async def test_scenario_3_a_battery_test(
    driven: Driven[PortalDriver] | Driven[UpsDriver],
) -> None:
    """The mains stays, and the UPS says that it is a test."""
    driven.site.ups.unit.force_battery(on=True)
    await driven.run(310)
    assert value_of(driven.picture, Point(UNIT, FORCED_BATTERY)) is True
    assert mains(driven.picture) > 50
    driven.site.ups.unit.force_battery(on=False)
    await driven.run(310)
    assert value_of(driven.picture, Point(UNIT, FORCED_BATTERY)) is False


async def test_scenario_4_a_block_falls_under_load(
    driven: Driven[PortalDriver] | Driven[UpsDriver],
) -> None:
    """Its voltage is told, as that of each of the four."""
    driven.site.ups.state.supplies[0].blocks[2].sag = 0.6
    driven.site.ups.unit.set_mains(on=False)
    await driven.run(310)
    cells = [
        value_of(driven.picture, point)
        for point in driven.picture.points()
        if point.variable.name == "battery.cell.voltage"
    ]
    told = sorted(cell for cell in cells if isinstance(cell, float))
    assert len(told) == 8
    assert told[1] - told[0] > 0.5
