"""The interface behind the sign-in: lists, one UPS, collections, log, dictionary."""

from datetime import UTC, datetime
from typing import Any

import aiohttp
import pytest

from simulator.smartconnect import SmartConnectSimulator

from .browser import ALL, Browser
from .conftest import MakeSite

FIRST, SECOND = "100000000001", "100000000002"


async def test_list(browser: Browser) -> None:
    """Every UPS of the account."""
    told = await browser.get("gateways")
    assert told == {
        "gateways": [
            {
                "deviceId": FIRST,
                "name": "Rack UPS",
                "model": "Smart-UPS 1500",
                "serialNumber": "AS0000000001",
            },
            {
                "deviceId": SECOND,
                "name": "Office UPS",
                "model": "Smart-UPS 750",
                "serialNumber": "AS0000000002",
            },
        ]
    }


async def test_list_of_2022(site: SmartConnectSimulator, browser: Browser) -> None:
    """Ids alone; and an account may be empty in both shapes."""
    site.knobs.list_form = "ids"
    assert await browser.get("gateways") == [FIRST, SECOND]
    site.play("empty_account")
    assert await browser.get("gateways") == []
    site.knobs.list_form = "objects"
    assert await browser.get("gateways") == {"gateways": []}


async def test_one_ups(browser: Browser) -> None:
    """Identity and status."""
    assert await browser.gateway() == {
        "deviceId": FIRST,
        "name": "Rack UPS",
        "description": "",
        "model": "Smart-UPS 1500",
        "partNumber": "SMT1500IC",
        "serialNumber": "AS0000000001",
        "batteryRbcSku": "APCRBC159",
        "firmware": {"version": ["UPS 04.1"]},
        "ulVersion": ["SIM01"],
        "status": {
            "pluginStatus": "comm_est",
            "upsOperatingMode": "online",
            "upsFWStatus": "fw_up_to_date",
            "upsCondition": [],
            "reducedReportingEnabled": False,
            "monitoringEnabled": True,
            "batteryEolDate": "2028-06-01T00:00:00.000Z",
            "subscription": {"endDate": "2027-03-31T00:00:00.000Z"},
        },
    }


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


@pytest.mark.parametrize(
    ("path", "status", "error"),
    [
        ("gateways/999", 404, "Not Found"),
        ("nowhere", 404, "Not Found"),
        ("dictionaries/tlh", 404, "Not Found"),
        ("gateways/events/all", 400, "Bad Request"),
        ("gateways/events/all?from=yesterday", 400, "Bad Request"),
        ("documentation/ups/documents", 400, "Bad Request"),
    ],
)
async def test_no_answer(browser: Browser, path: str, status: int, error: str) -> None:
    """What there is not, and what makes no sense."""
    answer = await browser.ask(path)
    assert (answer.status, answer.json) == (status, {"error": error})


async def test_nothing_can_be_written(
    site: SmartConnectSimulator, browser: Browser
) -> None:
    """There is no call that changes anything."""
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        url = f"{site.url}/api/v1/gateways/{FIRST}"
        assert (await browser.open(url, method=method)).status == 405


async def test_removed(site: SmartConnectSimulator, browser: Browser) -> None:
    """A UPS that is removed is nowhere, nor is what happened to it."""
    site.note("overload")
    site.remove()
    assert (await browser.ask(f"gateways/{FIRST}")).status == 404
    assert len((await browser.get("gateways"))["gateways"]) == 1
    assert await browser.events() == []
    site.restore()
    assert (await browser.ask(f"gateways/{FIRST}")).status == 200


async def test_added(site: SmartConnectSimulator, browser: Browser) -> None:
    """A UPS more is a UPS like the others."""
    site.add()
    ident = (await browser.get("gateways"))["gateways"][2]["deviceId"]
    told = await browser.gateway(ident)
    assert (told["serialNumber"], told["name"]) == ("AS0000000003", "UPS 3")


async def test_documents(browser: Browser) -> None:
    """Asked for with the model; what is answered nobody knows."""
    assert await browser.get("documentation/ups/documents?sku=SMT1500IC") == []


