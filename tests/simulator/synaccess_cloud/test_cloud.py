"""What the cloud tells of PDUs, what it can be told, and how it may fail."""

from email.utils import parsedate_to_datetime
from typing import Any

import pytest

from simulator.clock import START, Clock
from simulator.synaccess import PduSimulator
from simulator.synaccess.cloud import CloudSimulator

from ..client import Client
from .conftest import MakeCloud, Talk

FIRST = "1-2001607"
DEVICE_KEYS = """
    deviceName connectionState cloudPostIntervalMs numBanks numOutlets numInlets
    inletPlug outletPwrMeasurementsSupported outletSwitchingSupported
    enclosureSerialNumber modelNumber inletConfig formFactor controllerSerialNumber
    controllerFirmwareVersion phase controllerHardwareVersion
    circuitBreakerProtection lastFwUpdateStatus"""
OUTLET_KEYS = """
    id outletName pwrOnState outletIndex receptacle customRebootTimeEnabled
    customRebootTime circuitVoltage currentRms state bankId voltageDetection
    rebootStatus relayHealth timestamp connectionState enclosureSerialNumber
    pduLabeledOutletNum"""
BANK_LOG_KEYS = """
    id bank_id bank_name enclosureSerialNumber energyAccumulation currentRms voltageRms
    lineFrequency powerFactor activePower apparentPower circuitBreakerClosed
    hasCircuitBreakerProtection deviceFirmware bankHw bankFw createdAt"""


async def outlet(client: Client, ident: str = FIRST) -> Any:
    """Read an outlet."""
    return await client.item("/outlets", ident)


async def test_lists_are_those_of_all_pdus(client: Client) -> None:
    """With the keys of the documented objects."""
    first, second = await client.get("/devices")
    assert first.keys() == set(DEVICE_KEYS.split())
    assert second["deviceName"] == "Branch office PDU 2"
    told = await outlet(client)
    assert told.keys() == set(OUTLET_KEYS.split())
    assert told["timestamp"] == START.timestamp() * 1000
    serials = [first["enclosureSerialNumber"], second["enclosureSerialNumber"]]
    for name, rows in (("outlets", 16), ("inlets", 2), ("banks", 2)):
        listed = await client.get(f"/{name}")
        assert len(listed) == rows
        assert sorted({one["enclosureSerialNumber"] for one in listed}) == serials


async def test_values_are_those_of_the_last_post(
    cloud: CloudSimulator, client: Client
) -> None:
    """What happens meanwhile is not seen before the next one."""
    cloud.pdu.unit.switching.outlet(FIRST, "OFF")
    assert (await outlet(client))["state"] == "ON"
    cloud.step(29)
    assert (await outlet(client))["state"] == "ON"
    cloud.step(1)
    told = await outlet(client)
    assert (told["state"], told["currentRms"]) == ("OFF", 0)
    assert told["timestamp"] == (START.timestamp() + 30) * 1000


@pytest.mark.parametrize(
    "path", [f"/outlet/{FIRST}", f"/devices/1502530/outlets/{FIRST}"]
)
async def test_an_outlet_is_changed(
    cloud: CloudSimulator, client: Client, path: str
) -> None:
    """The answer is the outlet; the lists show it with the next post."""
    answer = await client.put(path, {"state": "OFF", "outletName": "NAS"})
    assert (answer["state"], answer["outletName"]) == ("OFF", "NAS")
    assert "timestamp" not in answer
    assert cloud.pdu.unit.state.outlet(FIRST)["state"] == "OFF"
    assert (await outlet(client))["state"] == "ON"
    cloud.step(30)
    assert (await outlet(client))["outletName"] == "NAS"
    assert cloud.counters.commands_executed == [
        ("outlet.state", FIRST, "OFF"),
        ("outlet.outletName", FIRST, "NAS"),
    ]


async def test_by_the_number_of_an_outlet(client: Client) -> None:
    """With the serial number, the number will do."""
    answer = await client.put("/devices/1502531/outlets/2", {"state": "OFF"})
    assert answer["id"] == "2-2001707"


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/outlet/9-9", {"state": "OFF"}, 404),
        (f"/devices/1502531/outlets/{FIRST}", {"state": "OFF"}, 404),
        (f"/outlets/{FIRST}", {"state": "OFF"}, 404),
        (f"/outlet/{FIRST}", {"state": "PERHAPS"}, 422),
        (f"/outlet/{FIRST}", {}, 422),
        (f"/outlet/{FIRST}", "nonsense", 422),
    ],
)
async def test_what_is_refused(
    cloud: CloudSimulator, client: Client, path: str, body: Any, status: int
) -> None:
    """Nothing was executed."""
    answer = await client.send("PUT", path, body)
    assert answer.status == status
    assert not cloud.counters.commands_executed


