"""Requests: what is sent for them, and each reason for which one is refused."""

from datetime import time
from math import inf, nan
from typing import Any

from hypothesis import given, strategies as st
import pytest

from custom_components.rack_power.drivers.synaccess.rules.action_codes import (
    ACTION_CODES,
)
from custom_components.rack_power.drivers.synaccess.rules.event_codes import EVENT_CODES
from custom_components.rack_power.drivers.synaccess.rules.snapshot import Snapshot
from custom_components.rack_power.drivers.synaccess.rules.stored import Content, Family
from custom_components.rack_power.drivers.synaccess.rules.validation import (
    Known,
    checked,
)
from custom_components.rack_power.equipment.errors import InvalidRequest
from custom_components.rack_power.equipment.model import PartId

from .places import BANK, OUTLET, place

PLACE = place()
EVENT, ACTION = Family.EVENT, Family.ACTION
TOO_HOT: dict[str, Any] = {
    "name": "Hot",
    "code": 49,
    "target": "2",
    "threshold": 35,
    "actions": [1],
}


def ask(
    family: Family,
    snapshot: Snapshot = PLACE,
    current: Content | None = None,
    **fields: Any,
) -> Content:
    """Check a request for something new, unless there is something current."""
    named = fields if current else {"name": "Name"} | fields
    return checked(family, named, current, Known(snapshot=snapshot, actions={1, 2}))


def params(family: Family, snapshot: Snapshot = PLACE, **fields: Any) -> list[str]:
    """Return the parameters as they are sent."""
    sent = ask(family, snapshot, **fields).body(family)["params"]
    assert isinstance(sent, list)
    return [str(item) for item in sent]


THREE = place("three_phase")
ATS = place("ats")
LINE = str(THREE.inlets[0]["inletLines"][1]["id"])  # type: ignore[index,call-overload]
HUB = PartId("probe", "140001")


@pytest.mark.parametrize(
    ("fields", "sent"),
    [
        ({"code": 12, "target": "10.0.0.1", "threshold": 3}, ["10.0.0.1", "3", ""]),
        ({"code": 12, "host": "nas.lan", "failures": "3"}, ["nas.lan", "3", ""]),
        ({"code": 31, "target": "any", "threshold": 16}, ["any", "16", "5"]),
        ({"code": "31", "target": "ANY", "threshold": 16.0}, ["any", "16", "5"]),
        (
            {"code": "bank_current_max", "target": 2001607, "threshold": 15.50},
            [BANK, "15.5", "5"],
        ),
        (
            {"code": 37, "bank": BANK, "threshold": 0.1 + 0.2, "seconds": 0},
            [BANK, "0.3", "0"],
        ),
        ({"code": 38, "target": BANK, "threshold": 1e9}, [BANK, "1000000000", ""]),
        ({"code": 38, "target": BANK, "threshold": 1e-6}, [BANK, "0.000001", ""]),
        ({"code": 30, "target": PartId("bank", BANK)}, [BANK, "", ""]),
        (
            {"code": 45, "outlet": PartId("outlet", OUTLET), "threshold": "2.50"},
            [OUTLET, "2.5", "5"],
        ),
        ({"code": 15, "inlet": "I1-1502530", "threshold": 1}, ["I1-1502530", "1", "5"]),
        (
            {"code": 49, "target": PartId("probe", "2"), "threshold": -0.0},
            ["2", "0", "5"],
        ),
        (
            {"code": 50, "target": "2", "threshold": -39.9, "seconds": 86_400.0},
            ["2", "-39.9", "86400"],
        ),
        ({"code": 53, "time": "13:01"}, ["13:01", "", ""]),
        ({"code": 53, "time": "13:01:59"}, ["13:01", "", ""]),
        ({"code": 53, "time": time(7, 5, 9)}, ["07:05", "", ""]),
        ({"code": 54, "interval": 3600}, ["3600", "", ""]),
        ({"code": 60, "day": 28, "time": "23:05:00"}, ["28", "23", "5"]),
        ({"code": 61, "day": 0, "time": time(0, 0)}, ["0", "0", "0"]),
        ({"code": 61, "day": 6, "hour": 4, "minute": 30}, ["6", "4", "30"]),
        ({"code": 62, "target": "a", "input": 6}, ["A", "6", "5"]),
        ({"code": 62, "port": HUB, "input": 6}, ["A", "6", "5"]),
        ({"code": 63, "target": PartId("contact", "140001-3")}, ["A", "3", "5"]),
        (
            {"code": 63, "target": PartId("contact", "140001-3"), "input": 4},
            ["A", "4", "5"],
        ),
        ({"code": 64, "target": HUB, "state": "on"}, ["A", "ON", ""]),
        ({"code": 64, "target": HUB, "state": False}, ["A", "OFF", ""]),
        ({"code": 65, "target": "B", "state": "connect"}, ["B", "Connect", ""]),
        ({"code": 65, "port": "B", "change": "DISCONNECT"}, ["B", "Disconnect", ""]),
        ({"code": 31, "params": [BANK, 16, "10"]}, [BANK, "16", "10"]),
        ({"code": 31, "params": [BANK, "16.00", ""]}, [BANK, "16", "5"]),
        ({"code": 31, "params": (PartId("bank", BANK), 16)}, [BANK, "16", "5"]),
        ({"code": 99, "params": ["x", 1], "force": True}, ["x", "1", ""]),
        ({"code": 45, "target": "x", "threshold": 1, "force": True}, ["x", "1", "5"]),
    ],
)
def test_events(fields: dict[str, Any], sent: list[str]) -> None:
    """Named fields, parts and raw parameters become three texts."""
    assert params(EVENT, **fields) == sent


