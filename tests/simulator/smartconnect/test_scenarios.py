"""Every scenario, seen as a client sees it."""

from typing import Any

import pytest

from simulator.smartconnect import SmartConnectSimulator
from simulator.smartconnect.scenarios import SCENARIOS

from .browser import Browser
from .conftest import MakeSite
from .test_power import battery_of, conditions_of, mode_of


@pytest.mark.parametrize(
    ("name", "seconds", "mode", "keys"),
    [
        ("power_failure", 180, "onbattery", ["onbattery", "power_restored"]),
        ("calibration", 4000, "onbattery.rtc", ["onbattery.rtc", "online"]),
        ("bypass", 120, "bypass_ups_init", ["bypass_ups_init", "return_from_bypass"]),
        (
            "user_bypass",
            120,
            "bypass_user_init",
            ["bypass_user_init", "return_from_bypass"],
        ),
        ("output_off", 120, "ups_off", ["ups_off", "ups_on"]),
    ],
)
async def test_modes(
    site: SmartConnectSimulator,
    browser: Browser,
    name: str,
    seconds: float,
    mode: str,
    keys: list[str],
) -> None:
    """The UPS is in a mode for a while, and online again by itself."""
    site.play(name)
    assert await mode_of(browser) == mode
    site.step(seconds)
    assert await mode_of(browser) == "online"
    assert await browser.keys() == keys


@pytest.mark.parametrize(
    ("name", "condition", "keys"),
    [
        ("overload", "overload", ["overload"]),
        (
            "battery_disconnected",
            "batt_disconnected",
            ["batt_disconnected", "batt_connected"],
        ),
    ],
)
async def test_conditions_for_a_while(
    site: SmartConnectSimulator,
    browser: Browser,
    name: str,
    condition: str,
    keys: list[str],
) -> None:
    """Something is wrong for a while."""
    site.play(name)
    assert await conditions_of(browser) == [condition]
    site.step(120)
    assert await conditions_of(browser) == []
    assert await browser.keys() == keys


async def test_low_battery(site: SmartConnectSimulator, browser: Browser) -> None:
    """On battery, low, and saved in time."""
    site.play("low_battery")
    site.step(250)
    assert await mode_of(browser) == "onbattery.low_battery"
    site.step(120)
    assert await mode_of(browser) == "online"
    assert await browser.keys() == [
        "onbattery",
        "onbattery.low_battery",
        "power_restored",
    ]


async def test_battery_empty(site: SmartConnectSimulator, browser: Browser) -> None:
    """Last words, silence, and a new start with the mains."""
    site.play("battery_empty")
    site.step(600)
    status = (await browser.gateway())["status"]
    assert status["upsOperatingMode"] == "ups_off"
    assert status["pluginStatus"] == "comm_lost"
    assert [row["id"] for row in status["upsCondition"]] == ["shutdown", "comm_lost"]
    assert (await battery_of(browser))["chargeStatePercentage"] == 0
    site.step(3000)
    assert await mode_of(browser) == "online"
    assert await conditions_of(browser) == []
    assert await browser.keys() == [
        "onbattery",
        "onbattery.low_battery",
        "ups_off",
        "shutdown",
        "comm_lost",
        "comm_est",
        "ups_on",
    ]


async def test_self_test(site: SmartConnectSimulator, browser: Browser) -> None:
    """In progress, and then passed."""
    site.ups.state.self_test_result = "Unknown"
    site.play("self_test")
    assert (await battery_of(browser))["selfTestResult"] == "InProgress"
    site.step(8)
    assert (await battery_of(browser))["selfTestResult"] == "Passed"
    assert await conditions_of(browser) == []


async def test_self_test_failed(site: SmartConnectSimulator, browser: Browser) -> None:
    """Failed, and mended by a new battery."""
    site.play("self_test_failed")
    site.step(8)
    assert (await battery_of(browser))["selfTestResult"] == "Failed"
    assert await conditions_of(browser) == ["batt_needs_replacement"]
    site.play("battery_replaced")
    assert await conditions_of(browser) == []
    told = await battery_of(browser)
    assert told["installDate"] == "2025-01-02T00:00:00.000Z"
    assert told["replaceDate"] == "2029-01-01T00:00:00.000Z"
    assert await browser.keys() == ["batt_needs_replacement", "batt_replaced"]


