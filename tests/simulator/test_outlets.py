"""Outlets and relays: switching, rebooting, settings, and what is refused."""

from typing import Any

import pytest

from simulator.synaccess import Command, PduSimulator

from .client import Client
from .conftest import MakePdu

FIRST = "1-2001607"
OUTLET_KEYS = [
    "id",
    "outletName",
    "pwrOnState",
    "outletIndex",
    "receptacle",
    "customRebootTimeEnabled",
    "customRebootTime",
    "circuitVoltage",
    "currentRms",
    "state",
    "bankId",
    "voltageDetection",
    "rebootStatus",
    "relayHealth",
]


async def test_list(client: Client) -> None:
    """Eight outlets, the last one off, in the order and types of the real ones."""
    outlets = await client.get("/api/outlets")
    assert [outlet["state"] for outlet in outlets] == ["ON"] * 7 + ["OFF"]
    assert list(outlets[0]) == OUTLET_KEYS
    assert outlets[0] | {} == {
        "id": FIRST,
        "outletName": "Outlet 1",
        "pwrOnState": "PREV",
        "outletIndex": 1,
        "receptacle": "NEMA 5-20R",
        "customRebootTimeEnabled": False,
        "customRebootTime": 5,
        "circuitVoltage": 120.1,
        "currentRms": 0.8,
        "state": "ON",
        "bankId": 2001607,
        "voltageDetection": True,
        "rebootStatus": "none",
        "relayHealth": "OK",
    }


@pytest.mark.parametrize("name", ["1", FIRST])
async def test_switch(pdu: PduSimulator, client: Client, name: str) -> None:
    """By number or by id; the answer is the outlet; currents and sums follow."""
    outlet = await client.put(f"/api/outlets/{name}", {"state": "OFF"})
    assert outlet["id"] == FIRST
    assert (outlet["state"], outlet["currentRms"]) == ("OFF", 0)
    assert outlet["voltageDetection"] is False
    assert outlet["rebootStatus"] == "none"
    assert (await client.item("/api/banks", 2001607))["currentRms"] == 2.8
    assert (await client.item("/api/inlets", "I1-1502530"))["inletCurrentRms"] == 2.8

    command = Command("outlet.state", FIRST, "OFF")
    assert pdu.counters.commands_received == [command]
    assert pdu.counters.commands_executed == [("outlet.state", FIRST, "OFF")]

    outlet = await client.put(f"/api/outlets/{name}", {"state": "ON"})
    assert (outlet["state"], outlet["currentRms"]) == ("ON", 0.8)


async def test_reboot(pdu: PduSimulator, client: Client) -> None:
    """Pending at once, off at the next move of the clock, on after the reboot time."""
    outlet = await client.put("/api/outlets/1", {"state": "REBOOT"})
    assert (outlet["state"], outlet["rebootStatus"]) == ("ON", "pendingOff")

    pdu.step(0.1)
    outlet = await client.item("/api/outlets", FIRST)
    assert (outlet["state"], outlet["rebootStatus"]) == ("OFF", "pendingOn")
    assert (outlet["currentRms"], outlet["voltageDetection"]) == (0, False)

    pdu.step(4.8)
    assert pdu.state.outlet(1)["rebootStatus"] == "pendingOn"
    pdu.step(0.1)
    outlet = await client.item("/api/outlets", FIRST)
    assert (outlet["state"], outlet["rebootStatus"]) == ("ON", "none")
    assert outlet["currentRms"] == 0.8
    assert pdu.counters.commands_executed == [("outlet.state", FIRST, "REBOOT")]


async def test_reboot_time_of_its_own(pdu: PduSimulator, client: Client) -> None:
    """The outlet's own reboot time counts where it is enabled."""
    settings = {"customRebootTimeEnabled": True, "customRebootTime": 60}
    await client.put("/api/outlets/1", settings)
    await client.put("/api/outlets/1", {"state": "REBOOT"})
    pdu.step(59.9)
    assert pdu.state.outlet(1)["state"] == "OFF"
    pdu.step(0.1)
    assert pdu.state.outlet(1)["state"] == "ON"


async def test_a_newer_wish_ends_a_reboot(pdu: PduSimulator, client: Client) -> None:
    """Off during a reboot stays off."""
    await client.put("/api/outlets/1", {"state": "REBOOT"})
    pdu.step(1)
    await client.put("/api/outlets/1", {"state": "OFF"})
    pdu.step(60)
    outlet = pdu.state.outlet(1)
    assert (outlet["state"], outlet["rebootStatus"]) == ("OFF", "none")


