"""The control plane."""

from simulator.snmp import SnmpSimulator

from ..client import Client
from .clients import UPS
from .conftest import MakeReceiver

STATUS = f"{UPS}4.1.1.0"


async def test_state(card: SnmpSimulator, control: Client) -> None:
    """All objects can be read, overridden, and the knobs turned."""
    state = await control.get("/state")
    assert state["model"] == "smart_ups"
    assert state["objects"][STATUS] == 2
    assert state["knobs"]["precision"] == "high"
    changes = {"knobs": {"precision": "low"}, "objects": {STATUS: 4}}
    state = (await control.send("PATCH", "/state", changes)).json
    assert state["objects"][STATUS] == 4
    assert f"{UPS}4.3.1.0" not in state["objects"]
    assert (await control.send("PATCH", "/state", {"x": 1})).status == 400


async def test_verbs(
    card: SnmpSimulator, control: Client, make_receiver: MakeReceiver
) -> None:
    """What can be done to the unit and to the card."""
    index = await control.get("/")
    assert "power_failure" in index["scenarios"]
    receiver = await make_receiver(card)
    host, port = receiver.address
    steps: list[tuple[str, dict[str, object], str, object]] = [
        ("mains", {"on": False}, STATUS, 3),
        ("mains", {"on": True}, STATUS, 2),
        ("voltage", {"volts": 209}, STATUS, 4),
        ("voltage", {"volts": 231}, STATUS, 2),
        ("load", {"watts": 500}, f"{UPS}4.3.3.0", 500),
        ("output", {"on": False}, STATUS, 7),
        ("output", {"on": True}, STATUS, 2),
        ("bypass", {"by": "ups"}, STATUS, 10),
        ("bypass", {"by": ""}, STATUS, 2),
        ("link", {"up": False}, f"{UPS}8.1.0", 2),
        ("link", {"up": True}, f"{UPS}8.1.0", 1),
        ("flag", {"number": 25}, f"{UPS}11.1.2.0", 3),
        ("flag", {"number": 25, "on": False}, f"{UPS}11.1.2.0", 1),
        ("group", {"number": 2, "order": "off"}, f"{UPS}12.1.2.1.3.2", 2),
        ("self_test", {}, f"{UPS}7.2.3.0", 4),
        ("step", {"seconds": 9}, f"{UPS}7.2.3.0", 1),
        ("calibrate", {}, f"{UPS}7.2.6.0", 3),
        ("replace_battery", {}, f"{UPS}2.2.4.0", 1),
        ("override", {"oid": STATUS, "value": 9}, STATUS, 9),
        ("restore", {}, STATUS, 3),
    ]
    for verb, told, oid, value in steps:
        await control.post(f"/{verb}", told)
        answer = await control.post("/value", {"oid": oid})
        assert (verb, answer["result"]) == (verb, value)
    trap = {"number": 636, "host": host, "port": port, "version": "2c"}
    await control.post("/trap", trap)
    assert (await receiver.next()).number == 636
    await control.post("/receiver", {"host": host, "port": port, "version": "2c"})
    await control.post("/scenario", {"name": "link_lost"})
    assert (await receiver.next()).number == 1
    await control.post("/vanish")
    assert not (await control.get("/state"))["answers"]
    await control.post("/come_back")
    await control.post("/restart", {"firmware": "8.0.0"})
    assert not (await control.get("/state"))["answers"]
    await control.post("/step", {"seconds": 10})
    assert (await control.get("/state"))["answers"]
    tested = {verb for verb, *_ in steps} - {"step"}
    others = {"value", "trap", "receiver", "vanish", "come_back", "restart"}
    assert set(index["verbs"]) == tested | others


async def test_counters_and_faults(card: SnmpSimulator, control: Client) -> None:
    """Both can be read and changed."""
    assert (await control.get("/counters"))["requests"] == {}
    await control.post("/faults", {"effect": "cut_after", "method": "set"})
    (rule,) = await control.get("/faults")
    assert (rule["effect"], rule["method"]) == ("cut_after", "set")
    assert card.faults.rules
