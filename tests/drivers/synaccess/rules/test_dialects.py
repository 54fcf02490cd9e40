"""Events and actions from birth to death, on PDUs of every dialect."""

import pytest

from simulator.synaccess.dialects import DIALECTS

from .conftest import MakeBench
from .places import CYCLE, NIGHTLY


@pytest.mark.parametrize("dialect", sorted(DIALECTS))
async def test_event_in_every_dialect(make_bench: MakeBench, dialect: str) -> None:
    """Created, listed, changed twice, deleted; nothing else is touched."""
    bench = await make_bench(dialect)
    before = bench.names
    made = await bench.rules.create_event(NIGHTLY)
    ident = made["id"]
    assert isinstance(ident, int)
    assert bench.event(ident)["params"] == ["04:05", "", ""]
    assert made in await bench.rules.list_events()
    for time in ("05:06", "06:07"):
        event, changed = await bench.rules.update_event(ident, {"time": time})
        assert (event["time"], list(changed)) == (time, ["time"])
        assert bench.event(ident)["params"] == [time, "", ""]
    assert sorted(bench.names) == sorted([*before, "Nightly"])
    await bench.rules.delete_event(ident)
    assert bench.names == before


@pytest.mark.parametrize("dialect", sorted(DIALECTS))
async def test_action_in_every_dialect(make_bench: MakeBench, dialect: str) -> None:
    """The same for actions."""
    bench = await make_bench(dialect)
    before = bench.names
    made = await bench.rules.create_action(CYCLE)
    ident = made["id"]
    assert isinstance(ident, int)
    target = made["target"]
    assert bench.action(ident)["params"] == [target, "", ""]
    assert made in await bench.rules.list_actions()
    for name in ("Once", "Twice"):
        action, changed = await bench.rules.update_action(ident, {"name": name})
        assert (action["name"], list(changed)) == (name, ["name"])
        assert bench.action(ident)["name"] == name
    assert sorted(bench.names) == sorted([*before, "Twice"])
    await bench.rules.delete_action(ident)
    assert bench.names == before


@pytest.mark.parametrize(
    ("dialect", "events", "actions"),
    [
        ("modern", "POST", "PUT"),
        ("put_only", "PUT", "PUT"),
        ("post_only", "POST", "POST"),
        ("post_creates", "PUT", "PUT"),
    ],
)
async def test_the_way_to_change_is_found_once(
    make_bench: MakeBench, dialect: str, events: str, actions: str
) -> None:
    """What a PDU takes is remembered: later changes are sent one time."""
    bench = await make_bench(dialect)
    await bench.rules.update_event(1, {"name": "Once"})
    await bench.rules.update_action(1, {"name": "Once"})
    assert bench.notes.kept == {
        "rules.event.method": events,
        "rules.action.method": actions,
    }
    bench.pdu.counters.reset()
    await bench.rules.update_event(1, {"name": "Twice"})
    await bench.rules.update_action(1, {"name": "Twice"})
    assert [one for one in bench.pdu.counters.requests if "GET" not in one] == [
        f"{events} /api/events/1",
        f"{actions} /api/actions/1",
    ]
    assert bench.received == bench.executed


async def test_first_try(make_bench: MakeBench) -> None:
    """As documented: events by POST first, actions by PUT first."""
    for dialect in ("put_only", "post_only"):
        bench = await make_bench(dialect)
        await bench.rules.update_event(1, {"name": "New"})
        await bench.rules.update_action(1, {"name": "New"})
        writes = [one for one in bench.pdu.counters.requests if "GET" not in one]
        assert writes[0] == "POST /api/events/1"
        assert "PUT /api/actions/1" in writes
        assert len(writes) == 3


async def test_event_that_was_made_instead_of_changed(
    make_bench: MakeBench, caplog: pytest.LogCaptureFixture
) -> None:
    """It is deleted again, the right one is changed, and the log says so."""
    bench = await make_bench("post_creates")
    await bench.rules.update_event(2, {"threshold": 30})
    assert bench.executed == [
        ("event.modify", "2"),
        ("event.delete", "4"),
        ("event.modify", "2"),
    ]
    assert [row["id"] for row in bench.pdu.state.events] == [1, 2, 3]
    assert bench.event(2)["params"] == ["2", "30", "30"]
    assert "took a POST for event 2 as a new one, 4" in caplog.text
