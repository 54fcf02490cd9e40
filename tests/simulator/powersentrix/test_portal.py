"""What the portal tells of UPSs, live or from its database (2.1)."""

from typing import Any

import aiohttp
import pytest

from simulator.powersentrix import PowerSentrixSimulator
from simulator.powersentrix.push.pusher import PERIOD

from .conftest import MakeSite
from .wires import Local, Portal

BASIC = "getBasicInfo?id=42"
LOGS = "getUpsLogs?id=42"


async def logged_in(
    site: PowerSentrixSimulator, session: aiohttp.ClientSession
) -> Portal:
    """Log in."""
    portal = Portal(session, site.portal.url)
    await portal.login(site.portal.email, site.portal.password)
    return portal


async def test_list(make_site: MakeSite, session: aiohttp.ClientSession) -> None:
    """Every UPS of the account; the search narrows it."""
    site = await make_site(3)
    portal = await logged_in(site, session)

    async def ids(query: str = "") -> list[Any]:
        told = await portal.get(f"getUpsList{query}")
        return [entry["id"] for entry in told["responseObject"]]

    assert await ids() == [42, 43, 44]
    assert await ids("?searchText=RACK+2") == [43]
    assert await ids("?searchType=PWX-12-4422") == [42, 43, 44]
    assert await ids("?searchType=other") == []
    site.portal.accounts[0].units = {"44"}
    assert await ids() == [44]
    site.portal.accounts[0].units = set()
    assert await ids() == []


@pytest.mark.parametrize(
    ("knobs", "keys", "ident"),
    [
        ({}, 9, 42),
        ({"list_id": "str"}, 9, "42"),
        ({"list_extra": "bare"}, 1, 42),
        ({"list_extra": "bare", "list_id": "str"}, 1, "42"),
        ({"list_extra": "ups_id"}, 1, None),
    ],
)
async def test_list_entries(
    portal: Portal, site: PowerSentrixSimulator, knobs: Any, keys: int, ident: Any
) -> None:
    """Of which nothing is documented, so that each form is possible."""
    site.turn(**knobs)
    (entry,) = (await portal.get("getUpsList"))["responseObject"]
    assert len(entry) == keys
    assert entry.get("id") == ident
    if keys > 1:
        assert entry["serialNumber"] == site.ups.serial
        assert entry["type"] == {"name": "PWX-12-4422"}


async def test_complex_object(portal: Portal, local: Local) -> None:
    """The same object by the portal and by the UPS; the shapes of section 4."""
    whole = await portal.whole()
    assert whole.keys() == {"config", "upsData"}
    data = whole["upsData"]
    assert data["voltages"] == [4810, 4805, 2410, 2408, 1205, 1202, 502, 501] + [0] * 4
    assert data["currents"] == [150, 320, 200] + [0] * 9
    assert data["outputs"] == [1, 1, 1, 0, 1, 1] + [0] * 6
    assert data["temps"] == {"board": 42, "mcu": 51}
    assert (data["ventilation"], data["uptime"]) == (0, "5d 02h 11m")
    first, second = data["ps"]
    assert first == {
        "main": 5410,
        "load": 4810,
        "batt": 5220,
        "buv": 4800,
        "cell": [1305, 1308, 1302, 1305],
        "status": {"h": {"hb": [1], "lb": [0]}, "l": {"hb": [0], "lb": [1]}},
    }
    assert second["batt"] == sum(second["cell"]) == 5214
    config = whole["config"]
    assert config["outputs"][3] == {
        "id": 3,
        "description": "Radio link spare",
        "status": "OFF",
        "voltage": 2408,
    }
    assert config["extraActions"][0] == {
        "id": "0",
        "event": 1,
        "baseStatus": 0,
        "action": 1,
    }
    assert config["settings"]["forcePowerFromBatteries"] == 0
    assert config["settings"]["remoteServer"]["upsId"] == "ups-01"
    assert config["ident"]["comUptime"] == "2d 14h 33m"
    assert await local.data() == data


async def test_basic_info(portal: Portal, site: PowerSentrixSimulator) -> None:
    """In short, without a wrapper."""
    told = await portal.get(BASIC)
    assert told["serialNumber"] == site.ups.serial
    assert (told["temperature"], told["onOffLine"]) == (42, "online")
    assert (told["cmm"], told["model"]) == ("ups-01", "PWX-12-4422")
    assert told["timestamp"] == "2025-01-02T03:04:05.000+0000"
    assert len(told) == 15


