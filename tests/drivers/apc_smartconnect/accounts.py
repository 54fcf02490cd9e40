"""Drivers of accounts, and what they told, by the names of things."""

from collections.abc import AsyncIterator, Callable, Sequence

import pytest

from custom_components.rack_power.drivers.apc_smartconnect import SmartConnectDriver
from custom_components.rack_power.equipment.model import Quality, Report, Value
from simulator.smartconnect import SmartConnectSimulator

from ..conftest import MakeContext

type MakeDriver = Callable[[SmartConnectSimulator], SmartConnectDriver]

INTERVAL = 120.0


@pytest.fixture
async def make_driver(make_context: MakeContext) -> AsyncIterator[MakeDriver]:
    """Drive accounts that share a memory, as one start after the other does."""
    drivers: list[SmartConnectDriver] = []

    def make(site: SmartConnectSimulator) -> SmartConnectDriver:
        driver = SmartConnectDriver(
            make_context(), site.url, site.email, site.password, None, INTERVAL
        )
        drivers.append(driver)
        return driver

    yield make
    for driver in drivers:
        await driver.close()


def told(reports: Sequence[Report], unit: str) -> dict[str, tuple[Value, Quality]]:
    """Return what was told of a unit: value and quality by the variable's name."""
    return {
        point.variable.name: (reading.value, reading.quality)
        for report in reports
        if report.equipment == unit
        for point, reading in report.readings.items()
    }
