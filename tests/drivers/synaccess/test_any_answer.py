"""Whatever JSON comes: a report or an error of ours, and nothing invented."""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from hypothesis import given, strategies as st
import pytest

from custom_components.rack_power.drivers.synaccess.listing import MAPPERS, PATHS
from custom_components.rack_power.drivers.synaccess.mapping import (
    conf,
    device,
    groups,
    inlets,
)
from custom_components.rack_power.equipment.errors import DriverError, InvalidAnswer
from custom_components.rack_power.equipment.model import Kind, Point, Report, Value
from simulator.synaccess import Effect, Fault

from ..test_http_bodies import ANY_JSON
from .conftest import Drive, Driven
from .lists import report

KEYS = """
    id outletUuid groupUuid serialNumber sensorId sensorPort bankId state outletName
    currentRms circuitVoltage pwrOnState customRebootTime customRebootTimeEnabled
    voltageDetection rebootStatus relayHealth voltageRms activePower apparentPower
    powerFactor energyAccumulation circuitBreakerClosed hasCircuitBreakerProtection
    outletSwitchingSupported bankName inletCurrentRms inletEnergyAccumulation
    inletLines atsInletId atsInletActive threePhaseBalance line outputRelays
    digitalInputs index sensorTempInC userSwitchState outlets groupName uptime
    enclosureSerialNumber macAddr deviceName network globalRebootTime code params
    actions enabled triggered name relayName"""
NAMED = st.sampled_from(KEYS.split())
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers(-2, 70)
    | st.integers()
    | st.floats()
    | st.sampled_from(["ON", "Off", "1", "A", "80%", "none", "OK", "x" * 300, "\ud800"])
    | st.text(max_size=5)
)
OBJECTS = st.recursive(
    st.dictionaries(NAMED, LEAVES, max_size=8),
    lambda inner: st.dictionaries(
        NAMED, LEAVES | inner | st.lists(inner | LEAVES, max_size=4), max_size=8
    ),
    max_leaves=8,
)
LISTS = st.lists(OBJECTS | LEAVES, max_size=6)
ROWS = st.none() | st.lists(OBJECTS, max_size=4).map(tuple)
NAMES = [*MAPPERS, groups.STATES, device.GROUP, conf.GROUP]
WORKED_OUT = {"device.started", "outlet.relay.problem", "outlet.group.status"}


def leaves(value: Any) -> Iterator[Any]:
    """Return every value within a value."""
    match value:
        case dict():
            for inner in value.values():
                yield from leaves(inner)
        case list() | tuple():
            for inner in value:
                yield from leaves(inner)
        case _:
            yield value


def assert_nothing_is_invented(told: Report, *answers: Any) -> None:
    """Every number and text of a report is in what came; flags follow from it."""
    came = [leaf for answer in answers for leaf in leaves(answer)]
    texts = [
        leaf.strip().lower().rstrip("% ") for leaf in came if isinstance(leaf, str)
    ]
    for (part, variable), reading in told.readings.items():
        assert told.parts.get(part) or part.kind in {"unit", "outlet_group"}
        value = reading.value
        if variable.name in WORKED_OUT or value is None or isinstance(value, bool):
            continue
        if isinstance(value, str) and variable.kind is Kind.TEXT:
            assert any(value in _shown(leaf) for leaf in came if isinstance(leaf, str))
        elif isinstance(value, str):
            assert value in texts or (value == "previous" and "prev" in texts)
        elif isinstance(value, float | int):
            assert value in came or any(_is_number(text, value) for text in texts)
    for found in told.parts.values():
        assert found.within in told.parts or found.within.kind in {"unit", "bank"}


def _shown(text: str) -> str:
    return "".join(letter for letter in text if letter.isprintable())


def _is_number(text: str, value: float) -> bool:
    try:
        return float(text) == value
    except ValueError:
        return False