async def test_dictionary(site: SmartConnectSimulator, browser: Browser) -> None:
    """Thirty-one keys, seven of them modes, as known of 2019."""
    told = await browser.get("dictionaries/en")
    assert len(told) == 31
    assert sorted(key for key in told if "mode" in told[key]) == [
        "bypass_ups_init",
        "bypass_user_init",
        "onbattery",
        "onbattery.low_battery",
        "onbattery.rtc",
        "online",
        "ups_off",
    ]
    assert [key for key in told if "state" not in told[key]] == [
        "power_restored",
        "return_from_bypass",
        "ups_on",
    ]
    severities = [entry["severity"] for entry in told.values()]
    assert [severities.count(number) for number in range(4)] == [1, 15, 6, 9]
    assert told["batt_eol"] == {
        "event": {
            "name": "Battery past its life",
            "description": "Battery is due on {{meta.expiration}}",
        },
        "state": {
            "name": "Battery past its life",
            "description": "Battery is due on {{meta.expiration}}",
        },
        "notification_level": 4,
        "severity": 2,
        "severityText": "warning",
        "notify_reseller": True,
        "topic_alias": "UPSEvents_BattEol",
        "meta": ["model", "serialNumber", "battery_sku", "expiration"],
    }
    assert "notification_level" not in told["online"]
    assert told["plugin_init"]["topic_alias"] == told["comm_lost"]["topic_alias"]
    assert [key for key in told if told[key]["notify_reseller"]] == [
        "batt_eol",
        "batt_eol_impending",
        "warr_exp_impending",
    ]
    site.knobs.dictionary_form = "wrapped"
    assert (await browser.get("dictionaries/en"))["dictionary"] == told
    site.knobs.turn(dictionary_form="plain", dictionary_keys="newer")
    assert (await browser.get("dictionaries/en")).keys() > told.keys()
    site.knobs.dictionary_keys = "none"
    assert await browser.get("dictionaries/en") == {}


async def test_events(site: SmartConnectSimulator, browser: Browser) -> None:
    """What happened since a time, to which UPS, with the values of its key."""
    site.step(0.25)
    site.note("overload", 1)
    site.step(60)
    site.note("batt_eol")
    events = await browser.events()
    assert events == [
        {
            "deviceId": SECOND,
            "id": "overload",
            "timestamp": "2025-01-02T03:04:05.250Z",
            "meta": {
                "model": "Smart-UPS 750",
                "serialNumber": "AS0000000002",
                "op_mode": "online",
            },
        },
        {
            "deviceId": FIRST,
            "id": "batt_eol",
            "timestamp": "2025-01-02T03:05:05.250Z",
            "meta": {
                "model": "Smart-UPS 1500",
                "serialNumber": "AS0000000001",
                "battery_sku": "APCRBC159",
                "expiration": "2028-06-01T00:00:00.000Z",
            },
        },
    ]
    assert await browser.events("2025-01-02T03:05:05.250Z") == events[1:]
    assert await browser.events("2025-01-02T03:05:05.251Z") == []


async def test_event_forms(site: SmartConnectSimulator, browser: Browser) -> None:
    """Nobody has seen a real one, so there are several."""
    site.note("overload")
    site.step(1)
    site.note("generic_fault")
    site.knobs.turn(
        event_form="events",
        event_key="event",
        event_time="createdAt",
        event_order="descending",
    )
    told = await browser.events()
    assert [(row["id"], row["event"]) for row in told["events"]] == [
        (2, "generic_fault"),
        (1, "overload"),
    ]
    assert told["events"][0]["createdAt"] == "2025-01-02T03:04:06.000Z"
    assert told["events"][0]["meta"]["error_code"] == "17"
    site.knobs.event_form = "data"
    assert len((await browser.events())["data"]) == 2


@pytest.mark.parametrize("rejection", ["401", "403"])
async def test_rejection(
    site: SmartConnectSimulator, visitor: Browser, rejection: str
) -> None:
    """Without a good session nothing is told, not even what there is not."""
    site.knobs.turn(rejection=rejection)
    visitor.cookies["sim.sid"] = "invented"
    for path in ("gateways", "dictionaries/en", "nowhere"):
        answer = await visitor.ask(path)
        assert answer.status == int(rejection)
        assert list(answer.json) == ["error"]


async def test_rejection_by_a_page(
    site: SmartConnectSimulator, visitor: Browser
) -> None:
    """A page where JSON belongs, with status 200."""
    site.knobs.rejection = "html"
    answer = await visitor.ask("gateways")
    assert answer.status == 200
    assert answer.headers["Content-Type"].startswith("text/html")
    assert "Sign in" in answer.text


async def test_sessions_end(site: SmartConnectSimulator, browser: Browser) -> None:
    """After some calls, after some time, or all at once."""
    site.knobs.session_calls = 2
    statuses = [(await browser.ask("gateways")).status for _ in range(4)]
    assert statuses == [200, 200, 401, 401]
    site.knobs.turn(session_calls=0, session_seconds=3600)
    await browser.signed_in()
    site.step(3599)
    assert (await browser.ask("gateways")).status == 200
    site.step(1)
    assert (await browser.ask("gateways")).status == 401
    await browser.signed_in()
    assert (await browser.ask("gateways")).status == 200
    site.cloud.sessions.expire()
    assert (await browser.ask("gateways")).status == 401


async def test_several_sessions(
    site: SmartConnectSimulator, browser: Browser, session: aiohttp.ClientSession
) -> None:
    """Signing in again ends no other session."""
    other = await Browser(session, site).signed_in()
    assert other.cookies != browser.cookies
    for each in (browser, other):
        assert (await each.ask("gateways")).status == 200


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
