"""Scenarios: what happens to a unit while somebody is watching."""

import socket

import aiohttp
import pytest

from simulator.synaccess import PduSimulator
from simulator.synaccess.server import REBOOT_TIME

from .client import Client
from .conftest import MakePdu

DEVICE = "/api/device"


async def test_session_expires(
    pdu: PduSimulator, session: aiohttp.ClientSession
) -> None:
    """Sessions end now, and each new one after a minute, used or not."""
    pdu.play("session_expires")
    login = await Client(session, pdu.url).login(pdu.username, pdu.password)
    cookie = {"Cookie": f"SPID={login.headers['Token']}"}
    client = Client(session, pdu.url, headers=cookie)
    for _ in range(6):
        pdu.step(10)
        assert (await client.send("GET", DEVICE)).status == 200
    pdu.step(1)
    assert (await client.send("GET", DEVICE)).status == 401


@pytest.mark.parametrize("by_command", [False, True])
async def test_reboot(pdu: PduSimulator, client: Client, by_command: bool) -> None:
    """Gone for a while, then back with a new uptime and without sessions."""
    login = await client.login(pdu.username, pdu.password)
    pdu.state.outlet(1)["state"] = "OFF"
    if by_command:
        assert (await client.send("POST", "/api/system/reboot")).status == 200
        assert pdu.counters.commands_executed == [("system.reboot", "", None)]
    else:
        pdu.play("reboot")
    with pytest.raises(aiohttp.ClientConnectorError):
        await client.get(DEVICE)
    pdu.step(REBOOT_TIME - 1)
    with pytest.raises(aiohttp.ClientConnectorError):
        await client.get(DEVICE)
    pdu.step(1)
    assert (await client.get(DEVICE))["uptime"] == REBOOT_TIME
    assert pdu.state.outlet(1)["state"] == "OFF"
    client.headers = {"Cookie": f"SPID={login.headers['Token']}"}
    client.token = None
    assert (await client.send("GET", DEVICE)).status == 401


async def test_stopped_while_restarting(pdu: PduSimulator) -> None:
    """A unit that is stopped does not come back."""
    pdu.play("reboot")
    await pdu.stop()
    pdu.step(60)
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", int(pdu.url.rpartition(":")[2]))) != 0


async def test_coming_back_early(pdu: PduSimulator, client: Client) -> None:
    """Coming back by hand ends the restart, once."""
    pdu.play("reboot")
    await pdu.come_back()
    await pdu.vanish()
    pdu.step(60)
    with pytest.raises(aiohttp.ClientConnectorError):
        await client.get(DEVICE)


async def test_vanish(pdu: PduSimulator, client: Client) -> None:
    """Gone until told otherwise."""
    pdu.play("vanish")
    pdu.step(3000)
    with pytest.raises(aiohttp.ClientConnectorError):
        await client.get(DEVICE)
    await pdu.come_back()
    assert await client.get(DEVICE)


async def test_banks_come_and_go(pdu: PduSimulator, client: Client) -> None:
    """A bank brings eight outlets, that can be used; without it they are gone."""
    pdu.play("bank_added")
    device = await client.get(DEVICE)
    assert (device["numBanks"], device["numOutlets"]) == (2, 16)
    banks = await client.get("/api/banks")
    assert [bank["bankName"] for bank in banks] == ["Bank 1", "Bank 2"]
    assert banks[1]["currentRms"] == 2.4
    outlets = await client.get("/api/outlets")
    assert (outlets[15]["id"], outlets[15]["outletIndex"]) == ("16-2001608", 8)
    assert list(outlets[15]) == list(outlets[0])
    changed = await client.put("/api/outlets/16", {"state": "OFF"})
    assert changed["state"] == "OFF"
    await client.post("/api/groups", {"groupName": "x", "outlets": [1, 16]})

    pdu.play("bank_removed")
    assert (await client.get(DEVICE))["numOutlets"] == 8
    assert len(await client.get("/api/outlets")) == 8
    assert len((await client.get("/api/groups"))[2]["outlets"]) == 1
    assert (await client.send("PUT", "/api/outlets/16", {})).status == 404
    assert (await client.get("/api/inlets"))[0]["inletCurrentRms"] == 3.6


