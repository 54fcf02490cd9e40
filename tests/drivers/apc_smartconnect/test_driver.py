"""An account that is polled: what it costs, and what a failure takes with it."""

from dataclasses import replace

import pytest

from custom_components.rack_power.drivers.apc_smartconnect import SmartConnectDriver
from custom_components.rack_power.equipment.driver import (
    ReadsLog,
    RunsCommands,
    TellsLog,
    WritesSettings,
)
from custom_components.rack_power.equipment.errors import (
    CannotConnect,
    InvalidRequest,
)
from custom_components.rack_power.equipment.model import EquipmentId, Quality, Report
from simulator.smartconnect import Effect, Fault, SmartConnectSimulator

from ..conftest import MakeContext, Outside
from .accounts import INTERVAL, MakeDriver, make_driver, told
from .conftest import MakeSite

__all__ = ["make_driver"]

GOOD, STALE, GONE = Quality.GOOD, Quality.STALE, Quality.UNAVAILABLE


def ident(site: SmartConnectSimulator, number: int = 0) -> EquipmentId:
    """Return the id of a simulated UPS."""
    return EquipmentId(f"apc_{site.upses[number].state.serial.lower()}")


async def poll(
    driver: SmartConnectDriver, site: SmartConnectSimulator, times: int = 1
) -> list[Report]:
    """Poll as often as said, and return what was told."""
    reports: list[Report] = []
    for _ in range(times):
        site.clock.step(INTERVAL)
        reports += (await driver.read()).reports
    return reports


async def test_what_a_refresh_costs(
    make_site: MakeSite, make_driver: MakeDriver
) -> None:
    """One request for the log and two a UPS, at the same time, on kept connections."""
    units, polls = 3, 10
    site = await make_site(units)
    driver = make_driver(site)
    await driver.connect()
    await driver.read()
    site.counters.reset()
    await poll(driver, site, polls)
    counted = site.counters
    asked = sum(counted.requests.values())
    assert asked == polls * (1 + 2 * units)
    # The other integration signs in at every poll (9 requests), and asks for the list.
    assert asked < polls * (9 + 1 + units)
    assert counted.connections == 0
    assert counted.logins == 0
    assert counted.max_concurrent > 2
    assert not [one for one in counted.requests if "dictionaries" in one]


async def test_what_is_asked_for_rarely(
    site: SmartConnectSimulator, make_driver: MakeDriver
) -> None:
    """The list every hour, the dictionary once a day."""
    driver = make_driver(site)
    await driver.connect()
    await driver.read()
    site.counters.reset()
    await poll(driver, site, round(24 * 3600 / INTERVAL))
    requests = site.counters.requests
    assert requests["GET /api/v1/gateways"] == 24
    assert requests["GET /api/v1/dictionaries/en"] == 1


async def test_what_it_can(
    site: SmartConnectSimulator, make_driver: MakeDriver
) -> None:
    """It reads and tells of a log; nothing can be switched or run."""
    driver = make_driver(site)
    assert isinstance(driver, TellsLog)
    assert isinstance(driver, ReadsLog)
    assert not isinstance(driver, WritesSettings | RunsCommands)


@pytest.mark.parametrize(("url", "session"), [("no url", None), (None, "no cookies")])
async def test_nonsense(
    make_context: MakeContext, site: SmartConnectSimulator, url: str, session: str
) -> None:
    """It is refused before anything is sent, and nothing is left open."""
    context = make_context()
    made = []

    def new_session(*args: object) -> object:
        made.append(args)
        raise AssertionError

    with pytest.raises(InvalidRequest):
        SmartConnectDriver(
            replace(context, new_session=new_session),  # type: ignore[arg-type]
            url or site.url,
            site.email,
            None,
            session,
        )
    assert not made
    assert not site.counters.requests


@pytest.mark.parametrize("form", ["objects", "ids"])
async def test_both_forms_of_the_list(
    make_site: MakeSite, make_driver: MakeDriver, form: str
) -> None:
    """A UPS is the same one by either; a list of ids asks who each is, once."""
    site = await make_site(2, list_form=form)
    driver = make_driver(site)
    found = await driver.connect()
    assert [one.id for one in found] == [ident(site), ident(site, 1)]
    site.counters.reset()
    await poll(driver, site, round(3600 / INTERVAL) + 1)
    assert site.counters.requests["GET /api/v1/gateways"] >= 1
    assert {one.id for one in found} == {
        report.equipment for report in await poll(driver, site)
    }


async def test_serial_numbers_that_are_none(
    make_site: MakeSite, make_driver: MakeDriver
) -> None:
    """Two with the same are two units, and so is one without."""
    site = await make_site(3)
    site.upses[1].state.serial = site.upses[0].state.serial
    site.upses[2].state.serial = "000000000000"
    driver = make_driver(site)
    found = await driver.connect()
    assert len({one.id for one in found}) == 3
    assert all("no-serial" in one.id for one in found)
    reports = await poll(driver, site)
    assert {report.equipment for report in reports} == {one.id for one in found}


