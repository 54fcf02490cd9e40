"""Whatever is asked for: it is refused, or what is sent is well formed."""

import json
from typing import Any

from hypothesis import given, settings, strategies as st

from custom_components.rack_power.drivers.synaccess.rules.action_codes import (
    ACTION_CODES,
)
from custom_components.rack_power.drivers.synaccess.rules.codes import (
    Code,
    Param,
    ParamType,
)
from custom_components.rack_power.drivers.synaccess.rules.event_codes import EVENT_CODES
from custom_components.rack_power.drivers.synaccess.rules.snapshot import Snapshot
from custom_components.rack_power.drivers.synaccess.rules.stored import Content, Family
from custom_components.rack_power.equipment.errors import InvalidRequest
from custom_components.rack_power.equipment.model import PartId

from .asking import ACTION, EVENT, PLACE, URL, ask, params
from .places import BANK, OUTLET

VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=20),
    st.binary(max_size=3),
    st.times(),
    st.sampled_from([OUTLET, BANK, "2", "any", "A", "ON", "13:01", "10.0.0.1", URL]),
    st.builds(
        PartId,
        st.sampled_from(["outlet", "bank", "probe", "contact", "relay", "inlet"]),
        st.one_of(st.text(max_size=4), st.just(OUTLET), st.just("140001-1")),
    ),
    st.lists(st.one_of(st.text(max_size=5), st.integers(), st.none()), max_size=5),
)
NAMES = st.sampled_from(
    sorted(
        {"params", "actions", "enabled", "force", "time", "bogus"}
        | {
            name
            for code in (*EVENT_CODES.values(), *ACTION_CODES.values())
            for param in code.params
            for name in (param.key, *param.also)
        }
    )
)


CONTENTS = st.builds(
    Content,
    name=st.text(max_size=5),
    code=st.one_of(st.none(), st.integers(0, 70)),
    params=st.lists(st.text(max_size=5), max_size=4).map(tuple),
    actions=st.lists(st.integers(0, 3), max_size=2).map(tuple),
    enabled=st.booleans(),
)


@settings(deadline=None, max_examples=400)
@given(
    family=st.sampled_from(Family),
    current=st.none() | CONTENTS,
    code=st.one_of(st.integers(0, 70), st.sampled_from(["http_post", "x"]), VALUES),
    fields=st.dictionaries(NAMES, VALUES, max_size=4),
)
def test_anything(
    family: Family, current: Content | None, code: object, fields: dict[str, Any]
) -> None:
    """Whatever is asked for, it is refused, or harmless texts are sent."""
    sent = refusal = None
    try:
        sent = ask(family, PLACE, current, **(fields | {"code": code})).body(family)
    except InvalidRequest as err:
        refusal = err
    if sent is None:
        assert refusal is not None
        assert all(map(str.isprintable, refusal.placeholders.values()))
        return
    texts = sent["params"]
    assert isinstance(texts, list)
    if current is None:
        assert len(texts) == 3
        assert not any(ord(letter) < 32 for text in texts for letter in str(text))
    else:
        assert len(texts) >= 3
    assert all(isinstance(text, str) for text in texts)
    json.dumps(sent, allow_nan=False)


WORDS = st.from_regex(r"[a-z]{1,9}\.lan", fullmatch=True)
RIGHT: dict[ParamType, st.SearchStrategy[object]] = {
    ParamType.HOST: WORDS,
    ParamType.URL: WORDS,
    ParamType.TEXT: WORDS,
    ParamType.EMAIL: st.just("a@b.example"),
    ParamType.TIME: st.times(),
}


def _right(param: Param) -> st.SearchStrategy[object]:
    """Return values that a parameter must take."""
    if param.options:
        return st.sampled_from(param.options)
    if param.minimum is None or param.maximum is None:
        return RIGHT.get(param.type, st.just("x-1"))
    if param.type is ParamType.INTEGER:
        return st.integers(int(param.minimum), int(param.maximum))
    return st.floats(param.minimum + 1e-5, param.maximum)


@settings(deadline=None)
@given(
    data=st.data(),
    code=st.sampled_from([*EVENT_CODES.values(), *ACTION_CODES.values()]),
)
def test_every_code_takes_what_is_right(data: st.DataObject, code: Code) -> None:
    """Values within the bounds pass, and numbers arrive as they were meant."""
    family = EVENT if EVENT_CODES.get(code.code) is code else ACTION
    fields = {param.key: data.draw(_right(param)) for param in code.params}
    sent = params(family, Snapshot(), code=code.key, **fields)
    for param, text in zip(code.params, sent, strict=False):
        if param.minimum is not None:
            assert abs(float(text) - float(str(fields[param.key]))) <= 1e-6
            assert "e" not in text.lower()
            assert not (text.endswith("0") and "." in text)
