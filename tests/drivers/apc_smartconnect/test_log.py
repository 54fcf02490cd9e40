"""The log of an account: each line once, in order, late ones told as such."""

from datetime import timedelta

import pytest

from custom_components.rack_power.drivers.apc_smartconnect import SmartConnectDriver
from custom_components.rack_power.equipment.errors import InvalidRequest
from custom_components.rack_power.equipment.model import EquipmentId
from simulator.smartconnect import Effect, Fault, SmartConnectSimulator

from ..conftest import Outside
from .accounts import MakeDriver, make_driver
from .conftest import MakeSite
from .test_driver import ident, poll

__all__ = ["make_driver"]


def lines(outside: Outside) -> list[tuple[str | None, bool]]:
    """Return what was told so far: each line's code, and whether as it arose."""
    return [(one.code, live) for _, some, live in outside.told for one in some]


@pytest.fixture
async def driver(
    site: SmartConnectSimulator, make_driver: MakeDriver
) -> SmartConnectDriver:
    """One that has read for the first time, with something old in the log."""
    site.note("overload")
    made = make_driver(site)
    await made.connect()
    await made.read()
    return made


async def test_the_first_contact(
    driver: SmartConnectDriver, site: SmartConnectSimulator, outside: Outside
) -> None:
    """Nothing old is told, neither at once nor later."""
    await poll(driver, site, 5)
    assert lines(outside) == []


async def test_what_is_new(
    driver: SmartConnectDriver, site: SmartConnectSimulator, outside: Outside
) -> None:
    """It is told as it arises, in order, once."""
    site.note("batt_disconnected")
    site.clock.step(1)
    site.note("batt_connected")
    await poll(driver, site, 5)
    assert lines(outside) == [("batt_disconnected", True), ("batt_connected", True)]
    ((unit, records, _),) = outside.told
    assert unit == ident(site)
    assert [one.kind for one in records] == ["batt_disconnected", "batt_connected"]


async def test_the_same_again(
    driver: SmartConnectDriver, site: SmartConnectSimulator, outside: Outside
) -> None:
    """Twice the same at different times are two lines."""
    for _ in range(2):
        site.clock.step(1)
        site.note("ups_on")
        await poll(driver, site)
    assert lines(outside) == [("ups_on", True)] * 2


async def test_after_a_restart(
    driver: SmartConnectDriver,
    site: SmartConnectSimulator,
    outside: Outside,
    make_driver: MakeDriver,
) -> None:
    """What came meanwhile is told once, as late; what was told before is not."""
    site.note("ups_off")
    await poll(driver, site)
    outside.told.clear()
    site.clock.step(40)
    site.note("ups_on")
    site.clock.step(7200)
    again = make_driver(site)
    await again.connect()
    await poll(again, site, 3)
    assert lines(outside) == [("ups_on", False)]


async def test_a_line_that_reaches_the_cloud_late(
    driver: SmartConnectDriver, site: SmartConnectSimulator, outside: Outside
) -> None:
    """An older one than the newest is not lost, while it is a day late at the most."""
    site.clock.step(86400)
    site.note("ups_on")
    await poll(driver, site, 2)
    outside.told.clear()
    record = site.cloud.records[0]
    now = site.clock.time
    for hours, key in ((23, "overload"), (1, "ups_off"), (0.1, "ups_on")):
        site.cloud.log.note(record, now - timedelta(hours=hours), key)
        await poll(driver, site)
    await poll(driver, site, 2)
    assert lines(outside) == [("overload", False), ("ups_off", False), ("ups_on", True)]


async def test_an_outage_of_the_log(
    driver: SmartConnectDriver, site: SmartConnectSimulator, outside: Outside
) -> None:
    """What it held back is told late, once it can be read again."""
    site.faults.add(Fault(Effect.STATUS, path=".*/events/all", times=None, status=500))
    site.note("ups_on")
    await poll(driver, site, 10)
    assert lines(outside) == []
    site.faults.clear()
    await poll(driver, site, 2)
    assert lines(outside) == [("ups_on", False)]


@pytest.mark.parametrize("order", ["ascending", "descending"])
@pytest.mark.parametrize("form", ["list", "events", "data"])
@pytest.mark.parametrize("key", ["id", "event", "key", "type"])
async def test_every_form(
    make_site: MakeSite,
    make_driver: MakeDriver,
    outside: Outside,
    order: str,
    form: str,
    key: str,
) -> None:
    """However the cloud writes it, it is the same."""
    site = await make_site(2, event_order=order, event_form=form, event_key=key)
    driver = make_driver(site)
    await driver.connect()
    await driver.read()
    site.note("ups_off", 1)
    site.clock.step(10)
    site.note("ups_on", 1)
    await poll(driver, site, 2)
    assert lines(outside) == [("ups_off", True), ("ups_on", True)]
    assert {unit for unit, _, _ in outside.told} == {ident(site, 1)}


async def test_the_plan_without_a_log(
    make_site: MakeSite, make_driver: MakeDriver, outside: Outside
) -> None:
    """An empty log is one all the same, and no fault."""
    site = await make_site(1)
    site.ups.state.basic = True
    driver = make_driver(site)
    await driver.connect()
    await driver.read()
    assert driver.record_kinds
    site.note("overload")
    await poll(driver, site, 3)
    assert lines(outside) == []


async def test_a_cloud_that_tells_no_log(
    site: SmartConnectSimulator, make_driver: MakeDriver
) -> None:
    """There are no kinds until it has told one; then they stay over a restart."""
    site.faults.add(Fault(Effect.STATUS, path=".*/events/all", times=None, status=404))
    driver = make_driver(site)
    await driver.connect()
    await driver.read()
    assert not driver.record_kinds
    site.faults.clear()
    await poll(driver, site)
    assert "onbattery" in driver.record_kinds
    assert "onbattery" in make_driver(site).record_kinds


async def test_looking_up(
    driver: SmartConnectDriver, site: SmartConnectSimulator
) -> None:
    """By unit, since an instant, the newest ones, oldest first."""
    site.clock.step(3600)
    start = site.clock.time
    for key in ("ups_off", "ups_on", "overload"):
        site.note(key)
        site.clock.step(60)
    found = await driver.records(ident(site), start, 100)
    assert [one.code for one in found] == ["ups_off", "ups_on", "overload"]
    found = await driver.records(ident(site), start, 2)
    assert [one.code for one in found] == ["ups_on", "overload"]
    found = await driver.records(ident(site), None, 100)
    assert len(found) == 4
    with pytest.raises(InvalidRequest):
        await driver.records(EquipmentId("apc_other"), None, 100)


async def test_a_memory_that_is_damaged(
    site: SmartConnectSimulator, make_driver: MakeDriver, outside: Outside
) -> None:
    """It counts as a first contact."""
    outside.notes.kept |= {"log_mark": "yesterday", "log_told": 7}
    site.note("overload")
    driver = make_driver(site)
    await driver.connect()
    await poll(driver, site, 2)
    assert lines(outside) == []
