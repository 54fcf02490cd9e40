"""Whatever a PDU says: it is understood, or one of the driver's own errors."""

from collections.abc import Mapping
from contextlib import suppress
import json
from typing import Any

from hypothesis import given, settings, strategies as st

from custom_components.rack_power.drivers.http import Refused
from custom_components.rack_power.drivers.synaccess.rules import Snapshot
from custom_components.rack_power.drivers.synaccess.rules.effects import cuts_of
from custom_components.rack_power.drivers.synaccess.rules.snapshot import rows_of
from custom_components.rack_power.drivers.synaccess.rules.stored import (
    Family,
    parse_rows,
)
from custom_components.rack_power.equipment.driver import Json
from custom_components.rack_power.equipment.errors import (
    DriverError,
    InvalidAnswer,
    NotConfirmed,
    NotPermitted,
)
from custom_components.rack_power.equipment.rules import Effect

from .odd import Odd
from .places import NIGHTLY

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)
ROWS = st.lists(
    JSON
    | st.fixed_dictionaries(
        {"id": st.integers(0, 3) | JSON},
        optional={
            "name": st.sampled_from(["E", "New"]) | JSON,
            "code": st.integers(10, 66) | JSON,
            "params": st.lists(st.text(max_size=6) | JSON, max_size=4) | JSON,
            "actions": st.lists(st.integers(0, 3) | JSON, max_size=3) | JSON,
            "enabled": JSON,
            "triggered": JSON,
            "numTicksBeyond": JSON,
        },
    ),
    max_size=4,
)
LISTS = st.fixed_dictionaries({"/api/events": ROWS | JSON, "/api/actions": ROWS | JSON})
ANSWERS = st.one_of(
    JSON,
    ROWS.map(lambda rows: rows[0] if rows else None),
    st.builds(NotConfirmed),
    st.builds(NotPermitted),
    st.builds(InvalidAnswer),
    st.sampled_from([404, 405, 422, 501]).map(lambda status: Refused(status, "No")),
)


def run(call: Any) -> Any:
    """Run to the end what never has to wait."""
    try:
        call.send(None)
    except StopIteration as end:
        return end.value
    raise AssertionError("it waits")


CALLS: list[Any] = [
    lambda rules: rules.list_events(),
    lambda rules: rules.list_actions(),
    lambda rules: rules.create_event(NIGHTLY | {"force": True}),
    lambda rules: rules.create_action({"name": "New", "code": 31}),
    lambda rules: rules.update_event(1, {"name": "New"}),
    lambda rules: rules.update_action(1, {"name": "New"}),
    lambda rules: rules.set_event_enabled(1, enabled=False),
    lambda rules: rules.delete_event(1),
    lambda rules: rules.delete_action(1),
    lambda rules: rules.effect_of_event(1, {"enabled": True}),
    lambda rules: rules.effect_of_action(1, {"name": "New"}),
]


@settings(deadline=None, max_examples=400)
@given(
    before=LISTS, after=LISTS, answer=ANSWERS, call=st.sampled_from(CALLS), told=ROWS
)
def test_whatever_a_pdu_says(
    before: Mapping[str, Json],
    after: Mapping[str, Json],
    answer: Json | DriverError,
    call: Any,
    told: list[Json],
) -> None:
    """It is understood, or a driver's error; and nothing is sent twice one way."""
    rows = rows_of(told)
    odd = Odd(before, after, answer)
    with suppress(DriverError):
        result = run(call(odd.rules(Snapshot(outlets=rows, groups=rows))))
        if not isinstance(result, Effect):
            json.dumps(result, allow_nan=False, ensure_ascii=False).encode()
    writes = [one for one in odd.written if one[0] != "DELETE"]
    assert len(set(writes)) == len(writes)


WORDS = {
    "sensorType": st.sampled_from(["temp_hum", "dio_hub"]) | JSON,
    "inletLines": ROWS | JSON,
    "outlets": ROWS | JSON,
    "network": JSON,
    "phase": st.sampled_from(["Single Phase", "Three Phase Wye"]) | JSON,
    "smtpServer": JSON,
    "sensorPort": JSON,
    "sensorId": JSON,
    "relayName": JSON,
}
OBJECTS = st.fixed_dictionaries({}, optional=WORDS | {"id": JSON})
TABLES = st.none() | st.lists(OBJECTS, max_size=3).map(tuple)


@settings(deadline=None)
@given(
    snapshot=st.builds(
        Snapshot,
        device=st.none() | OBJECTS,
        conf=st.none() | OBJECTS,
        **dict.fromkeys(
            ("inlets", "banks", "outlets", "groups", "sensors", "relays"), TABLES
        ),
    ),
    actions=ROWS,
)
def test_whatever_a_pdu_is_made_of(snapshot: Snapshot, actions: list[Json]) -> None:
    """The tables and the effects can always be told."""
    rules = Odd({}, {}).rules(snapshot)
    for row in (*rules.event_codes(), *rules.action_codes()):
        assert row["available"] in {True, False, None}
    for action in parse_rows(actions).values():
        assert all(part.kind == "outlet" for part in cuts_of(action.content, snapshot))
        assert len(action.content.body(Family.ACTION)) == 3
