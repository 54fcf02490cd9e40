"""PDUs that answer or keep something else than what they were told."""

from collections.abc import Mapping
from typing import Any, override

import pytest

from custom_components.rack_power.equipment.driver import Json
from custom_components.rack_power.equipment.errors import (
    NotConfirmed,
)
from simulator.synaccess.api import rules as simulated

from .conftest import Bench
from .odd import Odd, event, lists
from .places import NIGHTLY, OUTLET

INTERVAL: dict[str, Any] = {"name": "Often", "code": 54, "interval": 3600}


@pytest.fixture
def forgetful(monkeypatch: pytest.MonkeyPatch) -> None:
    """A PDU that keeps no parameters."""
    monkeypatch.setattr(simulated, "_params", lambda *_: ["", "", ""])


@pytest.mark.usefixtures("forgetful")
async def test_interval_that_is_not_stored(bench: Bench) -> None:
    """Its parameter is an assumption: if it is wrong, the owner is told what to do."""
    for ident, call in (
        ("4", bench.rules.create_event(INTERVAL)),
        ("3", bench.rules.update_event(3, INTERVAL)),
    ):
        with pytest.raises(NotConfirmed) as failure:
            await call
        assert failure.value.reason == "interval_not_stored"
        assert failure.value.placeholders == {"id": ident}
    assert len(bench.executed) == 2


@pytest.mark.usefixtures("forgetful")
async def test_something_else_is_stored(bench: Bench) -> None:
    """What differs is told by name."""
    with pytest.raises(NotConfirmed) as failure:
        await bench.rules.update_event(2, {"threshold": 30})
    assert failure.value.reason == "event_not_stored"
    assert failure.value.placeholders == {
        "id": "2",
        "fields": "target, threshold, seconds",
    }
    with pytest.raises(NotConfirmed) as failure:
        await bench.rules.create_action({"name": "x", "code": 12, "target": OUTLET})
    assert failure.value.reason == "action_not_stored"
    assert failure.value.placeholders == {"id": "3", "fields": "target"}
    assert not bench.notes.kept


async def test_spelling_of_the_pdu(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On is ON, and 5.00 is 5: what the PDU makes of a value is that value."""

    def spelled(params: list[Any], _: int) -> list[str]:
        return [f"{p}.00" if p.isdecimal() else p.title() for p in params]

    monkeypatch.setattr(simulated, "_params", spelled)
    fields = {"name": "x", "code": 45, "target": OUTLET, "threshold": 5}
    made = await bench.rules.create_event(fields)
    assert made["params"] == [OUTLET, "5.00", "5.00"]
    assert (made["threshold"], made["seconds"]) == (5, 5)
    action = {"name": "x", "code": 11, "target": OUTLET, "state": "ON"}
    assert (await bench.rules.create_action(action))["state"] == "On"


async def test_event_that_gets_another_id() -> None:
    """The new one may be all that is left: nothing is deleted, and doubt is told."""
    moved = event(5, name="New")
    odd = Odd(lists(event(1)), lists(moved), moved)
    with pytest.raises(NotConfirmed) as failure:
        await odd.rules().update_event(1, {"name": "New"})
    assert failure.value.reason == "event_not_changed"
    assert odd.written == [("POST", "/api/events/1")]


async def test_parameters_that_the_table_does_not_have() -> None:
    """They are sent as they are stored, and told as such if they get lost."""
    odd = Odd(
        lists(event(1, params=["03:30", "", "more"])), lists(event(1, name="New"))
    )
    with pytest.raises(NotConfirmed) as failure:
        await odd.rules().update_event(1, {"name": "New"})
    assert failure.value.placeholders == {"id": "1", "fields": "params"}


class Copying(Odd):
    """A PDU that takes every change for a new event."""

    @override
    async def write(
        self, method: str, path: str, _: Mapping[str, Json] | None
    ) -> Json | None:
        self.written.append((method, path))
        made = event(5, name="New")
        self.after = lists(event(1), *([] if method == "DELETE" else [made]))
        return made


async def test_both_methods_make_new_events() -> None:
    """Then there is no way to change one, and none of the new ones stays."""
    odd = Copying(lists(event(1)), {})
    with pytest.raises(NotConfirmed) as failure:
        await odd.rules().update_event(1, {"name": "New"})
    assert failure.value.reason == "event_not_changed"
    assert odd.written == [
        ("POST", "/api/events/1"),
        ("DELETE", "/api/events/5"),
        ("PUT", "/api/events/1"),
        ("DELETE", "/api/events/5"),
    ]


async def test_new_event_that_nobody_told_of() -> None:
    """Found by what it is; of several the newest; by its name if it differs."""
    same = event(7, name="Nightly", params=["04:05"], actions=[1])
    elder = same | {"id": 4}
    answers: list[Json] = [{"id": 99}, {}, [], None]
    for answer in answers:
        odd = Odd(lists(event(1)), lists(event(1), same, elder), answer)
        made = await odd.rules().create_event(NIGHTLY | {"force": True})
        assert made["id"] == 7
    other = same | {"params": ["05:00"]}
    odd = Odd(lists(event(1)), lists(event(1), elder, other))
    assert (await odd.rules().create_event(NIGHTLY | {"force": True}))["id"] == 4
    odd = Odd(lists(event(1)), lists(event(1), other))
    with pytest.raises(NotConfirmed) as failure:
        await odd.rules().create_event(NIGHTLY | {"force": True})
    assert failure.value.placeholders == {"id": "7", "fields": "time"}
