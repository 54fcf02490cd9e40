"""Answers that are large: what takes long to read is read in a thread."""

from collections.abc import Callable
import json
import sys
import threading
from typing import Any

import pytest

from custom_components.rack_power.drivers.apc_smartconnect import SmartConnectDriver
from custom_components.rack_power.drivers.apc_smartconnect.session import Session
from custom_components.rack_power.drivers.http import HttpContext, Wire
from custom_components.rack_power.equipment.errors import InvalidAnswer
from simulator.smartconnect import Effect, Fault, SmartConnectSimulator

from ..conftest import MakeContext
from ..outside import with_threads

FIRST = "gateways/100000000001"


@pytest.fixture
def jobs() -> list[Callable[[], object]]:
    """What was given away to a thread."""
    return []


@pytest.fixture
def context(make_context: MakeContext, jobs: list[Callable[[], object]]) -> HttpContext:
    """Surroundings with threads."""
    return with_threads(make_context(), jobs)


def serve(site: SmartConnectSimulator, path: str, body: Any) -> None:
    """Answer something instead."""
    text = body if isinstance(body, str) else json.dumps(body)
    site.faults.add(Fault(Effect.STATUS, path=path, status=200, body=text, times=None))


@pytest.mark.parametrize(("size", "threads"), [(65_000, 0), (66_000, 1)])
async def test_large_json(
    site: SmartConnectSimulator,
    context: HttpContext,
    jobs: list[Callable[[], object]],
    size: int,
    threads: int,
) -> None:
    """It is read in a thread, and means the same."""
    wire = Wire(context)
    session = Session(wire, context, site.url, site.email, site.password, None)
    await session.sign_in()
    jobs.clear()
    serve(site, f"/api/v1/{FIRST}", {"x": "y" * size})
    assert await session.get(FIRST) == {"x": "y" * size}
    assert len(jobs) == threads
    await wire.close()


async def test_large_nonsense(site: SmartConnectSimulator, make_context: Any) -> None:
    """What is wrong with it is told as of a small one."""
    context = make_context()
    wire = Wire(context)
    session = Session(wire, context, site.url, site.email, site.password, None)
    await session.sign_in()
    serve(site, f"/api/v1/{FIRST}", "{" * 300_000)
    with pytest.raises(InvalidAnswer):
        await session.get(FIRST)
    await wire.close()


@pytest.mark.parametrize(("count", "threads"), [(500, 0), (600, 1)])
async def test_a_long_log(
    site: SmartConnectSimulator,
    context: HttpContext,
    jobs: list[Callable[[], object]],
    count: int,
    threads: int,
) -> None:
    """Its lines are read in a thread, too."""
    driver = SmartConnectDriver(context, site.url, site.email, site.password)
    (first, *_) = await driver.connect()
    jobs.clear()
    line = {"deviceId": site.upses[0].state.device_id, "id": "ups_on"}
    serve(site, ".*/events/all", [line | {"n": one} for one in range(count)])
    assert len(await driver.records(first.id, None, 1000)) == count
    assert len(jobs) == threads
    await driver.close()


async def test_pages_are_looked_through_in_a_thread(
    site: SmartConnectSimulator, context: HttpContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All that is looked for in them: in 256 KiB it takes a sixth of a second."""
    threads = set()
    place = "custom_components.rack_power.drivers.apc_smartconnect.page"

    def watch(name: str) -> None:
        genuine = getattr(sys.modules[place], name)

        def watched(*told: Any) -> Any:
            threads.add(threading.current_thread())
            return genuine(*told)

        monkeypatch.setattr(f"{place}.{name}", watched)

    looks = (
        "read_markup",
        "script_cookies",
        "script_redirects",
        "action",
        "names_captcha",
        "asks_for_captcha",
        "asks_for_code",
    )
    for name in looks:
        watch(name)
    wire = Wire(context)
    session = Session(wire, context, site.url, site.email, site.password, None)
    await session.sign_in()
    assert threads
    assert threading.main_thread() not in threads
    await wire.close()


async def test_large_pages(site: SmartConnectSimulator, context: HttpContext) -> None:
    """Pages of the sign-in are never so large."""
    wire = Wire(context)
    session = Session(wire, context, site.url, site.email, site.password, None)
    site.faults.add(Fault(Effect.HUGE, path="/identity/.*", size=300_000))
    with pytest.raises(InvalidAnswer):
        await session.sign_in()
    await wire.close()
