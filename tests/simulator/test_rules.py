"""Events and actions: how they are written, changed and deleted."""

from typing import Any

import pytest

from simulator.synaccess import PduSimulator

from .client import Client
from .conftest import MakePdu

EVENT = {
    "name": "Outlet 2 high",
    "code": 45,
    "params": ["2-2001607", "5", "3"],
    "actions": [2],
}
ACTION = {"name": "Reboot 2", "code": 12, "params": ["2-2001607"]}


async def test_start_state(client: Client) -> None:
    """Three events and two actions, all referring to each other."""
    events = await client.get("/api/events")
    assert events[1] == {
        "name": "Rack too warm",
        "id": 2,
        "enabled": True,
        "code": 49,
        "numTicksBeyond": 42,
        "triggered": True,
        "params": ["2", "22", "30"],
        "actions": [2],
    }
    assert list(events[1])[:4] == ["name", "id", "enabled", "code"]
    assert [event["code"] for event in events] == [31, 49, 53]
    actions = await client.get("/api/actions")
    assert actions[0] == {
        "id": 1,
        "name": "Example Power Cycle for Outlet #1",
        "code": 12,
        "params": ["1-2001607", "", ""],
    }
    assert actions[1]["code"] == 20


async def test_create_event_with_mixed_types(pdu: PduSimulator, client: Client) -> None:
    """A code as string and numbers among the parameters are taken, too."""
    told = EVENT | {"code": "45", "params": ["2-2001607", 5.5]}
    event = await client.post("/api/events", told)
    assert event == {
        "name": "Outlet 2 high",
        "id": 4,
        "enabled": True,
        "code": 45,
        "numTicksBeyond": 0,
        "triggered": False,
        "params": ["2-2001607", "5.5", ""],
        "actions": [2],
    }
    assert (await client.get("/api/events"))[-1] == event
    assert pdu.counters.commands_executed == [("event.create", "", told)]


async def test_create_disabled_event(client: Client) -> None:
    """Enabled can be said at once."""
    event = await client.post("/api/events", EVENT | {"enabled": False})
    assert event["enabled"] is False


@pytest.mark.parametrize("method", ["POST", "PUT"])
async def test_change_event(pdu: PduSimulator, client: Client, method: str) -> None:
    """Both methods, partial bodies; what the unit reports is not to be written."""
    answer = await client.send(method, "/api/events/2", {"actions": [1, 2]})
    assert answer.status == 200
    assert answer.json["actions"] == [1, 2]
    assert (answer.json["triggered"], answer.json["numTicksBeyond"]) == (True, 42)

    whole = answer.json | {"name": "Warm", "triggered": False, "id": 9}
    answer = await client.send(method, "/api/events/2", whole)
    assert answer.json["name"] == "Warm"
    assert (answer.json["triggered"], answer.json["id"]) == (True, 2)

    params = {"params": ["2", "40", "30"]}
    answer = await client.send(method, "/api/events/2", params)
    assert (answer.json["triggered"], answer.json["numTicksBeyond"]) == (False, 0)
    assert len(pdu.state.events) == 3


@pytest.mark.parametrize("kind", ["events", "actions"])
async def test_delete(pdu: PduSimulator, client: Client, kind: str) -> None:
    """Deleted with an empty answer; unknown ids are not found."""
    assert (await client.delete(f"/api/{kind}/1")).text == ""
    assert 1 not in [item["id"] for item in await client.get(f"/api/{kind}")]
    for method in ("DELETE", "PUT", "POST"):
        answer = await client.send(method, f"/api/{kind}/1", {"name": "x"})
        assert answer.status == 404, method
    assert len(pdu.counters.commands_received) == 4
    assert len(pdu.counters.commands_executed) == 1


async def test_deleted_action_leaves_the_events(
    pdu: PduSimulator, client: Client
) -> None:
    """The id of a deleted action goes from the events, or stays where wanted."""
    await client.delete("/api/actions/1")
    assert pdu.state.event(1)["actions"] == []
    pdu.unit.leniency.keep_references = True
    await client.delete("/api/actions/2")
    assert pdu.state.event(2)["actions"] == [2]