@pytest.mark.parametrize(
    ("knob", "seconds"),
    [("push", "2025-01-02T03:04:05"), ("now", "2025-01-02T03:05:45")],
)
async def test_basic_info_timestamp(
    portal: Portal, site: PowerSentrixSimulator, knob: str, seconds: str
) -> None:
    """The time of the last post, or just the server's clock."""
    site.turn(basicinfo_ts=knob)
    site.step(100)
    assert (await portal.get(BASIC))["timestamp"] == f"{seconds}.000+0000"


async def test_live(portal: Portal, site: PowerSentrixSimulator) -> None:
    """A live read shows what is so now, and its heap differs every time."""
    site.ups.unit.switching.foreign_toggle(site.ups.state.port(0))
    reads = [await portal.whole() for _ in range(3)]
    assert [whole["upsData"]["outputs"][0] for whole in reads] == [0, 0, 0]
    assert len({whole["config"]["ident"]["freeRamSize"] for whole in reads}) == 3


async def test_cached(portal: Portal, site: PowerSentrixSimulator) -> None:
    """A cached read shows what was posted last, until the next post."""
    site.turn(portal_read="cached")
    first = await portal.whole()
    site.ups.unit.switching.foreign_toggle(site.ups.state.port(0))
    site.step(PERIOD - 1)
    assert await portal.whole() == first
    site.step(1)
    second = await portal.whole()
    assert second["upsData"]["outputs"][0] == 0
    assert second["config"]["ident"]["comUptime"] == "2d 14h 38m"
    basic = await portal.get(BASIC)
    assert basic["timestamp"] == "2025-01-02T03:09:05.000+0000"
    assert basic["comUptime"] == "2d 14h 38m"


@pytest.mark.parametrize("mode", ["live", "cached", "live_fallback"])
@pytest.mark.parametrize(
    ("failure", "status"), [("text", 200), ("502", 502), ("500", 500)]
)
async def test_unreachable(
    portal: Portal, site: PowerSentrixSimulator, mode: str, failure: str, status: int
) -> None:
    """Reads fail, or fall back; commands fail in every mode."""
    site.turn(portal_read=mode, uplink_failure=failure, uplink="down")
    for name in ("getUpsComplexObject?id=42", BASIC):
        answer = await portal.ask(name)
        if mode != "live":
            assert (
                "responseMessage" not in answer.json
                or answer.json["responseMessage"] == "OK"
            )
            continue
        assert answer.status == status
        if failure == "text":
            assert answer.json == {
                "responseMessage": "UPS is not reachable",
                "responseObject": None,
            }
    answer = await portal.toggle()
    assert answer.status == status
    assert site.ups.is_on(0)
    assert (site.ups.toggles.received[0], site.ups.toggles.executed[0]) == (1, 0)


async def test_nothing_known(portal: Portal, site: PowerSentrixSimulator) -> None:
    """A UPS that never posted has no data."""
    site.turn(portal_read="cached")
    known = site.records.of(site.ups.unit)
    known.whole, known.ident = None, {}
    for name in ("getUpsComplexObject?id=42", BASIC):
        assert (await portal.get(name))["responseMessage"] == "No data"


@pytest.mark.parametrize(
    ("knob", "told"), [("honest", "offline"), ("always", "online")]
)
async def test_on_off_line(
    portal: Portal, site: PowerSentrixSimulator, knob: str, told: str
) -> None:
    """A UPS that posts no more is offline, if the portal is honest."""
    site.turn(on_off_line=knob, pushing="off")
    site.step(900)
    assert (await portal.get(BASIC))["onOffLine"] == "online"
    site.step(1)
    assert (await portal.get(BASIC))["onOffLine"] == told
    (entry,) = (await portal.get("getUpsList"))["responseObject"]
    assert entry["onOffLine"] == told


async def test_logs(portal: Portal, site: PowerSentrixSimulator) -> None:
    """A bare list, in pages; the order is a knob."""
    for number in range(5):
        site.ups.unit.journal.write("SIM/E99", f"Record {number}", "a=1")
    ids = [row["id"] for row in await portal.get(LOGS)]
    assert ids == [9905, 9904, 9903, 9902, 9901]
    assert (await portal.get(LOGS))[4] == {
        "id": 9901,
        "upsId": "42",
        "cmm": "ups-01",
        "code": "SIM/E99",
        "description": "Record 0",
        "params": "a=1",
        "timestamp": "2025-01-02T04:04:05",
    }
    pages = [await portal.get(f"{LOGS}&limit=2&page={page}") for page in range(4)]
    assert [[row["id"] for row in page] for page in pages] == [
        [9905, 9904],
        [9903, 9902],
        [9901],
        [],
    ]
    site.turn(log_order="asc")
    assert [row["id"] for row in await portal.get(LOGS)] == ids[::-1]
    for _ in range(60):
        site.ups.unit.journal.write("SIM/E99", "More")
    assert len(await portal.get(LOGS)) == 50