async def test_battery_hot(site: SmartConnectSimulator, browser: Browser) -> None:
    """It takes its time to get hot, and is told by itself."""
    site.play("battery_hot")
    assert await conditions_of(browser) == []
    site.step(3 * 3600)
    assert site.ups.conditions == ["batt_temp_exc_warn"]
    assert (await battery_of(browser))["temperature"] == pytest.approx(42, abs=0.5)
    (event,) = await browser.events()
    assert event["id"] == "batt_temp_exc_warn"
    assert "03:04:05" < event["timestamp"][11:19] < "06:04:05"


async def test_battery_due(site: SmartConnectSimulator, browser: Browser) -> None:
    """The end of the battery has come."""
    site.play("battery_due")
    assert await conditions_of(browser) == ["batt_eol"]
    status = (await browser.gateway())["status"]
    assert status["batteryEolDate"] == "2025-01-02T00:00:00.000Z"


async def test_firmware(site: SmartConnectSimulator, browser: Browser) -> None:
    """On offer, being installed, installed."""
    site.play("firmware_pending")
    told = await browser.gateway()
    assert told["firmware"] == {"version": ["UPS 04.1"], "pendingVersion": "UPS 04.6"}
    assert told["status"]["upsFWStatus"] == "fw_out_of_date"
    assert await conditions_of(browser) == ["fw_out_of_date"]
    site.play("firmware_update")
    told = await browser.gateway()
    assert told["status"]["upsFWStatus"] == "fw_install_in_progress"
    site.step(300)
    told = await browser.gateway()
    assert told["firmware"] == {"version": ["UPS 04.6"]}
    assert told["status"]["upsFWStatus"] == "fw_up_to_date"
    assert await browser.keys() == [
        "fw_out_of_date",
        "fw_install_in_progress",
        "fw_up_to_date",
    ]


async def test_comm_lost(site: SmartConnectSimulator, browser: Browser) -> None:
    """What is told stands still, and the other UPS goes on."""
    site.play("comm_lost")
    before = await browser.measured()
    site.ups.state.watts = 900
    site.step(599)
    status = (await browser.gateway())["status"]
    assert (status["pluginStatus"], status["upsOperatingMode"]) == (
        "comm_lost",
        "online",
    )
    assert await conditions_of(browser) == ["comm_lost"]
    assert await browser.measured() == before
    other = await browser.gateway("100000000002")
    assert other["status"]["pluginStatus"] == "comm_est"
    site.step(1)
    assert await conditions_of(browser) == []
    assert (await browser.measured())["output"]["loadRealPercentage"] == 90
    assert await browser.keys() == ["comm_lost", "comm_est"]


async def test_comm_lost_in_a_power_cut(
    site: SmartConnectSimulator, browser: Browser
) -> None:
    """The cut is not seen while it lasts."""
    site.play("comm_lost_in_a_power_cut")
    site.step(100)
    assert await mode_of(browser) == "online"
    assert await browser.keys() == ["comm_lost"]
    site.step(500)
    assert set(await browser.keys()) == {
        "comm_lost",
        "comm_est",
        "onbattery",
        "power_restored",
    }


async def test_unknown_keys(site: SmartConnectSimulator, browser: Browser) -> None:
    """A mode and a condition of which the dictionary of 2019 knows nothing."""
    site.play("unknown_mode")
    site.play("unknown_condition")
    assert await mode_of(browser) == "sim_moonlight"
    assert await conditions_of(browser) == ["sim_dusty"]
    assert await browser.keys() == ["sim_moonlight", "sim_dusty"]
    assert "sim_dusty" not in await browser.get("dictionaries/en")