def test_events_of_other_models() -> None:
    """Three-phase units have lines, others a transfer switch."""
    assert params(EVENT, THREE, code=13, target=LINE, threshold=1) == [LINE, "1", "5"]
    part = PartId("line", LINE)
    assert params(EVENT, THREE, code=14, line=part, threshold=1) == [LINE, "1", "5"]
    assert params(EVENT, ATS, code=57) == ["", "", ""]


URL = "http://192.0.2.1:8123/api/webhook/abc"


@pytest.mark.parametrize(
    ("fields", "sent"),
    [
        ({"code": 11, "target": OUTLET, "state": "off"}, [OUTLET, "OFF", ""]),
        ({"code": 11, "outlet": OUTLET, "state": True}, [OUTLET, "ON", ""]),
        (
            {"code": "reboot_outlet", "target": PartId("outlet", OUTLET)},
            [OUTLET, "", ""],
        ),
        ({"code": 15, "email": "a@example.com"}, ["a@example.com", "", ""]),
        (
            {"code": 16, "group": PartId("outlet_group", "1"), "state": "ON"},
            ["1", "ON", ""],
        ),
        ({"code": 17, "target": 2}, ["2", "", ""]),
        ({"code": 18, "host": "nms", "community": "public"}, ["nms", "public", ""]),
        ({"code": 20, "url": URL}, [URL, "none", ""]),
        ({"code": 20, "target": URL, "statistics": "Outlets"}, [URL, "outlets", ""]),
        ({"code": 20, "target": "192.0.2.1"}, ["192.0.2.1", "none", ""]),
        ({"code": 22, "relay": "Relay 1", "state": "ON"}, ["Relay 1", "ON", ""]),
        ({"code": 23, "target": PartId("relay", "R2-1502530")}, ["Relay 2", "", ""]),
        (
            {"code": 24, "target": "192.0.2.9", "outlet": 3, "token": "s3cret"},
            ["192.0.2.9", "3", "s3cret"],
        ),
        (
            {"code": 26, "host": "192.0.2.9", "group": "2", "token": "s3cret"},
            ["192.0.2.9", "2", "s3cret"],
        ),
        ({"code": 30}, ["", "", ""]),
        (
            {"code": 32, "target": "A", "relay": 2, "state": "closed"},
            ["A", "2", "CLOSED"],
        ),
        (
            {
                "code": 32,
                "relay": PartId("relay", "140001-5"),
                "port": "A",
                "state": "OPEN",
            },
            ["A", "5", "OPEN"],
        ),
        (
            {"code": 32, "target": PartId("relay", "140001-5"), "state": "OPEN"},
            ["A", "5", "OPEN"],
        ),
    ],
)
def test_actions(fields: dict[str, Any], sent: list[str]) -> None:
    """The same for actions."""
    assert params(ACTION, **fields) == sent


