"""PDUs and users that do not show or do what is asked for."""

import json
from typing import Any

import pytest

from custom_components.rack_power.drivers.http import Refused
from custom_components.rack_power.equipment.errors import (
    DriverError,
    NotPermitted,
    Rejected,
)
from simulator.synaccess import Effect, Fault
from simulator.synaccess.users import VIEWER_TOKEN

from .conftest import Bench, MakeBench
from .places import BANK, CYCLE, NIGHTLY


async def test_refusal_is_told_in_the_words_of_the_pdu(bench: Bench) -> None:
    """Nothing is tried another way after a no."""
    for call in (
        bench.rules.create_event(
            {"name": "x", "code": 66, "params": ["1"], "force": True}
        ),
        bench.rules.create_action({"name": "x", "code": 14, "force": True}),
    ):
        with pytest.raises(Refused) as refusal:
            await call
        assert refusal.value.status == 422
        assert refusal.value.placeholders["answer"] == "Invalid Data Types."
    assert len(bench.received) == 2
    assert not bench.executed


async def test_change_that_no_method_makes(bench: Bench) -> None:
    """The last refusal is told when the PDU knows no way."""
    fault = Fault(
        Effect.STATUS, method="PUT|POST", path="/api/.*/1", times=None, status=405
    )
    bench.pdu.faults.add(fault)
    with pytest.raises(Refused) as refusal:
        await bench.rules.update_event(1, {"name": "x"})
    assert refusal.value.status == 405
    assert bench.received == [("event.modify", "1")] * 2
    assert not bench.notes.kept


async def test_event_that_somebody_else_has_just_deleted(bench: Bench) -> None:
    """Deleting it is done; changing it is refused."""
    bench.pdu.faults.add(
        Fault(Effect.STATUS, method="DELETE", status=404, executed=True)
    )
    await bench.rules.delete_event(1)
    assert [row["id"] for row in bench.pdu.state.events] == [2, 3]


async def test_pdu_that_cannot_delete(bench: Bench) -> None:
    """Not found, but still listed: the refusal is told."""
    for status in (404, 405):
        bench.pdu.faults.add(Fault(Effect.STATUS, method="DELETE", status=status))
        with pytest.raises(Refused) as refusal:
            await bench.rules.delete_event(1)
        assert refusal.value.status == status


async def test_user_who_may_only_look(make_bench: MakeBench) -> None:
    """Lists are told, changes are refused by the PDU."""
    bench = await make_bench(token=VIEWER_TOKEN)
    assert len(await bench.rules.list_events()) == 3
    assert len(await bench.rules.list_actions()) == 2
    calls = (
        bench.rules.create_event(NIGHTLY),
        bench.rules.update_event(1, {"name": "x"}),
        bench.rules.delete_event(1),
        bench.rules.create_action(CYCLE),
        bench.rules.update_action(1, {"name": "x"}),
    )
    for call in calls:
        with pytest.raises(NotPermitted):
            await call
    assert len(bench.received) == len(calls)
    assert not bench.executed


async def test_user_who_may_not_look(make_bench: MakeBench) -> None:
    """Then nothing is sent, as nothing could be seen done."""
    bench = await make_bench(token=VIEWER_TOKEN)
    rights = {"viewEventActions": False, "modifyEventActions": True}
    bench.pdu.state.permissions("viewer").update(rights)
    calls = (
        bench.rules.list_events(),
        bench.rules.list_actions(),
        bench.rules.create_event(NIGHTLY),
        bench.rules.create_action(CYCLE),
        bench.rules.delete_action(1),
    )
    for call in calls:
        with pytest.raises(NotPermitted):
            await call
    assert not bench.received


def _closed(bench: Bench, path: str, status: int) -> None:
    fault = Fault(
        Effect.STATUS, method="GET", path=path, times=None, status=status, body="No"
    )
    bench.pdu.faults.add(fault)


