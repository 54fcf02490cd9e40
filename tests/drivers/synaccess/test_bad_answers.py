"""One bad object or field never takes its neighbours with it."""

from typing import Any

import pytest

from custom_components.rack_power.drivers.synaccess.mapping import device
from custom_components.rack_power.equipment.errors import InvalidAnswer
from custom_components.rack_power.equipment.model import UNIT, PartId, Value

from .lists import NOW, report, value, values, wire

NUMBERS = {
    "inlets": [
        "inletCurrentRms",
        "inletVoltageRms",
        "inletLineFrequency",
        "inletActivePower",
        "inletApparentPower",
        "inletPowerFactor",
        "threePhaseBalance",
    ],
    "banks": [
        "currentRms",
        "voltageRms",
        "lineFrequency",
        "activePower",
        "apparentPower",
        "powerFactor",
        "energyAccumulation",
    ],
    "outlets": ["currentRms", "circuitVoltage", "customRebootTime"],
    "sensors": ["sensorTempInC", "sensorHumidity"],
    "relays": ["customRebootTime"],
}
FLAGS = {
    "inlets": ["atsInletReady", "atsInletActive"],
    "outlets": ["state", "pwrOnState", "customRebootTimeEnabled"],
    "relays": ["state", "customRebootTimeEnabled"],
    "sensors": ["vdcOutputState", "userSwitchState"],
    "events": ["enabled", "triggered"],
}
FIELDS = [
    (name, key)
    for table in (NUMBERS, FLAGS)
    for name, keys in table.items()
    for key in keys
]
OTHERS: dict[str, tuple[Any, Value]] = {"pwrOnState": ("PREV", "previous")}
"""Values that are neither numbers nor truth values, and how they are read."""


def listed(name: str, *rows: dict[str, Any]) -> list[dict[str, Any]]:
    """Give rows their ids."""
    key = "sensorId" if name == "sensors" else "id"
    return [{key: str(number), **row} for number, row in enumerate(rows, start=1)]


@pytest.mark.parametrize(("name", "key"), FIELDS)
def test_what_is_no_value_is_none(name: str, key: str) -> None:
    """The point is there, its value is not known; the next object is as it should."""
    plain = 7 if key in NUMBERS.get(name, ()) else True
    good, expected = OTHERS.get(key, (plain, plain))
    for bad in ("null", "NaN", "Infinity", '"?"', "[]", "{}", "1e999"):
        told = report(name, listed(name, {key: wire(bad)}, {key: good}))
        assert told.complete
        found = values(told)
        found.pop(UNIT, None)  # which inlet is in use follows from all of them
        shown = {part.key[0]: set(of.values()) for part, of in found.items()}
        assert shown == {"1": {None}, "2": {expected}}, bad


@pytest.mark.parametrize(("name", "key"), FIELDS)
def test_what_is_missing_is_absent(name: str, key: str) -> None:
    """No point, so nothing that could be taken for a reading."""
    told = report(name, listed(name, {}, {key: 1}))
    assert not [point for point in told.readings if point.part.key[0] == "1"]


def test_an_unknown_energy() -> None:
    """It stays that of the first inlet."""
    rows = listed("inlets", {"inletEnergyAccumulation": "?"}, {})
    assert value(report("inlets", rows), "input.energy") is None


@pytest.mark.parametrize("name", [*NUMBERS, "events", "groups"])
def test_an_object_without_an_id(name: str) -> None:
    """The others are told, and nothing is concluded from what is missing."""
    told = report(name, [*listed(name, {}), None, "x", {"id": [], "sensorId": None}])
    assert [part.key for part in told.parts] == ["1"]
    assert not told.complete


@pytest.mark.parametrize("name", [*NUMBERS, "events", "groups"])
@pytest.mark.parametrize("answer", [None, {}, "x", 1, [[]], [{}], [None]])
def test_no_list(name: str, answer: Any) -> None:
    """It is an error, not an empty list: parts would be removed."""
    with pytest.raises(InvalidAnswer):
        report(name, answer)


@pytest.mark.parametrize("name", [*NUMBERS, "events", "groups"])
def test_an_empty_list(name: str) -> None:
    """There are none."""
    told = report(name, [])
    assert told.complete
    assert not told.parts


@pytest.mark.parametrize(
    ("name", "key"),
    [("outlets", "outletUuid"), ("groups", "groupUuid"), ("banks", "serialNumber")],
)
def test_ids_of_old_firmware(name: str, key: str) -> None:
    """They stand under other names."""
    assert [part.key for part in report(name, [{key: 17}]).parts] == ["17"]


def test_sensors_without_an_id() -> None:
    """They are known by their port."""
    told = report("sensors", [{"sensorPort": "B", "sensorTempInC": 20}])
    assert values(told) == {PartId("probe", "port-B"): {"ambient.temperature": 20}}
    told = report("sensors", [{"serialNumber": 5}, {"sensorId": "2"}])
    assert {part.key for part in told.parts} == {"5", "2"}


def test_terminals_of_a_hub() -> None:
    """One without an index cannot be told from the others; odd literals are unknown."""
    hub = {
        "sensorId": "7",
        "digitalInputs": [
            {"index": 1, "state": "HI"},
            {"state": "HI"},
            {"index": "x", "state": "?"},
            5,
        ],
        "outputRelays": {"index": 1},
        "userSwitchState": None,
    }
    assert values(report("sensors", [hub])) == {
        PartId("contact", "7-1"): {"contact.state": True},
        PartId("contact", "7-x"): {"contact.state": None},
        PartId("contact", "7-switch"): {"contact.switch": None},
    }