@pytest.mark.parametrize("name", NAMES)
@given(answer=LISTS | OBJECTS, banks=ROWS, outlets=ROWS, unit=st.none() | OBJECTS)
def test_what_looks_like_an_answer(
    name: str, answer: Any, banks: Any, outlets: Any, unit: Any
) -> None:
    """With the right keys, and anything under them and in the other lists."""
    try:
        told = report(name, answer, banks=banks, outlets=outlets, device=unit)
    except DriverError:
        return
    assert_nothing_is_invented(told, answer, banks, outlets, unit)


@pytest.mark.parametrize("name", NAMES)
@given(answer=ANY_JSON)
def test_anything_at_all(name: str, answer: Any) -> None:
    """Without any of our keys there is nothing to be told."""
    try:
        told = report(name, answer)
    except InvalidAnswer:
        return
    assert {part.kind for part, _ in told.readings} <= {"unit"}


@given(answer=LISTS, actions=ROWS)
def test_events_and_actions(answer: Any, actions: Any) -> None:
    """Rules cut what their actions name, and the actions may be anything, too."""
    try:
        told = report("events", answer, actions=actions)
    except InvalidAnswer:
        return
    for part in told.parts.values():
        assert {cut.kind for cut in part.cuts} <= {"outlet"}


@given(OBJECTS)
def test_identity(answer: Any) -> None:
    """A unit with a serial number, or none."""
    try:
        found = device.identity(answer, answer, "http://pdu")
    except InvalidAnswer:
        return
    assert found.serial == str(answer["enclosureSerialNumber"])


def test_the_lines_of_an_inlet_are_told_once() -> None:
    """Also where ids repeat."""
    lines = [{"id": "L1", "currentRms": 1}, {"id": "L1", "currentRms": 2}]
    told = report("inlets", [{"id": 1, "inletLines": lines}])
    assert [part.key for part in told.parts if part.kind == inlets.LINE] == ["L1"]


BROKEN = [
    Effect.NOT_JSON,
    Effect.WRONG_TYPE,
    Effect.TRUNCATED,
    Effect.EMPTY,
    Effect.ODD_UNICODE,
    Effect.BAD_UTF8,
    Effect.WRONG_CHARSET,
    Effect.HTML,
    Effect.HUGE,
]


@pytest.mark.parametrize("effect", BROKEN)
async def test_one_broken_answer(drive: Drive, effect: Effect) -> None:
    """It is asked for once more, or left for later: nothing is gone, all comes back."""
    driven = await drive("relays")
    before = seen(driven)
    for path in PATHS.values():
        driven.pdu.faults.add(Fault(effect, path=path, size=2 * 1024 * 1024))
        await driven.poll(900)
        assert seen(driven).keys() == before.keys()
        await driven.poll(900)
        assert seen(driven) == before, path
    assert all(rule.struck == 1 for rule in driven.pdu.faults.rules)


def seen(driven: Driven) -> dict[Point, Value]:
    """Return all that is shown, but for what goes on counting."""
    return {
        point: driven.value(*point)
        for point in driven.picture.points()
        if point.variable.kind is not Kind.COUNTER
    }


@pytest.mark.parametrize("effect", BROKEN)
async def test_broken_answers_for_ever(drive: Drive, effect: Effect) -> None:
    """The update fails by an error of ours; as soon as it works again, it works."""
    driven = await drive()
    points = set(driven.picture.points())
    driven.pdu.faults.add(
        Fault(effect, path="/api/.*", times=None, size=2 * 1024 * 1024)
    )
    for _ in range(2):
        with suppress(DriverError):
            await driven.poll()
    driven.pdu.faults.clear()
    await driven.poll()
    assert set(driven.picture.points()) == points


async def test_every_third_answer_is_broken(drive: Drive) -> None:
    """The unit stays usable."""
    driven = await drive()
    points = set(driven.picture.points())
    driven.pdu.play("garbage")
    failed = 0
    for _ in range(24):
        try:
            await driven.poll()
        except DriverError:
            failed += 1
    assert failed < 12
    assert set(driven.picture.points()) >= points
