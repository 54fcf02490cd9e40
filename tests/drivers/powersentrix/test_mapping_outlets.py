"""The twelve outputs of a status, told as reports."""

import logging
from typing import Any

import pytest

from custom_components.rack_power.drivers.powersentrix.mapping.status import (
    parse_status,
)
from custom_components.rack_power.equipment.model import (
    UNIT,
)

from .telling import outlet, shown, tell
from .vendor_examples import status


def test_currents_in_the_other_scale() -> None:
    """A tenth of the current and of the power."""
    _, report = tell(status(), scale="1mA")
    values = shown(report)
    assert values[outlet(0), "outlet.current"] == 0.15
    assert values[outlet(0), "outlet.realpower"] == 7.215
    assert values[UNIT, "ups.realpower"] == 27.411


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
