"""The vendor's own client, unchanged, against the simulator: every call that it has.

It is synchronous, so it runs in a thread of its own while the simulator goes on here.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from synlinkpy import Error, SynLinkPy

from simulator.synaccess import PduSimulator

type Call = Callable[..., Awaitable[Any]]

FIRST = "1-2001607"


@pytest.fixture
async def call() -> AsyncIterator[Call]:
    """Call something that waits, without waiting for it in the loop."""
    loop = asyncio.get_running_loop()
    with ThreadPoolExecutor(1) as thread:

        async def run(function: Callable[..., Any], *args: Any) -> Any:
            return await loop.run_in_executor(thread, partial(function, *args))

        yield run


def credentials(pdu: PduSimulator, way: str) -> dict[str, str]:
    """Give what the vendor's client wants for a way in."""
    if way == "token":
        return {"token": pdu.token}
    return {"username": pdu.username, "password": pdu.password}


@pytest.fixture(params=["password", "token"])
async def vendor(
    request: pytest.FixtureRequest, pdu: PduSimulator, call: Call
) -> SynLinkPy:
    """Log in by each way that the client knows."""
    client = await call(SynLinkPy, pdu.url, credentials(pdu, request.param))
    assert pdu.counters.logins == (request.param == "password")
    pdu.counters.reset()
    return client


@pytest.mark.parametrize(
    "wrong",
    [{"username": "admin", "password": "admin"}, {"token": "0000000000000000000"}],
)
async def test_wrong_credentials(
    pdu: PduSimulator, call: Call, wrong: dict[str, str]
) -> None:
    """Refused at the login or at the first call, with a sensible reason."""
    with pytest.raises(Error, match=r"^(Login failed|Unauthorized)$"):
        await call((await call(SynLinkPy, pdu.url, wrong)).device.info)


async def test_reading(vendor: SynLinkPy, call: Call) -> None:
    """Every list, with the keys that the client's own documentation reads."""
    device = await call(vendor.device.info)
    assert device["modelNumber"] == "SP-1008-SIM"
    assert device["enclosureSerialNumber"] == 1502530
    assert device["formFactor"] == "1U"
    keys = {
        "outlets": "id outletName state",
        "inlets": "id inletPlug inletCurrentRms inletVoltageRms",
        "banks": "id currentRms",
        "groups": "id groupName outlets",
        "events": "id name code params actions triggered",
        "actions": "id name code params",
    }
    counts = {}
    for name, wanted in keys.items():
        rows = await call(getattr(vendor, name).list)
        assert all(set(wanted.split()) <= row.keys() for row in rows), name
        counts[name] = len(rows)
    assert counts == {
        "outlets": 8,
        "inlets": 1,
        "banks": 1,
        "groups": 2,
        "events": 3,
        "actions": 2,
    }
    conf = await call(vendor.conf.list)
    assert {"macAddr", "deviceName", "lcdOrientation"} <= conf.keys()


async def test_sensors(pdu: PduSimulator, vendor: SynLinkPy, call: Call) -> None:
    """Its sensor loop reads what only a temperature sensor has; a hub breaks it."""

    def loop() -> list[Any]:
        keys = "sensorPort", "sensorName", "sensorTempInC", "sensorHumidity"
        return [[row[key] for key in keys] for row in vendor.sensors.list()]

    with pytest.raises(KeyError):
        await call(loop)
    pdu.state.sensors[:] = [s for s in pdu.state.sensors if s["sensorPort"] == "B"]
    assert await call(loop) == [
        ["B", "Temperature & Humidity Sensor", 22.90574836730957, 39.50677490234375]
    ]


async def test_outlets(pdu: PduSimulator, vendor: SynLinkPy, call: Call) -> None:
    """Switched by number and by id, rebooted, set."""
    for name, state in (("1", "OFF"), (FIRST, "ON"), (FIRST, "OFF"), ("1", "ON")):
        outlet = await call(vendor.outlets.set_state, name, state)
        assert (outlet["id"], outlet["state"]) == (FIRST, state)
        assert pdu.state.outlet(FIRST)["state"] == state

    outlet = await call(vendor.outlets.set_state, "2", "REBOOT")
    assert outlet["rebootStatus"] == "pendingOff"
    pdu.step(1)
    assert pdu.state.outlet(2)["state"] == "OFF"
    pdu.step(5)
    assert pdu.state.outlet(2)["state"] == "ON"

    await call(vendor.outlets.change_config, "3", {"outletName": "example name"})
    assert pdu.state.outlet(3)["outletName"] == "example name"
    assert pdu.counters.commands_executed == [
        ("outlet.state", FIRST, "OFF"),
        ("outlet.state", FIRST, "ON"),
        ("outlet.state", FIRST, "OFF"),
        ("outlet.state", FIRST, "ON"),
        ("outlet.state", "2-2001607", "REBOOT"),
        ("outlet.outletName", "3-2001607", "example name"),
    ]
    with pytest.raises(Error, match="Not Found"):
        await call(vendor.outlets.set_state, "99", "ON")


