"""A cloud that wants to be left alone: for how long, and what is told all the same."""

import pytest

from custom_components.rack_power.drivers.apc_smartconnect import SmartConnectDriver
from custom_components.rack_power.equipment.errors import RateLimited
from custom_components.rack_power.equipment.model import Quality
from simulator.smartconnect import Effect, Fault, SmartConnectSimulator

from .accounts import INTERVAL, MakeDriver, make_driver, told

__all__ = ["make_driver"]

FIRST, SECOND = "apc_as0000000001", "apc_as0000000002"
UNIT = "/api/v1/gateways/100000000001"


def limit(site: SmartConnectSimulator, path: str, *, times: int | None = None) -> None:
    """Answer a path by 429, for ten minutes each time."""
    headers = {"Retry-After": "600"}
    site.faults.add(
        Fault(Effect.STATUS, path=path, status=429, headers=headers, times=times)
    )


@pytest.fixture
async def driver(
    site: SmartConnectSimulator, make_driver: MakeDriver
) -> SmartConnectDriver:
    """An account that was read once."""
    driver = make_driver(site)
    await driver.connect()
    await driver.read()
    site.step(INTERVAL)
    return driver


async def test_a_cloud_that_is_busy(
    site: SmartConnectSimulator, driver: SmartConnectDriver
) -> None:
    """It is left alone for as long as it asks."""
    limit(site, ".*/gateways/.*", times=4)
    for _ in range(3):
        with pytest.raises(RateLimited):
            await driver.read()
        site.counters.reset()
        site.step(INTERVAL)
    with pytest.raises(RateLimited):
        await driver.read()
    assert not site.counters.requests
    site.step(600)
    assert (await driver.read()).reports


@pytest.mark.parametrize("path", [UNIT, ".*/events/all"])
async def test_neighbours_of_a_path_that_is_limited(
    site: SmartConnectSimulator, driver: SmartConnectDriver, path: str
) -> None:
    """What was answered is told, however often it happens; the next read waits."""
    limit(site, path)
    for watts in (100, 200, 300):
        site.upses[1].state.watts = watts
        done = await driver.read()
        assert done.next_in == pytest.approx(600, abs=1)
        load, quality = told(done.reports, SECOND)["ups.load"]
        assert load == pytest.approx(watts / 5)
        assert quality is Quality.GOOD
        site.counters.reset()
        with pytest.raises(RateLimited):
            await driver.read()
        assert not site.counters.requests
        site.step(600)


@pytest.mark.parametrize(
    ("path", "seconds"), [(".*/dictionaries/en", 86400), (".*/gateways", 3600)]
)
async def test_what_is_read_rarely_is_limited(
    site: SmartConnectSimulator,
    driver: SmartConnectDriver,
    path: str,
    seconds: int,
) -> None:
    """Other paths have their turn before it is tried again."""
    limit(site, path)
    site.step(seconds)
    for _ in range(2):
        with pytest.raises(RateLimited):
            await driver.read()
        site.step(600)
        for _ in range(3):
            assert told((await driver.read()).reports, FIRST)
            site.step(600)
        site.step(3600)