def test_lines_without_an_id() -> None:
    """They are known by their place."""
    lines = [
        {"currentRms": 1},
        {"id": "L2", "currentRms": None},
        "x",
        {"currentRms": 3},
    ]
    told = report("inlets", [{"id": "I1", "inletLines": lines}])
    assert values(told) == {
        PartId("line", "I1-1"): {"line.current": 1},
        PartId("line", "L2"): {"line.current": None},
        PartId("line", "I1-3"): {"line.current": 3},
    }


@pytest.mark.parametrize(
    ("inlets", "source"),
    [
        ([("A", True), ("B", False)], "a"),
        ([("A", False), ("B", True)], "b"),
        ([("A", True), ("B", True)], None),
        ([("A", False), ("B", False)], None),
        ([("A", None), ("B", None)], None),
        ([("C", True)], None),
        ([(None, True)], None),
        ([(5, True)], None),
    ],
)
def test_the_inlet_in_use(inlets: list[tuple[Any, Any]], source: str | None) -> None:
    """It is told only if exactly one is."""
    rows = [
        {"id": f"I{n}", "atsInletId": letter, "atsInletActive": active}
        for n, (letter, active) in enumerate(inlets)
    ]
    assert value(report("inlets", rows), "input.source") == source


@pytest.mark.parametrize(
    ("row", "tripped"),
    [
        ({"circuitBreakerClosed": True, "hasCircuitBreakerProtection": True}, False),
        ({"circuitBreakerClosed": False, "hasCircuitBreakerProtection": True}, True),
        ({"circuitBreakerClosed": None, "hasCircuitBreakerProtection": True}, None),
    ],
)
def test_breakers(row: dict[str, Any], tripped: bool | None) -> None:
    """Open is a problem; unknown is not."""
    assert value(report("banks", [{"id": 1, **row}]), "bank.breaker.tripped") is tripped


@pytest.mark.parametrize(
    "row",
    [
        {"circuitBreakerClosed": False},
        {"circuitBreakerClosed": False, "hasCircuitBreakerProtection": False},
        {"hasCircuitBreakerProtection": True},
    ],
)
def test_no_breaker(row: dict[str, Any]) -> None:
    """What a bank does not have cannot trip."""
    assert not report("banks", [{"id": 1, **row}]).readings


@pytest.mark.parametrize(
    ("uptime", "started"),
    [(None, None), ("5", None), (-1, None), (1e12, None), (0, NOW)],
)
def test_the_start(uptime: Any, started: Value) -> None:
    """Only from an uptime that can be."""
    assert value(report("device", {"uptime": uptime}), "device.started") == started


@pytest.mark.parametrize(
    "serial", [None, "", 0, "0000", "FFFF", True, -5, [], "none", 1.5]
)
def test_no_serial_number(serial: Any) -> None:
    """Units without one cannot be told apart, so they are none."""
    with pytest.raises(InvalidAnswer):
        device.serial_of({"enclosureSerialNumber": serial})


@pytest.mark.parametrize("mac", ["0C:73:EB:BE:00:27", "0c-73-eb-be-00-27"])
def test_the_hardware_address(mac: str) -> None:
    """It is taken from the configuration, if it is one."""
    row = {"enclosureSerialNumber": 1502530}
    assert device.identity(row, {"macAddr": mac}, "http://pdu").mac == mac
    for bad in ("", "0C:73:EB", None, 5, f"{mac}:00"):
        assert device.identity(row, {"macAddr": bad}, "http://pdu").mac is None


def test_outlets_that_cannot_be_switched() -> None:
    """They are shown; the unit's word, the bank's and a missing state say so."""
    rows = [{"id": 1, "state": "ON", "bankId": 7}, {"id": 2, "currentRms": 1}]
    assert len(report("outlets", rows).settings) == 1
    for others in (
        {"device": {"outletSwitchingSupported": False}},
        {"banks": ({"id": "7", "outletSwitchingSupported": "false"},)},
    ):
        told = report("outlets", rows, **others)
        assert value(told, "outlet.status") is True
        assert not told.settings
        assert not told.orders


@pytest.mark.parametrize(
    ("states", "on"),
    [
        (["On", "Off"], True),
        (["Off", "off"], False),
        (["Off", "?"], None),
        (["On", "?"], True),
    ],
)
def test_the_state_of_a_group(states: list[str], on: bool | None) -> None:
    """On is certain if one is; off only if all are known to be."""
    members = [{"id": n, "state": state} for n, state in enumerate(states)]
    told = report("group_states", [{"id": 1, "outlets": members}])
    assert value(told, "outlet.group.status") is on


@pytest.mark.parametrize(
    ("told", "members"),
    [
        (["1", 2, {"id": 3}, {"outletUuid": "4"}], ["1", "2", "3", "4"]),
        (["1", {"id": 1}, None, {}, [], True], ["1"]),
        ("1", []),
        (None, []),
    ],
)
def test_the_members_of_a_group(told: Any, members: list[str]) -> None:
    """Objects, or only ids; each once."""
    (group,) = report("groups", [{"id": 1, "outlets": told}]).parts.values()
    assert group.cuts == {PartId("outlet", key) for key in members}


def test_a_group_that_cannot_be_switched() -> None:
    """It has a state, and that is all."""
    group = {"id": 1, "outlets": [{"id": 1, "state": "On"}]}
    told = report("group_states", [group], device={"outletSwitchingSupported": False})
    assert value(told, "outlet.group.status") is True
    assert not told.settings
    assert not told.orders
