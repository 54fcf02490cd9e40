"""When a relay does not do as told: never while there is another reason for it."""

from typing import Any

import pytest

from custom_components.rack_power.equipment.variables import (
    OUTLET_CURRENT,
    OUTLET_RELAY_PROBLEM,
    OUTLET_STATUS,
    RESTART,
)

from .conftest import EIGHTH, FIRST, Driven, outlet
from .lists import report, value

GOOD = {
    "id": "1-7",
    "bankId": 7,
    "state": "ON",
    "voltageDetection": True,
    "rebootStatus": "none",
    "relayHealth": "OK",
}


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({}, False),
        ({"state": "OFF", "voltageDetection": False}, False),
        ({"voltageDetection": False}, True),
        ({"state": "OFF"}, True),
        ({"relayHealth": "ok "}, False),
        ({"relayHealth": "Stuck"}, True),
        ({"relayHealth": "Stuck", "rebootStatus": "pendingOn"}, False),
        ({"voltageDetection": False, "rebootStatus": "pendingOff"}, False),
        ({"state": None}, False),
        ({"state": None, "relayHealth": None}, None),
        ({"voltageDetection": "?", "relayHealth": 5}, None),
        ({"voltageDetection": False, "relayHealth": None}, True),
        ({"voltageDetection": False, "rebootStatus": None}, True),
    ],
)
def test_what_the_outlet_shows(change: dict[str, Any], problem: bool | None) -> None:
    """Its health in words, or a voltage that is not as its state says."""
    assert value(report("outlets", [GOOD | change]), "outlet.relay.problem") is problem


@pytest.mark.parametrize("closed", [False, "false", True, None])
def test_an_open_breaker_explains_it(closed: Any) -> None:
    """The voltage may be sensed behind it."""
    bank = {"id": "7", "circuitBreakerClosed": closed}
    told = report("outlets", [GOOD | {"voltageDetection": False}], banks=(bank,))
    problem = value(told, "outlet.relay.problem")
    assert problem is (closed in (True, None))


def test_without_the_keys_there_is_no_such_point() -> None:
    """A unit that senses nothing."""
    told = report("outlets", [{"id": 1, "state": "ON", "rebootStatus": "none"}])
    assert {point.variable for point in told.readings} == {OUTLET_STATUS}


async def test_a_relay_that_has_welded(driven: Driven) -> None:
    """Seen, and the breaker does not raise it for all the others."""
    driven.pdu.play("relay_stuck")
    await driven.poll()
    assert driven.value(outlet(EIGHTH), OUTLET_RELAY_PROBLEM) is True
    driven.pdu.play("breaker_trip")
    await driven.poll()
    problems = [
        driven.value(*point)
        for point in driven.picture.points()
        if point.variable == OUTLET_RELAY_PROBLEM
    ]
    assert problems == [False] * 8


async def test_a_restart_is_none(driven: Driven) -> None:
    """Off and on again, as it was told."""
    await driven.run(outlet(), RESTART)
    for _ in range(8):
        assert driven.value(outlet(), OUTLET_RELAY_PROBLEM) is False
        driven.pdu.step(1)
        await driven.driver._reader.refresh("outlets")
        driven.listen()


@pytest.mark.parametrize("welded", [False, True])
async def test_a_relay_that_moves_after_the_answer(
    driven: Driven, welded: bool
) -> None:
    """What its answer shows of it is no problem yet; a second later it would be."""
    stuck = driven.pdu.state.stuck
    stuck[FIRST] = True
    await driven.write(outlet(), OUTLET_STATUS, False)
    assert driven.value(outlet(), OUTLET_STATUS) is False
    assert driven.value(outlet(), OUTLET_RELAY_PROBLEM) is False
    assert driven.outside.wakes == [1]
    if not welded:
        stuck.clear()
    await driven.poll(1)
    assert driven.asked() == ["outlets"]
    assert driven.value(outlet(), OUTLET_RELAY_PROBLEM) is welded
    assert driven.has(outlet(), OUTLET_CURRENT)
    assert (driven.value(outlet(), OUTLET_CURRENT) == 0) is not welded
