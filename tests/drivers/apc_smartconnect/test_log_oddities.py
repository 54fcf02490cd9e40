"""A log that is not as it should be: each line once, none late as if it were new."""

from collections.abc import Sequence
from datetime import datetime, timedelta
import json
from typing import Any

import pytest

from custom_components.rack_power.drivers.apc_smartconnect import SmartConnectDriver
from simulator.smartconnect import Effect, Fault, SmartConnectSimulator

from ..conftest import Outside
from .accounts import MakeDriver, make_driver
from .conftest import MakeSite
from .test_driver import ident, poll
from .test_log import lines

__all__ = ["make_driver"]

LOG = "/api/v1/gateways/events/all"
LIST = "GET /api/v1/gateways"


@pytest.fixture
async def driver(
    site: SmartConnectSimulator, make_driver: MakeDriver
) -> SmartConnectDriver:
    """One that has not read yet."""
    made = make_driver(site)
    await made.connect()
    return made


def answer(site: SmartConnectSimulator, rows: Sequence[dict[str, Any]]) -> None:
    """Let the log be this, whatever is asked for."""
    site.faults.clear()
    site.faults.add(
        Fault(Effect.STATUS, path=LOG, status=200, body=json.dumps(rows), times=None)
    )


def row(site: SmartConnectSimulator, key: str, time: datetime | str) -> dict[str, Any]:
    """Return a line of the first UPS."""
    stamp = time if isinstance(time, str) else time.isoformat()
    return {"deviceId": site.upses[0].state.device_id, "id": key, "timestamp": stamp}


@pytest.mark.parametrize("restarts", [False, True])
async def test_a_line_from_the_future_at_first(
    site: SmartConnectSimulator,
    driver: SmartConnectDriver,
    outside: Outside,
    make_driver: MakeDriver,
    restarts: bool,
) -> None:
    """It keeps nothing from being told that happens before then."""
    answer(site, [row(site, "onbattery", "2090-01-01T00:00:00Z")])
    await driver.read()
    site.faults.clear()
    if restarts:
        driver = make_driver(site)
        await driver.connect()
        await driver.read()
    site.note("overload")
    await poll(driver, site, 3)
    assert lines(outside) == [("overload", True)]


async def test_a_mark_in_the_future(
    site: SmartConnectSimulator, make_driver: MakeDriver, outside: Outside
) -> None:
    """As of a clock that was wrong once."""
    outside.notes.kept["log_mark"] = "2090-01-01T00:00:00+00:00"
    driver = make_driver(site)
    await driver.connect()
    await driver.read()
    site.note("overload")
    await poll(driver, site, 3)
    assert lines(outside) == [("overload", True)]


async def test_lines_from_the_future_leave_the_overlap(
    site: SmartConnectSimulator, driver: SmartConnectDriver, outside: Outside
) -> None:
    """They are told once, late if they are far away, and move no mark."""
    now = site.clock.time
    first = row(site, "ups_on", now - timedelta(hours=30))
    answer(site, [first])
    await driver.read()
    ahead = row(site, "overload", now + timedelta(days=3))
    answer(site, [first, ahead])
    await poll(driver, site, 3)
    late = row(site, "ups_off", now - timedelta(hours=23))
    answer(site, [first, late, ahead])
    await poll(driver, site, 3)
    assert lines(outside) == [("overload", False), ("ups_off", False)]
    mark = datetime.fromisoformat(str(outside.notes.kept["log_mark"]))
    assert mark <= now


async def test_a_cloud_that_ignores_since_when(
    site: SmartConnectSimulator, driver: SmartConnectDriver, outside: Outside
) -> None:
    """What is older than was asked for is known, whether it was told or not."""
    now = site.clock.time
    rows = [row(site, "ups_on", now - timedelta(hours=1 + one)) for one in range(1200)]
    answer(site, rows)
    await driver.read()
    await poll(driver, site, 3)
    assert lines(outside) == []
    answer(site, [row(site, "overload", site.clock.time), *rows])
    await poll(driver, site, 3)
    assert lines(outside) == [("overload", True)]


@pytest.mark.parametrize("count", [600, 3000])
async def test_lines_without_a_time(
    site: SmartConnectSimulator,
    driver: SmartConnectDriver,
    outside: Outside,
    count: int,
) -> None:
    """Each is told once however many there are, and never as if it had just been."""
    rows = [row(site, "ups_on", f"number {one}") for one in range(count)]
    answer(site, rows)
    await driver.read()
    await poll(driver, site, 2)
    assert lines(outside) == []
    answer(site, [*rows, row(site, "overload", "soon")])
    await poll(driver, site)
    assert lines(outside) == [("overload", False)]
    answer(site, rows[:5])
    await poll(driver, site)
    answer(site, [*rows, row(site, "overload", "soon")])
    await poll(driver, site, 2)
    assert lines(outside) == [("overload", False)]
    kept: Any = outside.notes.kept["log_told"]
    assert len(kept) == count + 1


async def test_very_many_lines(
    site: SmartConnectSimulator, driver: SmartConnectDriver, outside: Outside
) -> None:
    """The newest are read, whatever their order, and what is kept is bounded."""
    now = site.clock.time
    await driver.read()
    rows = [row(site, "ups_on", now - timedelta(seconds=one)) for one in range(12_000)]
    answer(site, rows)
    await poll(driver, site)
    told = [one.time for _, some, _ in outside.told for one in some]
    assert len(told) == 5000
    assert (max(told), min(told)) == (now, now - timedelta(seconds=4999))
    kept: Any = outside.notes.kept["log_told"]
    assert len(kept) <= 5000


async def test_a_ups_that_is_not_known_yet(
    make_site: MakeSite, make_driver: MakeDriver, outside: Outside
) -> None:
    """Its lines make the list due, and are told when it is known."""
    site = await make_site(1)
    driver = make_driver(site)
    await driver.connect()
    await driver.read()
    site.add()
    site.note("overload", 1)
    site.counters.reset()
    await poll(driver, site)
    assert lines(outside) == []
    await poll(driver, site, 3)
    assert lines(outside) == [("overload", True)]
    assert outside.told[0][0] == ident(site, 1)
    assert site.counters.requests[LIST] == 1


async def test_a_ups_that_is_never_listed(
    site: SmartConnectSimulator, driver: SmartConnectDriver, outside: Outside
) -> None:
    """The list is asked for once because of it, not at every poll."""
    await driver.read()
    line = row(site, "overload", site.clock.time) | {"deviceId": "999999999999"}
    answer(site, [line])
    site.counters.reset()
    await poll(driver, site, 20)
    assert site.counters.requests[LIST] == 1
    assert lines(outside) == []
    assert "999999999999" not in str(outside.notes.kept)
