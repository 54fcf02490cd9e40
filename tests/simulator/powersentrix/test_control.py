"""The control planes of portal and UPS: all of it moved from outside."""

from typing import Any

import aiohttp
import pytest

from simulator.powersentrix import PowerSentrixSimulator

from ..client import Client
from .conftest import MakeSite
from .wires import Local, Portal, Receiver


@pytest.fixture
def control(site: PowerSentrixSimulator, session: aiohttp.ClientSession) -> Client:
    """Talk to the control plane of the UPS."""
    return Client(session, site.ups.control_url.rstrip("/"))


@pytest.fixture
def cloud(site: PowerSentrixSimulator, session: aiohttp.ClientSession) -> Client:
    """Talk to the control plane of the portal."""
    return Client(session, site.portal.control_url.rstrip("/"))


async def test_index(
    site: PowerSentrixSimulator, control: Client, cloud: Client
) -> None:
    """Each tells what can be played and done."""
    for plane, verb in ((control, "mains"), (cloud, "revoke")):
        index = await plane.get("/")
        assert index["scenarios"] == list(site.scenarios)
        assert {verb, "refuse", "behaviour"} <= set(index["verbs"])


async def test_state(
    site: PowerSentrixSimulator, local: Local, control: Client
) -> None:
    """Read and changed; what follows from it follows."""
    state = await control.get("/state")
    assert state["sn"] == site.ups.serial
    assert (state["mains"], state["online"], state["watts"]) == (True, True, 274.1)
    changes = {
        "mains": False,
        "charge": 0.8,
        "com_firmware": "v9",
        "buv": 47.5,
        "ports": {"0": {"amperes": 2, "label": "NAS"}, "2": {"on": False}},
        "supplies": {"1": {"mains": True}},
        "settings": {"ip": "192.0.2.7"},
        "keys": {"another": True},
        "overrides": {"upsData.ps.0.load": 4700, "upsData.uptime": "?"},
        "knobs": {"current_unit": "1mA", "noise": 0},
    }
    told = (await control.send("PATCH", "/state", changes)).json
    assert told["mains"] is True
    assert told["knobs"]["current_unit"] == "1mA"
    local.key = "another"
    whole = await local.get(2)
    data = whole["upsData"]
    assert (data["currents"][0], data["outputs"][2]) == (2000, 0)
    assert (data["ps"][0]["main"], data["ps"][0]["load"]) == (0, 4700)
    assert data["uptime"] == "?"
    assert data["ps"][1]["buv"] == 4750
    assert whole["config"]["outputs"][0]["description"] == "NAS"
    assert whole["config"]["settings"]["ip"] == "192.0.2.7"
    assert whole["config"]["ident"]["comFirmware"] == "v9"
    taken_back = {"overrides": {"upsData.uptime": None}, "forced": True}
    await control.send("PATCH", "/state", taken_back)
    whole = await local.get(2)
    assert whole["upsData"]["uptime"] == "5d 02h 11m"
    assert whole["config"]["settings"]["forcePowerFromBatteries"] == 1


async def test_state_of_the_portal(
    site: PowerSentrixSimulator, portal: Portal, cloud: Client
) -> None:
    """Its knobs, and every UPS by its id."""
    changes = {
        "knobs": {"portal_read": "cached"},
        "upses": {"42": {"mains": False}},
    }
    told = (await cloud.send("PATCH", "/state", changes)).json
    assert told["knobs"]["portal_read"] == "cached"
    assert told["upses"]["42"]["on_battery"] is True
    assert told["logs"]["42"][0]["description"] == "Mains power failure"
    assert told["accounts"][0]["email"] == site.portal.email
    assert (await portal.whole())["upsData"]["ps"][0]["main"] == 5410


