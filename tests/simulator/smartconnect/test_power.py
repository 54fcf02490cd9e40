"""What becomes of a UPS: mains, battery, bypass, tests, and its way to the cloud."""

from typing import Any

import pytest

from simulator.smartconnect import SmartConnectSimulator

from .browser import Browser


async def mode_of(browser: Browser) -> str:
    """Read the mode."""
    return str((await browser.gateway())["status"]["upsOperatingMode"])


async def conditions_of(browser: Browser) -> list[str]:
    """Read the conditions."""
    rows = (await browser.gateway())["status"]["upsCondition"]
    return [row["id"] for row in rows]


async def battery_of(browser: Browser) -> Any:
    """Read what is measured at the battery."""
    return (await browser.measured())["battery"]


async def test_on_battery(site: SmartConnectSimulator, browser: Browser) -> None:
    """The battery empties at the pace that the runtime promised."""
    before = await browser.measured()
    site.ups.set_mains(on=False)
    site.step(600)
    assert await mode_of(browser) == "onbattery"
    during = await browser.measured()
    promised = before["battery"]["runtimeRemaining"]
    assert during["battery"]["runtimeRemaining"] == pytest.approx(promised - 600, abs=2)
    assert during["battery"]["chargeStatePercentage"] == 86
    assert during["battery"]["voltage"] < 25.5 < before["battery"]["voltage"]
    assert during["battery"]["temperature"] > before["battery"]["temperature"]
    assert during["output"]["voltage"] == 230.0
    assert during["output"]["energy"] - before["output"]["energy"] == 26
    site.ups.set_mains(on=True)
    after = await browser.measured()
    assert after["input"]["efficiencyPercentage"] == -6
    assert after["input"]["current"] > before["input"]["current"]
    site.step(3600)
    assert (await battery_of(browser))["chargeStatePercentage"] == 100
    assert await browser.keys() == ["onbattery", "power_restored"]


async def test_efficiency(site: SmartConnectSimulator, browser: Browser) -> None:
    """A negative number tells why there is none."""
    state = site.ups.state
    for changes, reason in (
        ({"output": False}, -3),
        ({"bypass": "ups"}, -5),
        ({"battery": False}, -8),
        ({"charge": 0.5}, -6),
        ({"watts": 10.0}, -2),
    ):
        before = {name: getattr(state, name) for name in changes}
        for name, value in changes.items():
            setattr(state, name, value)
        told = await browser.measured(names="input")
        assert told["input"]["efficiencyPercentage"] == reason
        for name, value in before.items():
            setattr(state, name, value)


async def test_output_off(site: SmartConnectSimulator, browser: Browser) -> None:
    """Nothing comes out, and it is told."""
    site.ups.set_output(on=False)
    output = (await browser.measured())["output"]
    assert (output["voltage"], output["frequency"], output["current"]) == (0, 0, 0)
    assert output["loadRealPercentage"] == 0
    assert await mode_of(browser) == "ups_off"
    site.ups.set_output(on=True)
    assert await mode_of(browser) == "online"
    assert await browser.keys() == ["ups_off", "ups_on"]


async def test_bypass_without_mains(
    site: SmartConnectSimulator, browser: Browser
) -> None:
    """Bypass has nothing to give when the mains has nothing."""
    site.ups.set_bypass("user")
    site.ups.set_mains(on=False)
    assert (await browser.measured())["output"]["voltage"] == 0
    with pytest.raises(ValueError, match="ups, user or nothing"):
        site.ups.set_bypass("cat")


async def test_self_test_that_is_disturbed(
    site: SmartConnectSimulator, browser: Browser
) -> None:
    """A power cut ends it; on battery, or if the UPS says why not, none begins."""
    site.ups.self_test()
    site.step(2)
    site.ups.set_mains(on=False)
    site.step(60)
    assert (await battery_of(browser))["selfTestResult"] == "Aborted"
    site.ups.self_test()
    assert (await battery_of(browser))["selfTestResult"] == "Refused"
    site.ups.set_mains(on=True)
    site.ups.state.refusal = "InternalFault"
    site.ups.self_test()
    told = await battery_of(browser)
    assert told["selfTestResult"] == "Refused"
    assert told["selfTestAllowed"] == {"refusalReason": "InternalFault"}


async def test_calibration_ends_with_the_mains(
    site: SmartConnectSimulator, browser: Browser
) -> None:
    """A power cut in a calibration is a power cut."""
    site.ups.calibrate()
    assert await mode_of(browser) == "onbattery.rtc"
    site.ups.set_mains(on=False)
    assert await mode_of(browser) == "onbattery"
    site.ups.set_mains(on=True)
    assert await mode_of(browser) == "online"


async def test_energy_wraps(site: SmartConnectSimulator, browser: Browser) -> None:
    """The counter has 32 bits."""
    site.ups.physics.energy = 2**32 + 5
    assert (await browser.measured())["output"]["energy"] == 5


async def test_late_events(site: SmartConnectSimulator, browser: Browser) -> None:
    """What happened while the UPS was away is told later, with its own time."""
    site.ups.set_cable(plugged=False)
    site.step(60)
    site.ups.set_mains(on=False)
    assert await mode_of(browser) == "online"
    assert await browser.keys() == ["comm_lost"]
    site.step(60)
    site.ups.set_cable(plugged=True)
    events = [(row["id"], row["timestamp"][11:19]) for row in await browser.events()]
    assert events == [
        ("comm_lost", "03:04:05"),
        ("onbattery", "03:05:05"),
        ("comm_est", "03:06:05"),
    ]
    assert await mode_of(browser) == "onbattery"


async def test_conditions(site: SmartConnectSimulator, browser: Browser) -> None:
    """They follow from the state, with those that are set beside it."""
    state = site.ups.state
    state.conditions += ["site_wiring_fault", "overload"]
    state.watts, state.battery_age = 1200, "impending"
    state.battery = False
    site.ups.changed()
    assert await conditions_of(browser) == [
        "batt_disconnected",
        "batt_eol_impending",
        "overload",
        "site_wiring_fault",
    ]
    state.battery = True
    assert "batt_connected" in await browser.keys()
