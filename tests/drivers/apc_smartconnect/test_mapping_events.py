"""The log, in every form that it may have."""

from datetime import UTC, datetime
from typing import Any

import pytest

from custom_components.rack_power.drivers.apc_smartconnect.dictionary import (
    BUILT_IN,
    parse_dictionary,
)
from custom_components.rack_power.drivers.apc_smartconnect.mapping.events import (
    KINDS,
    Event,
    parse_events,
)
from custom_components.rack_power.equipment.errors import InvalidAnswer
from custom_components.rack_power.equipment.model import Severity

from .mapping_examples import NOW, dictionary, event

MOMENT = datetime(2026, 6, 30, 22, 10, 5, 250000, tzinfo=UTC)


def read(*rows: Any) -> tuple[Event, ...]:
    """Read a log with our own dictionary."""
    return tuple(parse_events(list(rows), BUILT_IN, NOW))


def test_a_line() -> None:
    """Whose it is, when, what, how grave."""
    (found,) = read(event())
    record = found.record
    assert (found.device_id, found.dated) == ("200000000031", True)
    assert (record.time, record.kind, record.code) == (MOMENT, "onbattery", "onbattery")
    assert (record.severity, record.text) == (Severity.WARNING, "On battery")


def test_kinds() -> None:
    """31 keys and one for all others; each fits where no dot may be."""
    assert len(KINDS) == len(set(KINDS)) == 32
    assert "onbattery_low_battery" in KINDS
    assert not [kind for kind in KINDS if "." in kind]
    (found,) = read(event(id="onbattery.low_battery"))
    assert (found.record.kind, found.record.code) == (
        "onbattery_low_battery",
        "onbattery.low_battery",
    )
    assert found.record.severity is Severity.CRITICAL


@pytest.mark.parametrize("wrapper", ["events", "data"])
def test_a_wrapper(wrapper: str) -> None:
    """A list, or in an object."""
    assert parse_events({wrapper: [event()]}, BUILT_IN, NOW) == read(event())


@pytest.mark.parametrize("answer", [[], {"events": []}, {"data": []}])
def test_an_empty_log(answer: Any) -> None:
    """Normal on the smallest plan."""
    assert parse_events(answer, BUILT_IN, NOW) == ()


@pytest.mark.parametrize("answer", [None, 5, "x", {}, {"events": {}}, {"log": []}])
def test_no_log(answer: Any) -> None:
    """What holds no list is none."""
    with pytest.raises(InvalidAnswer):
        parse_events(answer, BUILT_IN, NOW)


@pytest.mark.parametrize("name", ["id", "event", "key", "type"])
def test_where_the_key_may_be(name: str) -> None:
    """Beside a number of the record."""
    (found,) = read(event(id=4711) | {name: "overload"})
    assert (found.record.kind, found.record.code) == ("overload", "overload")


@pytest.mark.parametrize(
    ("fields", "code", "kind"),
    [
        ({"id": "x-1", "event": "ups_on"}, "ups_on", "ups_on"),
        ({"id": "strange", "type": "state"}, "strange", "unknown"),
        ({"id": "17", "event": "strange.key"}, "strange.key", "unknown"),
        ({"id": 17, "type": "12.5"}, None, "unknown"),
        ({"id": {"a": 1}, "event": ["ups_on"]}, None, "unknown"),
        ({"id": "onbattery_rtc"}, "onbattery_rtc", "unknown"),
        ({"id": "unknown"}, "unknown", "unknown"),
    ],
)
def test_which_field_names_it(fields: Any, code: str | None, kind: str) -> None:
    """One that is known; else the first that is no number, raw, as a warning."""
    (found,) = read({**event(), "id": None} | fields)
    assert (found.record.code, found.record.kind) == (code, kind)
    if kind == "unknown":
        assert found.record.severity is Severity.WARNING
        assert found.record.text == (code or "Event without a name")


def test_a_newer_key() -> None:
    """Of an unknown kind, in the words of the live dictionary."""
    words = parse_dictionary(dictionary())
    (found,) = parse_events([event(id="plan_expired")], words, NOW)
    assert (found.record.kind, found.record.code) == ("unknown", "plan_expired")
    assert (found.record.text, found.record.severity) == (
        "Plan over",
        Severity.INFORMATIONAL,
    )


