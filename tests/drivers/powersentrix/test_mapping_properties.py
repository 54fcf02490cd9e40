"""Whatever comes in, only our own errors come out, and nothing is made up."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from hypothesis import given, settings, strategies as st
import pytest

from custom_components.rack_power.drivers.powersentrix.mapping.basic import (
    parse_basic_info,
)
from custom_components.rack_power.drivers.powersentrix.mapping.diagnosis import (
    explained,
    without_secrets,
)
from custom_components.rack_power.drivers.powersentrix.mapping.envelope import unwrap
from custom_components.rack_power.drivers.powersentrix.mapping.ident import (
    equipment,
    parse_ident,
)
from custom_components.rack_power.drivers.powersentrix.mapping.listing import parse_list
from custom_components.rack_power.drivers.powersentrix.mapping.log import (
    parse_page,
    parse_pushed,
)
from custom_components.rack_power.drivers.powersentrix.mapping.status import (
    Memory,
    parse_status,
    reports,
)
from custom_components.rack_power.drivers.powersentrix.mapping.times import (
    in_utc,
    parse_stamp,
    parse_uptime,
)
from custom_components.rack_power.drivers.powersentrix.mapping.zones import posix_zone
from custom_components.rack_power.equipment.errors import InvalidAnswer, Rejected
from custom_components.rack_power.equipment.model import EquipmentId, Quality, Report

from .vendor_examples import (
    basic_info,
    ident,
    listed_line,
    pushed_line,
    status,
    supply,
    wrapped,
)

ME = EquipmentId("powersentrix_1")
NOW = datetime(2026, 5, 8, 14, 30, tzinfo=UTC)
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from([4810, "4810", "ON", "off", "2d 14h", "2026-05-08 14:32:01"])
)
JSON = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=14) | st.dictionaries(st.text(max_size=8), inner)
    ),
    max_leaves=20,
)
EXAMPLES: tuple[Callable[[], Any], ...] = (
    status,
    ident,
    basic_info,
    listed_line,
    pushed_line,
    lambda: [listed_line(), {"id": 1}],
    lambda: wrapped(status()),
)


def places(node: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the way to every value inside of a value."""
    inner = (
        node.items()
        if isinstance(node, dict)
        else enumerate(node)
        if isinstance(node, list)
        else ()
    )
    return [
        path,
        *(place for key, value in inner for place in places(value, (*path, key))),
    ]


def spoilt(answer: Any, path: tuple[Any, ...], value: Any) -> Any:
    """Return an answer with one value put in the place of another."""
    if not path:
        return value
    node = answer
    for key in path[:-1]:
        node = node[key]
    node[path[-1]] = value
    return answer


@st.composite
def answers(draw: st.DrawFn) -> Any:
    """Return anything, or an answer of the documentation with some of it spoilt."""
    if draw(st.booleans()):
        return draw(JSON)
    answer = draw(st.sampled_from(EXAMPLES))()
    for _ in range(draw(st.integers(0, 3))):
        answer = spoilt(answer, draw(st.sampled_from(places(answer))), draw(JSON))
    return answer


def tell(answer: Any, before: Memory, **how: Any) -> tuple[Memory, Report]:
    """Read a status and report it."""
    ways: dict[str, Any] = {
        "scale": "10mA",
        "quality": Quality.GOOD,
        "writable": True,
        "restartable": True,
    } | how
    memory, found = reports(parse_status(answer), ME, NOW, before=before, **ways)
    return memory, found[0]


PARSERS: dict[str, Callable[[Any], Any]] = {
    "status": lambda answer: tell(answer, tell(status(), Memory())[0]),
    "explained": lambda answer: explained(parse_status(answer)),
    "zone": lambda answer: parse_status(answer).settings.zone,
    "ident": lambda answer: equipment(
        parse_ident(answer), fallback="x", name=None, url=None
    ),
    "basic": parse_basic_info,
    "list": parse_list,
    "page": lambda answer: parse_page(answer, UTC),
    "pushed": lambda answer: parse_pushed(answer, None, NOW),
    "unwrap": unwrap,
}


@pytest.mark.parametrize("parser", PARSERS)
@settings(max_examples=150, deadline=None)
@given(answer=answers())
def test_only_our_own_errors(parser: str, answer: Any) -> None:
    """Any JSON in: a result, InvalidAnswer or Rejected out."""
    try:
        PARSERS[parser](answer)
    except InvalidAnswer, Rejected:
        return