@pytest.mark.parametrize("status", [403, 404, 405, 501])
async def test_events_without_actions_to_be_seen(bench: Bench, status: int) -> None:
    """The events are told all the same, and actions are taken on trust."""
    _closed(bench, "/api/actions", status)
    events = await bench.rules.list_events()
    assert [event["action_names"] for event in events] == [[None]] * 3
    made = await bench.rules.create_event(NIGHTLY | {"actions": [7]})
    assert (made["actions"], made["action_names"]) == ([7], [None])


@pytest.mark.parametrize("status", [404, 405, 501])
async def test_pdu_without_events(bench: Bench, status: int) -> None:
    """Said plainly, and an action is not deleted while its users are unknown."""
    _closed(bench, "/api/events", status)
    for call in (bench.rules.list_events(), bench.rules.delete_action(2)):
        with pytest.raises(Rejected) as refusal:
            await call
        assert refusal.value.reason == "no_rules"
    assert not bench.received


@pytest.mark.parametrize(
    ("effect", "status", "reason"),
    [
        (Effect.STATUS, 422, "rejected"),
        (Effect.STATUS, 500, "server_error"),
        (Effect.NOT_JSON, 200, "invalid_answer"),
        (Effect.EMPTY, 200, "invalid_answer"),
        (Effect.WRONG_TYPE, 200, "invalid_answer"),
        (Effect.CUT_BEFORE, 200, "cannot_connect"),
    ],
)
@pytest.mark.parametrize("path", ["/api/events", "/api/actions"])
async def test_lists_that_cannot_be_read(
    bench: Bench, path: str, effect: Effect, status: int, reason: str
) -> None:
    """Nothing is sent to a PDU whose lists are not understood."""
    bench.pdu.faults.add(
        Fault(effect, method="GET", path=path, times=None, status=status)
    )
    for call in (bench.rules.list_events(), bench.rules.create_event(NIGHTLY)):
        with pytest.raises(DriverError) as refusal:
            await call
        assert refusal.value.reason == reason
    assert not bench.received


async def test_list_with_rubbish_in_it(bench: Bench) -> None:
    """What has no id cannot be spoken of; the rest is told."""
    bench.pdu.state.events[:0] = [{"id": None, "name": "?"}, {"id": "x"}]
    bench.pdu.state.events[2] |= {
        "id": "1",
        "name": 5,
        "code": "31",
        "params": [int(BANK), 16.50, None, True],
        "actions": ["1", {}],
        "enabled": "Off",
        "triggered": 1,
        "numTicksBeyond": "soon",
    }
    events = await bench.rules.list_events()
    assert [event["id"] for event in events] == [1, 2, 3]
    assert events[0] == {
        "id": 1,
        "name": "",
        "enabled": False,
        "code": 31,
        "key": "bank_current_max",
        "name_of_code": "Bank current above",
        "triggered": True,
        "num_ticks_beyond": None,
        "target": BANK,
        "threshold": 16.5,
        "unit": "A",
        "seconds": None,
        "params": [BANK, "16.5"],
        "actions": [1],
        "action_names": ["Example Power Cycle for Outlet #1"],
    }


async def test_odd_letters(bench: Bench) -> None:
    """Names and parameters with broken letters are told as JSON can hold them."""
    bench.pdu.faults.add(Fault(Effect.ODD_UNICODE, method="GET", times=None))
    lists = [await bench.rules.list_events(), await bench.rules.list_actions()]
    told = json.dumps(lists, ensure_ascii=False).encode()
    assert b"Rack too warm" in told
    assert b"1-2001607" in told


@pytest.mark.parametrize("told", [None, "perhaps", 2, {}])
async def test_whether_an_event_is_enabled_is_not_invented(
    bench: Bench, told: Any
) -> None:
    """It is not told then; what is written has to say so, and says that it is."""
    bench.event(1)["enabled"] = told
    del bench.event(2)["enabled"]
    events = await bench.rules.list_events()
    assert [event["enabled"] for event in events] == [None, None, False]
    event, changed = await bench.rules.update_event(1, {"name": "New"})
    assert (event["enabled"], changed) == (True, ["name"])
