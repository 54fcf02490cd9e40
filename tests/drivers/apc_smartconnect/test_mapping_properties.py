"""Whatever comes in, only InvalidAnswer comes out, and nothing is made up."""

from collections.abc import Callable, Iterator
from typing import Any

from hypothesis import given, settings, strategies as st
import pytest

from custom_components.rack_power.drivers.apc_smartconnect.dictionary import (
    BUILT_IN,
    parse_dictionary,
)
from custom_components.rack_power.drivers.apc_smartconnect.mapping.events import (
    KINDS,
    parse_events,
)
from custom_components.rack_power.drivers.apc_smartconnect.mapping.gateway import (
    gateway_report,
    has_link,
)
from custom_components.rack_power.drivers.apc_smartconnect.mapping.identity import (
    equipment,
)
from custom_components.rack_power.drivers.apc_smartconnect.mapping.listing import (
    parse_gateways,
)
from custom_components.rack_power.drivers.apc_smartconnect.mapping.measurements import (
    measurements_report,
    silent,
)
from custom_components.rack_power.drivers.apc_smartconnect.mapping.redaction import (
    redacted,
)
from custom_components.rack_power.drivers.apc_smartconnect.mapping.times import (
    parse_day,
)
from custom_components.rack_power.equipment.errors import InvalidAnswer
from custom_components.rack_power.equipment.model import Kind, Quality, Report

from .mapping_examples import (
    LISTED,
    NOW,
    WHO,
    dictionary,
    event,
    gateway,
    listing,
    measurements,
    points,
    shown,
)

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(
        ["online", "comm_lost", "12300", "true", "2028-06-01", 1843430400000, -4, "0"]
    )
)
JSON = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=8) | st.dictionaries(st.text(max_size=8), inner)
    ),
    max_leaves=20,
)
EXAMPLES: tuple[Callable[[], Any], ...] = (
    listing,
    gateway,
    measurements,
    dictionary,
    lambda: [event(), event(id=5, event="ups_on")],
)


