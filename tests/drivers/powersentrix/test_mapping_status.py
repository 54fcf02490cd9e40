"""The full status: every value of the vendor's example, and every way to be odd."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
import logging
from typing import Any

import pytest

from custom_components.rack_power.drivers.powersentrix import variables as own
from custom_components.rack_power.drivers.powersentrix.mapping.status import (
    Memory,
    Status,
    parse_status,
    reports,
)
from custom_components.rack_power.equipment import variables as common
from custom_components.rack_power.equipment.errors import InvalidAnswer, Rejected
from custom_components.rack_power.equipment.model import (
    UNIT,
    EquipmentId,
    Order,
    PartId,
    Point,
    Quality,
    Report,
    Setting,
    Value,
    Variable,
)

from .vendor_examples import VOLTAGES, status, supply, wrapped

ME = EquipmentId("powersentrix_psx-2024-001234")
NOW = datetime(2026, 5, 8, 14, 30, tzinfo=UTC)
FIRST, SECOND = PartId("power_supply", "0"), PartId("power_supply", "1")


def outlet(index: int) -> PartId:
    """The part that an output is."""
    return PartId("outlet", str(index))


def cell(supply_: int, place: int) -> PartId:
    """The part that a block is."""
    return PartId("cell", f"{supply_}-{place}")


def tell(
    answer: Any,
    *,
    before: Memory | None = None,
    at: datetime = NOW,
    scale: str = "10mA",
    quality: Quality = Quality.GOOD,
    writable: bool = False,
    restartable: bool = False,
) -> tuple[Memory, Report]:
    """Read a status and report it."""
    memory, found = reports(
        parse_status(answer),
        ME,
        at,
        scale=scale,
        quality=quality,
        writable=writable,
        restartable=restartable,
        before=before or Memory(),
    )
    (report,) = found
    return memory, report


def shown(report: Report) -> Mapping[tuple[PartId, str], Value]:
    """The values of a report by part and name."""
    return {
        (point.part, point.variable.name): reading.value
        for point, reading in report.readings.items()
    }


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


def test_currents_in_the_other_scale() -> None:
    """A tenth of the current and of the power."""
    _, report = tell(status(), scale="1mA")
    values = shown(report)
    assert values[outlet(0), "outlet.current"] == 0.15
    assert values[outlet(0), "outlet.realpower"] == 7.215
    assert values[UNIT, "ups.realpower"] == 27.411


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


# Outputs


def test_the_live_state_is_the_truth(caplog: pytest.LogCaptureFixture) -> None:
    """What is configured may be the stored wish."""
    answer = status()
    answer["upsData"]["outputs"][0] = 0
    with caplog.at_level(logging.DEBUG):
        assert parse_status(answer).states[0] is False
    assert "Output 0 is told as False, configured True" in caplog.text


@pytest.mark.parametrize("live", [None, "maybe", 7])
def test_without_a_live_state_the_configured_counts(live: Any) -> None:
    """Which is the second best."""
    answer = status()
    answer["upsData"]["outputs"][0] = live
    assert parse_status(answer).states[0] is True
    del answer["upsData"]["outputs"]
    assert parse_status(answer).states[3] is False


def test_voltage_makes_nothing_on() -> None:
    """Outputs that are off may have a voltage, and no power."""
    _, report = tell(status())
    values = shown(report)
    assert values[outlet(3), "outlet.voltage"] == 24.08
    assert values[outlet(3), "outlet.status"] is False
    assert values[outlet(3), "outlet.realpower"] == 0.0


def test_configured_voltage_is_for_want_of_another() -> None:
    """It may be nominal; an array with a hole is unknown there."""
    answer = status()
    answer["config"]["outputs"][1]["voltage"] = 4799
    del answer["upsData"]["voltages"]
    assert parse_status(answer).outlets[1].volts == 47.99
    answer["upsData"]["voltages"] = [4810, None]
    assert parse_status(answer).outlets[1].volts is None


def test_outputs_are_matched_by_their_id() -> None:
    """Their place in the list means nothing, and ids may be texts."""
    answer = status()
    answer["config"]["outputs"].reverse()
    answer["config"]["outputs"][0]["id"] = "11"
    assert parse_status(answer).labels[11] == "Load 12"
    assert parse_status(answer).labels[0] == "Load 1"


def test_short_arrays_and_too_many_outputs(caplog: pytest.LogCaptureFixture) -> None:
    """What is missing is unknown, what is too much is left out with a word."""
    answer = status()
    answer["upsData"]["voltages"] = [4810] * 10
    answer["upsData"]["currents"] = [1] * 20
    answer["config"]["outputs"] += [{"id": 12, "status": "ON"}, "x", {"id": 0}]
    with caplog.at_level(logging.DEBUG):
        _, report = tell(answer)
    values = shown(report)
    assert values[outlet(9), "outlet.voltage"] == 48.1
    assert values[outlet(11), "outlet.voltage"] is None
    assert (outlet(12), "outlet.voltage") not in values
    assert values[outlet(0), "outlet.name"] == "Load 1"
    assert "An output with the id 12 is not known" in caplog.text


def test_power_needs_voltage_and_current() -> None:
    """Unknown, and with it the total, while an output is on."""
    answer = status()
    answer["upsData"]["currents"][0] = None
    _, report = tell(answer)
    values = shown(report)
    assert values[outlet(0), "outlet.realpower"] is None
    assert values[UNIT, "ups.realpower"] is None
    answer["upsData"]["outputs"][0] = 0
    assert shown(tell(answer)[1])[UNIT, "ups.realpower"] == 201.96


def test_power_where_the_state_is_unknown() -> None:
    """Measured where it can be, left out of the total where not."""
    answer = status()
    answer["config"]["outputs"] = []
    answer["upsData"]["outputs"][0] = answer["upsData"]["outputs"][1] = None
    answer["upsData"]["currents"][1] = -5
    values = shown(tell(answer)[1])
    assert values[outlet(0), "outlet.realpower"] == 72.15
    assert values[outlet(1), "outlet.realpower"] is None
    assert values[UNIT, "ups.realpower"] == 120.35


def test_no_power_known_at_all() -> None:
    """Is no total of 0."""
    answer = status()
    answer["config"]["outputs"] = []
    answer["upsData"] |= {"outputs": [], "currents": []}
    assert shown(tell(answer)[1])[UNIT, "ups.realpower"] is None


@pytest.mark.parametrize(
    ("gone", "left"),
    [
        (("voltages",), {"outlet.status", "outlet.current"}),
        (("currents",), {"outlet.status", "outlet.voltage"}),
        (("outputs",), {"outlet.voltage", "outlet.current"}),
        (("voltages", "outputs"), {"outlet.current"}),
    ],
)
def test_arrays_that_are_missing(gone: tuple[str, ...], left: set[str]) -> None:
    """Make no points, and no power without all that it rests on."""
    answer = status()
    del answer["config"]["outputs"]
    for key in gone:
        del answer["upsData"][key]
    _, report = tell(answer, writable=True)
    names = {name for part, name in shown(report) if part.kind == "outlet"}
    assert names == left
    assert (UNIT, "ups.realpower") not in shown(report)
    assert {point.variable.name for point in report.settings} == left & {
        "outlet.status"
    }
    assert not report.complete


def test_labels() -> None:
    """An empty one is no label, one that is no text neither."""
    answer = status()
    answer["config"]["outputs"][0]["description"] = " "
    answer["config"]["outputs"][1]["description"] = 5
    answer["config"]["outputs"][2]["description"] = "R&S\u0000"
    del answer["config"]["outputs"][3]["description"]
    found = parse_status(answer).labels
    assert (found[0], found[2]) == ("", "R&S")
    assert 1 not in found
    assert 3 not in found
    _, report = tell(answer)
    assert report.parts[outlet(0)].label is None
    assert shown(report)[outlet(1), "outlet.name"] is None
    assert (outlet(3), "outlet.name") not in shown(report)
    assert not report.complete


def test_an_output_keeps_its_name_while_it_is_not_told() -> None:
    """A device is not renamed by half an answer."""
    memory, _ = tell(status())
    answer = status()
    del answer["config"]["outputs"]
    memory, report = tell(answer, before=memory)
    assert report.parts[outlet(0)].label == "Load 1"
    assert shown(report)[outlet(0), "outlet.name"] is None
    answer = status()
    answer["config"]["outputs"][0]["description"] = ""
    _, report = tell(answer, before=memory)
    assert report.parts[outlet(0)].label is None


# The unit


@pytest.mark.parametrize(
    ("told", "running", "details"),
    [
        (0, False, {"raw": 0}),
        (1, True, {"raw": 1}),
        (80, True, {"raw": 80}),
        ("0", False, {"raw": 0}),
        ("fast", None, None),
        (None, None, None),
    ],
)
def test_the_fan(told: Any, running: bool | None, details: Any) -> None:
    """Anything but 0 runs; what it was told as is kept."""
    answer = status()
    answer["upsData"]["ventilation"] = told
    _, report = tell(answer)
    reading = report.readings[Point(UNIT, common.UPS_FAN)]
    assert (reading.value, reading.details) == (running, details)


@pytest.mark.parametrize(("told", "forced"), [(1, True), ("1", True), (9, None)])
def test_running_from_the_battery_on_purpose(told: Any, forced: bool | None) -> None:
    """Is told, not commanded."""
    answer = status()
    answer["config"]["settings"]["forcePowerFromBatteries"] = told
    assert shown(tell(answer)[1])[UNIT, "battery.forced"] is forced
    assert parse_status(answer).settings.forced_battery is forced


def test_starts_stay_while_uptimes_are_rounded() -> None:
    """Less than three minutes are rounding, more is a restart."""
    memory, report = tell(status())
    start = shown(report)[UNIT, "device.started.com"]
    memory, report = tell(status(), before=memory, at=NOW + timedelta(seconds=179))
    assert shown(report)[UNIT, "device.started.com"] == start
    later = NOW + timedelta(seconds=180)
    memory, report = tell(status(), before=memory, at=later)
    assert shown(report)[UNIT, "device.started.com"] == start + timedelta(seconds=180)  # type: ignore[operator]
    answer = status()
    answer["config"]["ident"]["comUptime"] = "0m"
    _, report = tell(answer, before=memory, at=later)
    assert shown(report)[UNIT, "device.started.com"] == later
    assert shown(report)[UNIT, "device.started.main"] != later


def test_an_unreadable_uptime_forgets_no_start() -> None:
    """Unknown for once, and as before afterwards."""
    memory, report = tell(status())
    start = shown(report)[UNIT, "device.started.main"]
    answer = status()
    answer["config"]["ident"]["mainUptime"] = "??"
    memory, report = tell(answer, before=memory)
    assert shown(report)[UNIT, "device.started.main"] is None
    _, report = tell(status(), before=memory, at=NOW + timedelta(minutes=2))
    assert shown(report)[UNIT, "device.started.main"] == start


def test_the_main_chip_has_two_uptimes() -> None:
    """That of the data counts where the identification has none."""
    answer = status()
    del answer["config"]["ident"]["mainUptime"]
    answer["upsData"]["uptime"] = "1h"
    started = shown(tell(answer)[1])[UNIT, "device.started.main"]
    assert started == NOW - timedelta(hours=1)


def test_the_age_moves_once_a_minute() -> None:
    """Whoever looks every second wants no new value every second."""
    memory, _ = tell(status())
    memory, report = tell(status(), before=memory, at=NOW + timedelta(seconds=59))
    assert shown(report)[UNIT, "ups.reported"] == NOW
    memory, report = tell(status(), before=memory, at=NOW + timedelta(seconds=60))
    assert shown(report)[UNIT, "ups.reported"] == NOW + timedelta(seconds=60)
    _, report = tell(status(), before=memory, at=NOW)
    assert shown(report)[UNIT, "ups.reported"] == NOW


# Power supplies


def test_a_second_supply_appears_once_it_runs() -> None:
    """An empty slot is none; one that ran once stays."""
    answer = status()
    empty = supply(main=0, load=0, batt=500, buv=0, cell=[0, 0, 0, 0])
    answer["upsData"]["ps"].append(empty)
    memory, report = tell(answer)
    assert SECOND not in report.parts
    assert not report.complete, "the slot may have been a supply before a restart"
    answer["upsData"]["ps"][1] = supply(main=501)
    memory, report = tell(answer, before=memory)
    assert shown(report)[SECOND, "input.voltage"] == 5.01
    assert report.parts[SECOND].number == "2"
    assert report.parts[cell(0, 0)].number == "1.1"
    assert report.parts[cell(1, 3)].number == "2.4"
    assert report.parts[cell(1, 3)].within == SECOND
    assert report.complete
    answer["upsData"]["ps"][1] = empty
    _, report = tell(answer, before=memory)
    assert shown(report)[SECOND, "input.voltage"] == 0.0


@pytest.mark.parametrize("place", ["main", "load", "batt"])
def test_what_makes_a_supply(place: str) -> None:
    """More than 5 V anywhere."""
    answer = status()
    nothing = {"main": 0, "load": 0, "batt": 0, "cell": []}
    answer["upsData"]["ps"].append(nothing | {place: 500})
    assert SECOND not in tell(answer)[1].parts
    answer["upsData"]["ps"][1] = nothing | {place: 501}
    assert SECOND in tell(answer)[1].parts


@pytest.mark.parametrize("told", [None, {}, "x", [], [None], ["x"], [[]]])
def test_supplies_that_are_not_told_are_unknown(told: Any) -> None:
    """Their values are not kept as if they were true, and they are not gone."""
    memory, _ = tell(status())
    answer = status()
    answer["upsData"]["ps"] = told
    _, report = tell(answer, before=memory)
    values = shown(report)
    assert values[FIRST, "input.voltage"] is None
    assert values[cell(0, 2), "battery.cell.voltage"] is None
    assert {FIRST, cell(0, 2)} <= report.parts.keys()
    assert not report.complete
    assert values[outlet(0), "outlet.voltage"] == 48.1
    _, report = tell(answer)
    assert FIRST not in report.parts
    assert cell(0, 2) not in report.parts


def test_a_third_supply_does_not_exist() -> None:
    """There are two slots."""
    answer = status()
    answer["upsData"]["ps"] = [supply(), supply(), supply()]
    assert len(parse_status(answer).supplies) == 2


@pytest.mark.parametrize(
    ("cells", "batt", "expected"),
    [
        ([1305, 1308, 1302, 1305], 5220, [13.05, 13.08, 13.02, 13.05]),
        ([1305, None, 1302, 1305], 5220, [13.05, None, 13.02, 13.05]),
        ([1305, "?", 1302, "1305"], 5220, [13.05, None, 13.02, 13.05]),
        ([1305, 9999, 1302, 1305], 5220, [13.05, None, 13.02, 13.05]),
        ([1305, 1308, 1302], 5220, [13.05, 13.08, 13.02, None]),
        ([1305, 1308, 1302, 1305, 1305], 5220, [13.05, 13.08, 13.02, 13.05]),
        ([0, 0, 0, 0], 5220, [None] * 4),
        ([1305, 199, 1302, 1305], 5220, [None] * 4),
        ([1305, 1305, 1305, 1044], 5220, [13.05, 13.05, 13.05, 10.44]),
        ([1305, 1305, 1305, 1043], 5220, [None] * 4),
        ([1305, 1305, 1305, 1043], None, [13.05, 13.05, 13.05, 10.43]),
    ],
)
def test_cells(cells: Any, batt: Any, expected: list[float | None]) -> None:
    """A bad one is unknown alone; with the taps unplugged all of them are."""
    answer = status()
    answer["upsData"]["ps"] = [supply(cell=cells, batt=batt)]
    values = shown(tell(answer)[1])
    found = [values[cell(0, place), "battery.cell.voltage"] for place in range(4)]
    assert found == expected


def test_status_bits_are_watched(caplog: pytest.LogCaptureFixture) -> None:
    """So that somebody may learn what they mean, from what the voltages do."""
    memory, _ = tell(status())
    answer = status()
    answer["upsData"]["ps"][0] |= {"status": {"h": 2}, "main": 0}
    with caplog.at_level(logging.DEBUG):
        memory, _ = tell(answer, before=memory)
        tell(answer, before=memory)
    assert caplog.text.count('bits {"h": 2}, were {"h": {"hb": [1]') == 1
    assert "'input.voltage': 0.0" in caplog.text


# The rest


def test_extra_actions() -> None:
    """Why an output may change that nobody switched."""
    first, second = parse_status(status()).extra_actions
    assert (first.slot, first.event) == ("0", "IN1 rising")
    assert (first.outlet, first.switches_on) == (0, True)
    assert (second.event, second.switches_on) == ("none", False)
    answer = status()
    odd = [None, {"id": 3, "event": 9, "baseStatus": 12, "action": "x"}]
    answer["config"]["extraActions"] = odd
    (only,) = parse_status(answer).extra_actions
    assert (only.slot, only.event, only.outlet) == ("3", None, None)
    assert only.switches_on is None


def test_settings() -> None:
    """Where the unit reports to and in which zone it lives; nothing of it shows."""
    found = parse_status(status()).settings
    assert found.ip == "192.168.1.100"
    assert (found.company_id, found.ups_id) == ("abc123", "ups-01")
    assert found.server_url == "https://view.powersentrix.com"
    assert found.timezone == "CET-1CEST,M3.5.0,M10.5.0/3"
    assert found.zone is not None
    for secret in ("abc123", "ups-01", "192.168", "https", "pool.ntp"):
        assert secret not in repr(found)
    assert "PSX-2024" not in repr(parse_status(status()))


def test_a_missing_zone_is_none() -> None:
    """While an empty one would mean UTC."""
    answer = status()
    del answer["config"]["settings"]["timezone"]
    assert parse_status(answer).settings.zone is None


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