@pytest.mark.parametrize(
    ("zone", "stamp"),
    [("local", "2025-01-02T04:04:05"), ("utc", "2025-01-02T03:04:05")],
)
@pytest.mark.parametrize(("base", "number"), [("1", 1), ("0", 0)])
async def test_log_of_a_toggle(
    portal: Portal,
    site: PowerSentrixSimulator,
    zone: str,
    stamp: str,
    base: str,
    number: int,
) -> None:
    """Posted at once; the zone and the number of the port are knobs."""
    site.turn(log_tz=zone, log_base=base)
    await portal.toggle()
    (row,) = await portal.get(LOGS)
    assert row["description"] == f"Output {number} turned OFF"
    assert (row["code"], row["timestamp"]) == ("I/E01", stamp)


@pytest.mark.parametrize(
    ("form", "log", "info"),
    [
        ("text", "2025-01-02T04:04:05", "2025-01-02T03:04:05.000+0000"),
        ("millis", 1735790645000, 1735787045000),
        ("array", [2025, 1, 2, 4, 4, 5], [2025, 1, 2, 3, 4, 5]),
    ],
)
async def test_stamps(
    portal: Portal, site: PowerSentrixSimulator, form: str, log: Any, info: Any
) -> None:
    """Times may be written in any of the ways of such servers."""
    site.turn(stamp_form=form)
    await portal.toggle()
    assert (await portal.get(LOGS))[0]["timestamp"] == log
    assert (await portal.get(BASIC))["timestamp"] == info
    assert (await portal.ask("nothing")).json["timestamp"] == info


async def test_lists_as_pages(portal: Portal, site: PowerSentrixSimulator) -> None:
    """Lists may come as pages with their content."""
    site.turn(list_form="content")
    assert await portal.get(LOGS) == {"content": []}
    told = (await portal.get("getUpsList"))["responseObject"]
    assert told["content"][0]["id"] == 42


@pytest.mark.parametrize(
    ("form", "told"),
    [("words", "5d 02h 11m"), ("clock", "5d 2:11:30"), ("seconds", 439890)],
)
async def test_uptimes(
    portal: Portal, site: PowerSentrixSimulator, form: str, told: Any
) -> None:
    """Spans of time may be written in other ways."""
    site.turn(uptime_form=form)
    site.step(30)
    assert (await portal.whole())["upsData"]["uptime"] == told
    assert (await portal.get(BASIC))["mainUptime"] == told


@pytest.mark.parametrize(
    ("knob", "text"),
    [
        ("wrapper", '{"responseMessage": "OK", "responseObject": {"info": 1}}'),
        ("text", "OK"),
        ("empty", ""),
    ],
)
async def test_change_reply(
    portal: Portal, site: PowerSentrixSimulator, knob: str, text: str
) -> None:
    """The answer to a toggle is unknown; what it does is not."""
    site.turn(change_reply=knob)
    for on in (False, True):
        answer = await portal.toggle()
        assert (answer.status, answer.text) == (200, text)
        assert site.ups.is_on(0) is on
    assert site.ups.toggles.executed == {0: 2}


async def test_ok_in_small_letters(portal: Portal, site: PowerSentrixSimulator) -> None:
    """The word of the wrapper may be written otherwise."""
    site.turn(ok_word="ok")
    assert (await portal.get("getUpsList"))["responseMessage"] == "ok"


async def test_extra_paths(portal: Portal, site: PowerSentrixSimulator) -> None:
    """Paths that are named only may be there."""
    site.turn(extra_paths="present")
    told = await portal.get("testConnection?id=42")
    assert told["responseObject"]["sn"] == site.ups.serial
    told = await portal.get("restartPort?id=42&port=0")
    assert told["responseObject"] == {"info": 1}
    assert not site.ups.is_on(0)
    told = await portal.get("restartPort?id=42&port=0")
    assert told["responseMessage"] == "UPS refuses"
    site.step(5)
    assert site.ups.is_on(0)


async def test_portal_without_rights(
    portal: Portal, site: PowerSentrixSimulator
) -> None:
    """The portal's key may be a bad one."""
    site.ups.state.keys[site.ups.state.portal_key] = False
    await portal.whole()
    told = (await portal.toggle()).json
    assert told["responseMessage"] != "OK"
    del site.ups.state.keys[site.ups.state.portal_key]
    told = await portal.get("getUpsComplexObject?id=42")
    assert told["responseMessage"] == "UPS refuses the API key"
    assert site.ups.is_on(0)
