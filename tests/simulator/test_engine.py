"""The event engine: when events trigger, and what they set off."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from simulator.synaccess import PduSimulator

from .client import Client
from .conftest import MakePdu

FIRST = "1-2001607"


@pytest.fixture
def add(pdu: PduSimulator, client: Client) -> Callable[..., Any]:
    """Make an event with the action of switching outlet 7 off."""

    async def make(code: int, *params: object) -> dict[str, Any]:
        action = {"name": "off", "code": 11, "params": ["7-2001607", "OFF"]}
        made = await client.post("/api/actions", action)
        event = {
            "name": "test",
            "code": code,
            "params": list(params),
            "actions": [made["id"]],
        }
        ident = (await client.post("/api/events", event))["id"]
        return pdu.state.event(ident)

    return make


def acted(pdu: PduSimulator) -> bool:
    """Tell whether the action of `add` has run since last asked."""
    outlet = pdu.state.outlet(7)
    was_off: bool = outlet["state"] == "OFF"
    outlet["state"] = "ON"
    return was_off


async def test_a_condition_must_hold(pdu: PduSimulator, add: Any) -> None:
    """Ticks count up; the actions run once, when there are enough of them."""
    event = await add(45, FIRST, 0.5, 3)
    pdu.step(2)
    assert (event["numTicksBeyond"], event["triggered"]) == (2, False)
    assert not acted(pdu)
    pdu.step(1)
    assert (event["numTicksBeyond"], event["triggered"]) == (3, True)
    assert acted(pdu)
    pdu.step(10)
    assert (event["numTicksBeyond"], event["triggered"]) == (13, True)
    assert not acted(pdu)

    pdu.state.loads[FIRST] = 0.4
    pdu.step(1)
    assert (event["numTicksBeyond"], event["triggered"]) == (0, False)
    pdu.state.loads[FIRST] = 0.6
    pdu.step(3)
    assert event["triggered"]
    assert acted(pdu)


async def test_equality_does_not_trigger(pdu: PduSimulator, add: Any) -> None:
    """Neither the maximum nor the minimum event takes equal for beyond."""
    high = await add(45, FIRST, 0.8, 1)
    low = await add(46, FIRST, 0.8, 1)
    pdu.step(5)
    assert not high["triggered"]
    assert not low["triggered"]


async def test_disabled_events_sleep(pdu: PduSimulator, add: Any) -> None:
    """A disabled event neither counts nor acts."""
    event = await add(45, FIRST, 0.5, 1)
    event["enabled"] = False
    pdu.step(5)
    assert (event["numTicksBeyond"], event["triggered"]) == (0, False)
    assert not acted(pdu)


@pytest.mark.parametrize(
    ("code", "target", "threshold"),
    [
        (15, "I1-1502530", 3.5),
        (16, "I1-1502530", 3.7),
        (17, "I1-1502530", 120),
        (18, "I1-1502530", 121),
        (19, "I1-1502530", 60),
        (20, "I1-1502530", 60.1),
        (21, "I1-1502530", 0.96),
        (22, "I1-1502530", 89),
        (23, "I1-1502530", 410),
        (24, "I1-1502530", 411),
        (25, "I1-1502530", 432),
        (26, "I1-1502530", 433),
        (31, "2001607", 3.5),
        (31, "any", 3.5),
        (32, "2001607", 3.7),
        (33, "2001607", 120),
        (34, "2001607", 121),
        (35, "2001607", 60),
        (36, "2001607", 60.1),
        (37, "2001607", 0.96),
        (38, "2001607", 89),
        (39, "2001607", 410),
        (40, "2001607", 411),
        (41, "2001607", 432),
        (42, "2001607", 433),
        (45, "any", 1),
        (46, "8-2001607", 0.1),
        (49, "2", 22),
        (50, "2", 23),
        (51, "2", 39),
        (52, "2", 40),
        (62, "A", 1),
        (63, "A", 2),
    ],
)
async def test_conditions(
    pdu: PduSimulator, add: Any, code: int, target: str, threshold: float
) -> None:
    """Every threshold event, on the right side of its threshold."""
    event = await add(code, target, threshold)
    pdu.step(1)
    assert event["triggered"]
    assert acted(pdu)


@pytest.mark.parametrize(
    ("code", "target", "threshold"),
    [
        (15, "I1-1502530", 3.7),
        (16, "I1-1502530", 3.5),
        (21, "I1-1502530", 0.9),
        (22, "I1-1502530", 90),
        (31, "9999", 1),
        (31, "any", 3.7),
        (37, "2001607", 0.9),
        (50, "2", 22),
        (62, "A", 2),
        (63, "A", 1),
        (62, "B", 1),
    ],
)
async def test_conditions_that_do_not_hold(
    pdu: PduSimulator, add: Any, code: int, target: str, threshold: float
) -> None:
    """And on the wrong side."""
    event = await add(code, target, threshold)
    pdu.step(5)
    assert not event["triggered"]
    assert not acted(pdu)


async def test_autoping(pdu: PduSimulator, add: Any) -> None:
    """Failed pings in a row."""
    event = await add(12, "192.0.2.7", 4)
    pdu.step(10)
    pdu.state.unreachable.add("192.0.2.7")
    pdu.step(3)
    assert not event["triggered"]
    pdu.step(1)
    assert event["triggered"]
    assert acted(pdu)


async def test_breaker_trip(pdu: PduSimulator, add: Any) -> None:
    """The trip and the recovery of a bank are events of their own."""
    trip = await add(30, "2001607")
    recovery = await add(59, "2001607")
    pdu.step(2)
    assert not trip["triggered"]
    assert not recovery["triggered"]
    pdu.play("breaker_trip")
    pdu.step(1)
    assert trip["triggered"]
    assert acted(pdu)
    pdu.state.bank(2001607)["circuitBreakerClosed"] = True
    pdu.step(1)
    assert not trip["triggered"]
    assert recovery["triggered"]
    assert acted(pdu)


async def test_three_phase_events(make_pdu: MakePdu, client: Client) -> None:
    """Lines by their id, and how uneven they are."""
    pdu = await make_pdu(dialects={"three_phase"})
    client.url = pdu.url
    lines = pdu.state.inlets[0]["inletLines"]
    assert sum(line["currentRms"] for line in lines) == pytest.approx(3.6)
    told: dict[str, Any] = {"name": "x", "actions": []}
    for code, *params in (
        (13, "L1-1502530", lines[0]["currentRms"] - 0.1),
        (14, "L1-1502530", lines[0]["currentRms"] + 0.1),
        (29, "I1-1502530", 10),
    ):
        await client.post("/api/events", told | {"code": code, "params": params})
    pdu.step(1)
    assert [event["triggered"] for event in pdu.state.events[-3:]] == [True] * 3


async def test_ats_events(make_pdu: MakePdu, client: Client) -> None:
    """Events of the transfer switch begin with the change, not with the state."""
    pdu = await make_pdu(dialects={"ats"})
    client.url = pdu.url
    for code in (55, 56, 57, 58):
        told: dict[str, Any] = {"name": "x", "code": code, "actions": []}
        await client.post("/api/events", told)

    def triggered() -> list[int]:
        pdu.step(1)
        return [e["code"] for e in pdu.state.events[-4:] if e["triggered"]]

    assert triggered() == []
    pdu.play("ats_switch")
    assert triggered() == [55]
    pdu.play("ats_switch")
    assert triggered() == [56]
    pdu.state.inlets[1]["atsInletReady"] = False
    assert triggered() == [56, 57]
    pdu.state.inlets[1]["atsInletReady"] = True
    assert triggered() == [56, 58]


async def test_hub_and_sensor_events(pdu: PduSimulator, add: Any) -> None:
    """The user switch, and sensors that come and go."""
    switch = await add(64, "A", "OFF")
    gone = await add(65, "B", "Disconnect")
    back = await add(65, "B", "Connect")
    pdu.step(2)
    assert not any(event["triggered"] for event in (switch, gone, back))
    hub = pdu.state.sensor_at("A")
    assert hub is not None
    hub["userSwitchState"] = False
    pdu.play("sensor_pulled")
    pdu.step(1)
    assert switch["triggered"]
    assert gone["triggered"]
    pdu.play("sensor_plugged")
    pdu.step(1)
    assert not gone["triggered"]
    assert back["triggered"]


async def test_restart_forgets_what_was(pdu: PduSimulator, add: Any) -> None:
    """What changes while the controller restarts is no event."""
    back = await add(65, "B", "Connect")
    pdu.play("sensor_pulled")
    pdu.step(2)
    pdu.play("reboot")
    pdu.play("sensor_plugged")
    pdu.step(30)
    assert not back["triggered"]
    assert pdu.state.event(2)["numTicksBeyond"] == 30


async def test_overload_reboots_an_outlet(pdu: PduSimulator) -> None:
    """The scenario of the first event: overload for 10 s reboots outlet 1."""
    pdu.play("overload")
    assert pdu.state.bank(2001607)["currentRms"] == 17.5
    pdu.step(9)
    assert pdu.state.outlet(1)["rebootStatus"] == "none"
    pdu.step(1)
    assert pdu.state.event(1)["triggered"]
    assert pdu.state.outlet(1)["rebootStatus"] == "pendingOff"
    pdu.step(0.5)
    assert pdu.state.outlet(1)["state"] == "OFF"
    assert (10.0, "event", "1 Example High Current Event for Bank #1") in pdu.journal


@pytest.mark.parametrize(
    ("code", "params", "utc"),
    [
        (53, ["03:30"], datetime(2025, 3, 1, 11, 30, tzinfo=UTC)),
        (60, [15, 22, 5], datetime(2025, 3, 16, 6, 5, tzinfo=UTC)),
        (61, [0, 1, 0], datetime(2025, 3, 2, 9, 0, tzinfo=UTC)),
    ],
)
async def test_schedules(
    pdu: PduSimulator, add: Any, code: int, params: list[object], utc: datetime
) -> None:
    """At the time of day of the unit, which is eight hours behind; once."""
    event = await add(code, *params)
    pdu.set_time(utc.replace(minute=utc.minute - 1 if utc.minute else 0))
    if not utc.minute:
        pdu.set_time(utc.replace(hour=utc.hour - 1, minute=59))
    pdu.step(59)
    assert not acted(pdu)
    pdu.step(1)
    assert acted(pdu)
    assert event["triggered"] is False
    pdu.step(120)
    assert not acted(pdu)


async def test_interval(pdu: PduSimulator, add: Any) -> None:
    """Every so many seconds, for ever."""
    await add(54, 30)
    for _ in range(3):
        pdu.step(29)
        assert not acted(pdu)
        pdu.step(1)
        assert acted(pdu)


async def test_changed_events_are_looked_at_afresh(
    pdu: PduSimulator, client: Client, add: Any
) -> None:
    """A change of the event is not a change of what it watches."""
    event = await add(64, "A", "OFF")
    pdu.step(1)
    await client.put(f"/api/events/{event['id']}", {"params": ["A", "ON"]})
    pdu.step(2)
    assert not event["triggered"]
    interval = await add(54, 10)
    pdu.step(8)
    await client.put(f"/api/events/{interval['id']}", {"params": [5]})
    pdu.step(4)
    assert not acted(pdu)
    pdu.step(1)
    assert acted(pdu)
