"""Switching by the UPS itself (way 2): what it survives, and how often it toggles."""

import asyncio

import pytest

from custom_components.rack_power.drivers.powersentrix.ups import client
from custom_components.rack_power.equipment.errors import (
    CannotConnect,
    DriverError,
    InvalidAnswer,
    InvalidRequest,
    NotConfirmed,
    NotPermitted,
    WrongEquipment,
)
from custom_components.rack_power.equipment.model import PartId, Point
from custom_components.rack_power.equipment.variables import OUTLET_STATUS
from simulator.powersentrix import Effect, Fault, Place

from .conftest import MakeSite, MakeUps
from .surroundings import CONFIRMED, status_of

TOGGLES = ".*fn=3.*"
READS = ".*fn=2"
REPLIES = ("json", "loose", "text")


@pytest.mark.parametrize("reply", REPLIES)
@pytest.mark.parametrize("wrap", ["bare", "wrapped"])
async def test_a_wish_is_carried_out_by_one_toggle(
    make_ups: MakeUps, reply: str, wrap: str
) -> None:
    """Off and on again, however the UPS words its answers."""
    ups = await make_ups(fn_reply=reply, fn_wrap=wrap)
    assert await ups.switch(False) is CONFIRMED
    assert ups.value() is False
    assert ups.toggles == (1, 1)
    assert await ups.switch(True) is CONFIRMED
    assert ups.site.ups.is_on(0)
    assert ups.toggles == (2, 2)


async def test_a_state_that_is_so_already_needs_no_toggle(make_ups: MakeUps) -> None:
    """What was polled is not believed: the state is read anew (step 1, step 2)."""
    ups = await make_ups()
    ups.site.play("foreign_toggle")
    assert ups.value() is True
    assert await ups.switch(False) is CONFIRMED
    assert ups.value() is False
    assert ups.toggles == (0, 0)


async def test_scenario_5_a_foreign_toggle_in_between_is_repaired_once(
    make_ups: MakeUps,
) -> None:
    """Between our read and our toggle somebody else toggles: two of ours, then so."""
    ups = await make_ups()
    ups.site.play("foreign_toggle_race")
    assert await ups.switch(False) is CONFIRMED
    assert not ups.site.ups.is_on(0)
    assert ups.value() is False
    assert ups.toggles == (2, 2)


async def test_a_race_that_is_lost_twice_ends_in_an_error(make_ups: MakeUps) -> None:
    """Never more than two toggles, and never in silence."""
    ups = await make_ups()
    for _ in range(2):
        ups.site.play("foreign_toggle_race")
    with pytest.raises(NotConfirmed):
        await ups.switch(False)
    assert ups.toggles == (2, 2)
    assert ups.value() is True


@pytest.mark.parametrize("reply", REPLIES)
async def test_scenario_11_accepted_and_not_executed(
    make_ups: MakeUps, reply: str
) -> None:
    """Two toggles at most, then an error; none within the settle time."""
    ups = await make_ups(fn_reply=reply)
    ups.site.play("accepted_not_executed")
    counted = ups.site.ups.counters.requests
    counted.clear()
    with pytest.raises(NotConfirmed):
        await ups.switch(False)
    assert ups.toggles == (2, 0)
    assert sum(ups.around.clock.slept) == 10
    # Twice a fresh read, and looks after 0.5, 1, 2, 3 and 5 seconds.
    assert counted["GET /api_actions?fn=2"] == 2 * (1 + 5)


@pytest.mark.parametrize("keep_alive", [False, True], ids=["cold", "warm"])
@pytest.mark.parametrize(
    "name", ["executed_no_answer", "executed_reset", "executed_truncated"]
)
async def test_scenario_12_a_lost_answer_is_looked_for_not_sent_again(
    make_site: MakeSite, make_ups: MakeUps, name: str, keep_alive: bool
) -> None:
    """Exactly one toggle is received, on a connection of either kind."""
    ups = await make_ups(await make_site(ups=Place(keep_alive=keep_alive)))
    ups.site.play(name)
    assert await ups.switch(False) is CONFIRMED
    assert ups.toggles == (1, 1)
    assert ups.value() is False


