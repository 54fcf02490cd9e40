"""What keys mean: our own table, the cloud's, and what is broken in it."""

from typing import Any

import pytest

from custom_components.rack_power.drivers.apc_smartconnect.dictionary import (
    BUILT_IN,
    Entry,
    Grade,
    parse_dictionary,
)
from custom_components.rack_power.drivers.apc_smartconnect.dictionary_codes import CODES
from custom_components.rack_power.drivers.apc_smartconnect.mapping.filling import filled
from custom_components.rack_power.equipment.errors import InvalidAnswer
from custom_components.rack_power.equipment.model import Severity

from .mapping_examples import dictionary

SEVERITIES = {
    0: {"online"},
    2: {
        "batt_eol", "bypass_user_init", "fw_out_of_date", "onbattery", "plugin_init",
        "site_wiring_fault",
    },
    3: {
        "batt_disconnected", "batt_needs_replacement", "batt_temp_exc",
        "batt_temp_exc_warn", "bypass_ups_init", "comm_lost", "generic_fault",
        "onbattery.low_battery", "overload",
    },
}  # fmt: skip
MODES = {
    "bypass_ups_init", "bypass_user_init", "onbattery", "onbattery.low_battery",
    "onbattery.rtc", "online", "ups_off",
}  # fmt: skip


def test_our_own_table() -> None:
    """All 31 keys, how grave they are, and as what they occur."""
    assert len(CODES) == len({code.key for code in CODES}) == 31
    for code in CODES:
        entry = BUILT_IN.lookup(code.key)
        assert entry is not None
        grave = next((s for s, keys in SEVERITIES.items() if code.key in keys), 1)
        assert entry.severity == grave, code.key
        assert entry.is_mode is (code.key in MODES)
        assert entry.is_state is (
            code.key not in {"power_restored", "return_from_bypass", "ups_on"}
        )
        assert filled(entry.name) == entry.name
    assert BUILT_IN.lookup("plan_expired") is None


@pytest.mark.parametrize(
    "answer",
    [dictionary(), {"dictionary": dictionary()}, {"lang": "en", "x": dictionary()}],
)
def test_the_live_one(answer: Any) -> None:
    """Bare or in one object; what it lacks is built in."""
    found = parse_dictionary(answer)
    assert found.lookup("onbattery") == Entry(
        key="onbattery",
        name="Running from battery",
        severity=Grade.WARNING,
        is_mode=True,
        is_state=True,
        meta=("model",),
    )
    assert found.lookup("generic_fault") == Entry(
        key="generic_fault",
        name="Fault",
        description="Fault {{meta.error_code}}!",
        severity=Grade.CRITICAL,
        is_state=True,
        meta=("error_code",),
    )
    assert found.lookup("plan_expired") == Entry(
        key="plan_expired", name="Plan over", severity=Grade.INFO
    )
    assert found.lookup("overload") == BUILT_IN.lookup("overload")


@pytest.mark.parametrize("answer", [{}, {"error": "Unauthorized"}, {"x": {"y": {}}}])
def test_one_without_entries(answer: Any) -> None:
    """All is built in."""
    assert parse_dictionary(answer) == BUILT_IN


@pytest.mark.parametrize("answer", [None, [], "x", 5, [dictionary()]])
def test_none(answer: Any) -> None:
    """What is no object is none."""
    with pytest.raises(InvalidAnswer):
        parse_dictionary(answer)


@pytest.mark.parametrize(
    "entry",
    [
        None,
        "x",
        [],
        {},
        {"severity": 2},
        {"event": {"name": "x"}},
        {"event": {"name": "x"}, "severity": 4},
        {"event": {"name": "x"}, "severity": -1},
        {"event": {"name": "x"}, "severity": True},
        {"event": {"name": 5}, "severity": 2},
        {"event": "x", "severity": 2},
        {"event": {"name": " "}, "severityText": "info"},
        {"event": {"name": "x"}, "severityText": "grave"},
    ],
)
def test_a_broken_entry(entry: Any) -> None:
    """It is as built in, if it is there; the others stay."""
    found = parse_dictionary(dictionary() | {"overload": entry, "newest": entry})
    assert found.lookup("overload") == BUILT_IN.lookup("overload")
    assert found.lookup("newest") is None
    onbattery = found.lookup("onbattery")
    assert onbattery is not None
    assert onbattery.name == "Running from battery"


def test_odd_fields_of_an_entry() -> None:
    """What can be read of it is."""
    entry: dict[str, Any] = {
        "event": {"name": "A", "description": 5},
        "state": "x",
        "mode": None,
        "severity": None,
        "severityText": " Critical ",
        "meta": ["a", 5, None, "b"],
    }
    assert parse_dictionary({"k": entry}).lookup("k") == Entry(
        key="k", name="A", severity=Grade.CRITICAL, meta=("a", "b")
    )


def test_grades() -> None:
    """In the words of options and of records."""
    assert [grade.option for grade in Grade] == ["ok", "info", "warning", "critical"]
    assert [grade.of_record for grade in Grade] == [
        Severity.INFORMATIONAL,
        Severity.INFORMATIONAL,
        Severity.WARNING,
        Severity.CRITICAL,
    ]


@pytest.mark.parametrize(
    ("text", "meta", "shown"),
    [
        ("On battery", None, "On battery"),
        ("Fault (code {{meta.code}})", {"code": "17"}, "Fault (code 17)"),
        ("Fault {{meta.code}}!", {"code": 17}, "Fault 17!"),
        ("Fault {{ meta.code }} here", {}, "Fault here"),
        ("Due {{meta.expiration}}", None, "Due"),
        ("Battery old: {{meta.expiration}}", {"other": 1}, "Battery old"),
        ("Due {{meta.expiration}}", {"expiration": 1843430400000}, "Due 2028-06-01"),
        ("Due {{meta.expiration}}", {"expiration": "2028-06-01"}, "Due 2028-06-01"),
        ("Due {{meta.expiration}}", {"expiration": "soon"}, "Due soon"),
        (
            "At {{meta.timestamp}}",
            {"timestamp": "2026-01-15T08:30:12.000Z"},
            "At 2026-01-15 08:30:12 UTC",
        ),
        ("{{meta.a}}{{meta.b}}", {"a": "{{meta.b}}", "b": "x"}, "{{meta.b}}x"),
        ("{{meta.a}}", {"a": ["x"]}, ""),
        ("{{meta.a}}", [], ""),
        ("{{unclosed", {"unclosed": 1}, "{{unclosed"),
    ],
)
def test_placeholders(text: str, meta: Any, shown: str) -> None:
    """Filled from the event, else taken out and trimmed."""
    assert filled(text, meta) == shown
