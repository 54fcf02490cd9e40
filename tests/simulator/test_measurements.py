"""What the unit measures, how it follows from loads, and what tests may set."""

import math

import pytest

from simulator.synaccess import PduSimulator

from .client import Client
from .conftest import MakePdu

BANK = "2001607"
INLET = "I1-1502530"


async def test_start_values(client: Client) -> None:
    """The values of the start fit each other."""
    assert await client.item("/api/banks", BANK) == {
        "id": BANK,
        "inletId": INLET,
        "firmwareVersion": "030118",
        "hardwareVersion": "010101",
        "outletSwitchingSupported": True,
        "outletMeteringSupported": True,
        "currentRms": 3.6,
        "voltageRms": 120.1,
        "lineFrequency": 60.02,
        "powerFactor": 0.95,
        "activePower": 410.7,
        "apparentPower": 432.4,
        "energyAccumulation": 89.03,
        "bankName": "Bank 1",
        "bankLines": "L-N",
        "circuitBreakerClosed": True,
        "hasCircuitBreakerProtection": True,
    }
    assert await client.item("/api/inlets", INLET) == {
        "id": INLET,
        "inletType": "single",
        "inletPlug": "NEMA 5-20P",
        "inletName": "NEMA 5-20P Inlet",
        "inletPhase": "Single Phase",
        "inletLineConfiguration": "L-N",
        "inletEnergyAccumulation": 89.03,
        "inletCurrentRms": 3.6,
        "inletVoltageRms": 120.1,
        "inletLineFrequency": 60.02,
        "inletPowerFactor": 0.95,
        "inletActivePower": 410.7,
        "inletApparentPower": 432.4,
    }


async def test_device(pdu: PduSimulator, client: Client) -> None:
    """The device tells its make; uptime and time go on with the clock."""
    device = await client.get("/api/device")
    assert device == {
        "numBanks": 1,
        "numOutlets": 8,
        "numInlets": 1,
        "inletPlug": "NEMA 5-20P",
        "outletPwrMeasurementsSupported": True,
        "outletSwitchingSupported": True,
        "enclosureSerialNumber": 1502530,
        "modelNumber": "SP-1008-SIM",
        "inletConfig": "standard",
        "formFactor": "1U",
        "controllerSerialNumber": 1360604425,
        "controllerFirmwareVersion": "2.5.90",
        "controllerHardwareVersion": "1.0.0",
        "phase": "Single Phase",
        "circuitBreakerProtection": True,
        "uptime": 86400,
        "time": "2025-01-02T03:04:05Z",
    }
    assert pdu.serial == str(device["enclosureSerialNumber"])
    for _ in range(4):
        pdu.step(0.5)
    device = await client.get("/api/device")
    assert (device["uptime"], device["time"]) == (86402, "2025-01-02T03:04:07Z")


async def test_energy_grows(pdu: PduSimulator, client: Client) -> None:
    """An hour at 410.7 W is 0.4107 kWh, and less once something is off."""
    pdu.step(3600)
    bank = await client.item("/api/banks", BANK)
    assert bank["energyAccumulation"] == pytest.approx(89.4407, abs=1e-4)
    inlet = await client.item("/api/inlets", INLET)
    assert inlet["inletEnergyAccumulation"] == bank["energyAccumulation"]
    for number in range(1, 9):
        await client.put(f"/api/outlets/{number}", {"state": "OFF"})
    pdu.step(3600)
    later = await client.item("/api/banks", BANK)
    assert later["energyAccumulation"] == bank["energyAccumulation"]


async def test_loads(pdu: PduSimulator, client: Client) -> None:
    """A load shows only while there is power; a current set by hand is a load."""
    pdu.state.loads["8-2001607"] = 2.5
    assert (await client.item("/api/outlets", "8-2001607"))["currentRms"] == 0
    await client.put("/api/outlets/8", {"state": "ON"})
    assert (await client.item("/api/outlets", "8-2001607"))["currentRms"] == 2.5
    pdu.state.outlet(8)["currentRms"] = 4.5
    assert (await client.item("/api/banks", BANK))["currentRms"] == 8.1
    assert pdu.state.loads["8-2001607"] == 4.5


