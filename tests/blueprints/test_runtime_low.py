"""Runtime low: hosts down, outlets cut in order, and on again after a stable return."""

from collections.abc import Mapping
from typing import Any

from homeassistant.const import EVENT_CALL_SERVICE
from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.setup import async_setup_component
import pytest

from simulator.snmp import SnmpSimulator

from ..house import entity_id, state
from ..snmp import CHARGE, ON_BATTERY, add_card
from .conftest import Automate, Pass, tell, words

type Told = list[Mapping[str, Any]]

ONE, TWO = "switch.rackups_outlet_group_1", "switch.rackups_outlet_group_2"
MEMORY = "input_text.cut"
RUNTIME = "_unit_0_battery.runtime"
_LASTS = 15 * 60
"""Seconds that the battery lasts when it is full."""


@pytest.fixture
def switched(hass: HomeAssistant) -> list[tuple[str, str]]:
    """What `rack_power.set_outlet` was called with, in order."""
    calls: list[tuple[str, str]] = []

    @callback
    def note(event: Event) -> None:
        if event.data["service"] == "set_outlet":
            data = event.data["service_data"]
            (outlet,) = data["entity_id"]
            calls.append((outlet, data["state"]))

    hass.bus.async_listen(EVENT_CALL_SERVICE, note)
    return calls


@pytest.fixture
async def make(
    hass: HomeAssistant, card: SnmpSimulator, automate: Automate, told: Told
) -> Any:
    """A UPS whose battery lasts for 15 minutes; 10 are low."""
    base = card.ups.base
    base.state.capacity *= _LASTS / base.physics.runtime
    await add_card(hass, card, write_community=card.write_community)
    assert await async_setup_component(hass, "input_text", {"input_text": {"cut": {}}})

    async def made(**more: Any) -> None:
        await automate(
            "runtime_low",
            **{
                "power": entity_id(hass, "binary_sensor", ON_BATTERY),
                "level": entity_id(hass, "sensor", RUNTIME),
                "low_limit": 10,
                "shutdown_actions": [
                    *tell("first host"),
                    {"delay": {"seconds": 30}},
                    *tell("second host"),
                ],
                "shutdown_wait": {"minutes": 2},
                "outlets": [ONE, TWO],
                "return_time": {"minutes": 5},
                "charge": entity_id(hass, "sensor", CHARGE),
                "charge_limit": 40,
                "memory": MEMORY,
                "restored_actions": tell("restored", text="{{ message }}"),
            }
            | more,
        )
        card.counters.reset()

    return made


def on(hass: HomeAssistant) -> list[bool]:
    """Return which groups are on."""
    return [hass.states.is_state(one, "on") for one in (ONE, TWO)]


OFF_AND_ON = [(ONE, "off"), (TWO, "off"), (TWO, "on"), (ONE, "on")]


async def test_ten_seconds(
    hass: HomeAssistant, card: SnmpSimulator, make: Any, told: Told, run: Pass
) -> None:
    """Nothing happens."""
    await make()
    card.ups.set_mains(on=False)
    await run(10)
    card.ups.set_mains(on=True)
    await run(600, 60)
    assert told == []
    assert not card.counters.commands_received


@pytest.mark.parametrize("first", ["last", "first"])
async def test_a_long_failure(
    hass: HomeAssistant,
    card: SnmpSimulator,
    make: Any,
    told: Told,
    run: Pass,
    switched: list[tuple[str, str]],
    first: str,
) -> None:
    """Everything in its order and at its time: the runtime is low after 5 minutes."""
    await make(first=first)
    card.ups.set_mains(on=False)
    await run(240, 60)
    assert told == []
    await run(180, 30)
    assert words(told) == ["first host", "second host"]
    assert on(hass) == [True, True]
    await run(120)
    assert on(hass) == [False, False]
    assert hass.states.is_state(MEMORY, "outlets 1 2")
    card.ups.base.state.charge = 0.3
    card.ups.set_mains(on=True)
    await run(600, 60)
    assert float(state(hass, "sensor", CHARGE)) < 40
    assert on(hass) == [False, False]
    card.ups.base.physics.settle()
    card.ups.base.state.charge = 0.5
    await run(240, 60)
    assert on(hass) == [False, False]
    await run(180, 30)
    assert on(hass) == [True, True]
    order = (
        OFF_AND_ON if first == "last" else [*OFF_AND_ON[:2], (ONE, "on"), (TWO, "on")]
    )
    assert switched == order
    assert len(card.counters.commands_executed) == 4
    assert words(told) == ["first host", "second host", "restored"]
    assert hass.states.is_state(MEMORY, "nothing")


async def test_twenty_minutes_with_a_battery_that_lasts(
    hass: HomeAssistant, card: SnmpSimulator, make: Any, told: Told, run: Pass
) -> None:
    """A long failure is no reason as long as the battery is not low."""
    await make()
    card.ups.base.state.capacity *= 4
    card.ups.set_mains(on=False)
    await run(1200, 60)
    card.ups.set_mains(on=True)
    await run(600, 60)
    assert told == []
    assert not card.counters.commands_received