@pytest.mark.parametrize(
    ("relay", "at_once", "shown", "later"),
    [
        ("now", "OFF", "ON", "OFF"),
        ("posts", "OFF", "OFF", "OFF"),
        ("echo", "OFF", "OFF", "OFF"),
        ("later", "ON", "ON", "ON"),
        ("never", "ON", "ON", "ON"),
    ],
)
async def test_what_becomes_of_a_command(
    make_cloud: MakeCloud, talk: Talk, relay: str, at_once: str, shown: str, later: str
) -> None:
    """At the PDU at once, in the list at once, and with the next post."""
    cloud = await make_cloud(relay=relay)
    client = talk(cloud)
    cloud.step(1)
    before = (await outlet(client))["timestamp"]
    await client.put(f"/outlet/{FIRST}", {"state": "OFF"})
    assert cloud.pdu.unit.state.outlet(FIRST)["state"] == at_once
    told = await outlet(client)
    assert told["state"] == shown
    assert (told["timestamp"] > before) is (relay == "posts")
    cloud.step(30)
    assert (await outlet(client))["state"] == later
    cloud.step(30)
    last = (await outlet(client))["state"]
    assert last == ("ON" if relay == "never" else "OFF")
    executed = len(cloud.counters.commands_executed)
    assert executed == (0 if relay == "never" else 1)


@pytest.mark.parametrize(
    ("knobs", "path", "status"),
    [
        ({"put_path": "by_serial"}, f"/outlet/{FIRST}", 404),
        ({"put_path": "outlet"}, f"/devices/1502530/outlets/{FIRST}", 404),
        ({"rights": "read"}, f"/outlet/{FIRST}", 403),
        ({"header": "X-Api-Key"}, f"/outlet/{FIRST}", 401),
        ({"prefix": ""}, f"/outlet/{FIRST}", 401),
        ({"outlet_ids": "cloud"}, f"/outlet/{FIRST}", 404),
        ({"outlet_ids": "cloud"}, "/outlet/c1502530x1", 200),
    ],
)
async def test_knobs_of_changes(
    make_cloud: MakeCloud, talk: Talk, knobs: dict[str, str], path: str, status: int
) -> None:
    """Where the real cloud is unknown."""
    client = talk(await make_cloud(**knobs))
    assert (await client.send("PUT", path, {"state": "OFF"})).status == status


async def test_knobs_of_lists(make_cloud: MakeCloud, talk: Talk) -> None:
    """Where the real cloud is unknown."""
    cloud = await make_cloud(
        base="", devices="absent", banks="plain", serials="text", stamps="absent"
    )
    client = talk(cloud)
    assert (await client.send("GET", "/devices")).status == 404
    assert "enclosureSerialNumber" not in (await client.get("/banks"))[0]
    told = await outlet(client)
    assert told["enclosureSerialNumber"] == "1502530"
    assert "timestamp" not in told
    cloud.knobs.turn(rights="none")
    assert (await client.send("GET", "/outlets")).status == 403
    cloud = await make_cloud(skew=3600.0)
    answer = await talk(cloud).send("GET", "/outlets")
    date = parsedate_to_datetime(answer.headers["Date"])
    assert (date - START).total_seconds() == 3600
    assert answer.json[0]["timestamp"] == (START.timestamp() + 3600) * 1000


async def test_outside_of_the_base_is_a_page(
    cloud: CloudSimulator, client: Client
) -> None:
    """As a portal answers a path that it does not know."""
    elsewhere = Client(client.session, cloud.url.removesuffix("/v1"), cloud.token)
    answer = await elsewhere.send("GET", "/devices")
    assert (answer.status, answer.text[:15]) == (404, "<!DOCTYPE html>")


async def test_logs(cloud: CloudSimulator, client: Client) -> None:
    """The history, by pages from the newest, or since an instant."""
    cloud.step(90)
    rows = await client.get("/logs/banks")
    assert len(rows) == 8
    assert rows[0].keys() == set(BANK_LOG_KEYS.split())
    assert rows[0]["createdAt"] == "2025-01-02T03:05:35.000Z"
    since = await client.get("/logs/banks?since=2025-01-02T03:05:00Z")
    assert [one["createdAt"][14:19] for one in since] == ["05:05"] * 2 + ["05:35"] * 2
    page = await client.get("/logs/banks?per_page=3&page=1")
    assert page == rows[3:6]
    window = "after=2025-01-02T03:04:10Z&before=2025-01-02T03:05:10Z"
    assert len(await client.get(f"/logs/banks?{window}")) == 4
    assert len(await client.get("/inlet-logs?page=0&per_page=60&limit=3")) == 3
    (state,) = {one["state"] for one in await client.get("/logs/outlets?per_page=1")}
    assert isinstance(state, bool)
    cloud.step(3000)
    oldest = "since=2025-01-01T00:00:00Z"
    assert len(await client.get(f"/logs/outlets?{oldest}")) == 1000
    for query in (f"{oldest}&before=2025-01-03T00:00:00Z", "since=once", "page=x"):
        assert (await client.send("GET", f"/logs/banks?{query}")).status == 422


