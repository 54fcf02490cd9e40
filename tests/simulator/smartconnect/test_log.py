"""The log of the account, and the dictionary that explains its keys."""

from simulator.smartconnect import SmartConnectSimulator

from .browser import Browser

FIRST, SECOND = "100000000001", "100000000002"


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