def places(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Return the way to every value inside of a value."""
    yield path
    inner = (
        node.items()
        if isinstance(node, dict)
        else enumerate(node)
        if isinstance(node, list)
        else ()
    )
    for key, value in inner:
        yield from places(value, (*path, key))


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
    """Return anything, or an answer with some of it spoilt."""
    if draw(st.booleans()):
        return draw(JSON)
    answer = draw(st.sampled_from(EXAMPLES))()
    for _ in range(draw(st.integers(0, 3))):
        place = draw(st.sampled_from(list(places(answer))))
        answer = spoilt(answer, place, draw(JSON))
    return answer


def tell_gateway(answer: Any, **how: Any) -> Report:
    """Read how a UPS is."""
    return gateway_report(WHO, answer, BUILT_IN, NOW, **how)


def tell_measurements(answer: Any, **how: Any) -> Report:
    """Read what a UPS measures."""
    return measurements_report(WHO, answer, NOW, live=Quality.GOOD, **how)


PARSERS: dict[str, Callable[[Any], Any]] = {
    "list": parse_gateways,
    "identity": lambda answer: equipment(LISTED, answer, "https://x"),
    "gateway": lambda answer: silent(tell_gateway(answer)),
    "link": has_link,
    "measurements": lambda answer: silent(tell_measurements(answer)),
    "dictionary": parse_dictionary,
    "events": lambda answer: parse_events(answer, BUILT_IN, NOW),
    "redacted": redacted,
}


@pytest.mark.parametrize("parser", PARSERS)
@settings(max_examples=150, deadline=None)
@given(answer=answers())
def test_only_our_own_error(parser: str, answer: Any) -> None:
    """Any JSON in: a result or InvalidAnswer out."""
    try:
        PARSERS[parser](answer)
    except InvalidAnswer:
        return


@pytest.mark.parametrize("parser", PARSERS)
def test_depth(parser: str) -> None:
    """However deep, in whichever field."""
    deep: Any = []
    for _ in range(10_000):
        deep = {"status": [deep]}
    for example in EXAMPLES:
        for path in list(places(example())):
            try:
                PARSERS[parser](spoilt(example(), path, deep))
            except InvalidAnswer:
                continue


@settings(max_examples=150, deadline=None)
@given(answer=answers())
def test_every_value_is_of_its_kind(answer: Any) -> None:
    """Choices are options, measures are numbers, texts are bounded."""
    try:
        reports = tell_gateway(answer), tell_measurements(answer)
    except InvalidAnswer:
        return
    for report in reports:
        for point, reading in report.readings.items():
            value, variable = reading.value, point.variable
            if value is None:
                continue
            if variable.kind is Kind.CHOICE:
                assert value in variable.options
            elif variable.kind is Kind.FLAG:
                assert isinstance(value, bool)
            elif variable.kind in {Kind.MEASURE, Kind.COUNTER}:
                assert isinstance(value, int | float)
                assert not isinstance(value, bool)
                assert -50 <= value <= 10**7
            elif variable.kind in {Kind.TEXT, Kind.FIRMWARE}:
                assert isinstance(value, str)
                assert 0 < len(value) <= 255


PATHS = {
    "input.voltage": ("input", "voltage"),
    "input.frequency": ("input", "frequency"),
    "input.current": ("input", "current"),
    "ups.efficiency": ("input", "efficiencyPercentage"),
    "output.voltage": ("output", "voltage"),
    "output.frequency": ("output", "frequency"),
    "output.current": ("output", "current"),
    "output.energy": ("output", "energy"),
    "ups.load": ("output", "loadRealPercentage"),
    "ups.load.apparent": ("output", "loadApparentPercentage"),
    "battery.charge": ("battery", "chargeStatePercentage"),
    "battery.runtime": ("battery", "runtimeRemaining"),
    "battery.temperature": ("battery", "temperature"),
    "battery.voltage": ("battery", "voltage"),
    "ups.test.result": ("battery", "selfTestResult"),
    "battery.date": ("battery", "installDate"),
}
FACTORS = {"output.energy": 1000.0, "ups.efficiency": 128.0}


@settings(max_examples=300, deadline=None)
@given(name=st.sampled_from(sorted(PATHS)), value=SCALARS)
def test_nothing_is_invented(name: str, value: Any) -> None:
    """A value is the one that was told, in another unit at most."""
    report = tell_measurements(spoilt(measurements(), PATHS[name], value))
    found = shown(report).get(name)
    if found is None:
        return
    if name == "battery.date":
        assert found == parse_day(value)
    elif isinstance(found, str):
        assert found == "".join(c for c in value if c.isprintable()).strip()
    else:
        told = float(value)
        factors = {1.0, FACTORS.get(name, 1.0)}
        assert any(
            found == pytest.approx(told / factor, abs=0.006) for factor in factors
        )


@settings(max_examples=100, deadline=None)
@given(answer=JSON)
def test_what_is_told_before_stays(answer: Any) -> None:
    """No answer takes a point away, and none says that a unit is silent."""
    for tell, example in ((tell_gateway, gateway), (tell_measurements, measurements)):
        before = points(tell(example()))
        odd = example() | answer if isinstance(answer, dict) else example()
        report = tell(odd, before=before)
        assert points(report) == before
        assert report.complete
        assert Quality.UNAVAILABLE not in {
            reading.quality for reading in report.readings.values()
        }


CONCERNED = {
    "upsOperatingMode": {
        "ups.mode", "ups.onbattery", "battery.low", "output.on", "ups.bypass",
        "ups.severity",
    },
    "upsCondition": {
        "ups.severity", "ups.problem", "battery.replace", "ups.overload",
        "cloud.link", "device.firmware",
    },
    "pluginStatus": {"cloud.link"},
    "upsFWStatus": {"ups.firmware.status", "device.firmware"},
    "firmware": {"device.firmware"},
    "ulVersion": {"ups.firmware.build"},
    "description": {"device.description"},
    "batteryRbcSku": {"battery.cartridge"},
    "batteryEolDate": {"battery.date.eol"},
    "subscription": {"cloud.subscription.end"},
    "reducedReportingEnabled": {"cloud.reporting.reduced"},
    "monitoringEnabled": {"cloud.monitoring"},
}  # fmt: skip
"""What rests on a field of how a UPS is."""


@settings(max_examples=300, deadline=None)
@given(
    path=st.sampled_from(
        [path for path in places(gateway()) if path not in {(), ("status",)}]
    ),
    value=JSON,
)
def test_a_bad_field_takes_nothing_else(path: tuple[Any, ...], value: Any) -> None:
    """Only what rests on it changes; a lost link makes old, no more."""
    good = tell_gateway(gateway())
    bad = tell_gateway(spoilt(gateway(), path, value), before=points(good))
    names = {name for key in path for name in CONCERNED.get(key, ())}
    for point, reading in good.readings.items():
        found = bad.readings[point]
        if (found.value, found.details) != (reading.value, reading.details):
            assert point.variable.name in names, path


@settings(max_examples=200, deadline=None)
@given(rows=st.lists(st.builds(event, id=SCALARS, timestamp=SCALARS) | JSON))
def test_any_log(rows: list[Any]) -> None:
    """Oldest first, of known kinds, each line once, whatever the order."""
    found = parse_events(rows, BUILT_IN, NOW)
    times = [one.record.time for one in found]
    assert times == sorted(times)
    assert {one.record.kind for one in found} <= set(KINDS)
    keys = {one.record.key for one in found}
    assert len(keys) == len(found)
    again = parse_events(list(reversed(rows)), BUILT_IN, NOW)
    assert {one.record.key for one in again} == keys


@settings(max_examples=150, deadline=None)
@given(answer=answers())
def test_private_words_are_found_anywhere(answer: Any) -> None:
    """Any JSON can be shown."""
    told = str(redacted([answer, gateway(), listing()]))
    for word in ("AS9900000031", "Basement", "200000000031"):
        assert word not in told