@pytest.mark.parametrize("complete", [True, False])
async def test_the_mains_is_back_while_hosts_shut_down(
    hass: HomeAssistant,
    card: SnmpSimulator,
    make: Any,
    run: Pass,
    switched: list[tuple[str, str]],
    complete: bool,
) -> None:
    """They are cut all the same so that they start again, or not at all."""
    await make(complete=complete)
    card.ups.set_mains(on=False)
    await run(420, 30)
    card.ups.set_mains(on=True)
    await run(120)
    assert on(hass) == [not complete, not complete]
    await run(480, 30)
    assert on(hass) == [True, True]
    assert switched == (OFF_AND_ON if complete else [])


@pytest.mark.parametrize("scenario", ["self_test", "calibration"])
async def test_a_test(
    hass: HomeAssistant,
    card: SnmpSimulator,
    make: Any,
    told: Told,
    run: Pass,
    scenario: str,
) -> None:
    """Shuts nothing down, though a calibration empties the battery."""
    await make(low_limit=14, low_for={"seconds": 0})
    await run(6, 2)
    card.play(scenario)
    await run(4, 2)
    assert state(hass, "binary_sensor", ON_BATTERY) == "on"
    await run(600, 30)
    assert told == []
    assert not card.counters.commands_received


async def test_a_link_that_is_lost(
    hass: HomeAssistant, card: SnmpSimulator, make: Any, told: Told, run: Pass
) -> None:
    """What is not known shuts nothing down; what is known again does."""
    await make()
    card.ups.set_mains(on=False)
    await run(120, 60)
    card.ups.lose_link()
    await run(300, 60)
    assert told == []
    card.ups.lose_link(lost=False)
    await run(120)
    assert words(told) == ["first host", "second host"]


async def test_a_link_that_is_lost_before_the_cut(
    hass: HomeAssistant, card: SnmpSimulator, make: Any, run: Pass
) -> None:
    """Nothing is cut until it is known what is so."""
    await make()
    card.ups.set_mains(on=False)
    await run(390, 30)
    card.ups.lose_link()
    await run(180, 30)
    assert not card.counters.commands_received
    card.ups.lose_link(lost=False)
    await run(60)
    assert on(hass) == [False, False]


async def test_low_for_a_moment(
    hass: HomeAssistant, card: SnmpSimulator, make: Any, told: Told, run: Pass
) -> None:
    """Runtimes waver; that is no reason."""
    await make()
    card.ups.set_mains(on=False)
    state_ = card.ups.base.state
    for _ in range(3):
        watts = state_.watts
        card.ups.set_load(watts * 2)
        await run(10)
        card.ups.set_load(watts)
        await run(20)
    assert told == []


async def test_a_second_failure_before_the_return(
    hass: HomeAssistant,
    card: SnmpSimulator,
    make: Any,
    told: Told,
    run: Pass,
    switched: list[tuple[str, str]],
) -> None:
    """Restores nothing on a mains that does not last."""
    await make(charge="")
    card.ups.set_mains(on=False)
    await run(540, 30)
    assert on(hass) == [False, False]
    for _ in range(2):
        card.ups.set_mains(on=True)
        await run(180, 60)
        card.ups.set_mains(on=False)
        await run(30)
    assert on(hass) == [False, False]
    card.ups.set_mains(on=True)
    await run(600, 30)
    assert on(hass) == [True, True]
    assert switched == OFF_AND_ON


async def test_home_assistant_starts_anew_meanwhile(
    hass: HomeAssistant, card: SnmpSimulator, make: Any, told: Told, run: Pass
) -> None:
    """It may have been shut down itself: the memory tells what is to come on."""
    await make()
    card.ups.set_mains(on=False)
    await run(540, 30)
    assert on(hass) == [False, False]
    await hass.services.async_call(
        "automation", "turn_off", {"entity_id": "all"}, blocking=True
    )
    card.ups.set_mains(on=True)
    await run(600, 60)
    await hass.services.async_call(
        "automation", "turn_on", {"entity_id": "all"}, blocking=True
    )
    hass.bus.async_fire("automation_reloaded")
    await run(480, 30)
    assert on(hass) == [True, True]
    assert words(told) == ["first host", "second host", "restored"]


async def test_by_battery_low(
    hass: HomeAssistant, card: SnmpSimulator, make: Any, told: Told, run: Pass
) -> None:
    """The UPS may say itself what is low."""
    await make(level=entity_id(hass, "binary_sensor", "_unit_0_battery.low"))
    card.ups.set_mains(on=False)
    await run(600, 30)
    assert told == []
    await run(240, 30)
    assert words(told)[:1] == ["first host"]
