"""Load shedding: what it has switched off, and nothing else, comes on again."""

from collections.abc import Mapping
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
import pytest

from simulator.snmp import SnmpSimulator

from ..house import entity_id, state
from ..snmp import ON_BATTERY, add_card
from .conftest import Automate, Pass, tell, words

type Told = list[Mapping[str, Any]]

ONE, TWO = "switch.rackups_outlet_group_1", "switch.rackups_outlet_group_2"
MEMORY = "input_text.shed"


@pytest.fixture
async def shedding(
    hass: HomeAssistant, card: SnmpSimulator, automate: Automate, told: Told
) -> SnmpSimulator:
    """A UPS with two outlet groups that are shed after five minutes."""
    card.ups.base.state.capacity *= 4
    await add_card(hass, card, write_community=card.write_community)
    assert await async_setup_component(hass, "input_text", {"input_text": {"shed": {}}})
    await automate(
        "load_shedding",
        power=entity_id(hass, "binary_sensor", ON_BATTERY),
        outlets=[TWO, ONE],
        after={"minutes": 5},
        return_time={"minutes": 5},
        memory=MEMORY,
        shed_actions=tell("shed", text="{{ message }}"),
        restored_actions=tell("restored", text="{{ message }}"),
    )
    card.counters.reset()
    return card


def on(hass: HomeAssistant) -> list[bool]:
    """Return which groups are on."""
    return [hass.states.is_state(one, "on") for one in (ONE, TWO)]


async def test_ten_seconds(
    hass: HomeAssistant, shedding: SnmpSimulator, told: Told, run: Pass
) -> None:
    """Nothing is shed."""
    shedding.ups.set_mains(on=False)
    await run(10)
    shedding.ups.set_mains(on=True)
    await run(600, 60)
    assert not shedding.counters.commands_received
    assert told == []


async def test_twenty_minutes(
    hass: HomeAssistant, shedding: SnmpSimulator, told: Told, run: Pass
) -> None:
    """Off in their order after five minutes, on again five minutes after the return."""
    shedding.ups.set_mains(on=False)
    await run(240, 60)
    assert on(hass) == [True, True]
    await run(180, 30)
    assert on(hass) == [False, False]
    assert hass.states.is_state(MEMORY, "outlets 1 2")
    assert told[0]["text"].endswith(": Outlet Group 2, Outlet Group 1.")
    await run(780, 60)
    shedding.ups.set_mains(on=True)
    await run(240, 60)
    assert on(hass) == [False, False]
    await run(180, 30)
    assert on(hass) == [True, True]
    assert hass.states.is_state(MEMORY, "nothing")
    assert words(told) == ["shed", "restored"]
    assert len(shedding.counters.commands_executed) == 4


async def test_what_was_off_before(
    hass: HomeAssistant, shedding: SnmpSimulator, run: Pass
) -> None:
    """Stays off."""
    await hass.services.async_call(
        "switch", "turn_off", {"entity_id": ONE}, blocking=True
    )
    shedding.counters.reset()
    shedding.ups.set_mains(on=False)
    await run(420, 30)
    assert on(hass) == [False, False]
    shedding.ups.set_mains(on=True)
    await run(480, 30)
    assert on(hass) == [False, True]
    assert len(shedding.counters.commands_executed) == 2


@pytest.mark.parametrize("scenario", ["self_test", "calibration"])
async def test_a_test(
    hass: HomeAssistant, shedding: SnmpSimulator, run: Pass, scenario: str
) -> None:
    """Sheds nothing, however long it takes."""
    await run(6, 2)
    shedding.play(scenario)
    await run(4, 2)
    assert state(hass, "binary_sensor", ON_BATTERY) == "on"
    await run(900, 60)
    assert not shedding.counters.commands_received


async def test_a_link_that_is_lost(
    hass: HomeAssistant, shedding: SnmpSimulator, run: Pass
) -> None:
    """What is not known sheds nothing; the time begins anew when it is known again."""
    shedding.ups.set_mains(on=False)
    await run(240, 60)
    shedding.ups.lose_link()
    await run(600, 60)
    assert state(hass, "binary_sensor", ON_BATTERY) == "unavailable"
    shedding.ups.lose_link(lost=False)
    await run(240, 60)
    assert not shedding.counters.commands_received
    await run(180, 30)
    assert on(hass) == [False, False]


async def test_a_link_that_is_lost_after_it(
    hass: HomeAssistant, shedding: SnmpSimulator, run: Pass
) -> None:
    """They come on again once it is known for long enough that the mains is back."""
    shedding.ups.set_mains(on=False)
    await run(420, 30)
    shedding.ups.lose_link()
    await run(60)
    shedding.ups.set_mains(on=True)
    await run(900, 60)
    assert len(shedding.counters.commands_executed) == 2
    shedding.ups.lose_link(lost=False)
    await run(480, 30)
    assert on(hass) == [True, True]


async def test_a_return_that_does_not_last(
    hass: HomeAssistant, shedding: SnmpSimulator, run: Pass
) -> None:
    """Switches nothing on; and nothing is shed twice."""
    shedding.ups.set_mains(on=False)
    await run(420, 30)
    for _ in range(3):
        shedding.ups.set_mains(on=True)
        await run(120, 60)
        shedding.ups.set_mains(on=False)
        await run(120, 60)
    assert on(hass) == [False, False]
    assert len(shedding.counters.commands_executed) == 2


async def test_what_somebody_switches_on_meanwhile(
    hass: HomeAssistant, shedding: SnmpSimulator, run: Pass
) -> None:
    """Is left on, and is not counted as restored."""
    shedding.ups.set_mains(on=False)
    await run(420, 30)
    await hass.services.async_call(
        "switch", "turn_on", {"entity_id": TWO}, blocking=True
    )
    await run(600, 60)
    assert on(hass) == [False, True]
    shedding.ups.set_mains(on=True)
    await run(480, 30)
    assert on(hass) == [True, True]
    assert len(shedding.counters.commands_executed) == 4


async def test_home_assistant_starts_anew_meanwhile(
    hass: HomeAssistant, shedding: SnmpSimulator, run: Pass
) -> None:
    """The memory tells what is to come on again."""
    shedding.ups.set_mains(on=False)
    await run(420, 30)
    await hass.services.async_call(
        "automation", "turn_off", {"entity_id": "all"}, blocking=True
    )
    shedding.ups.set_mains(on=True)
    await run(600, 60)
    assert on(hass) == [False, False]
    await hass.services.async_call(
        "automation", "turn_on", {"entity_id": "all"}, blocking=True
    )
    hass.bus.async_fire("automation_reloaded")
    await run(480, 30)
    assert on(hass) == [True, True]
    assert hass.states.is_state(MEMORY, "nothing")