async def test_values_set_by_hand_stay(pdu: PduSimulator, client: Client) -> None:
    """Whatever a test puts in a measured field is what the unit tells."""
    pdu.state.bank(BANK)["currentRms"] = "many"
    pdu.state.inlet(INLET)["inletActivePower"] = None
    pdu.state.bank(BANK)["powerFactor"] = math.nan
    del pdu.state.outlet(1)["circuitVoltage"]
    pdu.state.outlet(2)["voltageDetection"] = False
    pdu.state.outlet(3)["state"] = "Unknown"
    pdu.step(10)
    bank = await client.item("/api/banks", BANK)
    assert bank["currentRms"] == "many"
    assert math.isnan(bank["powerFactor"])
    assert (await client.item("/api/inlets", INLET))["inletActivePower"] is None
    outlets = await client.get("/api/outlets")
    assert "circuitVoltage" not in outlets[0]
    assert outlets[1]["voltageDetection"] is False
    assert outlets[2]["state"] == "Unknown"


async def test_energy_goes_on_from_what_was_set(
    pdu: PduSimulator, client: Client
) -> None:
    """Energy set by hand is where it counts on from."""
    pdu.state.bank(BANK)["energyAccumulation"] = 1000.0
    pdu.step(3600)
    energy = (await client.item("/api/banks", BANK))["energyAccumulation"]
    assert energy == pytest.approx(1000.4107, abs=1e-3)


async def test_uptime_goes_on_from_what_was_set(pdu: PduSimulator) -> None:
    """So does the uptime."""
    pdu.state.device["uptime"] = 5
    pdu.step(2)
    assert pdu.state.device["uptime"] == 7


async def test_breaker(pdu: PduSimulator, client: Client) -> None:
    """Behind an open breaker nothing has voltage, whatever its relay says."""
    pdu.play("breaker_trip")
    outlet = (await client.get("/api/outlets"))[0]
    assert (outlet["state"], outlet["currentRms"]) == ("ON", 0)
    assert (outlet["voltageDetection"], outlet["circuitVoltage"]) == (False, 0)
    bank = await client.item("/api/banks", BANK)
    assert (bank["circuitBreakerClosed"], bank["currentRms"]) == (False, 0)
    pdu.state.bank(BANK)["circuitBreakerClosed"] = True
    assert (await client.get("/api/outlets"))[0]["currentRms"] == 0.8


async def test_sensors(client: Client) -> None:
    """The hub at port A, the temperature sensor at port B."""
    hub, probe = await client.get("/api/sensors")
    assert (hub["sensorType"], hub["sensorPort"]) == ("dio_hub", "A")
    assert [relay["state"] for relay in hub["outputRelays"]] == ["OPEN"] * 6
    assert [i["state"] for i in hub["digitalInputs"]] == ["HI"] + ["LO"] * 5
    assert (hub["vdcOutputState"], hub["userSwitchState"]) == (True, True)
    assert hub["outputRelays"][5] == {
        "outputRelayName": "Output Relay 6",
        "outputRelayDescription": "Output Relay 6",
        "rebootStatus": "none",
        "state": "OPEN",
        "index": 6,
    }
    assert probe == {
        "sensorPort": "B",
        "sensorName": "Temperature & Humidity Sensor",
        "sensorType": "temp_hum",
        "sensorId": "2",
        "sensorTempInC": 22.90574836730957,
        "sensorTempInF": 73.2303466796875,
        "sensorHumidity": 39.50677490234375,
    }


async def test_names(pdu: PduSimulator, client: Client) -> None:
    """Inlets, banks and the parts of a hub can be renamed."""
    inlet = await client.put(f"/api/inlets/{INLET}", {"inletName": "UPS 1"})
    assert inlet["inletName"] == "UPS 1"
    bank = await client.put(f"/api/banks/{BANK}", {"bankName": "Upper"})
    assert bank["bankName"] == "Upper"
    row = {"index": 2, "digitalInputName": "Door"}
    hub = await client.post("/api/sensors/140001", {"digitalInputs": [row]})
    assert hub["digitalInputs"][1]["digitalInputName"] == "Door"
    for wrong in ({"digitalInputs": 1}, {"digitalInputs": ["Door"]}):
        assert (await client.send("POST", "/api/sensors/140001", wrong)).status == 422
    row_of_a_hub = {"outputRelays": [{"index": 1}]}
    assert (await client.send("POST", "/api/sensors/2", row_of_a_hub)).status == 422
    for path, body in (
        (f"/api/banks/{BANK}", {"bankName": "x" * 101}),
        (f"/api/inlets/{INLET}", {}),
    ):
        assert (await client.send("PUT", path, body)).status == 422
    assert (await client.send("PUT", "/api/banks/1", {"bankName": "x"})).status == 404