def test_texts_are_filled() -> None:
    """From the line, only where the text asks for it."""
    meta = {"error_code": "0x17", "serialNumber": "AS9900000031"}
    (found,) = read(event(id="generic_fault", meta=meta))
    assert found.record.text == "Internal fault, error code: 0x17"
    (found,) = read(event(id="generic_fault", meta=None))
    assert found.record.text == "Internal fault, error code"
    (found,) = read(event(meta=meta))
    assert found.record.text == "On battery"


@pytest.mark.parametrize("name", ["timestamp", "time", "date", "createdAt"])
@pytest.mark.parametrize("told", ["2026-06-30T22:10:05.250Z", 1782857405250])
def test_where_the_time_may_be(name: str, told: Any) -> None:
    """As text or in milliseconds; an odd one beside it does not matter."""
    (found,) = read(event(timestamp="never") | {name: told})
    assert found.record.time == MOMENT
    assert found.dated


def test_any_order() -> None:
    """Oldest first; of the same instant as it happened."""
    rows = [
        event(id="onbattery", timestamp="2026-06-30T10:00:00Z"),
        event(id="onbattery.low_battery", timestamp="2026-06-30T10:05:00Z"),
        event(id="shutdown", timestamp="2026-06-30T10:05:00Z"),
        event(id="power_restored", timestamp="2026-06-30T11:00:00Z"),
    ]
    codes = ["onbattery", "onbattery.low_battery", "shutdown", "power_restored"]
    assert [found.record.code for found in read(*rows)] == codes
    assert [found.record.code for found in read(*reversed(rows))] == codes
    mixed = read(rows[3], rows[0], rows[1], rows[2])
    assert [found.record.code for found in mixed] == codes


def test_a_line_is_known_again() -> None:
    """In every form, whatever the dictionary knows; no other is taken for it."""
    (one,) = read(event())
    (again,) = parse_events(
        {"data": [event(timestamp=1782857405250, meta=None)]},
        parse_dictionary(dictionary()),
        NOW.replace(hour=13),
    )
    assert again.record.key == one.record.key
    others = read(
        event(deviceId="200000000032"),
        event(id="ups_on"),
        event(id=1, event="onbattery"),
        event(id=2, event="onbattery"),
        event(timestamp="2026-06-30T22:10:06Z"),
    )
    assert len({found.record.key for found in (one, *others)}) == 6


def test_a_key_that_becomes_known_is_the_same_line() -> None:
    """The name of the line may change with the dictionary, its key does not."""
    row = event(id="a8-f1", event="plan_expired")
    (before,) = read(row)
    (after,) = parse_events([row], parse_dictionary(dictionary()), NOW)
    assert (before.record.code, after.record.code) == ("a8-f1", "plan_expired")
    assert before.record.key == after.record.key


def test_a_line_that_is_told_twice() -> None:
    """It happened once."""
    assert len(read(event(), event())) == 1


@pytest.mark.parametrize("told", [None, "", "soon", 0, -1, 10**30, [], True])
def test_a_line_without_a_time(told: Any) -> None:
    """As old as its arrival, told last, and known again when it is read later."""
    row = event(timestamp=told)
    last = read(row, event(id="ups_on"))[-1]
    assert not last.dated
    assert (last.record.time, last.record.code) == (NOW, "onbattery")
    (later,) = parse_events([row], BUILT_IN, NOW.replace(hour=15))
    assert later.record.key == last.record.key


def test_odd_lines_take_no_others() -> None:
    """What does not say whose it is is left out; the rest may be anything."""
    found = read(
        None,
        5,
        "onbattery",
        [],
        {},
        event(deviceId=None),
        event(deviceId={}),
        event(deviceId=200000000031, id="ups_on", meta=[{}]),
    )
    assert [(one.device_id, one.record.code) for one in found] == [
        ("200000000031", "ups_on")
    ]


def test_a_long_log_is_bounded() -> None:
    """The newest are kept."""
    rows = [event(id=index, event="ups_on") for index in range(5100)]
    rows.append(event(id="ups_off", timestamp="2026-07-01T00:00:00Z"))
    found = read(*rows)
    assert len(found) == 5000
    assert found[-1].record.code == "ups_off"


def test_nothing_private_shows() -> None:
    """A line does not print whose it is."""
    (found,) = read(event())
    assert "200000000031" not in repr(found)
