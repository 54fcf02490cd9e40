"""Managing events and actions: what is sent, what is answered."""

import json
from typing import Any

import pytest

from custom_components.rack_power.drivers.http import Refused
from custom_components.rack_power.equipment.errors import (
    InvalidRequest,
)
from custom_components.rack_power.equipment.model import PartId

from .conftest import Bench
from .places import BANK, CYCLE, NIGHTLY, OUTLET


async def test_event_answer(bench: Bench) -> None:
    """Everything by name, with units, and the actions with their names."""
    events = await bench.rules.list_events()
    assert events[1] == {
        "id": 2,
        "name": "Rack too warm",
        "enabled": True,
        "code": 49,
        "key": "temperature_max",
        "name_of_code": "Temperature above",
        "triggered": True,
        "num_ticks_beyond": 42,
        "target": "2",
        "threshold": 22.0,
        "unit": "°C",
        "seconds": 30,
        "params": ["2", "22", "30"],
        "actions": [2],
        "action_names": ["Notify Home Assistant"],
    }


@pytest.mark.parametrize(
    ("code", "params", "told"),
    [
        (12, ["nas", "3", ""], {"target": "nas", "threshold": 3, "unit": "count"}),
        (53, ["03:30", "", ""], {"time": "03:30"}),
        (54, ["3600", "", ""], {"interval": 3600}),
        (60, ["28", "7", "5"], {"day": 28, "time": "07:05"}),
        (61, ["0", "soon", "5"], {"day": 0, "time": None}),
        (62, ["A", "3", ""], {"target": "A", "input": 3, "seconds": None}),
        (64, ["B", "ON", ""], {"target": "B", "state": "ON"}),
        (49, ["2", "1e3", ""], {"target": "2", "threshold": None, "unit": "°C"}),
        (55, ["", "", ""], {}),
    ],
)
async def test_parameters_by_name(
    bench: Bench, code: int, params: list[str], told: dict[str, Any]
) -> None:
    """Each under the name that a request gives it, none invented."""
    bench.pdu.state.events[0] |= {"code": code, "params": params}
    event = (await bench.rules.list_events())[0]
    assert {key: event[key] for key in told} == told
    assert event.keys() - told.keys() - {"seconds"} == {
        "id",
        "name",
        "enabled",
        "code",
        "key",
        "name_of_code",
        "triggered",
        "num_ticks_beyond",
        "params",
        "actions",
        "action_names",
    }


async def test_tables(bench: Bench) -> None:
    """The rows tell all that a form needs, and whether this PDU can use them."""
    events = {row["key"]: row for row in bench.rules.event_codes()}
    assert events["temperature_max"] == {
        "code": 49,
        "key": "temperature_max",
        "name": "Temperature above",
        "vendor_name": "Temperature Max Threshold",
        "kind": "condition",
        "params": [
            {
                "key": "target",
                "also": ["sensor"],
                "type": "sensor",
                "required": True,
                "wildcard": False,
                "secret": False,
            },
            {
                "key": "threshold",
                "type": "number",
                "required": True,
                "unit": "°C",
                "minimum": -40,
                "maximum": 125,
                "wildcard": False,
                "secret": False,
            },
            {
                "key": "seconds",
                "type": "integer",
                "required": False,
                "unit": "s",
                "minimum": 0,
                "maximum": 86_400,
                "default": "5",
                "wildcard": False,
                "secret": False,
            },
        ],
        "requires": ["temp_hum_sensor"],
        "note": None,
        "available": True,
    }
    assert events["ats_to_primary"]["available"] is False
    actions = {row["key"]: row for row in bench.rules.action_codes()}
    assert (len(events), len(actions)) == (48, 19)
    assert actions["switch_nic"]["available"] is None
    json.dumps([events, actions])


async def test_the_whole_event_is_sent(bench: Bench) -> None:
    """The parameters always as three texts; enabled always."""
    await bench.rules.create_event(
        {"name": " Low ", "code": 32, "target": PartId("bank", BANK), "threshold": 0.5}
    )
    await bench.rules.update_event(4, {"enabled": False, "actions": [2, 1]})
    bodies = [one.value for one in bench.pdu.counters.commands_received]
    whole = {"name": "Low", "code": 32, "params": [BANK, "0.5", "5"]}
    assert bodies == [
        {**whole, "actions": [], "enabled": True},
        {**whole, "actions": [2, 1], "enabled": False},
    ]


async def test_what_is_as_asked_for_is_not_sent(bench: Bench) -> None:
    """A change that changes nothing is no change."""
    event, changed = await bench.rules.update_event(2, {"threshold": "22.0"})
    assert (event["threshold"], changed) == (22.0, [])
    action, changed = await bench.rules.update_action(1, {"target": OUTLET})
    assert (action["target"], changed) == (OUTLET, [])
    await bench.rules.set_event_enabled(1, enabled=True)
    assert not bench.received


