"""Restarts and labels by the UPS itself (way 2)."""

import asyncio

import pytest

from custom_components.rack_power.drivers.powersentrix.mapping.outlets import part_id
from custom_components.rack_power.equipment.errors import (
    InvalidRequest,
    NotConfirmed,
    NotPermitted,
    Rejected,
)
from custom_components.rack_power.equipment.model import Order
from custom_components.rack_power.equipment.variables import (
    CONTROLLER_RESTART,
    RESTART,
)
from simulator.powersentrix import Effect, Fault

from .conftest import MakeSite, MakeUps
from .surroundings import CONFIRMED, label_of, value_of

LABELS = ".*fn=5.*"
RESTARTS = ".*fn=4.*"


async def test_scenario_15_a_restart(make_ups: MakeUps) -> None:
    """The UPS does it; the call ends, and with it the lock, once it is on again."""
    ups = await make_ups()
    order = Order(part_id(0), RESTART)
    assert order in set(ups.picture.orders())
    assert await ups.driver.run(ups.id, order) is CONFIRMED
    assert ups.site.ups.is_on(0)
    assert ups.value() is True
    changes = [change.on for change in ups.site.ups.unit.switching.changes]
    assert changes == [False, True]
    assert 5 <= sum(ups.around.clock.slept) <= 8


async def test_scenario_15_no_toggle_within_a_restart(make_ups: MakeUps) -> None:
    """A toggle in those five seconds would be inverted: it waits."""
    ups = await make_ups()
    order = Order(part_id(0), RESTART)
    await asyncio.gather(ups.driver.run(ups.id, order), ups.switch(False))
    changes = [change.on for change in ups.site.ups.unit.switching.changes]
    assert changes == [False, True, False]


async def test_scenario_15_an_output_that_is_off(make_ups: MakeUps) -> None:
    """It is not restarted, and nothing is sent."""
    ups = await make_ups()
    with pytest.raises(Rejected) as raised:
        await ups.driver.run(ups.id, Order(part_id(3), RESTART))
    assert raised.value.reason == "outlet_is_off"
    assert not ups.site.ups.counters.commands_received


@pytest.mark.parametrize("effect", [Effect.CUT_AFTER, Effect.RESET])
async def test_scenario_15_a_restart_whose_answer_is_lost(
    make_ups: MakeUps, effect: Effect
) -> None:
    """It is seen to have begun, and not sent again."""
    ups = await make_ups()
    ups.site.ups.faults.add(Fault(effect, query=RESTARTS))
    await ups.driver.run(ups.id, Order(part_id(0), RESTART))
    assert len(ups.site.ups.counters.commands_received) == 1
    assert ups.value() is True


async def test_a_restart_that_never_began(make_ups: MakeUps) -> None:
    """Lost before it was executed: an error, after 15 seconds."""
    ups = await make_ups()
    ups.site.ups.faults.add(Fault(Effect.CUT_BEFORE, query=RESTARTS))
    with pytest.raises(NotConfirmed):
        await ups.driver.run(ups.id, Order(part_id(0), RESTART))
    assert sum(ups.around.clock.slept) == 15


async def test_scenario_11_a_restart_that_was_only_promised(make_ups: MakeUps) -> None:
    """The UPS said yes and the output was never off: it is not told to be done."""
    ups = await make_ups()
    ups.site.ups.unit.switching.ignored = 1
    with pytest.raises(NotConfirmed):
        await ups.driver.run(ups.id, Order(part_id(0), RESTART))
    assert ups.value() is True
    assert len(ups.site.ups.counters.commands_received) == 1


async def test_a_restart_that_was_promised_and_not_seen(make_ups: MakeUps) -> None:
    """While it went on nobody could look: then the promise has to do."""
    ups = await make_ups()
    ups.site.ups.faults.add(Fault(Effect.STATUS, query=".*fn=2.*", skip=1, times=3))
    await ups.driver.run(ups.id, Order(part_id(0), RESTART))
    assert ups.value() is True
    assert [change.on for change in ups.site.ups.unit.switching.changes] == [
        False,
        True,
    ]


async def test_scenario_16_a_key_that_may_only_read(
    make_site: MakeSite, make_ups: MakeUps
) -> None:
    """Neither restarts nor labels, and the reason is told."""
    site = await make_site()
    ups = await make_ups(site, key=site.ups.read_key)
    with pytest.raises(NotPermitted) as raised:
        await ups.driver.run(ups.id, Order(part_id(0), RESTART))
    assert raised.value.reason == "write_actions_disabled"
    with pytest.raises(NotPermitted):
        await ups.driver.write(ups.id, label_of(0), "Other")


async def test_an_unknown_command_is_refused(make_ups: MakeUps) -> None:
    """Only restarts can be run."""
    ups = await make_ups()
    with pytest.raises(InvalidRequest):
        await ups.driver.run(ups.id, Order(part_id(0), CONTROLLER_RESTART))


@pytest.mark.parametrize(
    "label",
    ["Radio S", "A+B & C=D?#%", "Nördlicher Router", "路由器", "", "x" * 128, "ü" * 64],
)
async def test_a_label_is_written_and_read_back(make_ups: MakeUps, label: str) -> None:
    """Whatever it is made of."""
    ups = await make_ups()
    assert await ups.driver.write(ups.id, label_of(0), label) is CONFIRMED
    assert ups.site.ups.state.port(0).label == label
    assert value_of(ups.picture, label_of(0)) == label


async def test_a_label_that_is_so_already_is_not_written(make_ups: MakeUps) -> None:
    """Each write wears the flash."""
    ups = await make_ups()
    await ups.driver.write(ups.id, label_of(0), " Router ")
    assert not ups.site.ups.counters.commands_received


@pytest.mark.parametrize(
    ("label", "reason"),
    [
        ("x" * 129, "label_too_long"),
        ("ü" * 65, "label_too_long"),
        ("a\nb", "label_has_control_characters"),
        ("a\x00b", "label_has_control_characters"),
        ("a\ud800", "label_has_control_characters"),
        ("a\u2028b", "label_has_control_characters"),
        (7, "invalid_request"),
    ],
)
async def test_a_label_that_cannot_be(
    make_ups: MakeUps, label: str, reason: str
) -> None:
    """Refused before anything is sent."""
    ups = await make_ups()
    with pytest.raises(InvalidRequest) as raised:
        await ups.driver.write(ups.id, label_of(0), label)
    assert raised.value.reason == reason
    assert not ups.site.ups.counters.commands_received


async def test_a_label_whose_answer_is_lost(make_ups: MakeUps) -> None:
    """It is read back, not sent again."""
    ups = await make_ups()
    ups.site.ups.faults.add(Fault(Effect.CUT_AFTER, query=LABELS))
    assert await ups.driver.write(ups.id, label_of(0), "Other") is CONFIRMED
    assert len(ups.site.ups.counters.commands_received) == 1


async def test_a_label_that_is_not_kept(make_ups: MakeUps) -> None:
    """An error, after one attempt."""
    ups = await make_ups()
    ups.site.ups.faults.add(Fault(Effect.CUT_BEFORE, query=LABELS))
    with pytest.raises(NotConfirmed):
        await ups.driver.write(ups.id, label_of(0), "Other")
    assert len(ups.site.ups.counters.commands_received) == 1