async def test_ats(make_pdu: MakePdu, client: Client) -> None:
    """Two inlets; only the active one measures, the energy is of the whole unit."""
    pdu = await make_pdu(dialects={"ats"})
    client.url = pdu.url
    device = await client.get("/api/device")
    assert (device["inletConfig"], device["numInlets"]) == ("ats", 2)
    primary, secondary = await client.get("/api/inlets")
    assert (primary["atsInletId"], secondary["atsInletId"]) == ("A", "B")
    assert (primary["atsInletActive"], secondary["atsInletActive"]) == (True, False)
    assert primary["inletCurrentRms"] == 3.6
    assert list(primary)[-4:-2] == ["inletApparentPower", "atsInletId"]
    assert "inletCurrentRms" not in secondary
    assert "inletActivePower" not in secondary
    energy = "inletEnergyAccumulation"
    assert primary[energy] == secondary[energy] == 89.03

    pdu.play("ats_switch")
    primary, secondary = await client.get("/api/inlets")
    assert (primary["atsInletActive"], secondary["atsInletActive"]) == (False, True)
    assert (primary["atsInletReady"], secondary["atsInletReady"]) == (False, True)
    assert secondary["inletCurrentRms"] == 3.6
    assert "inletCurrentRms" not in primary

    pdu.play("ats_switch")
    pdu.state.outlet(1)["state"] = "OFF"
    primary, secondary = await client.get("/api/inlets")
    assert (primary["atsInletActive"], primary["atsInletReady"]) == (True, True)
    assert primary["inletCurrentRms"] == 2.8
    assert "inletCurrentRms" not in secondary


async def test_three_phase(make_pdu: MakePdu, client: Client) -> None:
    """Lines instead of sums, and how even they are as a string."""
    pdu = await make_pdu(outlets=24, dialects={"three_phase"})
    client.url = pdu.url
    assert (await client.get("/api/device"))["phase"] == "Three Phase Wye"
    (inlet,) = await client.get("/api/inlets")
    assert inlet["inletPhase"] == "Three Phase"
    assert not {"inletCurrentRms", "inletVoltageRms"} & inlet.keys()
    banks = await client.get("/api/banks")
    assert [bank["bankLines"] for bank in banks] == ["L1-N", "L2-N", "L3-N"]
    assert [line["currentRms"] for line in inlet["inletLines"]] == [
        bank["currentRms"] for bank in banks
    ]
    assert [line["id"] for line in inlet["inletLines"]] == [
        f"L{line}-1502530" for line in (1, 2, 3)
    ]
    for outlet in pdu.state.outlets:
        pdu.state.loads[outlet["id"]] = 1.0
        outlet["state"] = "ON"
    (inlet,) = await client.get("/api/inlets")
    assert inlet["threePhaseBalance"] == "100%"
    pdu.state.outlets[0]["state"] = "OFF"
    (inlet,) = await client.get("/api/inlets")
    assert inlet["threePhaseBalance"] == "91%"
    for outlet in pdu.state.outlets[1:8]:
        outlet["state"] = "OFF"
    (inlet,) = await client.get("/api/inlets")
    assert inlet["threePhaseBalance"] == "0%"
    for outlet in pdu.state.outlets:
        outlet["state"] = "OFF"
    (inlet,) = await client.get("/api/inlets")
    assert inlet["threePhaseBalance"] == "100%"


async def test_wandering_loads(make_pdu: MakePdu, client: Client) -> None:
    """For a demo the loads may vary a little; in tests they stand still."""
    pdu = await make_pdu(wander=True)
    client.url = pdu.url
    seen = set()
    for _ in range(10):
        pdu.step(20)
        seen.add((await client.get("/api/outlets"))[0]["currentRms"])
    assert len(seen) > 2
    assert all(0.75 < current < 0.85 for current in seen)


async def test_serial(make_pdu: MakePdu, client: Client) -> None:
    """Two units do not share their ids."""
    pdu = await make_pdu(serial=1502531)
    client.url = pdu.url
    assert (await client.get("/api/device"))["enclosureSerialNumber"] == 1502531
    assert (await client.get("/api/inlets"))[0]["id"] == "I1-1502531"
    assert (await client.get("/api/outlets"))[0]["id"] != "1-2001607"
