"""What a PDU must be made of for a code to make sense, and the order of the checks."""

from typing import Any

import pytest

from custom_components.rack_power.drivers.synaccess.rules.action_codes import (
    ACTION_CODES,
)
from custom_components.rack_power.drivers.synaccess.rules.event_codes import EVENT_CODES
from custom_components.rack_power.drivers.synaccess.rules.requirements import available
from custom_components.rack_power.drivers.synaccess.rules.snapshot import Snapshot
from custom_components.rack_power.drivers.synaccess.rules.stored import Content
from custom_components.rack_power.equipment.errors import InvalidRequest

from .asking import ACTION, ATS, EVENT, PLACE, THREE, TOO_HOT, ask, params
from .places import BANK, OUTLET, place

SINGLE = set(range(15, 21))
THREE_PHASE = {13, 14, 29}
TRANSFER = {55, 56, 57, 58}
CLIMATE = {49, 50, 51, 52}
HUBS = {62, 63, 64}
METERED = {45, 46}


def refused(family: Any, snapshot: Snapshot, **fields: Any) -> str:
    """Return the reason for which a request is refused."""
    with pytest.raises(InvalidRequest) as refusal:
        ask(family, snapshot, **fields)
    return refusal.value.reason


@pytest.mark.parametrize(
    ("snapshot", "events", "actions"),
    [
        (PLACE, THREE_PHASE | TRANSFER, set()),
        (THREE, SINGLE | TRANSFER, {22, 23}),
        (ATS, THREE_PHASE, {22, 23}),
        (
            place("minimal", smtp=""),
            THREE_PHASE | TRANSFER | CLIMATE | HUBS | METERED,
            {15, 16, 17, 22, 23, 31, 32},
        ),
    ],
    ids=["relays", "three_phase", "ats", "minimal"],
)
def test_what_models_lack(
    snapshot: Snapshot, events: set[int], actions: set[int]
) -> None:
    """Codes that this model has no use for are told as not available."""
    lacking = {n for n, code in EVENT_CODES.items() if not available(code, snapshot)}
    assert lacking == events
    told = {n: available(code, snapshot) for n, code in ACTION_CODES.items()}
    assert {n for n, answer in told.items() if answer is False} == actions
    assert {n for n, answer in told.items() if answer is None} == {30}


def test_what_is_not_known() -> None:
    """Without lists, nothing that needs something is known to be available."""
    for code in (*EVENT_CODES.values(), *ACTION_CODES.values()):
        assert available(code, Snapshot()) is (None if code.requires else True)


@pytest.mark.parametrize(
    ("reason", "fields", "changes"),
    [
        (
            "needs_circuit_breaker",
            {"code": 30, "target": "any"},
            {"device": {"circuitBreakerProtection": False}, "banks": ()},
        ),
        (
            "needs_outlet_metering",
            {"code": 45, "target": "any", "threshold": 1},
            {"device": {"outletPwrMeasurementsSupported": False}, "outlets": ()},
        ),
        (
            "needs_temp_hum_sensor",
            {"code": 49, "target": "140001", "threshold": 1},
            {"sensors": (PLACE.sensors or ())[:1]},
        ),
        ("needs_single_phase", {"code": 15, "target": "any", "threshold": 1}, None),
    ],
)
def test_refused_events(
    reason: str, fields: dict[str, Any], changes: dict[str, Any] | None
) -> None:
    """What the PDU does not have cannot be watched, unless it is insisted on."""
    snapshot = THREE if changes is None else place(**changes)
    assert refused(EVENT, snapshot, **fields) == reason
    assert ask(EVENT, snapshot, force=True, **fields).code == fields["code"]


@pytest.mark.parametrize(
    ("reason", "code", "stored", "changes"),
    [
        (
            "needs_outlet_switching",
            12,
            (OUTLET,),
            {"device": {"outletSwitchingSupported": False}},
        ),
        ("needs_smtp", 15, ("a@b.example",), {"smtp": ""}),
        ("needs_group", 16, ("1", "OFF"), {"groups": ()}),
        ("needs_relay_outputs", 22, ("Relay 1", "OFF"), {"relays": ()}),
        ("needs_energy_metering", 31, (), {"inlets": ()}),
        ("needs_dio_hub", 32, ("A", "1", "OPEN"), {"sensors": ()}),
    ],
)
def test_refused_actions(
    reason: str, code: int, stored: tuple[str, ...], changes: dict[str, Any]
) -> None:
    """Nor acted upon; also when an action that is there is to do something else."""
    snapshot = place(**changes)
    current = Content(name="Old", code=code, params=stored)
    request: dict[str, Any] = {"state": "ON"} if "OFF" in stored else {}
    if not request:
        current, request = None, {"code": code, "params": stored}  # type: ignore[assignment]
    assert refused(ACTION, snapshot, current=current, **request) == reason
    assert ask(ACTION, snapshot, current, force=True, **request).code == code


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"code": 49, "target": "140001", "threshold": 1}, "needs_temp_hum_sensor"),
        ({"code": 62, "target": "B", "input": 1}, "needs_dio_hub"),
    ],
)
def test_sensor_of_another_sort(fields: dict[str, Any], reason: str) -> None:
    """A hub is no thermometer and a thermometer no hub, though the PDU has both."""
    assert refused(EVENT, PLACE, **fields) == reason