async def test_basic_monitoring(site: SmartConnectSimulator, browser: Browser) -> None:
    """The mode is told, but nothing is written down any more."""
    site.note("overload")
    site.play("basic_monitoring")
    site.play("power_failure")
    status = (await browser.gateway())["status"]
    assert status["reducedReportingEnabled"] is True
    assert status["upsOperatingMode"] == "onbattery"
    assert await browser.keys() == ["overload"]


@pytest.mark.parametrize(
    ("name", "ids"),
    [("ups_removed", [2]), ("ups_added", [1, 2, 3]), ("empty_account", [])],
)
async def test_the_account(
    site: SmartConnectSimulator, browser: Browser, name: str, ids: list[int]
) -> None:
    """UPSs come and go."""
    site.play(name)
    rows = (await browser.get("gateways"))["gateways"]
    assert [row["deviceId"] for row in rows] == [str(10**11 + ident) for ident in ids]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("session_expired", "dashboard"),
        ("password_changed", "dashboard"),
        ("account_locked", "locked"),
        ("captcha", "captcha.error"),
        ("mfa", "verification code"),
        ("sign_in_changed", 'name="username"'),
        ("sign_in_down", "back soon"),
    ],
)
async def test_sessions_that_end(
    site: SmartConnectSimulator, browser: Browser, name: str, words: str
) -> None:
    """The session is over, and this is what who signs in again will see."""
    before = site.password
    site.play(name)
    assert (await browser.ask("gateways")).status == 401
    assert words in (await browser.sign_in()).text
    if name == "password_changed":
        assert "not right" in (await browser.sign_in(password=before)).text


async def test_short_sessions(site: SmartConnectSimulator, browser: Browser) -> None:
    """Who reads much has to sign in often."""
    site.play("short_sessions")
    statuses = [(await browser.ask("gateways")).status for _ in range(6)]
    assert statuses == [200] * 5 + [401]


@pytest.mark.parametrize(
    ("name", "status", "signing_in"),
    [
        ("portal_down", 503, 503),
        ("sign_in_down", 401, 503),
        ("sessions_refused", 401, 200),
        ("html_for_json", 200, 200),
    ],
)
async def test_a_broken_day(
    site: SmartConnectSimulator,
    browser: Browser,
    name: str,
    status: int,
    signing_in: int,
) -> None:
    """It lasts 24 hours, not less, and is over by itself."""
    site.play(name)
    for _ in range(3):
        answer = await browser.ask("gateways")
        assert answer.status == status
        assert not answer.text.startswith('{"gateways')
        assert (await browser.sign_in()).status == signing_in
        site.step(8 * 3600 - 1)
    site.step(3)
    await browser.sign_in()
    assert (await browser.ask("gateways")).status == 200


async def test_throttled(site: SmartConnectSimulator, browser: Browser) -> None:
    """Too many calls, and how long to wait."""
    site.play("throttled")
    answers = [await browser.ask("gateways") for _ in range(4)]
    assert [answer.status for answer in answers] == [429, 429, 429, 200]
    assert answers[0].headers["Retry-After"] == "120"


async def test_server_errors(site: SmartConnectSimulator, browser: Browser) -> None:
    """Two kinds, and then all is well."""
    site.play("server_errors")
    statuses = [(await browser.ask("gateways")).status for _ in range(7)]
    assert statuses == [500] * 3 + [502] * 3 + [200]


async def test_html_once(site: SmartConnectSimulator, browser: Browser) -> None:
    """One call alone."""
    site.play("html_once")
    assert "<html" in (await browser.ask("gateways")).text
    assert (await browser.ask("gateways")).status == 200


async def test_every_scenario(make_site: MakeSite) -> None:
    """Each can be played, leaves the other UPS alone, and can be undone."""
    site = await make_site()
    for name in SCENARIOS:
        site.play(name, 1)
        site.step(90)
        mode: Any = site.ups.mode
        assert mode == "online"
        site.reset()
        assert not site.faults.rules
        assert site.upses[1].conditions == []
    with pytest.raises(ValueError, match="picnic"):
        site.play("picnic")
