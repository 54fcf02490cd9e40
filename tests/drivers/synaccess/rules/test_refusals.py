"""Each reason for which a request is refused before anything is sent."""

from math import inf, nan
from typing import Any

import pytest

from custom_components.rack_power.equipment.errors import InvalidRequest
from custom_components.rack_power.equipment.model import PartId

from .asking import ACTION, EVENT, TOO_HOT, URL, ask
from .places import BANK, OUTLET

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
    ("actions_not_list", {"actions": [10**5000]}),
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
        ("field_given_twice", {"code": 61, "day": 1, "time": "01:00", "hour": 1}),
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
        ("not_an_option", {"code": 65, "target": "A", "state": 1}),
        ("needs_three_phase", {"code": 13, "target": "any", "threshold": 1}),
        ("needs_ats", {"code": 55}),
        ("needs_dio_hub", {"code": 62, "target": "B", "input": 1}),
    ],
)
def test_refused_parameters(reason: str, fields: dict[str, Any]) -> None:
    """The same for the parameters of codes of other kinds."""
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
        (
            "no_part_here",
            {
                "code": 32,
                "target": "A",
                "relay": PartId("relay", "R2-1502530"),
                "state": "ON",
            },
        ),
        (
            "no_part_here",
            {
                "code": 24,
                "target": "192.0.2.9",
                "outlet": PartId("outlet", OUTLET),
                "token": "t",
            },
        ),
        ("out_of_range", {"code": 32, "target": "A", "relay": 7, "state": "OPEN"}),
    ],
)
def test_refused_actions(reason: str, fields: dict[str, Any]) -> None:
    """The same for actions."""
    with pytest.raises(InvalidRequest) as refusal:
        ask(ACTION, **fields)
    assert refusal.value.reason == reason


@pytest.mark.parametrize("secret", [URL, "4nOth3rPdusT0kenAbc", "me@example.org"])
@pytest.mark.parametrize(
    "fields",
    [
        {"code": 49, "target": "?", "threshold": 1},
        {"code": 49, "target": "2", "threshold": "?"},
        {"code": "?"},
        {"code": 64, "target": "A", "state": "?"},
        {"code": 53, "time": "?"},
        {"code": 53, "time": "10:00", "?": 1},
        {"code": 53, "params": ["10:00"], "?": 1},
        {"code": 99, "force": True, "?": 1},
    ],
)
def test_errors_repeat_no_secrets(fields: dict[str, Any], secret: str) -> None:
    """What was put into the wrong field does not get into the message."""
    told: dict[str, Any] = {
        secret if key == "?" else key: secret if value == "?" else value
        for key, value in fields.items()
    }
    with pytest.raises(InvalidRequest) as refusal:
        ask(EVENT, **told)
    assert secret not in str(refusal.value)


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("a\tb", "a\ufffdb"),
        ("x" * 61, "x" * 59 + "…"),
        (True, "True"),
        (nan, "nan"),
        (["a"], "list"),
    ],
)
def test_errors_repeat_what_is_harmless(value: object, told: str) -> None:
    """Printable, and short, so that one sees what was meant."""
    with pytest.raises(InvalidRequest) as refusal:
        ask(EVENT, **(TOO_HOT | {"threshold": value}))
    assert refusal.value.placeholders == {"field": "threshold", "value": told}


def test_errors_repeat_no_endless_numbers() -> None:
    """Python refuses to write them."""
    with pytest.raises(InvalidRequest) as refusal:
        ask(EVENT, code=10**5000)
    assert refusal.value.placeholders == {"code": "int"}


@pytest.mark.parametrize(
    ("fields", "bounds"),
    [
        ({"code": 49, "target": "2", "threshold": 126}, ("-40", "125 °C")),
        ({"code": 21, "target": "any", "threshold": 90}, ("0", "1")),
        ({"code": 12, "target": "nas", "threshold": 0}, ("1", "10000")),
        ({"code": 60, "day": 29, "time": "10:00"}, ("1", "28")),
        ({"code": 22, "target": "any", "threshold": -1}, ("0", "1000000000 kWh")),
    ],
)
def test_bounds_are_told(fields: dict[str, Any], bounds: tuple[str, str]) -> None:
    """With their unit, if they have one."""
    with pytest.raises(InvalidRequest) as refusal:
        ask(EVENT, **fields)
    told = refusal.value.placeholders
    assert (told["minimum"], told["maximum"]) == bounds
