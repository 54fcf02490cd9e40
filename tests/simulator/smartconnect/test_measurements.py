"""The measurements of a UPS, as the interface tells them."""

from datetime import UTC, datetime
from typing import Any

import aiohttp
import pytest

from simulator.smartconnect import SmartConnectSimulator

from .browser import ALL, Browser
from .conftest import MakeSite

SECOND = "100000000002"


async def test_collections(browser: Browser) -> None:
    """All that is measured, on a quiet day."""
    assert await browser.measured() == {
        "input": {
            "voltage": 231.2,
            "frequency": 50.0,
            "current": 0.71,
            "efficiencyPercentage": 12108,
        },
        "output": {
            "voltage": 231.2,
            "frequency": 50.0,
            "current": 0.78,
            "energy": 184532,
            "loadRealPercentage": 15.5,
            "loadApparentPercentage": 12.0,
            "lowTransferVoltage": 208,
            "highTransferVoltage": 253,
            "sensitivitySetting": 1,
        },
        "battery": {
            "chargeStatePercentage": 100,
            "runtimeRemaining": 4336,
            "voltage": 27.3,
            "temperature": 24.5,
            "selfTestResult": "Passed",
            "selfTestInterval": 14,
            "selfTestAllowed": {"refusalReason": ""},
            "installDate": "2024-03-31T00:00:00.000Z",
            "replaceDate": "2028-06-01T00:00:00.000Z",
            "batteryFramesInstalledCount": 0,
        },
        "network": {"interface": {"ipAddress": "192.0.2.10"}},
        "main_outlet": {},
        "switched_outlets": [],
    }


@pytest.mark.parametrize("names", ["network", "input,output,battery,network", "odd"])
async def test_some_collections(browser: Browser, names: str) -> None:
    """Only what is asked for, and of that only what there is."""
    wanted = [name for name in names.split(",") if name in ALL]
    assert list(await browser.measured(SECOND, names)) == wanted


async def test_absent_collections(
    site: SmartConnectSimulator, browser: Browser
) -> None:
    """Some clouds may not have them all."""
    site.knobs.absent = "network,switched_outlets"
    told = await browser.measured()
    assert list(told) == ["input", "output", "battery", "main_outlet"]


async def test_nulls(site: SmartConnectSimulator, browser: Browser) -> None:
    """Every value may be null."""
    site.knobs.nulls = True
    told = await browser.measured()
    assert told["battery"]["chargeStatePercentage"] is None
    assert told["network"] == {"interface": {"ipAddress": None}}
    assert told["switched_outlets"] == []


async def test_forms(site: SmartConnectSimulator, browser: Browser) -> None:
    """Dates in milliseconds, flags as text, efficiency mended, the mode repeated."""
    site.ups.set_bypass("user")
    site.knobs.turn(date_form="millis", flag_form="text", condition_mode="on")
    status = (await browser.gateway())["status"]
    moment = datetime(2028, 6, 1, tzinfo=UTC).timestamp() * 1000
    assert status["batteryEolDate"] == moment
    assert (status["reducedReportingEnabled"], status["monitoringEnabled"]) == (
        "false",
        "true",
    )
    assert status["upsCondition"] == [{"id": "bypass_user_init"}]
    site.ups.set_bypass("")
    site.knobs.efficiency_form = "percent"
    told = await browser.measured()
    assert told["input"]["efficiencyPercentage"] == 94.6
    assert isinstance(told["battery"]["installDate"], int)
    assert isinstance((await browser.events())[0]["timestamp"], int)


@pytest.mark.parametrize(
    ("form", "value"), [("zero", 0), ("null", None), ("absent", "absent")]
)
async def test_input_on_battery(
    site: SmartConnectSimulator, browser: Browser, form: str, value: Any
) -> None:
    """Three ways to tell that there is no power."""
    site.knobs.turn(input_on_battery=form)
    site.ups.set_mains(on=False)
    told = (await browser.measured())["input"]
    assert told.get("voltage", "absent") == value
    assert told.get("frequency", "absent") == value
    assert told["efficiencyPercentage"] == -4


async def test_overrides(site: SmartConnectSimulator, browser: Browser) -> None:
    """Any value can be another, or not there."""
    state = site.ups.state
    state.overrides |= {
        "status.upsOperatingMode": "odd",
        "name": "Other",
        "battery.temperature": "warm",
    }
    state.absent += ["status.pluginStatus", "network.interface", "description"]
    told = await browser.gateway()
    assert (told["name"], told["status"]["upsOperatingMode"]) == ("Other", "odd")
    assert "pluginStatus" not in told["status"]
    assert "description" not in told
    assert "battery" not in told
    measured = await browser.measured()
    assert measured["battery"]["temperature"] == "warm"
    assert measured["network"] == {}
    assert list(await browser.measured(names="input")) == ["input"]


async def test_noise(make_site: MakeSite, session: aiohttp.ClientSession) -> None:
    """Measurements waver, by the same steps for the same seed."""
    told = []
    for seed in (1, 1, 2):
        site = await make_site(noise=1, seed=seed)
        browser = await Browser(session, site).signed_in()
        volts = []
        for _ in range(5):
            volts.append((await browser.measured())["input"]["voltage"])
            site.step(60)
        told.append(volts)
    assert told[0] == told[1] != told[2]
    assert all(230.7 <= volts <= 231.7 for volts in told[0])
    assert len(set(told[0])) > 1


async def test_reports(make_site: MakeSite, session: aiohttp.ClientSession) -> None:
    """A UPS may report now and then; a change of mode is reported at once."""
    site = await make_site(report_seconds=300)
    browser = await Browser(session, site).signed_in()
    site.ups.state.watts = 500
    assert (await browser.measured())["output"]["loadRealPercentage"] == 15.5
    site.step(300)
    assert (await browser.measured())["output"]["loadRealPercentage"] == 50.0
    site.ups.state.watts = 300
    site.ups.set_mains(on=False)
    assert (await browser.measured())["output"]["loadRealPercentage"] == 30.0
    assert (await browser.gateway())["status"]["upsOperatingMode"] == "onbattery"