async def test_groups(pdu: PduSimulator, vendor: SynLinkPy, call: Call) -> None:
    """Made by name only, filled, switched, deleted."""
    group = await call(vendor.groups.create, "Lab")
    assert (group["groupName"], group["outlets"]) == ("Lab", [])
    ident = group["id"]
    change = {"groupName": "Lab 2", "outlets": ["3-2001607", "5-2001607"]}
    await call(vendor.groups.modify, ident, change)
    assert pdu.state.group(ident)["groupName"] == "Lab 2"
    for state in ("OFF", "ON", "REBOOT"):
        group = await call(vendor.groups.set_state, ident, state)
        if state != "REBOOT":
            assert [pdu.state.outlet(n)["state"] for n in (3, 5)] == [state, state]
    pdu.step(1)
    assert [pdu.state.outlet(n)["state"] for n in (3, 4, 5)] == ["OFF", "ON", "OFF"]
    pdu.step(5)
    assert [pdu.state.outlet(n)["state"] for n in (3, 4, 5)] == ["ON", "ON", "ON"]
    await call(vendor.groups.delete, ident)
    assert [group["id"] for group in pdu.state.groups] == ["1", "2"]


async def test_events(pdu: PduSimulator, vendor: SynLinkPy, call: Call) -> None:
    """Made, changed by a part, deleted."""
    told = {
        "name": "Outlet #2 Amperage Threshold",
        "code": "45",
        "params": ["2-2001607", 5, 3],
        "actions": [2],
    }
    event = await call(vendor.events.create, told)
    assert event["params"] == ["2-2001607", "5", "3"]
    ident = event["id"]
    changed = await call(vendor.events.modify, ident, {"actions": [1]})
    assert changed == event | {"actions": [1]}
    assert pdu.state.event(ident) == changed
    await call(vendor.events.delete, ident)
    assert [event["id"] for event in pdu.state.events] == [1, 2, 3]
    with pytest.raises(Error, match="Not Found"):
        await call(vendor.events.delete, ident)


async def test_actions(pdu: PduSimulator, vendor: SynLinkPy, call: Call) -> None:
    """Made, changed by a part, deleted."""
    told = {"name": "example reboot", "code": 12, "params": ["1-2001607", "", ""]}
    action = await call(vendor.actions.create, told)
    assert action == told | {"id": 3}
    await call(vendor.actions.modify, 3, {"name": "other"})
    assert pdu.state.action(3)["name"] == "other"
    await call(vendor.actions.delete, 3)
    assert [action["id"] for action in pdu.state.actions] == [1, 2]


async def test_conf(pdu: PduSimulator, vendor: SynLinkPy, call: Call) -> None:
    """Set flat; an unknown key is refused with words."""
    conf = await call(vendor.conf.set, {"lcdOutletControlEnabled": False})
    assert conf["lcdOutletControlEnabled"] is False
    assert pdu.state.conf["lcdOutletControlEnabled"] is False
    with pytest.raises(Error, match="Unknown key banana in request"):
        await call(vendor.conf.set, {"banana": 1})


@pytest.fixture
def firmware(tmp_path: Path) -> str:
    """Write something that could be a firmware file."""
    path = tmp_path / "unit.swu"
    path.write_bytes(b"firmware" * 1000)
    return str(path)


@pytest.mark.parametrize(
    ("way", "lenient", "works"),
    [("password", False, True), ("token", False, False), ("token", True, True)],
)
async def test_firmware(
    pdu: PduSimulator,
    call: Call,
    firmware: str,
    way: str,
    lenient: bool,
    works: bool,
) -> None:
    """Uploaded; the reboot that follows is sent without the token, so it needs luck."""
    pdu.unit.leniency.reboot = lenient
    client = await call(SynLinkPy, pdu.url, credentials(pdu, way))
    if works:
        assert await call(client.system.fwUpdate, firmware) is True
    else:
        with pytest.raises(Error, match="Unauthorized"):
            await call(client.system.fwUpdate, firmware)
    upload = ("system.firmware", "unit.swu", 8000)
    reboot = ("system.reboot", "", None)
    assert pdu.counters.commands_executed == [upload] + [reboot] * works
    pdu.step(30)
    assert pdu.state.device["uptime"] == (30 if works else 86430)