REFUSED: list[tuple[str, dict[str, Any]]] = [
    ("missing_field", {"name": None}),
    ("name_length", {"name": ""}),
    ("name_length", {"name": "   "}),
    ("name_length", {"name": "x" * 101}),
    ("name_length", {"name": 5}),
    ("name_control_character", {"name": "a\x00b"}),
    ("name_control_character", {"name": "a\ud800b"}),
    ("missing_field", {"code": None}),
    ("unknown_event_code", {"code": 44}),
    ("unknown_event_code", {"code": 66}),
    ("unknown_event_code", {"code": "hot"}),
    ("unknown_event_code", {"code": True}),
    ("unknown_event_code", {"code": 49.5}),
    ("unknown_event_code", {"code": -1, "force": True}),
    ("unknown_event_code", {"code": "hot", "force": True}),
    ("params_and_fields", {"params": ["2", "35"]}),
    ("fields_of_unknown_code", {"code": 44, "force": True}),
    ("field_not_used", {"time": "10:00"}),
    ("field_not_used", {"token": "x"}),
    ("field_given_twice", {"sensor": "2"}),
    ("missing_field", {"target": None}),
    ("missing_field", {"threshold": None}),
    ("not_a_number", {"threshold": True}),
    ("not_a_number", {"threshold": nan}),
    ("not_a_number", {"threshold": inf}),
    ("not_a_number", {"threshold": "warm"}),
    ("not_a_number", {"threshold": "3,5"}),
    ("not_a_number", {"threshold": "1e1"}),
    ("not_a_number", {"threshold": "٣"}),
    ("out_of_range", {"threshold": 126}),
    ("out_of_range", {"threshold": 10**5000}),
    ("out_of_range", {"seconds": -1}),
    ("not_an_integer", {"seconds": 1.5}),
    ("redacted_value", {"target": "**REDACTED**"}),
    ("param_too_long", {"target": "x" * 1001}),
    ("not_a_text", {"target": "a\nb"}),
    ("not_a_text", {"target": 10**5000}),
    ("wrong_part", {"target": PartId("outlet", OUTLET)}),
    ("unknown_part", {"target": PartId("probe", "77")}),
    ("unknown_id", {"target": "77"}),
    ("unknown_id", {"target": "any"}),
    ("not_a_boolean", {"enabled": "yes"}),
    ("not_a_boolean", {"force": 1}),
    ("actions_not_list", {"actions": 1}),
    ("actions_not_list", {"actions": "1"}),
    ("actions_not_list", {"actions": [True]}),
    ("actions_not_list", {"actions": [1.5]}),
    ("unknown_actions", {"actions": [1, 7]}),
]


@pytest.mark.parametrize(("reason", "change"), REFUSED)
def test_refused_events(reason: str, change: dict[str, Any]) -> None:
    """Each thing that can be wrong has a reason of its own."""
    with pytest.raises(InvalidRequest) as refusal:
        ask(EVENT, **(TOO_HOT | change))
    assert refusal.value.reason == reason


@pytest.mark.parametrize(
    ("reason", "fields"),
    [
        ("params_not_list", {"code": 49, "params": "2"}),
        ("params_not_list", {"code": 49, "params": {"a": 1}}),
        ("too_many_params", {"code": 30, "params": [BANK, 1]}),
        ("too_many_params", {"code": 49, "params": ["2", 1, 2, 3]}),
        ("too_many_params", {"code": 44, "force": True, "params": [1, 2, 3, 4]}),
        ("missing_field", {"code": 49, "params": ["", 3]}),
        ("missing_field", {"code": 49, "params": []}),
        ("missing_field", {"code": 49}),
        ("field_given_twice", {"code": 61, "day": 1, "time": "1:00", "hour": 1}),
        ("not_a_time", {"code": 61, "day": 1, "time": 781}),
        ("not_a_time", {"code": 53, "time": "24:00"}),
        ("not_a_time", {"code": 53, "time": "7:30"}),
        ("not_a_time", {"code": 53, "time": 781}),
        ("out_of_range", {"code": 60, "day": 29, "time": "10:00"}),
        ("out_of_range", {"code": 61, "day": 7, "time": "10:00"}),
        ("out_of_range", {"code": 54, "interval": 0}),
        ("out_of_range", {"code": 21, "target": "any", "threshold": 90}),
        ("out_of_range", {"code": 29, "target": "any", "threshold": 0}),
        ("not_above", {"code": 22, "target": "any", "threshold": 0}),
        ("not_above", {"code": 22, "target": "any", "threshold": 1e-9}),
        ("not_a_host", {"code": 12, "target": "300.1.1.1", "threshold": 1}),
        ("not_a_host", {"code": 12, "target": "a b", "threshold": 1}),
        ("not_a_host", {"code": 12, "target": "-a", "threshold": 1}),
        ("not_a_host", {"code": 12, "target": "a." * 130, "threshold": 1}),
        ("not_a_host", {"code": 12, "target": 5, "threshold": 1}),
        ("not_an_option", {"code": 62, "target": "C", "input": 1}),
        ("not_an_option", {"code": 64, "target": "A", "state": "REBOOT"}),
        ("not_an_option", {"code": 65, "target": "A", "state": "ON"}),
        ("needs_three_phase", {"code": 13, "target": "any", "threshold": 1}),
        ("needs_ats", {"code": 55}),
        ("needs_dio_hub", {"code": 62, "target": "B", "input": 1}),
    ],
)
def test_refused_parameters(reason: str, fields: dict[str, Any]) -> None:
    """The same for the parameters of codes of other kinds."""
    if reason == "field_given_twice":
        fields = fields | {"time": "01:00"}
    with pytest.raises(InvalidRequest) as refusal:
        ask(EVENT, **fields)
    assert refusal.value.reason == reason