async def test_letters_count(bench: Bench) -> None:
    """Only the words of the PDU's own language are the same in any case."""
    bench.pdu.state.events[0] |= {"code": 12, "params": ["nas", "3", ""]}
    _, changed = await bench.rules.update_event(1, {"target": "NAS"})
    assert list(changed) == ["target"]
    bench.pdu.state.events[0] |= {"code": 64, "params": ["A", "On", ""]}
    _, changed = await bench.rules.update_event(1, {"state": "ON"})
    assert not changed


async def test_event_is_switched_off_and_on(bench: Bench) -> None:
    """Also one whose sensor is gone, as nothing else of it is judged."""
    bench.pdu.state.sensors.clear()
    for enabled in (False, True):
        await bench.rules.set_event_enabled(2, enabled=enabled)
        assert bench.event(2)["enabled"] is enabled
    assert bench.event(2)["params"] == ["2", "22", "30"]
    assert len(bench.executed) == 2


async def test_another_code(bench: Bench) -> None:
    """The code and its parameters change together."""
    event, changed = await bench.rules.update_event(
        3, {"code": "schedule_weekly", "day": 6, "time": "23:05"}
    )
    assert (event["day"], event["time"]) == (6, "23:05")
    assert list(changed) == ["code", "params"]
    assert bench.event(3)["params"] == ["6", "23", "5"]


async def test_change_of_raw_parameters(bench: Bench) -> None:
    """They replace all of them, and what changed is told by name."""
    event, changed = await bench.rules.update_event(2, {"params": ["2", 40]})
    assert (event["params"], list(changed)) == (
        ["2", "40", "5"],
        ["threshold", "seconds"],
    )


async def test_action_in_use(bench: Bench) -> None:
    """It is not deleted while an event needs it, and the events are named."""
    with pytest.raises(InvalidRequest) as refusal:
        await bench.rules.delete_action(1)
    assert refusal.value.reason == "action_in_use"
    assert refusal.value.placeholders == {
        "action": "1",
        "events": "Example High Current Event for Bank #1 (1), Nightly power cycle (3)",
    }
    assert not bench.received
    for event in (1, 3):
        await bench.rules.update_event(event, {"actions": []})
    await bench.rules.delete_action(1)
    assert [row["id"] for row in bench.pdu.state.actions] == [2]


@pytest.mark.parametrize("kind", ["event", "action"])
async def test_what_is_not_there(bench: Bench, kind: str) -> None:
    """An unknown id is found before anything is sent."""
    rules: Any = bench.rules
    for call in (
        getattr(rules, f"update_{kind}")(9, {"name": "x"}),
        getattr(rules, f"delete_{kind}")(9),
        getattr(rules, f"effect_of_{kind}")(9, {"name": "x"}),
    ):
        with pytest.raises(InvalidRequest) as refusal:
            await call
        assert refusal.value.reason == f"unknown_{kind}"
        assert refusal.value.placeholders == {"id": "9"}
    assert not bench.received


async def test_requests_are_checked_against_the_list_of_now(bench: Bench) -> None:
    """An action that somebody else has just made can be used at once."""
    made = await bench.rules.create_action(CYCLE)
    event = await bench.rules.create_event(NIGHTLY | {"actions": [made["id"]]})
    assert event["action_names"] == ["Cycle"]
    with pytest.raises(InvalidRequest, match="unknown_actions"):
        await bench.rules.create_event(NIGHTLY | {"actions": [99]})


async def test_unknown_codes_are_shown_as_they_are(bench: Bench) -> None:
    """A newer firmware's codes can be seen, renamed and switched off."""
    bench.pdu.state.events[0] |= {"code": 77, "params": ["B", "dark", "3"]}
    bench.pdu.state.actions[1] |= {"code": 33, "params": ["A", "s3cret-t0ken", "12"]}
    event = (await bench.rules.list_events())[0]
    assert event["params"] == ["B", "dark", "3"]
    action = (await bench.rules.list_actions())[1]
    assert action["params"] == ["A", "**REDACTED**", "12"]
    for row in (event, action):
        assert (row["key"], row["name_of_code"]) == (None, None)
    with pytest.raises(Refused):  # this firmware does not know them either
        await bench.rules.update_event(1, {"name": "Dark"})
    body = bench.pdu.counters.commands_received[0].value
    assert (body["code"], body["params"]) == (77, ["B", "dark", "3"])


async def test_undocumented_wildcard(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    """The vendor shows any for one code only; elsewhere the log says it is a guess."""
    fields: dict[str, Any] = {"name": "x", "target": "any", "threshold": 1}
    await bench.rules.create_event(fields | {"code": 31})
    assert "'any'" not in caplog.text
    await bench.rules.create_event(fields | {"code": 32})
    assert "Event code 32 with the target 'any'" in caplog.text
    caplog.clear()
    await bench.rules.update_event(4, {"code": 45, "target": "any", "threshold": 2})
    assert "Event code 45 with the target 'any'" in caplog.text
