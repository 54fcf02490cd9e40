"""Lines of the log: pushed and listed, with numbers, words and times of all kinds."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from custom_components.rack_power.drivers.apc_smartconnect.mapping.events import (
    KINDS as SMART_UPS_KINDS,
)
from custom_components.rack_power.drivers.powersentrix.mapping.log import (
    KINDS,
    LogLine,
    parse_page,
    parse_pushed,
)
from custom_components.rack_power.equipment.errors import InvalidAnswer, Rejected
from custom_components.rack_power.equipment.model import Record, Severity

from .vendor_examples import listed_line, pushed_line, wrapped

ZONE = timezone(timedelta(hours=2))
STAMP = datetime(2026, 5, 8, 14, 32, 1)  # noqa: DTZ001
WRITTEN = datetime(2026, 5, 8, 12, 32, 1, tzinfo=UTC)
ARRIVED = WRITTEN + timedelta(seconds=3)


def record(**changes: Any) -> Record:
    """What the documented line says."""
    fields: dict[str, Any] = {
        "key": "9901",
        "time": WRITTEN,
        "kind": "output_on",
        "severity": Severity.INFORMATIONAL,
        "text": "Output 1 turned ON",
        "code": "I/E01",
    }
    return Record(**fields | changes)


def test_a_pushed_line() -> None:
    """The unit counts its lines from its start, so count and stamp make the key."""
    assert parse_pushed(pushed_line(), ZONE, ARRIVED) == LogLine(
        id=1234,
        record=record(key="1234@2026-05-08T14:32:01"),
        switched=(1, True),
        stamp=STAMP,
        cmm="ups-01",
    )


def test_a_listed_line() -> None:
    """The portal has keys of its own."""
    assert parse_page([listed_line()], ZONE) == (
        LogLine(
            id=9901, record=record(), switched=(1, True), stamp=STAMP, cmm="ups-01"
        ),
    )


def test_both_are_the_same_line() -> None:
    """Code, text and time are what recognises it."""
    pushed = parse_pushed(pushed_line(params="a=1"), ZONE, ARRIVED).record
    listed = parse_page([listed_line(params="a=1")], ZONE)[0].record
    assert (pushed.code, pushed.text, pushed.time) == (
        listed.code,
        listed.text,
        listed.time,
    )
    assert listed.text == "Output 1 turned ON (a=1)"


@pytest.mark.parametrize(
    ("text", "kind", "switched"),
    [
        ("Output 1 turned ON", "output_on", (1, True)),
        ("Output 12 turned OFF", "output_off", (12, False)),
        ("output  0  Turned off.", "output_off", (0, False)),
        ("Output 1 turned ON by schedule", "other", None),
        ("Output x turned ON", "other", None),
        ("Mains power failure", "onbattery", None),
        ("Mains lost", "onbattery", None),
        ("On battery.", "onbattery", None),
        ("MAINS  power restored", "power_restored", None),
        ("Mains power failure cleared", "other", None),
        ("No mains power failure", "other", None),
        ("Mains power failure of supply 2", "other", None),
        ("Mains", "other", None),
        ("Battery low", "onbattery_low_battery", None),
        ("Battery low cleared", "other", None),
        ("Battery under-voltage protection", "battery_cut_off", None),
        ("Replace battery", "batt_needs_replacement", None),
        ("Battery needs replacement", "batt_needs_replacement", None),
        ("Battery replaced", "other", None),
        ("Weak battery", "battery_weak", None),
        ("Battery connected", "batt_connected", None),
        ("Battery disconnected", "batt_disconnected", None),
        ("Battery temperature high", "batt_temp_exc", None),
        ("Over-temperature", "temperature_high", None),
        ("Fan failure", "fan_failure", None),
        ("Overload", "overload", None),
        ("Battery test started", "test_started", None),
        ("Battery test finished", "test_ended", None),
        ("Battery test failed", "other", None),
        ("Output 3 restarted", "output_restarted", None),
        ("W/E10", "other", None),
        ("", "other", None),
    ],
)
def test_kinds(text: str, kind: str, switched: tuple[int, bool] | None) -> None:
    """Only plain words, and nothing besides them; the number is as written."""
    (line,) = parse_page([listed_line(description=text)], ZONE)
    assert (line.record.kind, line.switched) == (kind, switched)
    assert kind in KINDS


def test_a_number_of_a_code_tells_nothing() -> None:
    """The same code with other words is another line."""
    rows = [
        listed_line(code="W/E10", description=text)
        for text in ("Mains power failure", "Something of the firmware's own")
    ]
    kinds = [line.record.kind for line in parse_page(rows, ZONE)]
    assert kinds == ["onbattery", "other"]


def test_what_a_smart_ups_tells_too_is_named_alike() -> None:
    """One automation serves both."""
    shared = {"onbattery", "power_restored", "onbattery_low_battery", "overload"}
    assert shared <= set(KINDS) & set(SMART_UPS_KINDS)


@pytest.mark.parametrize(
    ("code", "severity"),
    [
        ("I/E01", Severity.INFORMATIONAL),
        ("W/E02", Severity.WARNING),
        ("X/1", Severity.WARNING),
        ("SIM/E99", Severity.INFORMATIONAL),
        ("E01", Severity.INFORMATIONAL),
        (None, Severity.INFORMATIONAL),
    ],
)
def test_severity(code: str | None, severity: Severity) -> None:
    """One letter is known; another one is graver, nothing is critical by a guess."""
    (line,) = parse_page([listed_line(code=code)], ZONE)
    assert (line.record.code, line.record.severity) == (code, severity)


def test_texts_that_are_missing() -> None:
    """The code is better than nothing."""
    lines = parse_page(
        [listed_line(description=None), listed_line(description=None, code=None)], ZONE
    )
    assert [line.record.text for line in lines] == ["I/E01", ""]


@pytest.mark.parametrize(
    ("stamp", "zone", "time"),
    [
        ("2026-05-08 14:32:01", ZONE, WRITTEN),
        ("2026-05-08 14:32:01", None, ARRIVED),
        ("2026-05-08T12:32:01+00:00", None, WRITTEN),
        (None, ZONE, ARRIVED),
        ("1970-01-01 00:00:10", ZONE, ARRIVED),
    ],
)
def test_when_a_pushed_line_was_written(stamp: Any, zone: Any, time: datetime) -> None:
    """When it arrived, if its stamp does not tell."""
    line = parse_pushed(pushed_line(timestamp=stamp), zone, ARRIVED)
    assert line.record.time == time


def test_a_count_that_started_anew_makes_a_new_key() -> None:
    """Else the new line would be taken for the old one."""
    keys = {
        parse_pushed(pushed_line(timestamp=stamp), ZONE, ARRIVED).record.key
        for stamp in ("2026-05-08 14:32:01", "2026-05-09 14:32:01")
    }
    assert len(keys) == 2


@pytest.mark.parametrize("number", [None, "x", -1, 1.5])
def test_lines_without_a_number(number: Any) -> None:
    """Are known by what they say, and when."""
    one = parse_pushed(pushed_line(ord=number), ZONE, ARRIVED)
    assert one.id is None
    assert one == parse_pushed(pushed_line(ord=number), ZONE, ARRIVED)
    for change in ({"params": "x"}, {"timestamp": "2026-05-08 14:32:02"}):
        other = parse_pushed(pushed_line(ord=number) | change, ZONE, ARRIVED)
        assert other.record.key != one.record.key


def test_the_number_0() -> None:
    """Is a number."""
    assert parse_pushed(pushed_line(ord=0), ZONE, ARRIVED).id == 0
    (line,) = parse_page([listed_line(id="0")], ZONE)
    assert (line.id, line.record.key) == (0, "0")


def test_a_page_keeps_its_order() -> None:
    """Which one that is, the ids tell."""
    page = [listed_line(id=number) for number in (3, 2, 1)]
    assert [line.id for line in parse_page(wrapped({"content": page}), ZONE)] == [
        3,
        2,
        1,
    ]


def test_a_line_without_a_stamp() -> None:
    """Was written about when its neighbour was; alone it cannot be told."""
    page: list[Any] = [
        listed_line(id=3, timestamp=None),
        listed_line(id=2),
        listed_line(id=1, timestamp="2026-05-08T14:00:00"),
        "no line",
        listed_line(id=0, timestamp="??"),
    ]
    lines = parse_page(page, ZONE)
    assert [line.record.time.minute for line in lines] == [32, 32, 0, 0]
    assert lines[0].stamp is None
    assert parse_page(page[:1], ZONE) == ()


def test_a_page_without_a_known_zone() -> None:
    """Is read as UTC."""
    (line,) = parse_page([listed_line()], None)
    assert line.record.time == STAMP.replace(tzinfo=UTC)


def test_no_log() -> None:
    """A page is a list, a line an object; the portal may say no."""
    assert parse_page([], ZONE) == ()
    with pytest.raises(InvalidAnswer):
        parse_page({"id": 1}, ZONE)
    with pytest.raises(Rejected):
        parse_page(wrapped(None, "no"), ZONE)
    with pytest.raises(InvalidAnswer):
        parse_pushed([pushed_line()], ZONE, ARRIVED)