@pytest.mark.parametrize(
    ("reason", "fields"),
    [
        ("unknown_action_code", {"code": 13}),
        ("field_not_used", {"code": 30, "actions": [1]}),
        ("field_not_used", {"code": 30, "enabled": True}),
        ("unknown_id", {"code": 11, "target": "9-1", "state": "ON"}),
        ("unknown_id", {"code": 11, "target": "any", "state": "ON"}),
        ("unknown_id", {"code": 17, "target": "9"}),
        ("unknown_id", {"code": 23, "target": "R1-1502530"}),
        ("unknown_part", {"code": 23, "target": PartId("relay", "140001-1")}),
        ("no_part_here", {"code": 18, "host": PartId("bank", "1"), "community": "c"}),
        ("not_an_email_address", {"code": 15, "target": "nobody"}),
        ("not_an_email_address", {"code": 15, "target": "a@b, c@d"}),
        ("not_a_web_address", {"code": 20, "target": "ftp://x"}),
        ("not_a_web_address", {"code": 20, "target": "http://"}),
        ("not_a_web_address", {"code": 20, "target": "http://a b"}),
        ("not_a_web_address", {"code": 20, "target": "http://a/\x00"}),
        ("redacted_value", {"code": 20, "target": "**REDACTED**"}),
        ("not_an_option", {"code": 32, "target": "A", "relay": 1, "state": "shut"}),
        ("out_of_range", {"code": 32, "target": "A", "relay": 7, "state": "OPEN"}),
    ],
)
def test_refused_actions(reason: str, fields: dict[str, Any]) -> None:
    """The same for actions."""
    with pytest.raises(InvalidRequest) as refusal:
        ask(ACTION, **fields)
    assert refusal.value.reason == reason


@pytest.mark.parametrize(
    ("reason", "fields", "snapshot"),
    [
        ("needs_single_phase", {"code": 15, "target": "any", "threshold": 1}, THREE),
        ("needs_circuit_breaker", {"code": 30, "target": "any"}, None),
        ("needs_outlet_metering", {"code": 45, "target": "any", "threshold": 1}, None),
        (
            "needs_temp_hum_sensor",
            {"code": 49, "target": "140001", "threshold": 1},
            None,
        ),
    ],
)
def test_refused_by_the_model(
    reason: str, fields: dict[str, Any], snapshot: Snapshot | None
) -> None:
    """What the PDU does not have cannot be watched."""
    if snapshot is None:
        small = place("minimal")
        device = {**(small.device or {}), "circuitBreakerProtection": False}
        banks = tuple(
            {**row, "hasCircuitBreakerProtection": False} for row in small.banks or ()
        )
        sensors = tuple(
            row for row in PLACE.sensors or () if row["sensorType"] == "dio_hub"
        )
        snapshot = place("minimal", device=device, banks=banks, sensors=sensors)
    with pytest.raises(InvalidRequest) as refusal:
        ask(EVENT, snapshot, **fields)
    assert refusal.value.reason == reason
    assert ask(EVENT, snapshot, force=True, **fields)


