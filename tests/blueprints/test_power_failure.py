"""Power failure and return: told once, with how long it lasted, and nothing else is."""

from collections.abc import Mapping
from typing import Any

from homeassistant.core import HomeAssistant
import pytest

from simulator.powersentrix import PowerSentrixSimulator
from simulator.snmp import SnmpSimulator

from ..house import entity_id, state
from ..powersentrix import UPS, Ways
from ..snmp import FAST, MAINS, ON_BATTERY, add_card
from .conftest import Automate, Pass, tell, words

type Told = list[Mapping[str, Any]]


async def watch(
    hass: HomeAssistant, automate: Automate, ending: str = ON_BATTERY, **more: Any
) -> None:
    """Watch a UPS."""
    await automate(
        "power_failure",
        power=entity_id(hass, "binary_sensor", ending),
        failure_actions=tell("failed", message="{{ message }}", ups="{{ ups }}"),
        return_actions=tell(
            "back", seconds="{{ seconds }}", exact="{{ exact }}", text="{{ message }}"
        ),
        **more,
    )


@pytest.mark.parametrize("ending", [ON_BATTERY, MAINS])
async def test_ten_seconds(
    hass: HomeAssistant,
    card: SnmpSimulator,
    automate: Automate,
    told: Told,
    run: Pass,
    ending: str,
) -> None:
    """Told, as it was seen by two polls; so is the return."""
    await add_card(hass, card)
    await watch(hass, automate, ending)
    card.ups.set_mains(on=False)
    await run(10)
    card.ups.set_mains(on=True)
    await run(30)
    assert words(told) == ["failed", "back"]
    assert told[0]["ups"] == "RackUPS"
    assert told[1] == {
        "word": "back",
        "seconds": 10,
        "exact": True,
        "text": "RackUPS has mains again. It was away for 0:00:10.",
    }


async def test_shorter_than_the_minimum(
    hass: HomeAssistant, card: SnmpSimulator, automate: Automate, told: Told, run: Pass
) -> None:
    """Not told."""
    await add_card(hass, card)
    await watch(hass, automate, minimum_time={"seconds": 30})
    card.ups.set_mains(on=False)
    await run(20)
    card.ups.set_mains(on=True)
    await run(60)
    assert told == []


async def test_twenty_minutes(
    hass: HomeAssistant, card: SnmpSimulator, automate: Automate, told: Told, run: Pass
) -> None:
    """The duration is that of the failure, without the time to be sure of its end."""
    await add_card(hass, card)
    card.ups.base.state.capacity *= 4
    await watch(hass, automate, return_time={"minutes": 2})
    card.ups.set_mains(on=False)
    await run(20 * 60, 60)
    assert words(told) == ["failed"]
    card.ups.set_mains(on=True)
    await run(4 * 60, 60)
    assert words(told) == ["failed", "back"]
    assert told[1]["seconds"] == 20 * 60


async def test_a_return_that_does_not_last(
    hass: HomeAssistant, card: SnmpSimulator, automate: Automate, told: Told, run: Pass
) -> None:
    """Is no return."""
    await add_card(hass, card)
    await watch(hass, automate, return_time={"minutes": 1})
    for _ in range(3):
        card.ups.set_mains(on=False)
        await run(60)
        card.ups.set_mains(on=True)
        await run(30)
    await run(60)
    assert words(told) == ["failed", "back"]
    assert told[1]["seconds"] == 3 * 60 + 2 * 30


@pytest.mark.parametrize("scenario", ["self_test", "self_test_failed", "calibration"])
@pytest.mark.parametrize("ending", [ON_BATTERY, MAINS])
async def test_a_test(
    hass: HomeAssistant,
    card: SnmpSimulator,
    automate: Automate,
    told: Told,
    run: Pass,
    scenario: str,
    ending: str,
) -> None:
    """Is no power failure, though the battery feeds the load."""
    await add_card(hass, card)
    await watch(hass, automate, ending, minimum_time={"seconds": 0})
    await run(6, 2)  # so that it is seen by a poll
    card.play(scenario)
    seen = set()
    for _ in range(15):
        await run(FAST / 5, FAST / 5)
        seen.add(state(hass, "binary_sensor", ON_BATTERY))
    assert "on" in seen
    assert told == []


async def test_a_forced_test(
    hass: HomeAssistant,
    site: PowerSentrixSimulator,
    ways: Ways,
    automate: Automate,
    told: Told,
    run: Pass,
) -> None:
    """Is none, either; an outage of the same UPS is."""
    await ways.add(site, UPS)
    await run(60)
    await watch(hass, automate)
    site.play("forced_test")
    await run(60, 30)
    assert state(hass, "binary_sensor", ON_BATTERY) == "on"
    await run(300, 30)
    assert told == []
    site.play("mains_failure")
    await run(300, 30)
    assert words(told) == ["failed", "back"]


async def test_a_link_that_is_lost_meanwhile(
    hass: HomeAssistant, card: SnmpSimulator, automate: Automate, told: Told, run: Pass
) -> None:
    """Neither ends the failure nor begins another; the duration is a limit then."""
    await add_card(hass, card)
    await watch(hass, automate)
    card.ups.set_mains(on=False)
    await run(30)
    card.ups.lose_link()
    await run(60)
    assert state(hass, "binary_sensor", ON_BATTERY) == "unavailable"
    card.ups.lose_link(lost=False)
    await run(60)
    assert words(told) == ["failed"]
    card.ups.lose_link()
    await run(30)
    card.ups.set_mains(on=True)
    await run(30)
    card.ups.lose_link(lost=False)
    await run(60)
    assert words(told) == ["failed", "back"]
    assert told[1]["exact"] is False
    assert "at most" in told[1]["text"]


async def test_what_is_first_seen_on_battery(
    hass: HomeAssistant, card: SnmpSimulator, automate: Automate, told: Told, run: Pass
) -> None:
    """Nobody knows when that began: it is not told."""
    await add_card(hass, card)
    await watch(hass, automate)
    card.ups.lose_link()
    await run(60)
    card.ups.set_mains(on=False)
    card.ups.lose_link(lost=False)
    await run(60)
    assert state(hass, "binary_sensor", ON_BATTERY) == "on"
    assert told == []
