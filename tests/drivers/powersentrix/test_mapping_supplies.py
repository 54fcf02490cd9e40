"""The power supplies of a status and the blocks of their batteries."""

import logging
from typing import Any

import pytest

from custom_components.rack_power.drivers.powersentrix.mapping.status import (
    parse_status,
)

from .telling import FIRST, SECOND, cell, outlet, shown, tell
from .vendor_examples import status, supply


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