@pytest.mark.parametrize(
    ("reason", "fields", "changes"),
    [
        (
            "needs_outlet_switching",
            {"code": 12, "target": OUTLET},
            {"device": {"outletSwitchingSupported": False}},
        ),
        ("needs_smtp", {"code": 15, "target": "a@b.c"}, {"smtp": ""}),
        (
            "needs_relay_outputs",
            {"code": 22, "target": "x", "state": "ON"},
            {"relays": ()},
        ),
        ("needs_energy_metering", {"code": 31}, {"inlets": ()}),
        (
            "needs_dio_hub",
            {"code": 32, "target": "A", "relay": 1, "state": "OPEN"},
            {"sensors": ()},
        ),
        ("needs_group", {"code": 17, "target": "1"}, {"groups": ()}),
    ],
)
def test_actions_refused_by_the_model(
    reason: str, fields: dict[str, Any], changes: dict[str, Any]
) -> None:
    """Nor acted upon; an id that is missing with its list is told first."""
    with pytest.raises(InvalidRequest) as refusal:
        ask(ACTION, place(**changes), **fields)
    told = refusal.value.reason
    assert (
        told == reason
        or (told == "unknown_id" and not changes.get("groups", 1))
        or (told == "unknown_id" and not changes.get("relays", 1))
    )
    assert ask(ACTION, place(**changes), force=True, **fields)


def test_order() -> None:
    """Name, code, number of parameters, required ones, form, ids, model, actions."""
    request: dict[str, Any] = {
        "name": "",
        "code": 44,
        "params": ["77", "", "x", "y"],
        "actions": [9],
    }
    mended = [
        ("name_length", {"name": "Name"}),
        ("unknown_event_code", {"code": 50}),
        ("too_many_params", {"params": ["140001", "", "x"]}),
        ("missing_field", {"params": ["140001", "999", "x"]}),
        ("out_of_range", {"params": ["77", "30", "5"]}),
        ("unknown_id", {"params": ["140001", "30", "5"]}),
        ("needs_temp_hum_sensor", {"code": 33, "params": [BANK, "100"]}),
        ("unknown_actions", {"actions": [2, 1, 2]}),
    ]
    sensors = tuple(r for r in PLACE.sensors or () if r["sensorType"] == "dio_hub")
    for reason, mending in mended:
        with pytest.raises(InvalidRequest) as refusal:
            ask(EVENT, place(sensors=sensors), **request)
        assert refusal.value.reason == reason
        request |= mending
    assert ask(EVENT, place(sensors=sensors), **request).actions == (2, 1)


def test_force_is_no_licence() -> None:
    """Force lifts neither the limits of length nor the form of numbers."""
    for change in ({"name": "x" * 101}, {"params": [1, 2, 3, 4]}, {"threshold": 999}):
        request = TOO_HOT | {"force": True} | change
        if "params" in change:
            del request["target"], request["threshold"]
        with pytest.raises(InvalidRequest):
            ask(EVENT, **request)
    assert ask(EVENT, **(TOO_HOT | {"force": True, "actions": [9]})).actions == (9,)


def test_what_is_unknown_is_not_held_against_a_request() -> None:
    """Lists that the user may not see refuse nothing."""
    nothing = Snapshot()
    for code in EVENT_CODES.values():
        if code.params and code.params[0].key == "target":
            break
    assert params(EVENT, nothing, code=45, target="1-1", threshold=1)
    assert params(ACTION, nothing, code=30) == ["", "", ""]
    sent = checked(EVENT, TOO_HOT, None, Known(snapshot=nothing, actions=None))
    assert sent.actions == (1,)


STORED = Content(name="Old", code=49, params=("9", "500", "7"), actions=(8,))


def test_change_keeps_what_it_does_not_speak_of() -> None:
    """What is stored is not judged again, even where it would be refused today."""
    assert ask(EVENT, current=STORED, enabled=False) == Content(
        name="Old", code=49, params=("9", "500", "7"), actions=(8,), enabled=False
    )
    changed = ask(EVENT, current=STORED, seconds=9, actions=[8, 1])
    assert (changed.params, changed.actions) == (("9", "500", "9"), (8, 1))
    changed = ask(EVENT, current=STORED, code=49, target="2")
    assert changed.params == ("2", "500", "7")
    foreign = Content(name="New", code=66, params=("a", "", "c", "d"))
    assert ask(EVENT, current=foreign, name="N").params == ("a", "", "c", "d")
    half = Content(name="Half", code=54)
    assert ask(EVENT, current=half, enabled=False).params == ()
    with pytest.raises(InvalidRequest, match="missing_field"):
        ask(EVENT, current=Content(name="?", code=None), enabled=False)


