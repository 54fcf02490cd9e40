"""The tables: complete, free of contradictions, with the vendor's slips told apart."""

from collections.abc import Mapping

import pytest

from custom_components.rack_power.drivers.synaccess.rules.action_codes import (
    ACTION_CODES,
    ACTION_KEYS,
)
from custom_components.rack_power.drivers.synaccess.rules.codes import (
    MOST_PARAMS,
    Code,
    Param,
    ParamType,
    Requirement,
    RuleKind,
)
from custom_components.rack_power.drivers.synaccess.rules.event_codes import (
    EVENT_CODES,
    EVENT_KEYS,
)
from simulator.synaccess import codes as simulated

TABLES: list[tuple[Mapping[int, Code], Mapping[str, Code], Mapping[int, int]]] = [
    (EVENT_CODES, EVENT_KEYS, simulated.EVENT_CODES),
    (ACTION_CODES, ACTION_KEYS, simulated.ACTION_CODES),
]
ALL: list[Code] = [*EVENT_CODES.values(), *ACTION_CODES.values()]
NUMERIC = {ParamType.NUMBER, ParamType.INTEGER}


@pytest.mark.parametrize(("codes", "keys", "theirs"), TABLES)
def test_tables(
    codes: Mapping[int, Code], keys: Mapping[str, Code], theirs: Mapping[int, int]
) -> None:
    """The same codes as the simulator's own table, each needing as many parameters."""
    assert {n: sum(p.required for p in c.params) for n, c in codes.items()} == theirs
    assert {code.key: code for code in codes.values()} == keys
    assert len(keys) == len(codes)
    assert len({code.name for code in codes.values()}) == len(codes)


def test_counts() -> None:
    """48 events and 19 actions; what the vendor does not assign is not there."""
    assert (len(EVENT_CODES), len(ACTION_CODES)) == (48, 19)
    unassigned = {27, 28, 43, 44, 47, 48}
    assert set(EVENT_CODES) == set(range(12, 66)) - unassigned
    assert set(ACTION_CODES) == set(range(11, 33)) - {13, 14, 21}


@pytest.mark.parametrize("code", ALL, ids=lambda code: code.key)
def test_params(code: Code) -> None:
    """At most three, no name twice, numbers bounded, choices with options."""
    assert len(code.params) <= MOST_PARAMS
    names = [name for p in code.params for name in {p.key, *p.also}]
    assert len({p.key for p in code.params}) == len(code.params)
    assert set(code.requires) <= set(Requirement)
    for param in code.params:
        bounded = param.minimum is not None and param.maximum is not None
        assert bounded is (param.type in NUMERIC), param.key
        has_options = param.type in {ParamType.CHOICE, ParamType.PORT}
        assert bool(param.options) is has_options, param.key
        others = [p for p in code.params if p is not param]
        assert not {*param.also} & {p.key for p in others}
    assert "params" not in names
    assert not {"name", "code", "actions", "enabled", "force"} & set(names)


@pytest.mark.parametrize("code", ACTION_CODES.values(), ids=lambda code: code.key)
def test_target_of_actions(code: Code) -> None:
    """The first parameter of an action is always the target."""
    assert [p.key for p in code.params[:1]] == ["target"] * bool(code.params)


def _params(key: str) -> dict[int, Param]:
    return {
        code.code: param
        for code in EVENT_CODES.values()
        for param in code.params
        if param.key == key
    }


def test_named_fields_of_events() -> None:
    """Which codes have which fields."""
    schedules = {53, 54, 60, 61}
    states = {55, 56, 57, 58}
    assert set(_params("target")) == set(EVENT_CODES) - schedules - states
    assert set(_params("input")) == {62, 63}
    assert set(_params("state")) == {64, 65}
    assert set(_params("day")) == set(_params("hour")) == {60, 61}
    assert set(_params("interval")) == {54}
    assert set(_params("time")) == {53}
    assert {n for n, c in EVENT_CODES.items() if c.kind is RuleKind.SCHEDULE} == (
        schedules
    )
    without = {12, 22, 30, 38, 59, 64, 65}
    assert set(_params("seconds")) == set(_params("target")) - without
    assert {p.default for p in _params("seconds").values()} == {"5"}


def test_units() -> None:
    """Thresholds are in the units of the events API."""
    units: dict[str | None, set[int]] = {}
    for code, param in _params("threshold").items():
        units.setdefault(param.unit, set()).add(code)
    assert units == {
        "count": {12},
        "A": {13, 14, 15, 16, 31, 32, 45, 46},
        "V": {17, 18, 33, 34},
        "Hz": {19, 20, 35, 36},
        "ratio": {21, 37},
        "kWh": {22, 38},
        "W": {23, 24, 39, 40},
        "VA": {25, 26, 41, 42},
        "%": {29, 51, 52},
        "°C": {49, 50},
    }


def test_errata() -> None:
    """Where the events API slips or is silent, the table knows better and says so."""
    nineteen, twenty = EVENT_CODES[19], EVENT_CODES[20]
    assert nineteen.vendor_name == twenty.vendor_name
    assert (nineteen.key, twenty.key) == ("inlet_frequency_max", "inlet_frequency_min")
    assert (EVENT_CODES[23].key, EVENT_CODES[24].key) == (
        "inlet_active_power_max",
        "inlet_active_power_min",
    )
    assert [p.unit for p in EVENT_CODES[54].params] == ["s"]
    assert {_params("threshold")[code].maximum for code in (21, 37)} == {1}
    days = _params("day")
    assert (days[60].minimum, days[60].maximum) == (1, 28)
    assert (days[61].minimum, days[61].maximum) == (0, 6)
    for code in (13, 14, 20, 37, 38, 54, 61, 65):
        assert EVENT_CODES[code].note
    assert ACTION_CODES[32].note
    single, three = Requirement.SINGLE_PHASE, Requirement.THREE_PHASE
    assert [n for n, c in EVENT_CODES.items() if single in c.requires] == [
        *range(15, 21)
    ]
    assert [n for n, c in EVENT_CODES.items() if three in c.requires] == [13, 14, 29]


def test_wildcards_and_secrets() -> None:
    """Any id may be meant, but of sensors; which parameters are never told."""
    ids = {ParamType.INLET, ParamType.LINE, ParamType.BANK, ParamType.OUTLET}
    for code in EVENT_CODES.values():
        for param in code.params:
            assert param.wildcard is (param.type in ids)
            assert not param.secret
    secrets = {
        (code.code, p.key)
        for code in ACTION_CODES.values()
        for p in code.params
        if p.secret
    }
    tokens = {(code, "token") for code in range(24, 30)}
    assert secrets == {(18, "community"), (20, "target")} | tokens
