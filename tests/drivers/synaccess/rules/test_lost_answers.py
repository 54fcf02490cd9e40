"""What becomes of a change whose answer is lost: it is looked for, never sent again."""

from asyncio import gather
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from custom_components.rack_power.drivers.synaccess.rules.snapshot import Snapshot
from custom_components.rack_power.equipment.errors import (
    CannotConnect,
    NotConfirmed,
)
from simulator.synaccess import Effect, Fault, PduSimulator

from .conftest import Bench, MakeBench
from .places import OUTLET, snapshot_of

WRITES = "POST|PUT|DELETE"
RULES = "/api/(events|actions).*"

type Change = Callable[[Any], Awaitable[Any]]

CHANGES: dict[str, Change] = {
    "event.create": lambda rules: rules.create_event(
        {"name": "New", "code": 53, "time": "04:05"}
    ),
    "event.modify": lambda rules: rules.update_event(2, {"name": "New"}),
    "event.delete": lambda rules: rules.delete_event(2),
    "action.create": lambda rules: rules.create_action(
        {"name": "New", "code": 12, "target": OUTLET}
    ),
    "action.modify": lambda rules: rules.update_action(2, {"name": "New"}),
    "action.delete": lambda rules: rules.delete_action(2),
}
TARGETS = {"create": "", "modify": "2", "delete": "2"}
LOST = (Effect.CUT_AFTER, Effect.RESET, Effect.TRUNCATED, Effect.HUGE)
WORDLESS = (Effect.EMPTY, Effect.NOT_JSON, Effect.WRONG_TYPE, Effect.BAD_UTF8)

each_change = pytest.mark.parametrize("change", CHANGES)
cold_and_warm = pytest.mark.parametrize("warm", [False, True], ids=["cold", "warm"])


async def ready(bench: Bench, change: str, *, warm: bool) -> None:
    """Let action 2 be deleted, and connections be warm."""
    if change == "action.delete":
        bench.event(2)["actions"] = []
    if warm:
        await bench.warm_up()


def is_done(bench: Bench, change: str) -> bool:
    """Tell whether the PDU has done it, once."""
    family, _, word = change.partition(".")
    rows = bench.pdu.state.events if family == "event" else bench.pdu.state.actions
    if word == "delete":
        return 2 not in [row["id"] for row in rows]
    return [row["name"] for row in rows].count("New") == 1


def sent_once(bench: Bench, change: str) -> bool:
    """Tell whether it arrived one time, and nothing else did."""
    return bench.received == [(change, TARGETS[change.partition(".")[2]])]


@each_change
@cold_and_warm
@pytest.mark.parametrize("effect", LOST + WORDLESS)
async def test_executed(
    bench: Bench, change: str, effect: Effect, *, warm: bool
) -> None:
    """The PDU did it and its answer says nothing: what is seen counts."""
    await ready(bench, change, warm=warm)
    bench.pdu.faults.add(Fault(effect, method=WRITES, path=RULES, size=2 * 1024 * 1024))
    connections = bench.pdu.counters.connections
    await CHANGES[change](bench.rules)
    assert is_done(bench, change)
    assert sent_once(bench, change)
    assert bench.executed == bench.received
    assert warm is (bench.pdu.counters.connections == connections)


@each_change
@cold_and_warm
@pytest.mark.parametrize(
    "effect", [Effect.CUT_BEFORE, Effect.HTML, Effect.STATUS, Effect.RESET]
)
async def test_not_executed(
    bench: Bench, change: str, effect: Effect, *, warm: bool
) -> None:
    """The PDU did not do it and does not say so: that is told, and it stays undone."""
    await ready(bench, change, warm=warm)
    fault = Fault(effect, method=WRITES, path=RULES, executed=False, times=None)
    bench.pdu.faults.add(fault)
    with pytest.raises(NotConfirmed) as failure:
        await CHANGES[change](bench.rules)
    family, _, word = change.partition(".")
    done = {"create": "created", "modify": "changed", "delete": "deleted"}[word]
    assert failure.value.reason == f"{family}_not_{done}"
    assert not is_done(bench, change)
    assert sent_once(bench, change)
    assert not bench.executed


@each_change
async def test_executed_with_an_error(bench: Bench, change: str) -> None:
    """An internal error after the deed: what is seen counts."""
    await ready(bench, change, warm=False)
    bench.pdu.faults.add(
        Fault(Effect.STATUS, method=WRITES, path=RULES, status=500, executed=True)
    )
    await CHANGES[change](bench.rules)
    assert is_done(bench, change)
    assert sent_once(bench, change)