@settings(max_examples=150, deadline=None)
@given(answer=answers())
def test_secrets_are_found_anywhere(answer: Any) -> None:
    """Any JSON can be shown."""
    shown = str(without_secrets([answer, status()]))
    assert "abc123" not in shown


@settings(max_examples=200, deadline=None)
@given(value=JSON, text=st.text(max_size=40))
def test_times_and_zones(value: Any, text: str) -> None:
    """Any value, any text: a time that can be reckoned with, or none."""
    parse_uptime(text)
    parse_uptime(value)
    zone = posix_zone(text)
    for told in (value, text):
        stamp = parse_stamp(told)
        if stamp is not None:
            assert in_utc(stamp, zone).tzinfo is UTC


def concerns(path: tuple[Any, ...], part: str, key: str) -> bool:
    """Tell whether a part of the unit has to do with a value in the status."""
    match path:
        case ("upsData", "voltages" | "currents" | "outputs", index):
            return (part, key) in {("outlet", str(index)), ("unit", "0")}
        case ("config", "outputs", index, _):
            return (part, key) == ("outlet", str(index))
        case ("upsData", "ps", _) | ("upsData", "ps", _, "batt" | "cell", *_):
            return part in {"power_supply", "cell"}
        case ("upsData", "ps", *_):
            return part == "power_supply"
        case _:
            return part == "unit"


FIELDS = [
    path
    for path in places(status())
    if (len(path) > 2 and path[0] == "upsData")
    or (len(path) > 3 and path[:2] == ("config", "outputs") and path[-1] != "id")
    or (len(path) > 2 and path[:2] == ("config", "ident"))
    or path[-1:] == ("forcePowerFromBatteries",)
]


@settings(max_examples=300, deadline=None)
@given(path=st.sampled_from(FIELDS), value=JSON)
def test_a_bad_value_takes_nothing_else(path: tuple[Any, ...], value: Any) -> None:
    """Only what rests on a value changes with it; nothing goes, nothing comes."""
    memory, good = tell(status(), Memory())
    _, bad = tell(spoilt(status(), path, value), memory)
    assert bad.parts.keys() == good.parts.keys()
    assert bad.readings.keys() == good.readings.keys()
    for point, reading in good.readings.items():
        if reading != bad.readings[point]:
            assert concerns(path, *point.part), (path, point)


@settings(max_examples=150, deadline=None)
@given(
    voltages=st.lists(st.integers(-10, 8000) | SCALARS, max_size=14),
    currents=st.lists(st.integers(-10, 70000) | SCALARS, max_size=14),
    outputs=st.lists(st.integers(-1, 2) | SCALARS, max_size=14),
    supplies=st.lists(
        st.fixed_dictionaries(
            {},
            optional={
                "main": st.integers(-10, 8000),
                "batt": st.integers(-10, 8000) | SCALARS,
                "cell": st.lists(st.integers(-10, 2000) | SCALARS, max_size=6),
            },
        )
        | st.builds(supply),
        max_size=3,
    ),
    scale=st.sampled_from(["10mA", "1mA"]),
)
def test_nothing_is_invented(
    voltages: Any, currents: Any, outputs: Any, supplies: Any, scale: str
) -> None:
    """Every value is told, or computed from what was told, and within bounds."""
    answer = {
        "upsData": {
            "voltages": voltages,
            "currents": currents,
            "outputs": outputs,
            "ps": supplies,
        }
    }
    _, report = tell(answer, Memory(), scale=scale)
    values = {
        (point.part.kind, point.part.key, point.variable.name): reading.value
        for point, reading in report.readings.items()
    }
    for (kind, key, name), value in values.items():
        if name == "outlet.voltage" and value is not None:
            assert value == pytest.approx(float(voltages[int(key)]) / 100)
        if name == "outlet.status" and value is not None:
            assert str(outputs[int(key)]).strip().lower() in (
                {"1", "1.0", "on", "true"} if value else {"0", "0.0", "off", "false"}
            )
        if kind in {"power_supply", "cell"} and value is not None:
            assert 0 <= value <= 70  # type: ignore[operator]
    powers = [
        values[key] for key in values if key[0] == "outlet" and key[2].endswith("power")
    ]
    total = values[("unit", "0", "ups.realpower")]
    if total is not None:
        known = [power for power in powers if power is not None]
        assert total == pytest.approx(sum(known), abs=0.01)
    assert not {key for kind, key, _ in values if kind == "outlet"} - {
        str(index) for index in range(12)
    }