async def test_counters(local: Local, control: Client) -> None:
    """Read and reset, toggles and all."""
    await local.ask(3, 0)
    counters = await control.get("/counters")
    assert counters["requests"] == {"GET /api_actions?fn=3": 1}
    assert counters["toggles"]["executed"] == {"0": 1}
    assert counters["commands"]["executed"] == [["port.toggle", "0", None]]
    await control.delete("/counters")
    assert (await control.get("/counters"))["toggles"]["received"] == {}


async def test_faults(local: Local, portal: Portal, control: Client) -> None:
    """Those of the UPS are not those of the portal."""
    rule = {"effect": "status", "query": ".*fn=2.*", "status": 500}
    await control.put("/faults", [rule])
    assert (await local.ask(2)).status == 500
    await portal.whole()
    assert (await control.get("/faults"))[0]["struck"] == 1


async def test_step_and_scenario(
    site: PowerSentrixSimulator, control: Client, cloud: Client
) -> None:
    """Time and scenarios are those of all."""
    await cloud.post("/scenario", {"name": "mains_failure"})
    assert (await control.get("/state"))["mains"] is False
    await control.post("/step", {"seconds": 180})
    assert (await control.get("/state"))["mains"] is True
    await control.post("/scenario", {"name": "restart"})
    assert not site.ups.is_on(0)


async def test_ups_verbs(
    site: PowerSentrixSimulator, local: Local, control: Client
) -> None:
    """Each verb does what it says."""
    await control.post("/mains", {"on": False, "supply": 0})
    assert [supply.mains for supply in site.ups.state.supplies] == [False, True]
    await control.post("/mains", {"on": True})
    await control.post("/force_battery")
    assert site.ups.state.forced
    await control.post("/force_battery", {"on": False})
    assert (await control.post("/toggle", {"port": 0}))["result"] is False
    await control.post("/input", {"input": 1, "high": True})
    assert site.ups.is_on(0)
    assert (await control.post("/restart", {"port": 3}))["result"] is False
    await control.post("/load", {"port": 1, "amperes": 2})
    assert (await local.data())["currents"][1] == 200
    await control.post("/block", {"supply": 0, "block": 1, "sag": 0.6, "charge": 1})
    assert site.ups.state.supplies[0].blocks[1].sag == 0.6

    await control.post("/ignore", {"times": 1})
    await local.ask(3, 0)
    assert site.ups.is_on(0)
    await control.post("/ambush", {"port": 0})
    await local.ask(3, 0)
    assert site.ups.is_on(0)
    await control.post("/double")
    await local.ask(3, 0)
    assert site.ups.is_on(0)
    await control.post("/ignore")
    await local.ask(3, 0)
    assert site.ups.is_on(0)
    told = (await control.post("/toggles", {"reset": True}))["result"]
    assert told == {"received": {}, "executed": {}, "foreign": {}}
    changes = (await control.post("/changes"))["result"]
    assert [change[3] for change in changes] == [
        "phone",
        "extra action",
        "somebody",
        "api",
        "api",
        "api",
    ]
    await control.post("/record", {"code": "X/1", "description": "Hello"})
    assert (await control.post("/journal"))["result"][-1][1:3] == ["X/1", "Hello"]
    await control.post("/behaviour", {"keep_alive": True})
    assert site.ups.keep_alive
    await control.post("/reboot", {"firmware": "v4"})
    assert not site.ups.unit.online
    site.step(20)
    assert (await local.get(1))["comFirmware"] == "v4"


@pytest.mark.parametrize("plane", ["control", "cloud"])
async def test_reset(
    make_site: MakeSite, session: aiohttp.ClientSession, plane: str
) -> None:
    """Everything is as at the beginning, with the knobs of the beginning."""
    site = await make_site(psu="1", portal_read="cached")
    station = site.ups if plane == "control" else site.portal
    before = site.ups.snapshot(), site.portal.snapshot()
    for name in ("battery_discharge", "malformed", "password_changed", "readonly_key"):
        site.play(name)
    site.ups.unit.switching.foreign_toggle(site.ups.state.port(0))
    site.turn(portal_read="live", psu="2")
    site.step(800)
    wire = Client(session, station.control_url.rstrip("/"))
    await wire.post("/reset")
    assert (site.ups.snapshot(), site.portal.snapshot()) == before
    local = Local(session, site.ups.url, site.ups.api_key)
    assert (await local.get(1))["comUptime"] == "2d 14h 33m"
    site.step(3600)
    assert site.ups.unit.online