@each_change
@pytest.mark.parametrize("executed", [True, False])
async def test_pdu_is_gone_afterwards(
    bench: Bench, change: str, *, executed: bool
) -> None:
    """Nobody can tell what became of it, and that is what is told."""
    await ready(bench, change, warm=False)
    bench.pdu.faults.add(
        Fault(Effect.REFUSE, method=WRITES, path=RULES, executed=executed)
    )
    with pytest.raises(NotConfirmed) as failure:
        await CHANGES[change](bench.rules)
    assert failure.value.reason == "not_confirmed"
    assert sent_once(bench, change)
    assert is_done(bench, change) is executed


def close_list(bench: Bench, change: str) -> None:
    """Let the list be read before the change, and not after it."""
    path = f"/api/{change.partition('.')[0]}s"
    fault = Fault(Effect.STATUS, method="GET", path=path, skip=1, times=None)
    bench.pdu.faults.add(fault)


@each_change
async def test_list_is_closed_afterwards(bench: Bench, change: str) -> None:
    """Then the answer counts, if there is one."""
    await ready(bench, change, warm=False)
    close_list(bench, change)
    await CHANGES[change](bench.rules)
    assert is_done(bench, change)
    assert sent_once(bench, change)


@each_change
async def test_neither_answer_nor_list(bench: Bench, change: str) -> None:
    """An agreement without words and no list to look at is no proof of a new object."""
    await ready(bench, change, warm=False)
    close_list(bench, change)
    bench.pdu.faults.add(Fault(Effect.EMPTY, method=WRITES, path=RULES))
    if change.endswith("delete"):  # a deletion has no other answer
        await CHANGES[change](bench.rules)
    else:
        with pytest.raises(NotConfirmed):
            await CHANGES[change](bench.rules)
    assert is_done(bench, change)
    assert sent_once(bench, change)


@pytest.mark.parametrize("change", ["event.modify", "action.modify", "event.delete"])
async def test_gone_before_it_was_sent(make_bench: MakeBench, change: str) -> None:
    """Certainly not sent, and told so."""

    def leaving(pdu: PduSimulator) -> Snapshot:
        pdu.leave()
        return snapshot_of(pdu.state)

    bench = await make_bench(snapshot=leaving)
    if change == "event.delete":
        await bench.pdu.vanish()
    with pytest.raises(CannotConnect):
        await CHANGES[change](bench.rules)
    assert not bench.received


async def test_lost_answer_of_an_event_made_instead_of_changed(
    make_bench: MakeBench,
) -> None:
    """The stray one is found in the list, deleted, and the right one changed."""
    bench = await make_bench("post_creates")
    bench.pdu.faults.add(Fault(Effect.CUT_AFTER, method="POST"))
    await bench.rules.update_event(2, {"name": "New"})
    assert bench.executed == [
        ("event.modify", "2"),
        ("event.delete", "4"),
        ("event.modify", "2"),
    ]
    assert [row["id"] for row in bench.pdu.state.events] == [1, 2, 3]
    assert bench.event(2)["name"] == "New"


async def test_stray_event_told_by_the_answer_alone(make_bench: MakeBench) -> None:
    """The list cannot be read, but the answer is a new event: it is deleted."""
    bench = await make_bench("post_creates")
    bench.pdu.faults.add(
        Fault(Effect.STATUS, method="GET", path="/api/events", skip=1, times=None)
    )
    event, _ = await bench.rules.update_event(2, {"name": "New"})
    assert event["name"] == "New"
    assert [row["id"] for row in bench.pdu.state.events] == [1, 2, 3]


@pytest.mark.parametrize("effect", [Effect.CUT_BEFORE, Effect.STATUS])
async def test_stray_event_that_stays(make_bench: MakeBench, effect: Effect) -> None:
    """The owner has to know which one to delete."""
    bench = await make_bench("post_creates")
    bench.pdu.faults.add(Fault(effect, method="DELETE", times=None, status=403))
    with pytest.raises(NotConfirmed) as failure:
        await bench.rules.update_event(2, {"name": "New"})
    assert failure.value.reason == "stray_event"
    assert failure.value.placeholders == {"id": "2", "stray": "4"}
    assert bench.received == [("event.modify", "2"), ("event.delete", "4")]


async def test_two_alike_at_once(bench: Bench) -> None:
    """They are told apart though no answer tells, as one follows the other."""
    bench.pdu.faults.add(Fault(Effect.CUT_AFTER, method="POST", times=2))
    create = CHANGES["event.create"]
    made = await gather(create(bench.rules), create(bench.rules))
    assert [row["id"] for row in made] == [4, 5]
    assert bench.executed == [("event.create", "")] * 2
    assert bench.pdu.counters.max_concurrent == 1
