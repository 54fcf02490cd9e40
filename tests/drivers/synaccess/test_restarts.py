"""Restarts: done by the unit, once, and looked at when they should be over."""

import pytest

from custom_components.rack_power.equipment.driver import Outcome
from custom_components.rack_power.equipment.errors import (
    CannotConnect,
    InvalidRequest,
    NotConfirmed,
    NotPermitted,
    Rejected,
)
from custom_components.rack_power.equipment.model import UNIT, PartId
from custom_components.rack_power.equipment.variables import (
    CONTROLLER_RESTART,
    DEVICE_STARTED,
    OUTLET_DELAY_REBOOT,
    OUTLET_STATUS,
    RELAY_STATUS,
    RESTART,
)
from simulator.synaccess import Effect, Fault

from .conftest import EIGHTH, FIRST, SECOND, Drive, Driven, outlet

LOST = [Effect.CUT_AFTER, Effect.RESET, Effect.TRUNCATED, Effect.NOT_JSON]
RELAY = PartId("relay", "R1-1502530")
REBOOT = [("outlet.state", FIRST, "REBOOT")]


@pytest.mark.parametrize("warm", [False, True], ids=["cold", "warm"])
@pytest.mark.parametrize("effect", [None, *LOST])
async def test_an_outlet(drive: Drive, effect: Effect | None, warm: bool) -> None:
    """Executed once, whatever becomes of the answer; its end is looked at."""
    driven = await drive(keep_alive=warm)
    if effect:
        driven.pdu.faults.add(Fault(effect, method="PUT"))
    assert await driven.run(outlet(), RESTART) is Outcome.CONFIRMED
    assert driven.received == driven.executed == REBOOT
    assert driven.outside.clock.slept == ([0.5] if effect else [])
    assert driven.outside.wakes == [7]
    await driven.poll(7)
    assert driven.value(outlet(), OUTLET_STATUS) is True
    assert driven.pdu.state.outlet(FIRST)["rebootStatus"] == "none"


@pytest.mark.parametrize("dialect", ["minimal", "titlecase"])
async def test_an_outlet_of_another_unit(drive: Drive, dialect: str) -> None:
    """Without a status of its own a restart shows by the outlet being off."""
    driven = await drive(dialect)
    await driven.run(outlet(), RESTART)
    assert driven.executed == REBOOT
    assert driven.outside.clock.slept == ([0.5] if dialect == "minimal" else [])


async def test_its_own_reboot_time(driven: Driven) -> None:
    """The outlet's, where it is switched on; else the unit's; else what is usual."""
    driven.pdu.state.outlet(FIRST).update(
        customRebootTimeEnabled=True, customRebootTime=40
    )
    await driven.run(outlet(), RESTART)
    assert driven.outside.wakes == [42]


@pytest.mark.parametrize(("dialect", "seconds"), [("no_conf", 12), ("nested_conf", 7)])
async def test_a_reboot_time_that_is_not_told(
    drive: Drive, dialect: str, seconds: float
) -> None:
    """Where the configuration is closed, it is assumed."""
    driven = await drive(dialect)
    await driven.run(outlet(), RESTART)
    assert driven.outside.wakes == [seconds]


async def test_the_end_is_seen_though_a_poll_comes_before(driven: Driven) -> None:
    """A poll in the middle of a restart does not put off the look at its end."""
    driven.pdu.step(26)
    await driven.run(outlet(), RESTART)
    done = await driven.poll(4)
    assert driven.value(outlet(), OUTLET_STATUS) is False
    assert done.next_in == 3
    await driven.poll(3)
    assert driven.value(outlet(), OUTLET_STATUS) is True


async def test_what_is_off_is_left_alone(driven: Driven) -> None:
    """Nobody documents what becomes of it; its state is looked at just then."""
    driven.pdu.state.outlet(SECOND)["state"] = "OFF"
    for key in (EIGHTH, SECOND):
        with pytest.raises(Rejected) as raised:
            await driven.run(outlet(key), RESTART)
        assert raised.value.reason == "outlet_is_off"
    assert not driven.received


@pytest.mark.parametrize("effect", [Effect.CUT_BEFORE, Effect.EMPTY])
async def test_without_effect(driven: Driven, effect: Effect) -> None:
    """It is told, and not sent again."""
    driven.pdu.faults.add(Fault(effect, method="PUT", executed=False))
    with pytest.raises(NotConfirmed):
        await driven.run(outlet(), RESTART)
    assert driven.received == REBOOT
    assert not driven.executed
    assert not driven.outside.wakes


async def test_a_unit_that_is_away(driven: Driven) -> None:
    """It is not even sent."""
    driven.pdu.leave()
    with pytest.raises(CannotConnect):
        await driven.run(outlet(), RESTART)
    with pytest.raises(CannotConnect):
        await driven.run(UNIT, CONTROLLER_RESTART)
    driven.pdu.arrive()
    assert not driven.received