async def test_post_verbs(
    site: PowerSentrixSimulator, control: Client, receiver: Receiver
) -> None:
    """Everything that can be posted can be posted from outside."""
    await control.post("/push_to", {"url": receiver.url, "company_id": "c"})
    await control.post("/push_now")
    await control.post("/register")
    query = {"companyId": "x", "cmm": "y"}
    await control.post("/post", {"name": "setUpsLog", "body": {"a": 1}, "query": query})
    await control.post("/post", {"name": "setUpsData", "text": "{"})
    await site.delivered()
    assert [post.name for post in receiver.posts] == [
        "setNewUps",
        "setUpsData",
        "setUpsData",
        "setNewUps",
        "setUpsLog",
        "setUpsData",
    ]
    assert (receiver.posts[4].query, receiver.posts[4].json) == (query, {"a": 1})
    assert receiver.posts[5].body == b"{"
    deliveries = (await control.post("/deliveries"))["result"]
    assert [delivery[1] for delivery in deliveries] == [200] * 6
    await control.post("/chaos")
    await site.delivered()
    assert len(receiver.posts) > 15
    await control.post("/push_off")
    assert site.ups.pusher.server is None


async def test_portal_verbs(
    site: PowerSentrixSimulator, portal: Portal, cloud: Client
) -> None:
    """Each verb does what it says."""
    await cloud.post("/revoke")
    assert (await portal.ask("getUpsList")).status == 401
    await cloud.post("/password", {"password": "new"})
    assert site.portal.password == "new"
    await cloud.post("/web_login")
    answer = await portal.login(site.portal.email, "new")
    assert answer.json["message"] == "disabledLoginFromWeb"
    await cloud.post("/web_login", {"on": True})
    assert (await portal.login(site.portal.email, "new")).status == 200
    await cloud.post("/units", {"ids": []})
    assert (await portal.get("getUpsList"))["responseObject"] == []
    await cloud.post("/units")
    assert len((await portal.get("getUpsList"))["responseObject"]) == 1
    told = (await cloud.post("/behaviour", {"keep_alive": False}))["result"]
    assert told == {"keep_alive": False, "latency": 0.0}


@pytest.mark.parametrize("verb", ["refuse", "vanish"])
async def test_outages(
    site: PowerSentrixSimulator, local: Local, control: Client, verb: str
) -> None:
    """Away and back; the control plane stays."""
    await control.post(f"/{verb}")
    assert (await control.get("/state"))["online"] is False
    await control.post("/come_back")
    await local.data()


@pytest.mark.parametrize("plane", ["control", "cloud"])
@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PATCH", "/state", {"nonsense": {}}),
        ("PATCH", "/state", {"knobs": {"psu": "7", "portal_read": "x"}}),
        ("PATCH", "/state", {"ports": {"99": {}}, "upses": {"99": {}}}),
        ("PUT", "/faults", [{"effect": "html", "query": "("}]),
        ("POST", "/scenario", {"name": "picnic"}),
        ("POST", "/scenario", {"name": "two_ups"}),
        ("POST", "/behaviour", {"manners": True}),
        ("POST", "/picnic", {}),
    ],
)
async def test_nonsense(
    control: Client, cloud: Client, plane: str, method: str, path: str, body: Any
) -> None:
    """What makes no sense is refused, and changes nothing."""
    wire = control if plane == "control" else cloud
    before = await wire.get("/state")
    answer = await wire.send(method, path, body)
    assert answer.status == 400
    assert answer.json["error"]
    assert await wire.get("/state") == before