async def test_settings(pdu: PduSimulator, client: Client) -> None:
    """Several keys at once; each counts as a command."""
    told = {
        "outletName": "NAS",
        "pwrOnState": "OFF",
        "customRebootTimeEnabled": True,
        "customRebootTime": 12,
    }
    outlet = await client.put("/api/outlets/2", told)
    assert told.items() <= outlet.items()
    assert outlet["state"] == "ON"
    assert pdu.counters.commands_executed == [
        (f"outlet.{key}", "2-2001607", value) for key, value in told.items()
    ]


@pytest.mark.parametrize(
    "body",
    [
        {"state": "on"},
        {"state": "BANANA"},
        {"state": True},
        {"state": None},
        {"pwrOnState": "LAST"},
        {"outletName": ""},
        {"outletName": "x" * 101},
        {"outletName": 7},
        {"customRebootTime": "5"},
        {"customRebootTime": 0},
        {"customRebootTime": 3601},
        {"customRebootTimeEnabled": 1},
        {"outletName": "new", "state": "BANANA"},
        {},
        {"unknown": 1},
        [],
        "not JSON",
        "",
    ],
)
async def test_refused(pdu: PduSimulator, client: Client, body: Any) -> None:
    """What makes no sense is refused with 422, and nothing of it is done."""
    before = pdu.state.outlet(1).copy()
    answer = await client.send("PUT", "/api/outlets/1", body)
    assert answer.status == 422
    assert answer.json["error"]
    assert pdu.state.outlet(1) == before
    assert pdu.counters.commands_executed == []


async def test_unknown_outlet(client: Client) -> None:
    """An outlet that is not there is not found."""
    answer = await client.send("PUT", "/api/outlets/99", {"state": "OFF"})
    assert answer.status == 404


async def test_body_is_json_whatever_it_calls_itself(
    pdu: PduSimulator, client: Client
) -> None:
    """The content type is ignored."""
    for number, kind in enumerate(
        ("application/x-www-form-urlencoded", "text/plain", "image/png"), start=1
    ):
        client.headers = {"Content-Type": kind}
        await client.put(f"/api/outlets/{number}", {"state": "OFF"})
        assert pdu.state.outlet(number)["state"] == "OFF"


async def test_48_outlets(make_pdu: MakePdu, client: Client) -> None:
    """A large unit has three banks; the index counts within the bank."""
    pdu = await make_pdu(outlets=48)
    client.url = pdu.url
    outlets = await client.get("/api/outlets")
    banks = await client.get("/api/banks")
    assert (len(outlets), len(banks)) == (48, 3)
    assert outlets[19]["id"] == "20-2001608"
    assert outlets[19]["outletIndex"] == 4
    for bank in banks:
        drawn = sum(o["currentRms"] for o in outlets if str(o["bankId"]) == bank["id"])
        assert bank["currentRms"] == pytest.approx(drawn, abs=0.001)
        assert 2 < bank["currentRms"] < 16
    device = await client.get("/api/device")
    assert (device["numOutlets"], device["numBanks"]) == (48, 3)
    await client.put("/api/outlets/20", {"state": "OFF"})
    assert pdu.state.outlet("20-2001608")["state"] == "OFF"


async def test_relays(make_pdu: MakePdu, client: Client) -> None:
    """Select models have relay outputs; the path of one is singular."""
    assert await client.get("/api/relayOutputs") == []
    pdu = await make_pdu(dialects={"relays"})
    client.url = pdu.url
    relays = await client.get("/api/relayOutputs")
    assert relays[0] == {
        "id": "R1-1502530",
        "relayName": "Relay 1",
        "state": "ON",
        "relayIndex": 1,
        "customRebootTimeEnabled": False,
        "customRebootTime": 5,
    }
    relay = await client.put("/api/relayOutput/R1-1502530", {"state": "OFF"})
    assert relay["state"] == "OFF"
    await client.put("/api/relayOutput/R2-1502530", {"state": "REBOOT"})
    pdu.step(0.1)
    assert pdu.state.relay("R2-1502530")["state"] == "OFF"
    pdu.step(5)
    assert pdu.state.relay("R2-1502530")["state"] == "ON"
    relay = await client.put("/api/relayOutput/R1-1502530", {"relayName": "Siren"})
    assert (relay["relayName"], relay["state"]) == ("Siren", "OFF")
    assert pdu.counters.commands_executed == [
        ("relay.state", "R1-1502530", "OFF"),
        ("relay.state", "R2-1502530", "REBOOT"),
        ("relay.relayName", "R1-1502530", "Siren"),
    ]
    for wrong in ({}, {"state": "Off"}, {"relayName": ""}, {"customRebootTime": -1}):
        answer = await client.send("PUT", "/api/relayOutput/R1-1502530", wrong)
        assert answer.status == 422, wrong
    unknown = await client.send("PUT", "/api/relayOutput/R9", {"state": "ON"})
    assert unknown.status == 404
    plural = await client.send("PUT", "/api/relayOutputs/R1-1502530", {"state": "ON"})
    assert plural.status == 404