@pytest.mark.parametrize(
    "fault",
    [
        Fault(Effect.STATUS, query=TOGGLES, status=500, executed=True),
        Fault(Effect.HTML, query=TOGGLES, executed=True),
        Fault(Effect.NOT_JSON, query=TOGGLES),
        Fault(Effect.EMPTY, query=TOGGLES),
        Fault(Effect.HUGE, query=TOGGLES),
        Fault(Effect.STATUS, query=TOGGLES, status=302, executed=True),
    ],
    ids=lambda fault: f"{fault.effect}-{fault.status}",
)
async def test_an_answer_that_says_nothing_is_as_good_as_lost(
    make_ups: MakeUps, fault: Fault
) -> None:
    """The toggle was executed, whatever the answer looks like."""
    ups = await make_ups()
    ups.site.ups.faults.add(fault)
    assert await ups.switch(False) is CONFIRMED
    assert ups.toggles == (1, 1)


async def test_scenario_13_a_toggle_that_is_executed_late(
    make_ups: MakeUps, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The request times out and is executed within the settle time: one toggle."""
    monkeypatch.setattr(client, "TIMEOUT", {"http": 0.2})
    ups = await make_ups()
    ups.site.ups.faults.add(
        Fault(Effect.DELAY, query=TOGGLES, executed=False, seconds=2)
    )
    assert await ups.switch(False) is CONFIRMED
    assert ups.toggles == (1, 1)


async def test_scenario_13_a_toggle_that_is_executed_much_too_late(
    make_ups: MakeUps, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No second toggle within the settle time; the next poll tells what is so."""
    monkeypatch.setattr(client, "TIMEOUT", {"http": 0.2})
    ups = await make_ups()
    ups.site.play("slow_execution")
    assert await ups.switch(False) is CONFIRMED
    received = [change.seconds for change in ups.site.ups.unit.switching.changes]
    assert received[0] >= 5
    assert ups.toggles[0] == 2
    ups.site.step(30)
    await asyncio.sleep(0.05)
    await ups.poll()
    assert ups.value() is ups.site.ups.is_on(0)


async def test_a_failed_fresh_read_sends_nothing(make_ups: MakeUps) -> None:
    """CannotConnect says so, and another path may try."""
    ups = await make_ups()
    ups.site.ups.faults.add(Fault(Effect.CUT_BEFORE, query=READS, times=None))
    with pytest.raises(CannotConnect):
        await ups.switch(False)
    assert ups.toggles == (0, 0)


async def test_a_refused_connection_sends_nothing(make_ups: MakeUps) -> None:
    """The UPS vanishes between the read and the toggle: certainly not sent."""
    ups = await make_ups()
    ups.around.on_publish.append(ups.site.ups.leave)
    with pytest.raises(CannotConnect):
        await ups.switch(False)
    assert ups.toggles == (0, 0)


async def test_scenario_10_a_ups_that_vanishes_with_the_toggle(
    make_ups: MakeUps,
) -> None:
    """It was sent, and nobody can tell what became of it."""
    ups = await make_ups()
    ups.site.ups.faults.add(Fault(Effect.REFUSE, query=TOGGLES))
    with pytest.raises(NotConfirmed) as raised:
        await ups.switch(False)
    assert raised.value.reason == "state_unknown"
    assert ups.toggles == (1, 0)


async def test_without_any_look_the_state_is_unknown(make_ups: MakeUps) -> None:
    """The reads after the toggle fail: no second toggle, and the error says so."""
    ups = await make_ups()
    ups.site.ups.faults.add(Fault(Effect.CUT_BEFORE, query=READS, times=None, skip=1))
    with pytest.raises(NotConfirmed) as raised:
        await ups.switch(False)
    assert raised.value.reason == "state_unknown"
    assert ups.toggles == (1, 1)


async def test_one_look_is_not_enough_to_toggle_again(make_ups: MakeUps) -> None:
    """Only one read shows the old state, all others fail: no second toggle."""
    ups = await make_ups()
    ups.site.play("accepted_not_executed")
    ups.site.ups.faults.add(Fault(Effect.CUT_BEFORE, query=READS, times=None, skip=2))
    with pytest.raises(NotConfirmed) as raised:
        await ups.switch(False)
    assert raised.value.reason == "state_unknown"
    assert ups.toggles == (1, 0)


async def test_an_error_after_a_toggle_never_says_that_nothing_was_sent(
    make_ups: MakeUps,
) -> None:
    """The second round cannot read; CannotConnect would let another path act."""
    ups = await make_ups()
    ups.site.play("accepted_not_executed")
    # Fresh, 0.5, 1, 2, 3, 5 seconds; then the fresh read of the second round fails.
    ups.site.ups.faults.add(Fault(Effect.CUT_BEFORE, query=READS, times=None, skip=6))
    with pytest.raises(NotConfirmed):
        await ups.switch(False)
    assert ups.toggles == (1, 0)


@pytest.mark.parametrize("error", ["401", "403", "200text"])
async def test_scenario_16_a_key_that_may_only_read(
    make_site: MakeSite, make_ups: MakeUps, error: str
) -> None:
    """The error names the setting of the UPS; reads go on, nobody signs in again."""
    site = await make_site(key_error=error)
    ups = await make_ups(site, key=site.ups.read_key)
    with pytest.raises(NotPermitted) as raised:
        await ups.switch(False)
    assert raised.value.reason == "write_actions_disabled"
    assert ups.toggles == (1, 0)
    await ups.poll()
    assert ups.value() is True


async def test_two_wishes_for_one_output_do_not_cross(make_ups: MakeUps) -> None:
    """The second waits for the first, and sees what it did."""
    ups = await make_ups()
    first, second = await asyncio.gather(ups.switch(False), ups.switch(True))
    assert (first, second) == (CONFIRMED, CONFIRMED)
    assert ups.site.ups.is_on(0)
    assert ups.toggles == (2, 2)


async def test_one_request_at_a_time(make_ups: MakeUps) -> None:
    """The UPS is weak: polls and commands share one line."""
    ups = await make_ups()
    ups.site.ups.latency = 0.01
    ups.site.ups.counters.reset()
    await asyncio.gather(
        ups.poll(), ups.switch(False, 0), ups.switch(False, 1), ups.poll()
    )
    assert ups.site.ups.counters.max_concurrent == 1


async def test_a_state_that_is_not_told_is_not_toggled(make_ups: MakeUps) -> None:
    """The UPS does not say whether the output is on."""
    ups = await make_ups()
    ups.site.ups.state.overrides["upsData.outputs.0"] = None
    ups.site.ups.state.overrides["config.outputs.0.status"] = "?"
    with pytest.raises(InvalidAnswer) as raised:
        await ups.switch(False)
    assert raised.value.reason == "port_state_unknown"
    assert ups.toggles == (0, 0)


async def test_another_ups_at_the_address_is_not_toggled(make_ups: MakeUps) -> None:
    """DHCP gave the address away; what answers has another serial number."""
    ups = await make_ups()
    ups.site.ups.state.sn = "PSX-2020-777777"
    with pytest.raises(WrongEquipment):
        await ups.switch(False)
    with pytest.raises(WrongEquipment):
        await ups.poll()
    assert ups.toggles == (0, 0)


@pytest.mark.parametrize(
    "point",
    [
        Point(PartId("outlet", "12"), OUTLET_STATUS),
        Point(PartId("outlet", "-1"), OUTLET_STATUS),
        Point(PartId("outlet", "\u0661"), OUTLET_STATUS),
        Point(PartId("bank", "1"), OUTLET_STATUS),
    ],
)
async def test_what_is_no_output_is_not_switched(
    make_ups: MakeUps, point: Point
) -> None:
    """Refused before anything is sent."""
    ups = await make_ups()
    with pytest.raises(InvalidRequest):
        await ups.driver.write(ups.id, point, False)


async def test_a_value_that_is_no_state_is_refused(make_ups: MakeUps) -> None:
    """None is not off."""
    ups = await make_ups()
    with pytest.raises(DriverError):
        await ups.driver.write(ups.id, status_of(0), None)
    assert ups.toggles == (0, 0)