@pytest.mark.parametrize("part", [UNIT, PartId("bank", "2001607"), outlet("99-1")])
async def test_what_cannot_be_restarted(driven: Driven, part: PartId) -> None:
    """Refused before anything is sent."""
    with pytest.raises(InvalidRequest):
        await driven.run(part, RESTART)
    with pytest.raises(InvalidRequest):
        await driven.run(outlet(), CONTROLLER_RESTART)
    assert not driven.pdu.counters.requests


@pytest.mark.parametrize("effect", [None, *LOST])
async def test_a_relay(drive: Drive, effect: Effect | None) -> None:
    """It shows no more than being off."""
    driven = await drive("relays")
    if effect:
        driven.pdu.faults.add(Fault(effect, method="PUT"))
    await driven.run(RELAY, RESTART)
    assert driven.executed == [("relay.state", RELAY.key, "REBOOT")]
    assert driven.value(RELAY, RELAY_STATUS) is False
    assert driven.outside.wakes == [7]
    await driven.poll(7)
    assert driven.value(RELAY, RELAY_STATUS) is True


async def test_a_relay_that_is_off_at_once(drive: Drive) -> None:
    """Where the answer shows it already there is nothing to wait for."""
    driven = await drive("relays")
    body = f'{{"id": "{RELAY.key}", "state": "OFF"}}'
    fault = Fault(Effect.STATUS, method="PUT", status=200, body=body, executed=True)
    driven.pdu.faults.add(fault)
    await driven.run(RELAY, RESTART)
    assert not driven.outside.clock.slept


async def test_a_relay_that_is_off(drive: Drive) -> None:
    """As an outlet."""
    driven = await drive("relays")
    with pytest.raises(Rejected):
        await driven.run(PartId("relay", "R2-1502530"), RESTART)
    assert not driven.received


async def test_the_controller(driven: Driven) -> None:
    """It agrees and is gone for a while; its start is then another."""
    before = driven.value(UNIT, DEVICE_STARTED)
    assert await driven.run(UNIT, CONTROLLER_RESTART) is Outcome.CONFIRMED
    assert driven.executed == [("system.reboot", "", None)]
    assert driven.outside.wakes == [2]
    with pytest.raises(CannotConnect):
        await driven.poll(2)
    await driven.poll(20)
    assert driven.value(UNIT, DEVICE_STARTED) != before
    assert driven.pdu.state.outlet(FIRST)["state"] == "ON"


@pytest.mark.parametrize("effect", [Effect.CUT_AFTER, Effect.RESET])
async def test_the_controller_without_an_answer(driven: Driven, effect: Effect) -> None:
    """It is done when it is back and has not been running for long."""
    driven.pdu.faults.add(Fault(effect, method="POST"))
    assert await driven.run(UNIT, CONTROLLER_RESTART) is Outcome.CONFIRMED
    assert driven.received == driven.executed == [("system.reboot", "", None)]
    assert 20 <= sum(driven.outside.clock.slept) <= 30


async def test_the_controller_without_effect(driven: Driven) -> None:
    """After a minute it is told; it is not sent again."""
    driven.pdu.faults.add(Fault(Effect.CUT_BEFORE, method="POST"))
    with pytest.raises(NotConfirmed):
        await driven.run(UNIT, CONTROLLER_RESTART)
    assert driven.received == [("system.reboot", "", None)]
    assert not driven.executed
    assert 60 <= sum(driven.outside.clock.slept) <= 65


async def test_the_controller_that_has_restarted_before(driven: Driven) -> None:
    """That was not noticed yet, and is not what was asked for."""
    driven.pdu.restart()
    driven.pdu.step(200)
    driven.pdu.faults.add(Fault(Effect.CUT_BEFORE, method="POST"))
    with pytest.raises(NotConfirmed):
        await driven.run(UNIT, CONTROLLER_RESTART)
    assert not driven.executed


async def test_the_controller_is_not_for_everybody(driven: Driven) -> None:
    """A right of its own."""
    driven.pdu.state.permissions("admin")["allowPduRestart"] = False
    with pytest.raises(NotPermitted):
        await driven.run(UNIT, CONTROLLER_RESTART)
    assert not driven.executed


async def test_a_restart_by_a_changed_time(driven: Driven) -> None:
    """A reboot time that has just been set counts."""
    driven.pdu.state.outlet(FIRST)["customRebootTimeEnabled"] = True
    await driven.write(outlet(), OUTLET_DELAY_REBOOT, 20)
    await driven.run(outlet(), RESTART)
    assert driven.outside.wakes == [22]