async def test_the_mode_survives_what_is_measured(
    make_site: MakeSite, make_driver: MakeDriver
) -> None:
    """Measurements that fail three times are not shown; all else stays."""
    site = await make_site(2)
    driver = make_driver(site)
    await driver.connect()
    await driver.read()
    path = f"/api/v1/gateways/{site.cloud.records[0].id}"
    site.faults.add(
        Fault(Effect.STATUS, path=path, query="collection.*", times=None, status=500)
    )
    early = told(await poll(driver, site, 2), ident(site))
    assert early["ups.mode"] == ("online", GOOD)
    assert "battery.charge" not in early
    late = told(await poll(driver, site), ident(site))
    assert late["ups.mode"] == ("online", GOOD)
    assert late["battery.charge"][1] is GONE
    assert late["battery.date"][1] is STALE
    again = await poll(driver, site)
    assert "battery.charge" not in told(again, ident(site))
    assert told(again, ident(site, 1))["battery.charge"] == (100, GOOD)
    site.faults.clear()
    assert told(await poll(driver, site), ident(site))["battery.charge"] == (100, GOOD)


async def test_measurements_without_the_mode(
    site: SmartConnectSimulator, make_driver: MakeDriver
) -> None:
    """Whether they are old is not known then, so that they do not pass for fresh."""
    driver = make_driver(site)
    await driver.connect()
    await driver.read()
    path = f"/api/v1/gateways/{site.cloud.records[0].id}"
    fault = Fault(Effect.STATUS, path=path, query="", times=None, status=500)
    site.faults.add(fault)
    reports = told(await poll(driver, site, 2), ident(site))
    assert reports["battery.charge"] == (100, GOOD)
    reports = told(await poll(driver, site), ident(site))
    assert reports["battery.charge"] == (100, STALE)
    assert reports["battery.date"][1] is STALE
    assert reports["ups.mode"][1] is GONE
    assert told(await poll(driver, site), ident(site))["battery.charge"][1] is STALE
    site.faults.clear()
    assert told(await poll(driver, site), ident(site))["battery.charge"][1] is GOOD
    site.faults.add(fault)
    again = make_driver(site)
    await again.connect()
    reports = told((await again.read()).reports, ident(site))
    assert reports["battery.charge"] == (100, STALE)


async def test_a_link_that_was_lost_before_the_mode_was(
    site: SmartConnectSimulator, make_driver: MakeDriver
) -> None:
    """Nothing better is known of it, so measurements stay away."""
    driver = make_driver(site)
    await driver.connect()
    site.ups.set_cable(plugged=False)
    await poll(driver, site)
    path = f"/api/v1/gateways/{site.cloud.records[0].id}"
    site.faults.add(Fault(Effect.STATUS, path=path, query="", times=None, status=500))
    reports = told(await poll(driver, site, 5), ident(site))
    assert reports["battery.charge"][1] is GONE


async def test_a_ups_that_is_gone(make_site: MakeSite, make_driver: MakeDriver) -> None:
    """It is shown no more once the list says so, which is asked for at once."""
    site = await make_site(2)
    driver = make_driver(site)
    await driver.connect()
    await driver.read()
    site.remove(1)
    await poll(driver, site)
    gone = told(await poll(driver, site), ident(site, 1))
    assert gone["battery.charge"][1] is GONE
    assert GOOD not in {quality for _, quality in gone.values()}
    site.restore(1)
    assert told(await poll(driver, site), ident(site, 1))["battery.charge"][1] is GOOD


async def test_a_cloud_that_is_down(
    site: SmartConnectSimulator, make_driver: MakeDriver
) -> None:
    """What all fail with is raised, for the house to keep values through its grace."""
    driver = make_driver(site)
    await driver.connect()
    await driver.read()
    site.leave()
    with pytest.raises(CannotConnect):
        await poll(driver, site)
    site.arrive()
    assert told(await poll(driver, site), ident(site))["ups.mode"] == ("online", GOOD)
    assert site.counters.logins == 1


@pytest.mark.parametrize(
    "effect", [Effect.NOT_JSON, Effect.WRONG_TYPE, Effect.TRUNCATED, Effect.HUGE]
)
@pytest.mark.parametrize("path", [".*/dictionaries/en", ".*/events/all"])
async def test_what_is_not_essential(
    site: SmartConnectSimulator, make_driver: MakeDriver, path: str, effect: Effect
) -> None:
    """A dictionary or a log that cannot be read takes nothing with it."""
    driver = make_driver(site)
    await driver.connect()
    site.faults.add(Fault(effect, path=path, times=None, size=2_000_000))
    site.cloud.records[0].ups.state.conditions.append("batt_eol")
    reports = await poll(driver, site, 2)
    assert told(reports, ident(site))["ups.problem"] == (True, GOOD)
    site.counters.reset()
    await poll(driver, site, 10)
    assert site.counters.requests["GET /api/v1/dictionaries/en"] == 0


async def test_what_is_shown_to_a_diagnosis(
    site: SmartConnectSimulator, make_driver: MakeDriver, outside: Outside
) -> None:
    """All last answers, without what tells whose they are."""
    site.note("overload")
    driver = make_driver(site)
    await driver.connect()
    await driver.read()
    raw = driver.raw()
    assert raw["list"]
    assert raw["events"]
    assert raw["dictionary"]
    text = str(raw)
    for secret in (site.upses[0].state.serial, site.cloud.records[0].id, site.email):
        assert secret not in text
