"""The control plane: all of it moved from outside."""

from typing import Any

import pytest

from simulator.smartconnect import SmartConnectSimulator

from ..client import Client
from .browser import Browser
from .test_power import conditions_of, mode_of

FIRST, SECOND = "100000000001", "100000000002"


async def test_index(site: SmartConnectSimulator, control: Client) -> None:
    """It tells what can be played and done."""
    index = await control.get("/")
    assert index["scenarios"] == list(site.scenarios)
    assert {"mains", "expire", "session", "refuse", "behaviour"} <= set(index["verbs"])


async def test_state(
    site: SmartConnectSimulator, browser: Browser, control: Client
) -> None:
    """Read and changed; what follows from it follows."""
    state = await control.get("/state")
    assert state["account"]["email"] == site.email
    assert state["knobs"]["rejection"] == "401"
    assert state["identity_url"] == site.identity_url
    first = state["upses"][FIRST]
    assert (first["serial"], first["listed"], first["online"]) == (
        "AS0000000001",
        True,
        True,
    )
    changes = {
        "knobs": {"list_form": "ids"},
        "upses": {
            FIRST: {
                "mains": False,
                "charge": 0.5,
                "replace_by": "2025-01-01",
                "conditions": ["site_wiring_fault"],
                "pending_firmware": "UPS 09.9",
                "overrides": {"battery.temperature": 99},
                "packs": "2",
            },
            SECOND: {"listed": False},
        },
    }
    told = (await control.send("PATCH", "/state", changes)).json
    assert told["upses"][FIRST]["told_mode"] == "onbattery"
    assert [event["id"] for event in told["events"]] == [
        "onbattery",
        "fw_out_of_date",
        "site_wiring_fault",
    ]
    assert await browser.get("gateways") == [FIRST]
    assert await mode_of(browser) == "onbattery"
    assert await conditions_of(browser) == ["fw_out_of_date", "site_wiring_fault"]
    battery = (await browser.measured())["battery"]
    assert (battery["chargeStatePercentage"], battery["temperature"]) == (50, 99)
    assert battery["replaceDate"] == "2025-01-01T00:00:00.000Z"
    assert battery["batteryFramesInstalledCount"] == 2
    back = {
        "mains": True,
        "bypass": "user",
        "pending_firmware": None,
        "overrides": {"battery.temperature": "forget"},
        "cable": True,
    }
    await control.send("PATCH", "/state", {"upses": {FIRST: back}})
    assert await mode_of(browser) == "bypass_user_init"
    assert (await browser.measured())["battery"]["temperature"] < 30


@pytest.mark.parametrize(
    "changes",
    [
        {"colour": "red"},
        {"knobs": {"colour": "red"}},
        {"knobs": {"bounce": "perhaps"}},
        {"knobs": {"rejection": "402"}},
        {"upses": {"999": {}}},
        {"upses": {FIRST: {"colour": "red"}}},
        {"upses": {FIRST: {"bypass": "cat"}}},
    ],
    ids=str,
)
async def test_nonsense(control: Client, changes: dict[str, Any]) -> None:
    """Refused with a word on why."""
    answer = await control.send("PATCH", "/state", changes)
    assert answer.status == 400
    assert answer.json["error"]


async def test_verbs_of_a_ups(
    site: SmartConnectSimulator, browser: Browser, control: Client
) -> None:
    """Each does what its name says, to the UPS that is meant."""
    await control.post("/mains", {"on": False})
    await control.post("/output", {"on": False, "ups": 1})
    assert [ups.mode for ups in site.upses] == ["onbattery", "ups_off"]
    await control.post("/mains", {"on": True})
    await control.post("/output", {"on": True, "ups": 1})
    await control.post("/bypass", {"by": "ups"})
    await control.post("/cable", {"plugged": False, "ups": 1})
    assert site.ups.mode == "bypass_ups_init"
    assert not site.upses[1].online
    await control.post("/bypass", {"by": ""})
    await control.post("/load", {"watts": 1200})
    assert await conditions_of(browser) == ["overload"]
    await control.post("/load", {"watts": 100})
    await control.post("/self_test", {"passes": False})
    site.step(8)
    assert await conditions_of(browser) == ["batt_needs_replacement"]
    await control.post("/replace_battery")
    await control.post("/calibrate")
    assert site.ups.mode == "onbattery.rtc"
    site.ups.state.pending_firmware = "UPS 05.0"
    await control.post("/install")
    assert "fw_install_in_progress" in await conditions_of(browser)
    await control.post("/note", {"key": "generic_fault", "ups": 1})
    assert (await browser.keys(SECOND))[-1] == "generic_fault"


async def test_verbs_of_the_account(
    site: SmartConnectSimulator, visitor: Browser, control: Client
) -> None:
    """Sessions, the password, the lock, and which UPSs there are."""
    visitor.cookies = (await control.post("/session"))["result"]
    assert (await visitor.ask("gateways")).status == 200
    assert (await control.post("/add"))["result"] == "100000000003"
    await control.post("/remove", {"ups": 1})
    rows = (await visitor.get("gateways"))["gateways"]
    assert [row["deviceId"] for row in rows] == [FIRST, "100000000003"]
    await control.post("/restore", {"ups": 1})
    assert len((await visitor.get("gateways"))["gateways"]) == 3
    await control.post("/expire")
    assert (await visitor.ask("gateways")).status == 401
    await control.post("/password", {"password": "new"})
    assert "not right" in (await visitor.sign_in(password="old")).text
    await control.post("/lock")
    assert "locked" in (await visitor.sign_in(password="new")).text
    await control.post("/lock", {"on": False})
    assert "dashboard" in (await visitor.sign_in(password="new")).text


async def test_reset(
    site: SmartConnectSimulator, browser: Browser, control: Client
) -> None:
    """All is as at the beginning, but for time and sessions."""
    site.play("battery_empty")
    site.play("portal_down")
    site.step(1000)
    site.remove(1)
    site.knobs.turn(rejection="403")
    site.cloud.account.password = "new"
    await control.post("/reset")
    assert site.password != "new"
    assert site.knobs.rejection == "401"
    assert site.knobs.noise == 0
    assert len((await browser.get("gateways"))["gateways"]) == 2
    assert await mode_of(browser) == "online"
    assert await browser.events() == []
    assert (await browser.measured())["battery"]["chargeStatePercentage"] == 100
    site.ups.set_mains(on=False)
    assert await browser.keys() == ["onbattery"]


async def test_step_scenario_and_counters(
    site: SmartConnectSimulator, browser: Browser, control: Client
) -> None:
    """Time, what is played, and what was counted."""
    await control.post("/scenario", {"name": "power_failure"})
    await control.post("/step", {"seconds": 100})
    assert await mode_of(browser) == "onbattery"
    await control.post("/step", {"seconds": 80})
    assert await mode_of(browser) == "online"
    await browser.sign_in(password="wrong")
    counters = await control.get("/counters")
    assert counters["requests"][f"GET /api/v1/gateways/{FIRST}"] == 2
    assert (counters["logins"], counters["wrong_passwords"]) == (0, 1)
    await control.delete("/counters")
    counters = await control.get("/counters")
    assert (counters["requests"], counters["passwords"]) == ({}, 0)
    assert (await control.send("POST", "/scenario", {"name": "picnic"})).status == 400