async def test_action_life(client: Client) -> None:
    """Made, changed by either method, padded."""
    action = await client.post("/api/actions", ACTION)
    assert action == ACTION | {"id": 3, "params": ["2-2001607", "", ""]}
    changed = await client.put("/api/actions/3", {"name": "Other"})
    assert changed == action | {"name": "Other"}
    changed = await client.post("/api/actions/3", {"code": 11, "params": ["1", "ON"]})
    assert (changed["code"], changed["params"]) == (11, ["1", "ON", ""])


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": "x" * 101},
        {"name": 5},
        {"code": 44},
        {"code": 66},
        {"code": "high"},
        {"code": True},
        {"code": 45.0},
        {"params": ["a", "b", "c", "d"]},
        {"params": ["2-2001607"]},
        {"params": "2-2001607"},
        {"params": [None, 5, 3]},
        {"params": [["2-2001607"], 5, 3]},
        {"actions": 2},
        {"actions": ["two"]},
        {"enabled": "yes"},
    ],
)
async def test_refused(
    pdu: PduSimulator, client: Client, wrong: dict[str, Any]
) -> None:
    """What makes no sense is refused alike on creation and on change."""
    before = pdu.snapshot()["events"].copy()
    for path in ("/api/events", "/api/events/1"):
        answer = await client.send("POST", path, EVENT | wrong)
        assert answer.status == 422, path
    assert pdu.snapshot()["events"] == before


@pytest.mark.parametrize("key", ["name", "code", "params", "actions"])
async def test_missing(client: Client, key: str) -> None:
    """The answer names the key that is missing."""
    body = {name: EVENT[name] for name in EVENT if name != key}
    answer = await client.send("POST", "/api/events", body)
    assert answer.status == 422
    assert answer.json == {"error": f"Missing {key} in request."}


EVENT_CODES = {
    0: [55, 56, 57, 58],
    1: [30, 53, 54, 59],
    2: [*range(12, 27), 29, *range(31, 43), 45, 46, *range(49, 53), *range(62, 66)],
    3: [60, 61],
}
ACTION_CODES = {
    0: [30, 31],
    1: [12, 15, 17, 19, 20, 23],
    2: [11, 16, 18, 22],
    3: [*range(24, 30), 32],
}


@pytest.mark.parametrize(
    ("kind", "codes"), [("events", EVENT_CODES), ("actions", ACTION_CODES)]
)
async def test_every_code(
    client: Client, kind: str, codes: dict[int, list[int]]
) -> None:
    """All codes of the tables and no others, each with the parameters it needs."""
    taken = set()
    for code in range(70):
        for count in range(4):
            params = [str(n) for n in range(count)]
            told = {"name": "x", "code": code, "actions": [], "params": params}
            answer = await client.send("POST", f"/api/{kind}", told)
            if answer.status == 200:
                padded = params + [""] * (3 - count)
                assert answer.json["params"] == padded
                taken.add((code, count))
    assert taken == {
        (code, count)
        for least, rows in codes.items()
        for code in rows
        for count in range(least, 4)
    }


async def test_first_of_its_kind(pdu: PduSimulator, client: Client) -> None:
    """Ids begin at 1, and parameters can be left out where none is needed."""
    pdu.state.events.clear()
    told = {"name": "ATS", "code": 55, "actions": []}
    event = await client.post("/api/events", told)
    assert (event["id"], event["params"]) == (1, ["", "", ""])


@pytest.mark.parametrize("kind", ["events", "actions"])
async def test_put_only(make_pdu: MakePdu, client: Client, kind: str) -> None:
    """In this dialect POST on one is not found."""
    client.url = (await make_pdu(dialects={"put_only"})).url
    body = {"name": "x"}
    assert (await client.send("POST", f"/api/{kind}/1", body)).status == 404
    assert (await client.put(f"/api/{kind}/1", body))["name"] == "x"
    whole = EVENT if kind == "events" else ACTION
    assert (await client.send("POST", f"/api/{kind}", whole)).status == 200


@pytest.mark.parametrize("kind", ["events", "actions"])
async def test_post_only(make_pdu: MakePdu, client: Client, kind: str) -> None:
    """In this dialect PUT on one is not allowed."""
    client.url = (await make_pdu(dialects={"post_only"})).url
    body = {"name": "x"}
    assert (await client.send("PUT", f"/api/{kind}/1", body)).status == 405
    assert (await client.post(f"/api/{kind}/1", body))["name"] == "x"


@pytest.mark.parametrize(("kind", "body"), [("events", EVENT), ("actions", ACTION)])
async def test_post_creates(
    make_pdu: MakePdu, client: Client, kind: str, body: dict[str, Any]
) -> None:
    """In this dialect POST on one makes another one and leaves the first."""
    client.url = (await make_pdu(dialects={"post_creates"})).url
    before = await client.get(f"/api/{kind}")
    made = await client.post(f"/api/{kind}/1", body)
    assert made["id"] == before[-1]["id"] + 1
    after = await client.get(f"/api/{kind}")
    assert after == [*before, made]
    assert (await client.put(f"/api/{kind}/1", {"name": "x"}))["id"] == 1
