"""Which UPSs an account has: new ids, numbers that are shared, those that left."""

from typing import Any

import pytest

from custom_components.rack_power.drivers.apc_smartconnect import SmartConnectDriver
from custom_components.rack_power.equipment.model import EquipmentId, Quality
from simulator.smartconnect import SmartConnectSimulator

from .accounts import INTERVAL, MakeDriver, make_driver, told
from .conftest import MakeSite
from .test_driver import GONE, GOOD, ident, poll

__all__ = ["make_driver"]

HOUR = round(3600 / INTERVAL) + 1
FORMS = pytest.mark.parametrize("form", ["objects", "ids"])
NOBODY: dict[str, Any] = {"list_form": "ids"}


async def reading(
    site: SmartConnectSimulator, make_driver: MakeDriver
) -> SmartConnectDriver:
    """Return a driver that has read once."""
    driver = make_driver(site)
    await driver.connect()
    await driver.read()
    return driver


@FORMS
async def test_a_ups_that_is_registered_anew(
    make_site: MakeSite, make_driver: MakeDriver, form: str
) -> None:
    """A new id with the same serial number is the same unit, and goes on."""
    site = await make_site(2, list_form=form)
    driver = await reading(site, make_driver)
    site.upses[0].state.device_id = "200000000001"
    reports = await poll(driver, site, HOUR)
    assert {report.equipment for report in reports} == {ident(site), ident(site, 1)}
    last = told(await poll(driver, site), ident(site))
    assert last["battery.charge"] == (100, GOOD)
    site.note("overload")
    assert (await driver.records(ident(site), None, 10))[-1].code == "overload"


@FORMS
@pytest.mark.parametrize("late", [False, True])
async def test_two_with_one_serial_number(
    make_site: MakeSite, make_driver: MakeDriver, form: str, late: bool
) -> None:
    """It is that of neither, also if the second comes later."""
    site = await make_site(2, list_form=form)
    site.upses[1].state.serial = site.upses[0].state.serial
    if late:
        site.remove(1)
        driver = await reading(site, make_driver)
        site.restore(1)
        reports = await poll(driver, site, HOUR)
        gone = told(reports, ident(site))
        assert {gone[name][1] for name in ("ups.mode", "battery.charge")} == {GONE}
    else:
        driver = await reading(site, make_driver)
    found = {report.equipment for report in await poll(driver, site)}
    assert len(found) == 2
    assert all("no-serial" in one for one in found)
    assert found == {one.id for one in await driver.connect()}


async def test_a_serial_number_that_is_shared_no_more(
    make_site: MakeSite, make_driver: MakeDriver
) -> None:
    """Whoever is left has it, as after a restart."""
    site = await make_site(2)
    site.upses[1].state.serial = site.upses[0].state.serial
    driver = await reading(site, make_driver)
    site.remove(0)
    reports = await poll(driver, site, HOUR)
    assert told(reports, ident(site))["battery.charge"] == (100, GOOD)
    nobody = {one.equipment for one in reports if "no-serial" in one.equipment}
    assert len(nobody) == 2
    for unit in nobody:
        assert told(reports, unit)["battery.charge"][1] is GONE


async def test_a_ups_that_is_gone_for_good(
    make_site: MakeSite, make_driver: MakeDriver
) -> None:
    """It is shown no more, then forgotten, and asked for no more."""
    site = await make_site(2)
    driver = await reading(site, make_driver)
    site.remove(1)
    gone = told(await poll(driver, site, 4), ident(site, 1))
    assert gone["battery.charge"][1] is GONE
    assert Quality.GOOD not in {quality for _, quality in gone.values()}
    site.counters.reset()
    reports = await poll(driver, site, HOUR)
    assert {report.equipment for report in reports} == {ident(site)}
    asked = site.counters.requests
    assert not [one for one in asked if site.upses[1].state.device_id in one]
    assert asked["GET /api/v1/gateways"] <= 2
    assert len(driver.raw()["units"]) == 1  # type: ignore[arg-type]
    site.restore(1)
    back = told(await poll(driver, site, HOUR), ident(site, 1))
    assert back["battery.charge"] == (100, GOOD)


async def test_a_ups_that_answers_though_it_is_not_listed(
    make_site: MakeSite, make_driver: MakeDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was told of it last does not stay for good."""
    site = await make_site(2)
    driver = await reading(site, make_driver)
    monkeypatch.setattr(
        type(site.cloud), "listed", property(lambda self: iter(self.records[:1]))
    )
    monkeypatch.setattr(
        type(site.cloud),
        "find",
        lambda self, ident: next(one for one in self.records if one.id == ident),
    )
    unit: EquipmentId = ident(site, 1)
    assert told(await poll(driver, site, HOUR), unit)["battery.charge"][1] is GOOD
    assert told(await poll(driver, site, HOUR), unit)["battery.charge"][1] is GONE
