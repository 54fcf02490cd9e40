"""Dialects: other models and other firmware."""

from collections.abc import Awaitable, Callable

import pytest

from simulator.synaccess import PduSimulator
from simulator.synaccess.dialects import checked

from .client import Client
from .conftest import MakePdu

type Speak = Callable[..., Awaitable[PduSimulator]]


@pytest.fixture
def speak(make_pdu: MakePdu, client: Client) -> Speak:
    """Start a unit in some dialects and turn the client to it."""

    async def start(*dialects: str) -> PduSimulator:
        pdu = await make_pdu(dialects=dialects)
        client.url = pdu.url
        return pdu

    return start


async def test_titlecase(speak: Speak, client: Client) -> None:
    """Outlets are On and Off; the words that are written stay the same."""
    pdu = await speak("titlecase")
    states = [outlet["state"] for outlet in await client.get("/api/outlets")]
    assert states == ["On"] * 7 + ["Off"]
    outlet = await client.put("/api/outlets/1", {"state": "OFF"})
    assert (outlet["state"], pdu.state.outlet(1)["state"]) == ("Off", "OFF")


async def test_string_ids(speak: Speak, client: Client) -> None:
    """Numbers that are names are strings."""
    await speak("string_ids")
    assert (await client.get("/api/outlets"))[0]["bankId"] == "2001607"
    assert (await client.get("/api/groups"))[0]["outlets"][0]["bankId"] == "2001607"
    device = await client.get("/api/device")
    assert device["enclosureSerialNumber"] == "1502530"
    assert device["controllerSerialNumber"] == "1360604425"


async def test_minimal(speak: Speak, client: Client) -> None:
    """No meters, no voltage, no groups, no sensors, no relay outputs."""
    pdu = await speak("minimal")
    pdu.step(60)
    outlet = (await client.get("/api/outlets"))[0]
    assert list(outlet) == [
        "id",
        "outletName",
        "pwrOnState",
        "outletIndex",
        "receptacle",
        "customRebootTimeEnabled",
        "customRebootTime",
        "state",
        "bankId",
    ]
    bank = (await client.get("/api/banks"))[0]
    inlet = (await client.get("/api/inlets"))[0]
    for key in ("Rms", "Power", "energy", "Energy", "requency", "Factor"):
        assert not [name for name in bank | inlet if key in name]
    assert bank["outletMeteringSupported"] is False
    device = await client.get("/api/device")
    assert device["outletPwrMeasurementsSupported"] is False
    assert await client.get("/api/groups") == []
    assert await client.get("/api/sensors") == []
    assert (await client.send("GET", "/api/relayOutputs")).status == 404

    await client.put("/api/outlets/1", {"state": "REBOOT"})
    pdu.step(1)
    assert (await client.get("/api/outlets"))[0]["state"] == "OFF"
    pdu.step(5)
    outlet = (await client.get("/api/outlets"))[0]
    assert outlet["state"] == "ON"
    assert "rebootStatus" not in outlet


async def test_minimal_ats(speak: Speak, client: Client) -> None:
    """Dialects can be put together."""
    await speak("minimal", "ats")
    inlets = await client.get("/api/inlets")
    assert [inlet["atsInletActive"] for inlet in inlets] == [True, False]
    assert not [key for inlet in inlets for key in inlet if "Rms" in key]


async def test_no_conf(speak: Speak, client: Client) -> None:
    """The configuration is closed, to read and to write."""
    await speak("no_conf")
    assert (await client.send("GET", "/api/conf")).status == 403
    answer = await client.send("POST", "/api/conf", {"deviceName": "x"})
    assert (answer.status, answer.json) == (403, {"error": "No Permission"})


async def test_conf(pdu: PduSimulator, client: Client) -> None:
    """The 66 keys; flat and nested changes; the answer is the whole."""
    conf = await client.get("/api/conf")
    assert len(conf) == 66
    assert list(conf)[:3] == ["hostName", "macAddr", "webPort"]
    assert (conf["smtpTlsEnabled"], conf["snmpv12ReadString"]) == (0, "public")
    told = await client.post("/api/conf", {"deviceName": "Rack 4"})
    assert told == conf | {"deviceName": "Rack 4"}
    nested = {"network": {"globalRebootTime": 9, "cloudEnabled": True}}
    told = await client.post("/api/conf", nested)
    assert (told["globalRebootTime"], told["cloudEnabled"]) == (9, True)
    assert pdu.counters.commands_executed == [
        ("conf.set", "deviceName", "Rack 4"),
        ("conf.set", "globalRebootTime", 9),
        ("conf.set", "cloudEnabled", True),
    ]


@pytest.mark.parametrize(
    "body",
    [
        {"deviceName": "new", "unknown": 1},
        {"deviceName": "new", "webPort": "80"},
        {"deviceName": "new", "webEnabled": 1},
        {"deviceName": "new", "smtpTlsEnabled": True},
        {"deviceName": 7},
    ],
)
async def test_conf_refused(pdu: PduSimulator, client: Client, body: object) -> None:
    """All or nothing."""
    assert (await client.send("POST", "/api/conf", body)).status == 422
    assert pdu.state.conf["deviceName"] == "SynLink PDU"


async def test_lenient_conf(pdu: PduSimulator, client: Client) -> None:
    """Or unknown keys are ignored."""
    pdu.unit.leniency.conf = True
    told = await client.post("/api/conf", {"deviceName": "new", "unknown": 1})
    assert told["deviceName"] == "new"
    assert "unknown" not in told


async def test_nested_conf(speak: Speak, client: Client) -> None:
    """The configuration lies in an object of its own."""
    await speak("nested_conf")
    conf = await client.get("/api/conf")
    assert list(conf) == ["network"]
    assert conf["network"]["deviceName"] == "SynLink PDU"
    told = await client.post("/api/conf", {"network": {"deviceName": "x"}})
    assert told["network"]["deviceName"] == "x"


async def test_dialects_at_run_time(pdu: PduSimulator, client: Client) -> None:
    """Another firmware keeps the state, other hardware begins anew."""
    pdu.state.outlet(1)["outletName"] = "NAS"
    pdu.choose({"titlecase"})
    outlet = (await client.get("/api/outlets"))[0]
    assert (outlet["outletName"], outlet["state"]) == ("NAS", "On")
    pdu.choose({"ats"})
    outlet = (await client.get("/api/outlets"))[0]
    assert (outlet["outletName"], outlet["state"]) == ("Outlet 1", "ON")
    assert len(await client.get("/api/inlets")) == 2
    pdu.step(60)
    assert len(pdu.journal) == 0


@pytest.mark.parametrize(
    "names",
    [
        {"put_only", "post_only"},
        {"put_only", "post_creates"},
        {"post_only", "post_creates"},
        {"ats", "three_phase"},
        {"no_conf", "nested_conf"},
        {"klingon"},
    ],
)
def test_impossible_dialects(names: set[str]) -> None:
    """What no unit could speak is refused."""
    with pytest.raises(ValueError, match="dialects"):
        checked(names)


async def test_modern_is_the_default(speak: Speak, client: Client) -> None:
    """The name of the default can be given."""
    pdu = await speak("modern")
    assert pdu.dialects == frozenset()
    assert (await client.get("/api/outlets"))[0]["state"] == "ON"
