"""The full status: every value of the vendor's example, and every way to be odd."""

from datetime import timedelta
from typing import Any

import pytest

from custom_components.rack_power.drivers.powersentrix import variables as own
from custom_components.rack_power.drivers.powersentrix.mapping.status import (
    Status,
    parse_status,
)
from custom_components.rack_power.equipment import variables as common
from custom_components.rack_power.equipment.errors import InvalidAnswer, Rejected
from custom_components.rack_power.equipment.model import (
    UNIT,
    Order,
    PartId,
    Point,
    Quality,
    Setting,
    Value,
    Variable,
)

from .telling import FIRST, ME, NOW, cell, outlet, shown, tell
from .vendor_examples import VOLTAGES, status, supply, wrapped


def test_the_example_of_the_documentation() -> None:
    """All of it, to the last value."""
    _, report = tell(status())
    assert report.equipment == ME
    assert report.complete
    expected: dict[tuple[PartId, str], Value] = {
        (UNIT, "device.model"): "PWX-12-4422",
        (UNIT, "ups.firmware"): "v2.1.0",
        (UNIT, "ups.firmware.aux"): "v3.2.1",
        (UNIT, "device.started.main"): NOW - timedelta(days=5, hours=2, minutes=11),
        (UNIT, "device.started.com"): NOW - timedelta(days=2, hours=14, minutes=33),
        (UNIT, "device.cpu.load"): 12,
        (UNIT, "device.ram.total"): 327680,
        (UNIT, "device.ram.free"): 218340,
        (UNIT, "ups.temperature"): 42,
        (UNIT, "ups.temperature.mcu"): 51,
        (UNIT, "ups.fan"): False,
        (UNIT, "battery.forced"): False,
        (UNIT, "ups.realpower"): 274.11,
        (UNIT, "ups.reported"): NOW,
        (FIRST, "input.voltage"): 54.1,
        (FIRST, "output.voltage"): 48.1,
        (FIRST, "battery.voltage"): 52.2,
        (FIRST, "battery.voltage.low"): 48.0,
    }
    for place, volts in enumerate((13.05, 13.08, 13.02, 13.05)):
        expected[cell(0, place), "battery.cell.voltage"] = volts
    powers = {0: (1.5, 72.15), 1: (3.2, 153.76), 2: (2.0, 48.2)}
    for index in range(12):
        amperes, watts = powers.get(index, (0.0, 0.0))
        expected |= {
            (outlet(index), "outlet.status"): index in {0, 1, 2, 4, 5},
            (outlet(index), "outlet.voltage"): VOLTAGES[index] / 100,
            (outlet(index), "outlet.current"): amperes,
            (outlet(index), "outlet.realpower"): watts,
            (outlet(index), "outlet.name"): f"Load {index + 1}",
        }
    assert shown(report) == expected


def test_the_wrapper_does_not_matter() -> None:
    """The portal wraps, the unit perhaps does not."""
    assert parse_status(wrapped(status())) == parse_status(status())
    with pytest.raises(Rejected):
        parse_status(wrapped(None, "UPS not reachable"))


@pytest.mark.parametrize("answer", [None, 5, "x", [], wrapped(None), wrapped([])])
def test_no_object(answer: Any) -> None:
    """What is no object is no status."""
    with pytest.raises(InvalidAnswer):
        parse_status(answer)


def test_parts() -> None:
    """Numbers as printed, labels of the owner, what lies in what."""
    _, report = tell(status())
    third = report.parts[outlet(2)]
    assert (third.number, third.label, third.device) == ("3", "Load 3", True)
    assert third.position == (2,)
    assert report.parts[FIRST].number == "1"
    assert not report.parts[FIRST].device
    block = report.parts[cell(0, 3)]
    assert (block.number, block.within, block.position) == ("4", FIRST, (0, 3))
    assert len(report.parts) == 1 + 12 + 1 + 4


@pytest.mark.parametrize("quality", Quality)
def test_quality_and_time_are_those_given(quality: Quality) -> None:
    """Only the age of the report is good however old it is."""
    at = NOW - timedelta(minutes=7)
    _, report = tell(status(), quality=quality, at=at)
    for point, reading in report.readings.items():
        assert reading.observed_at == at
        if point.variable == own.REPORTED:
            assert reading.quality is Quality.GOOD
        else:
            assert reading.quality is quality


def test_a_path_that_only_reads() -> None:
    """No settings, no orders."""
    _, report = tell(status())
    assert not report.settings
    assert not report.orders


def test_a_path_that_switches() -> None:
    """Off takes the power away; no labels, no restart."""
    _, report = tell(status(), writable=True)
    assert report.settings == {
        Point(outlet(index), common.OUTLET_STATUS): Setting(cuts_load_at=False)
        for index in range(12)
    }
    assert not report.orders


def test_a_path_that_restarts_and_labels() -> None:
    """The unit itself can."""
    _, report = tell(status(), writable=True, restartable=True)
    assert len(report.settings) == 24
    name = Point(outlet(3), common.OUTLET_NAME)
    assert report.settings[name] == Setting(max_length=128)
    assert report.orders == {
        Order(outlet(index), common.RESTART) for index in range(12)
    }