def test_sensor_that_is_gone() -> None:
    """What its event says otherwise can still be changed."""
    gone = Content(name="Old", code=49, params=("77", "30", "5"))
    assert ask(EVENT, current=gone, threshold=31).params == ("77", "31", "5")


def test_hub_of_unknown_type() -> None:
    """It is known by its inputs, and a thermometer by its temperature."""
    sensors = (
        {"sensorPort": "A", "sensorType": "new", "digitalInputs": []},
        {"sensorPort": "B", "sensorId": "2", "sensorTempInC": 20.0},
    )
    snapshot = place(sensors=sensors)
    assert ask(EVENT, snapshot, code=64, target="A", state="ON").code == 64
    assert ask(EVENT, snapshot, code=50, target="2", threshold=5).code == 50


def test_one_source_is_enough() -> None:
    """What the device denies, its bank may still have."""
    denied = {"circuitBreakerProtection": False}
    for has, known in ((True, True), (False, False)):
        banks = ({"id": BANK, "hasCircuitBreakerProtection": has},)
        snapshot = place(device=denied, banks=banks)
        assert available(EVENT_CODES[30], snapshot) is known


def test_mail_server_in_nested_settings() -> None:
    """Some firmware puts all settings into an object of its own."""
    for server, known in (("mail", True), ("", False)):
        conf = {"network": {"smtpServer": server}}
        assert available(ACTION_CODES[15], place(conf=conf)) is known
    assert available(ACTION_CODES[15], place(conf={"network": 1})) is None


def test_ids_of_old_firmware() -> None:
    """Lists name their ids in other ways there."""
    snapshot = place(
        outlets=({"outletUuid": "o-1", "currentRms": 1},),
        groups=({"groupUuid": 7, "outlets": []},),
        banks=({"serialNumber": 42},),
        sensors=({"serialNumber": "s-1", "sensorType": "temp_hum"},),
    )
    for code, target in ((45, "o-1"), (31, "42"), (49, "s-1")):
        sent = params(EVENT, snapshot, code=code, target=target, threshold=1)
        assert sent[0] == target
    assert params(ACTION, snapshot, code=17, target=7) == ["7", "", ""]
    assert refused(ACTION, snapshot, code=12, target="o-2") == "unknown_id"


def test_inlets_without_lines() -> None:
    """A PDU of three phases that does not measure its lines cannot watch them."""
    snapshot = place("three_phase", inlets=({"id": "I1", "inletLines": "none"}, {}))
    assert refused(EVENT, snapshot, code=13, target="L1", threshold=1) == "unknown_id"
    assert params(EVENT, snapshot, code=13, target="any", threshold=1)[0] == "any"


def test_order() -> None:
    """Name, code, number of parameters, required ones, form, ids, model, actions."""
    request: dict[str, Any] = {
        "name": "",
        "code": 44,
        "params": ["77", "", "x", "y"],
        "actions": [9],
    }
    mended: list[tuple[str, dict[str, Any]]] = [
        ("name_length", {"name": "Name"}),
        ("unknown_event_code", {"code": 50}),
        ("too_many_params", {"params": ["140001", "", "x"]}),
        ("missing_field", {"params": ["140001", "999", "x"]}),
        ("out_of_range", {"params": ["77", "30", "5"]}),
        ("unknown_id", {"params": ["140001", "30", "5"]}),
        ("needs_temp_hum_sensor", {"code": 33, "params": [BANK, "100"]}),
        ("unknown_actions", {"actions": [2, 1, 2]}),
    ]
    for reason, mending in mended:
        assert refused(EVENT, PLACE, **request) == reason
        request |= mending
    assert ask(EVENT, **request).actions == (2, 1)


def test_force_is_no_licence() -> None:
    """Force lifts neither the limits of length nor the form of numbers."""
    raw = {"target": None, "threshold": None, "params": [1, 2, 3, 4]}
    for change in ({"name": "x" * 101}, raw, {"threshold": 999}):
        with pytest.raises(InvalidRequest):
            ask(EVENT, **(TOO_HOT | {"force": True} | change))
    assert ask(EVENT, **(TOO_HOT | {"force": True, "actions": [9]})).actions == (9,)


def test_what_is_unknown_is_not_held_against_a_request() -> None:
    """Lists that the user may not see refuse nothing."""
    sent = params(EVENT, Snapshot(), code=45, target="1-1", threshold=1)
    assert sent == ["1-1", "1", "5"]
    line = params(EVENT, Snapshot(), code=13, target="L1-1", threshold=1)
    assert line == ["L1-1", "1", "5"]
    assert params(ACTION, Snapshot(), code=30) == ["", "", ""]
    assert ask(EVENT, there=None, **(TOO_HOT | {"actions": [9]})).actions == (9,)
