"""The control plane: the simulator moved from outside."""

import asyncio
from typing import Any

import aiohttp
import pytest

from simulator.synaccess import PduSimulator

from .client import Answer, Client


@pytest.fixture
def control(pdu: PduSimulator, session: aiohttp.ClientSession) -> Client:
    """Talk to the control plane."""
    return Client(session, pdu.control_url.rstrip("/"))


async def test_own_port(pdu: PduSimulator, client: Client) -> None:
    """The unit itself knows nothing of it."""
    assert pdu.control_url.endswith("/_sim/")
    assert not pdu.control_url.startswith(pdu.url)
    assert (await client.send("GET", "/_sim/state")).status == 404


async def test_index(pdu: PduSimulator, control: Client) -> None:
    """It tells what can be played and done."""
    index = await control.get("/")
    assert index["scenarios"] == list(pdu.scenarios)
    assert "breaker" in index["verbs"]


async def test_state(pdu: PduSimulator, client: Client, control: Client) -> None:
    """Read and changed, object by object; keys can be taken away."""
    state = await control.get("/state")
    assert state["outlets"] == pdu.state.outlets
    changes = {
        "device": {"modelNumber": "X"},
        "outlets": {"1-2001607": {"outletName": "NAS", "currentRms": None}},
        "banks": {"2001607": {"voltageRms": 230.0}},
        "sensors": {"2": {"sensorTempInC": 40.5}},
        "users": {"admin": {"password": "new"}},
        "conf": {"deviceName": "Rack 4"},
        "loads": {"2-2001607": 3.0},
        "events": [],
        "unreachable": ["192.0.2.1"],
        "remove": {"outlets": {"3": ["relayHealth"]}, "conf": ["macAddr"]},
    }
    told = (await control.send("PATCH", "/state", changes)).json
    assert told["device"]["modelNumber"] == "X"
    outlets = await client.get("/api/outlets")
    assert (outlets[0]["outletName"], outlets[0]["currentRms"]) == ("NAS", None)
    assert outlets[1]["currentRms"] == 3.0
    assert "relayHealth" not in outlets[2]
    assert outlets[0]["circuitVoltage"] == 230.0
    assert (await client.item("/api/sensors", "2", "sensorId"))["sensorTempInC"] == 40.5
    assert (await client.login("admin", "new")).status == 200
    conf = await client.get("/api/conf")
    assert conf["deviceName"] == "Rack 4"
    assert "macAddr" not in conf
    assert await client.get("/api/events") == []
    assert pdu.state.unreachable == {"192.0.2.1"}


async def test_whole_lists(pdu: PduSimulator, client: Client, control: Client) -> None:
    """A list replaces a list, and new outlets can be seen and used."""
    outlet = pdu.state.outlet(1) | {"id": "9-2001607", "currentRms": 4.0}
    await control.send("PATCH", "/state", {"outlets": [outlet], "banks": []})
    (seen,) = await client.get("/api/outlets")
    assert (seen["id"], seen["currentRms"]) == ("9-2001607", 4.0)
    assert (await client.put("/api/outlets/9", {"state": "OFF"}))["state"] == "OFF"
    hidden = pdu.state.permissions("admin")
    hidden["viewOutlets"] = []
    await control.send("PATCH", "/state", {"outlets": {"9": {"outletName": "x"}}})
    assert await client.get("/api/outlets") == []


async def test_counters(pdu: PduSimulator, client: Client, control: Client) -> None:
    """Read and reset; its own requests are not among them."""
    await client.put("/api/outlets/1", {"state": "OFF"})
    counters = await control.get("/counters")
    assert counters["requests"] == {"PUT /api/outlets/1": 1}
    assert counters["commands"]["executed"] == [["outlet.state", "1-2001607", "OFF"]]
    assert (counters["connections"], counters["max_concurrent"]) == (1, 1)
    await control.send("DELETE", "/counters")
    assert pdu.counters.requests == {}


async def test_faults(pdu: PduSimulator, client: Client, control: Client) -> None:
    """Put in force, watched, taken back."""
    rules = [{"effect": "status", "path": "/api/device", "status": 500, "times": 2}]
    await control.put("/faults", rules)
    statuses = [(await client.send("GET", "/api/device")).status for _ in range(3)]
    assert statuses == [500, 500, 200]
    await control.post("/faults", {"effect": "html", "method": "GET"})
    told = await control.get("/faults")
    assert [rule["struck"] for rule in told] == [2, 0]
    await control.put("/faults", told)
    assert len(pdu.faults.rules) == 2
    await control.delete("/faults")
    assert pdu.faults.rules == []