def test_declarations() -> None:
    """What is shown unasked, and whom it serves."""
    _, report = tell(status())
    declared = {point.variable.name: point.variable for point in report.readings}
    hidden = {name for name, one in declared.items() if not one.everyday}
    assert hidden == {
        "battery.voltage.low",
        "device.cpu.load",
        "device.model",
        "device.ram.free",
        "device.ram.total",
        "device.started.com",
        "device.started.main",
        "outlet.name",
        "ups.firmware",
        "ups.firmware.aux",
        "ups.reported",
    }
    diagnostic = {
        name for name, one in declared.items() if one.category == "diagnostic"
    }
    assert diagnostic == hidden - {"outlet.name"} | {
        "battery.forced",
        "ups.temperature.mcu",
    }
    assert declared["outlet.current"].precision == 3


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("upsData", "uptime"), "5d 02h 12m"),
        (("config", "ident", "comUptime"), "0m"),
        (("config", "ident", "freeRamSize"), 218341),
    ],
)
def test_the_heartbeat(path: tuple[str, ...], value: Any) -> None:
    """Each of the three moves it, and so moves what changes."""
    answer = status()
    before = parse_status(answer)
    assert before.heartbeat == parse_status(status()).heartbeat
    place = answer
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    after = parse_status(answer)
    assert after.heartbeat != before.heartbeat
    assert after.changing != before.changing


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("voltages", [4811]),
        ("currents", [151]),
        ("ps", [supply(main=5411)]),
        ("ps", [supply(cell=[1306, 1308, 1302, 1305])]),
    ],
)
def test_what_changes_between_live_reads(key: str, value: Any) -> None:
    """Voltages and currents waver; the heartbeat does not see them."""
    before, answer = parse_status(status()), status()
    answer["upsData"][key] = value
    after = parse_status(answer)
    assert after.heartbeat == before.heartbeat
    assert after.changing != before.changing


@pytest.mark.parametrize("place", ["uptime", "freeRamSize"])
def test_what_is_no_number_is_no_sign_of_life(place: str) -> None:
    """It differs from itself: an answer that is old would seem new each time."""
    found = []
    for _ in range(2):
        answer = status()
        answer["upsData"][place] = answer["config"]["ident"][place] = float("nan")
        found.append(parse_status(answer).changing)
    assert found[0] == found[1]


def test_labels_and_states_are_no_sign_of_life() -> None:
    """The portal may know them without having heard from the unit."""
    answer = status()
    answer["config"]["outputs"][0]["description"] = "New"
    answer["upsData"]["outputs"][0] = 0
    assert parse_status(answer).changing == parse_status(status()).changing


def test_nothing_told_nothing_shown() -> None:
    """An empty object makes no points, and takes none away."""
    assert parse_status({}) == Status(heartbeat=(None, None, None))
    _, report = tell({}, writable=True, restartable=True)
    assert [point.variable for point in report.readings] == [own.REPORTED]
    assert not report.complete
    memory, before = tell(status())
    _, report = tell({}, before=memory)
    assert report.readings.keys() == before.readings.keys()
    assert {one.value for one in report.readings.values()} == {None, NOW}
    assert report.parts.keys() == before.parts.keys()


@pytest.mark.parametrize(
    ("where", "key", "point"),
    [
        (("upsData", "temps"), "board", common.UPS_TEMPERATURE),
        (("upsData", "temps"), "mcu", own.MCU_TEMPERATURE),
        (("upsData",), "ventilation", common.UPS_FAN),
        (("config", "settings"), "forcePowerFromBatteries", own.FORCED_BATTERY),
        (("config", "ident"), "type", common.DEVICE_MODEL),
        (("config", "ident"), "mainFirmware", common.UPS_FIRMWARE),
        (("config", "ident"), "comFirmware", common.UPS_FIRMWARE_AUX),
        (("config", "ident"), "cpuLoad", own.CPU_LOAD),
        (("config", "ident"), "freeRamSize", own.RAM_FREE),
        (("config", "ident"), "totalRamSize", own.RAM_TOTAL),
        (("config", "ident"), "comUptime", own.COM_STARTED),
    ],
)
@pytest.mark.parametrize("value", [None, {}, [], "??", "absent"])
def test_one_bad_field_takes_nothing_else(
    where: tuple[str, ...], key: str, point: Variable, value: Any
) -> None:
    """It alone is unknown, or absent if it was never told."""
    memory, good = tell(status())
    answer = status()
    place = answer
    for name in where:
        place = place[name]
    if value == "absent":
        del place[key]
    elif value != "??" or point.kind != "text":
        place[key] = value
    else:
        place[key] = ""
    bad = dict(shown(tell(answer, before=memory)[1]))
    assert bad.pop((UNIT, point.name)) is None
    expected = dict(shown(good))
    expected.pop((UNIT, point.name))
    assert bad == expected
    assert (UNIT, point.name) not in shown(tell(answer)[1]) or value != "absent"
