"""Which outlets events and actions could cut: rather too many than too few."""

from typing import Any

import pytest

from custom_components.rack_power.drivers.synaccess.rules.effects import cuts_of
from custom_components.rack_power.drivers.synaccess.rules.snapshot import Snapshot
from custom_components.rack_power.drivers.synaccess.rules.stored import Content
from custom_components.rack_power.equipment.errors import InvalidRequest
from simulator.synaccess import Effect, Fault

from .asking import PLACE
from .conftest import Bench
from .places import CYCLE, NIGHTLY, OUTLET, place

SECOND = "2-2001607"
SEVENTH, EIGHTH = "7-2001607", "8-2001607"
ALL = {str(row["id"]) for row in PLACE.outlets or ()}
GROUP = {OUTLET, SECOND}
ADDRESS, NAME = "192.168.1.100", "SynLink"
REACHED = "pdu.example"
HERE = place(
    conf={"staticIp": ADDRESS, "hostName": NAME},
    host=REACHED,
    outlets=tuple(
        {**row, "outletIndex": 20} if row["id"] == EIGHTH else row
        for row in PLACE.outlets or ()
    ),
)


def cut(code: int | None, *params: str, snapshot: Snapshot = HERE) -> set[str]:
    """Return the ids of the outlets that an action could cut."""
    parts = cuts_of(Content(name="x", code=code, params=params), snapshot)
    assert {part.kind for part in parts} <= {"outlet"}
    return {part.key for part in parts}


@pytest.mark.parametrize(
    ("code", "params", "outlets"),
    [
        (11, (OUTLET, "OFF"), {OUTLET}),
        (11, (OUTLET, "ON"), set()),
        (11, (OUTLET, "on"), set()),
        (11, (OUTLET, "TOGGLE"), {OUTLET}),
        (11, (OUTLET,), {OUTLET}),
        (11, ("2", "OFF"), {SECOND}),
        (11, ("any", "OFF"), ALL),
        (11, ("99-1", "OFF"), {"99-1"}),
        (12, (OUTLET,), {OUTLET}),
        (15, ("a@b.example",), set()),
        (16, ("1", "OFF"), GROUP),
        (16, ("1", "ON"), set()),
        (16, ("9", "OFF"), ALL),
        (17, ("2",), {SEVENTH, EIGHTH}),
        (22, ("Relay 1", "OFF"), set()),
        (24, (ADDRESS, "2", "token"), {SECOND}),
        (24, ("192.0.2.9", "2", "token"), set()),
        (24, ("192.0.2.9", OUTLET, "token"), {OUTLET}),
        (25, (ADDRESS, "2", "token"), set()),
        (26, (NAME.upper(), "1", "token"), GROUP),
        (26, ("192.0.2.9", "1", "token"), set()),
        (27, (ADDRESS, "1", "token"), set()),
        (28, ("localhost", OUTLET, "token"), {OUTLET}),
        (29, ("127.0.0.1", "1", "token"), GROUP),
        (29, ("127.0.1.1", "1", "token"), GROUP),
        (29, ("127.000.000.001", "1", "token"), GROUP),
        (29, ("127.0.0.1:80", "1", "token"), GROUP),
        (29, ("[::1]", "1", "token"), GROUP),
        (29, ("[::1]:80", "1", "token"), GROUP),
        (29, ("::1", "1", "token"), GROUP),
        (29, ("0.0.0.0", "1", "token"), GROUP),  # noqa: S104
        (24, (REACHED, "2", "token"), {SECOND}),
        (26, (f"{NAME}.lab.example.", "1", "token"), GROUP),
        (24, ("192.168.1.10", "2", "token"), set()),
        (24, ("192.168", "2", "token"), set()),
        (24, (ADDRESS, "20", "token"), {EIGHTH}),
        (12, ("20",), {EIGHTH}),
        (30, (), set()),
        (33, ("x", OUTLET, SECOND), {OUTLET, SECOND}),
        (None, (OUTLET,), {OUTLET}),
    ],
)
def test_actions(code: int, params: tuple[str, ...], outlets: set[str]) -> None:
    """By id, by number, by group, also by way of its own address."""
    assert cut(code, *params) == outlets


def test_without_lists() -> None:
    """What is named is cut, whatever else there is."""
    nothing = Snapshot()
    assert cut(12, OUTLET, snapshot=nothing) == {OUTLET}
    assert cut(17, "1", snapshot=nothing) == set()
    assert cut(26, ADDRESS, "1", "token", snapshot=nothing) == set()


def test_old_firmware() -> None:
    """There, groups and their outlets are named in other ways."""
    outlets = ({"outletUuid": "a"}, {"outletUuid": "b"})
    groups = ({"groupUuid": 4, "outlets": [{"outletUuid": "b"}, "?"]},)
    snapshot = place(outlets=outlets, groups=groups)
    assert cut(17, "4", snapshot=snapshot) == {"b"}
    assert cut(17, "5", snapshot=snapshot) == {"a", "b"}


async def effect(bench: Bench, event: int | None, **fields: Any) -> set[str]:
    """Return the ids of the outlets that an event could cut."""
    found = await bench.rules.effect_of_event(event, fields)
    return {part.key for part in found.cuts}


async def test_events(bench: Bench) -> None:
    """Those of all its actions, while it is enabled."""
    bench.pdu.state.actions[1] |= {"code": 11, "params": [SECOND, "OFF", ""]}
    assert await effect(bench, None, **NIGHTLY) == {OUTLET}
    assert await effect(bench, None, **(NIGHTLY | {"actions": [1, 2]})) == GROUP
    assert await effect(bench, None, **(NIGHTLY | {"actions": []})) == set()
    assert await effect(bench, None, **(NIGHTLY | {"enabled": False})) == set()
    assert await effect(bench, 3, enabled=True) == {OUTLET}
    assert await effect(bench, 3, name="Still off") == set()
    forced = NIGHTLY | {"actions": [1, 99], "force": True}
    assert await effect(bench, None, **forced) == {OUTLET}
    assert not bench.received


async def test_event_whose_actions_cannot_be_read(bench: Bench) -> None:
    """It could cut anything."""
    fault = Fault(Effect.STATUS, path="/api/actions", times=None, status=403)
    bench.pdu.faults.add(fault)
    assert await effect(bench, 1, name="New name") == ALL
    assert await effect(bench, 1, actions=[]) == set()


async def test_actions_to_be(bench: Bench) -> None:
    """Told for what would be stored, by its name, before anything is sent."""
    found = await bench.rules.effect_of_action(None, CYCLE)
    assert (found.name, {part.key for part in found.cuts}) == ("Cycle", {OUTLET})
    found = await bench.rules.effect_of_action(1, {"target": SECOND})
    assert {part.key for part in found.cuts} == {SECOND}
    assert found.name == "Example Power Cycle for Outlet #1"
    with pytest.raises(InvalidRequest, match="unknown_id"):
        await bench.rules.effect_of_action(1, {"target": "77"})
    assert not bench.received