def test_another_code_starts_anew() -> None:
    """The parameters of one code mean nothing to another."""
    with pytest.raises(InvalidRequest) as refusal:
        ask(EVENT, current=STORED, code=50, threshold=10)
    assert refusal.value.placeholders == {"field": "target"}
    assert ask(EVENT, current=STORED, code=50, target="2", threshold=10).params == (
        "2",
        "10",
        "5",
    )


def test_change_of_an_action_keeps_its_secret() -> None:
    """A secret stays as it is stored, unless a new one is given."""
    stored = Content(name="Post", code=20, params=(URL, "none"))
    assert ask(ACTION, current=stored, statistics="inlets").params == (URL, "inlets")
    assert ask(ACTION, current=stored, url="http://b/").params == ("http://b/", "none")


def test_errors_repeat_no_addresses() -> None:
    """A secret that was put into the wrong field does not get into the message."""
    for fields in (
        {"code": 49, "target": URL, "threshold": 1},
        {"code": 49, "target": "2", "threshold": URL},
        {"code": URL},
        {"code": 64, "target": "A", "state": URL},
    ):
        with pytest.raises(InvalidRequest) as refusal:
            ask(EVENT, **fields)
        assert "abc" not in str(refusal.value)


VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=20),
    st.binary(max_size=3),
    st.times(),
    st.sampled_from([OUTLET, BANK, "2", "any", "A", "ON", "13:01", "10.0.0.1", URL]),
    st.builds(
        PartId,
        st.sampled_from(["outlet", "bank", "probe", "contact", "relay", "inlet"]),
        st.one_of(st.text(max_size=4), st.just(OUTLET), st.just("140001-1")),
    ),
    st.lists(st.one_of(st.text(max_size=5), st.integers(), st.none()), max_size=5),
)
NAMES = st.sampled_from(
    sorted(
        {"params", "actions", "enabled", "force", "time", "bogus"}
        | {
            name
            for code in (*EVENT_CODES.values(), *ACTION_CODES.values())
            for param in code.params
            for name in (param.key, *param.also)
        }
    )
)


@given(
    family=st.sampled_from(Family),
    code=st.one_of(st.integers(0, 70), st.sampled_from(["http_post", "x"]), VALUES),
    fields=st.dictionaries(NAMES, VALUES, max_size=4),
)
def test_anything(family: Family, code: object, fields: dict[str, object]) -> None:
    """Whatever is asked for, it is refused, or three harmless texts are sent."""
    try:
        sent = ask(family, **(fields | {"code": code})).body(family)
    except InvalidRequest:
        return
    texts = sent["params"]
    assert isinstance(texts, list)
    assert len(texts) == 3
    for text in texts:
        assert isinstance(text, str)
        assert text.isprintable() or not any(ord(c) < 32 for c in text)
        text.encode()


def _right(param: Any) -> st.SearchStrategy[object]:
    """Return values that a parameter must take."""
    match param.type:
        case "number":
            return st.floats(param.minimum, param.maximum, exclude_min=True).filter(
                lambda value: value > param.minimum + 1e-5
            )
        case "integer":
            return st.integers(int(param.minimum), int(param.maximum))
        case "choice" | "port":
            return st.sampled_from(param.options)
        case "host" | "url" | "text":
            return st.from_regex(r"[a-z]{1,9}\.lan", fullmatch=True)
        case "email":
            return st.just("a@b.example")
        case "time":
            return st.times()
    return st.just("x-1")


@given(
    data=st.data(),
    code=st.sampled_from([*EVENT_CODES.values(), *ACTION_CODES.values()]),
)
def test_every_code_takes_what_is_right(data: st.DataObject, code: Any) -> None:
    """Values within the bounds pass, and numbers arrive as they were meant."""
    family = EVENT if EVENT_CODES.get(code.code) is code else ACTION
    fields = {param.key: data.draw(_right(param)) for param in code.params}
    sent = params(family, Snapshot(), code=code.key, **fields)
    for param, text in zip(code.params, sent, strict=False):
        if param.type in {"number", "integer"}:
            assert abs(float(text) - float(str(fields[param.key]))) <= 1e-6
            assert "e" not in text.lower()
            assert not (text.endswith("0") and "." in text)
