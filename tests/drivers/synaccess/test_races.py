"""A poll that goes on while something is written never shows the older state."""

import asyncio
from collections.abc import Coroutine
from typing import Any

import pytest

from custom_components.rack_power.equipment.model import (
    UNIT,
    Order,
    PartId,
    Point,
    Value,
    Variable,
)
from custom_components.rack_power.equipment.variables import (
    BANK_NAME,
    DEVICE_NAME,
    GROUP_NAME,
    GROUP_STATUS,
    OUTLET_NAME,
    OUTLET_STATUS,
    RESTART,
    RULE_ENABLED,
)
from simulator.synaccess import Effect, Fault

from .conftest import BANK, FIRST, Driven, outlet

BANK_PART, GROUP, RULE = (
    PartId("bank", BANK),
    PartId("outlet_group", "1"),
    PartId("rule", "1"),
)


async def during_a_poll(
    driven: Driven,
    path: str,
    action: Coroutine[Any, Any, object],
    seconds: float = 900,
) -> None:
    """Do something while the answer of one list of a poll is waited for."""
    driven.pdu.step(seconds)
    driven.pdu.counters.reset()
    driven.pdu.faults.add(Fault(Effect.DELAY, path=path, seconds=5))

    async def poll() -> None:  # and hear what it says at once, as Home Assistant does
        driven.outside.published.extend((await driven.driver.read()).reports)

    polling = asyncio.create_task(poll())
    while not driven.pdu.counters.requests[f"GET {path}"]:
        await asyncio.sleep(0)
    acting = asyncio.create_task(action)
    for _ in range(5):  # until it waits for its turn
        await asyncio.sleep(0)
    driven.pdu.step(5)
    await asyncio.gather(polling, acting)
    driven.listen()


@pytest.mark.parametrize("effect", [None, Effect.CUT_AFTER])
@pytest.mark.parametrize(
    ("part", "variable", "value"),
    [
        (outlet(), OUTLET_STATUS, False),
        (outlet(), OUTLET_NAME, "NAS"),
        (GROUP, GROUP_STATUS, False),
        (GROUP, GROUP_NAME, "Lab"),
        (BANK_PART, BANK_NAME, "Left"),
        (UNIT, DEVICE_NAME, "Rack 7"),
        (RULE, RULE_ENABLED, False),
    ],
)
async def test_a_write_during_a_poll(
    driven: Driven,
    part: PartId,
    variable: Variable,
    value: Value,
    effect: Effect | None,
) -> None:
    """The poll had read the old state before; the write was confirmed after."""
    if effect:
        driven.pdu.faults.add(Fault(effect, method="PUT|POST"))
    await during_a_poll(
        driven,
        "/api/groups",
        driven.driver.write(driven.equipment, Point(part, variable), value),
    )
    assert driven.value(part, variable) == value
    await driven.poll()
    assert driven.value(part, variable) == value


async def test_the_state_of_the_group_of_a_switched_outlet(driven: Driven) -> None:
    """It follows at once, and a poll does not take it back."""
    driven.pdu.state.outlet("2-2001607")["state"] = "OFF"
    await driven.poll()
    assert driven.value(GROUP, GROUP_STATUS) is True
    await during_a_poll(
        driven,
        "/api/sensors",
        driven.driver.write(driven.equipment, Point(outlet(), OUTLET_STATUS), False),
    )
    assert driven.value(GROUP, GROUP_STATUS) is False


@pytest.mark.parametrize("seconds", [30, 900])
async def test_a_name_during_a_poll(driven: Driven, seconds: float) -> None:
    """The plate, too, is as it was written, whichever lists the poll reads."""
    driven.driver._reader.look_at("device", after=seconds)
    action = driven.driver.write(driven.equipment, Point(UNIT, DEVICE_NAME), "Rack 7")
    await during_a_poll(driven, "/api/outlets", action, seconds)
    assert "GET /api/device" in driven.pdu.counters.requests
    assert driven.picture.about is not None
    assert driven.picture.about.name == "Rack 7"


async def test_a_poll_does_not_read_between_a_restart_and_its_end(
    driven: Driven,
) -> None:
    """What is shown during and after a restart is what the unit said then."""
    await during_a_poll(
        driven,
        "/api/sensors",
        driven.driver.run(driven.equipment, Order(outlet(), RESTART)),
    )
    assert driven.pdu.counters.commands_executed == [("outlet.state", FIRST, "REBOOT")]
    driven.pdu.step(7)
    await driven.read()
    assert driven.value(outlet(), OUTLET_STATUS) is True


async def test_a_look_that_overtakes_a_poll(driven: Driven) -> None:
    """What a confirmation has read is newer than what the poll read before it."""
    driven.pdu.faults.add(Fault(Effect.EMPTY, method="PUT"))
    await during_a_poll(
        driven,
        "/api/inlets",
        driven.driver.write(driven.equipment, Point(outlet(), OUTLET_STATUS), False),
    )
    assert driven.value(outlet(), OUTLET_STATUS) is False


async def test_what_is_written_is_as_fresh_as_it_is(driven: Driven) -> None:
    """Not as old as the list in which it lies."""
    driven.pdu.step(20)
    await driven.write(outlet(), OUTLET_STATUS, False)
    now = driven.outside.clock.now()
    assert driven.reading(outlet(), OUTLET_STATUS).observed_at == now
    assert driven.reading(outlet("3-2001607"), OUTLET_STATUS).observed_at < now
    await driven.write(BANK_PART, BANK_NAME, "Left")
    assert driven.reading(BANK_PART, BANK_NAME).observed_at == now