async def test_step_and_scenario(
    pdu: PduSimulator, client: Client, control: Client
) -> None:
    """Time and scenarios."""
    await control.post("/step", {"seconds": 10})
    assert pdu.state.device["uptime"] == 86410
    await control.post("/scenario", {"name": "outlet_renamed"})
    assert (await client.get("/api/outlets"))[0]["outletName"] == "Core switch"


async def test_verbs(pdu: PduSimulator, client: Client, control: Client) -> None:
    """Each verb does what it says."""
    await control.post("/breaker", {"bank": "2001607", "closed": False})
    assert (await client.get("/api/banks"))[0]["circuitBreakerClosed"] is False
    await control.post("/breaker", {"bank": 2001607, "closed": True})
    await control.post("/load", {"outlet": 1, "amperes": 5})
    assert (await client.get("/api/outlets"))[0]["currentRms"] == 5.0

    await control.post("/sensor", {"port": "A"})
    assert [s["sensorPort"] for s in await client.get("/api/sensors")] == ["B"]
    await control.post("/sensor", {"port": "A", "plugged": True})
    told = await control.post("/digital_input", {"port": "A", "index": 2})
    assert told["result"] == "HI"
    hub = await client.item("/api/sensors", "140001", "sensorId")
    assert hub["digitalInputs"][1]["state"] == "HI"

    await client.login(pdu.username, pdu.password)
    assert pdu.sessions == 1
    await control.post("/expire_sessions")
    assert pdu.sessions == 0

    told = await control.post("/dialects", {"names": ["ats"]})
    assert told["result"] == ["ats"]
    await control.post("/ats", {"inlet": "B"})
    active = [i["atsInletActive"] for i in await client.get("/api/inlets")]
    assert active == [False, True]

    told = await control.post("/time", {"time": "2025-06-01T12:00:00+00:00"})
    assert told["result"] == "2025-06-01T12:00:00+00:00"
    assert (await client.get("/api/device"))["time"] == "2025-06-01T12:00:00Z"

    told = await control.post("/behaviour", {"keep_alive": True, "conf": True})
    assert told["result"] == {
        "reboot": False,
        "conf": True,
        "keep_references": False,
        "keep_alive": True,
        "latency": 0.0,
    }
    assert pdu.keep_alive
    assert (await control.post("/journal"))["result"] == []
    assert (await control.post("/webhooks"))["result"] == []
    await control.post("/reset")
    assert len(await client.get("/api/inlets")) == 2


@pytest.mark.parametrize("verb", ["refuse", "vanish"])
async def test_outages(client: Client, control: Client, verb: str) -> None:
    """Away and back; the control plane stays."""
    await client.get("/api/device")
    await control.post(f"/{verb}")
    wish = asyncio.ensure_future(client.send("POST", "/api/conf", {}))
    for _ in range(3):
        await control.get("/counters")
    assert wish.done() is (verb == "refuse")
    await control.post("/come_back")
    with pytest.raises(aiohttp.ClientConnectionError):
        await wish
    assert await client.get("/api/device")


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PATCH", "/state", {"nonsense": {}}),
        ("PATCH", "/state", {"outlets": {"99": {}}}),
        ("PATCH", "/state", []),
        ("PATCH", "/state", "{"),
        ("PUT", "/faults", [{"effect": "picnic"}]),
        ("PUT", "/faults", [{"effect": "html", "path": "("}]),
        ("PUT", "/faults", [{"effect": "html", "colour": "red"}]),
        ("POST", "/scenario", {"name": "picnic"}),
        ("POST", "/scenario", {"name": "ats_switch"}),
        ("POST", "/step", {"seconds": "soon"}),
        ("POST", "/picnic", {}),
        ("POST", "/breaker", {}),
        ("POST", "/dialects", {"names": ["put_only", "post_only"]}),
        ("POST", "/behaviour", {"manners": True}),
    ],
)
async def test_nonsense(
    pdu: PduSimulator, control: Client, method: str, path: str, body: Any
) -> None:
    """What makes no sense is refused, and changes nothing."""
    before = pdu.snapshot()
    answer: Answer = await control.send(method, path, body)
    assert answer.status == 400
    assert answer.text
    assert pdu.snapshot() == before
    assert pdu.faults.rules == []