async def test_outlet_renamed(pdu: PduSimulator, client: Client) -> None:
    """The label changes, the id does not."""
    before = await client.get("/api/outlets")
    pdu.play("outlet_renamed")
    after = await client.get("/api/outlets")
    assert after[0].pop("outletName") != before[0].pop("outletName")
    assert after == before


async def test_sensors(pdu: PduSimulator, client: Client) -> None:
    """Pulled and plugged in again, as it was."""
    before = await client.get("/api/sensors")
    pdu.play("sensor_pulled")
    assert [s["sensorPort"] for s in await client.get("/api/sensors")] == ["A"]
    pdu.play("sensor_plugged")
    assert await client.get("/api/sensors") == before


async def test_ats_needs_one(pdu: PduSimulator) -> None:
    """A unit without transfer switch cannot play this."""
    with pytest.raises(ValueError, match="transfer switch"):
        pdu.play("ats_switch")


async def test_energy(pdu: PduSimulator, client: Client) -> None:
    """A reset stays; a glitch is one read of each list."""

    async def read() -> tuple[float, float]:
        banks, inlets = await client.get("/api/banks"), await client.get("/api/inlets")
        return banks[0]["energyAccumulation"], inlets[0]["inletEnergyAccumulation"]

    pdu.play("energy_glitch")
    assert await read() == (44.515, 44.515)
    assert await read() == (89.03, 89.03)
    pdu.play("energy_reset")
    assert await read() == (0, 0)
    pdu.step(3600)
    assert await read() == pytest.approx((0.4107, 0.4107), abs=1e-4)


async def test_relay_stuck(pdu: PduSimulator, client: Client) -> None:
    """The state is off, the voltage is there."""
    pdu.state.loads["8-2001607"] = 1.0
    pdu.play("relay_stuck")
    outlet = await client.item("/api/outlets", "8-2001607")
    assert (outlet["state"], outlet["voltageDetection"]) == ("OFF", True)
    assert (outlet["currentRms"], outlet["relayHealth"]) == (1.0, "Stuck")
    await client.put("/api/outlets/8", {"state": "ON"})
    outlet = await client.put("/api/outlets/8", {"state": "OFF"})
    assert (outlet["state"], outlet["voltageDetection"]) == ("OFF", True)


async def test_garbage(pdu: PduSimulator, client: Client) -> None:
    """Two good answers, one broken, and each time in another way."""
    pdu.play("garbage")
    for _ in range(24):
        for _ in range(2):
            assert (await client.get(DEVICE))["numOutlets"] == 8
        headers = {"Authorization": f"Bearer {pdu.token}"}
        try:
            async with client.session.get(pdu.url + DEVICE, headers=headers) as answer:
                good = (await answer.json())["modelNumber"] == "SP-1008-SIM"
        except aiohttp.ClientError, ValueError, TypeError, KeyError:
            good = False
        assert not good
    assert [rule.struck for rule in pdu.faults.rules] == [3] * 8


async def test_factory(pdu: PduSimulator, client: Client) -> None:
    """Everything that was set is gone, the tokens included."""
    await client.post("/api/conf", {"deviceName": "Rack 4"})
    pdu.play("factory")
    assert (await client.send("GET", DEVICE)).status == 401
    assert (await client.login(pdu.username, pdu.password)).status == 401
    login = await client.login("admin", "admin")
    client.headers = {"Cookie": f"SPID={login.headers['Token']}"}
    client.token = None
    assert (await client.get("/api/conf"))["deviceName"] == "SynLink PDU"
    assert await client.get("/api/events") == []


async def test_every_scenario_on_every_hardware(make_pdu: MakePdu) -> None:
    """Playing everything in turn breaks no unit, large or small."""
    for options in (
        {},
        {"outlets": 48, "dialects": {"ats", "relays"}},
        {"outlets": 1, "dialects": {"minimal"}},
        {"outlets": 24, "dialects": {"three_phase", "titlecase", "string_ids"}},
    ):
        pdu = await make_pdu(**options)
        for name in pdu.scenarios:
            if name == "ats_switch" and "ats" not in pdu.dialects:
                continue
            pdu.play(name)
            pdu.step(61)
        pdu.reset()
        assert pdu.snapshot()["device"]["uptime"] == 86400
        await pdu.stop()


async def test_unknown_scenario(pdu: PduSimulator) -> None:
    """A name that is none is refused."""
    with pytest.raises(ValueError, match="unknown scenario"):
        pdu.play("picnic")