async def test_scenarios(cloud: CloudSimulator, client: Client) -> None:
    """What may happen while somebody is watching."""
    cloud.play("pdu_offline")
    cloud.step(60)
    told = await outlet(client)
    assert told["connectionState"] == "Disconnected"
    assert told["timestamp"] == START.timestamp() * 1000
    answer = await client.send("PUT", f"/outlet/{FIRST}", {"state": "OFF"})
    assert answer.status == 409
    cloud.step(600)
    assert (await outlet(client))["connectionState"] == "Connected"
    cloud.play("stale_values")
    before = (await outlet(client))["timestamp"]
    cloud.step(300)
    told = await outlet(client)
    assert (told["timestamp"], told["connectionState"]) == (before, "Connected")
    cloud.play("pdu_removed")
    assert len(await client.get("/devices")) == 1
    cloud.play("pdu_added")
    assert len(await client.get("/devices")) == 2
    cloud.play("throttled")
    answer = await client.send("GET", "/outlets")
    assert (answer.status, answer.headers["Retry-After"]) == (429, "120")
    cloud.faults.clear()
    cloud.play("server_errors")
    statuses = [(await client.send("GET", "/outlets")).status for _ in range(6)]
    assert statuses == [500, 500, 500, 502, 502, 502]
    cloud.faults.clear()
    cloud.play("read_only")
    assert (await client.send("PUT", f"/outlet/{FIRST}", {})).status == 403
    cloud.play("token_revoked")
    assert (await client.send("GET", "/outlets")).status == 401
    cloud.reset()
    assert len(await client.get("/devices")) == 3
    with pytest.raises(ValueError, match="unknown scenario"):
        cloud.play("picnic")


async def test_every_scenario_can_be_played(cloud: CloudSimulator) -> None:
    """None of them needs what another has made."""
    for name in cloud.scenarios:
        cloud.play(name, 1)
    cloud.step(60)


async def test_the_control_plane(
    cloud: CloudSimulator, client: Client, control: Client
) -> None:
    """Everything can be moved from outside."""
    await control.post("/switch", {"outlet": 1, "state": "OFF"})
    await control.post("/post")
    assert (await outlet(client))["state"] == "OFF"
    await control.post("/link", {"up": False})
    assert (await outlet(client))["connectionState"] == "Disconnected"
    await control.post("/interval", {"pdu": 1, "ms": 60000})
    await control.post("/posting", {"pdu": 1, "on": False})
    assert (await client.get("/devices"))[1]["cloudPostIntervalMs"] == 60000
    assert (await control.post("/add"))["result"] == 1502532
    await control.post("/remove", {"pdu": 2})
    assert len(await client.get("/devices")) == 2
    await control.post("/restore", {"pdu": 2})
    answer = await control.send("PATCH", "/state", {"knobs": {"relay": "never"}})
    assert answer.json["knobs"]["relay"] == "never"
    assert answer.json["pdus"]["1502531"]["posting"] is False
    assert (await control.send("PATCH", "/state", {"pdus": {}})).status == 400
    await control.post("/revoke")
    assert (await client.send("GET", "/devices")).status == 401
    await control.post("/reset")
    assert (await client.send("GET", "/devices")).status == 200
    assert cloud.knobs.relay == "now"


async def test_a_pdu_that_is_reached_in_two_ways(talk: Talk, client: Client) -> None:
    """What is done by one shows by the other."""
    async with (
        PduSimulator(clock=Clock()) as pdu,
        CloudSimulator(2, clock=pdu.clock, first=pdu.unit) as cloud,
    ):
        far, near = talk(cloud), Client(client.session, pdu.url, pdu.token)
        await near.put("/api/outlets/1", {"state": "OFF"})
        assert (await outlet(far))["state"] == "ON"
        pdu.step(30)
        assert (await outlet(far))["state"] == "OFF"
        await far.put(f"/outlet/{FIRST}", {"state": "ON"})
        assert (await near.item("/api/outlets", FIRST))["state"] == "ON"
