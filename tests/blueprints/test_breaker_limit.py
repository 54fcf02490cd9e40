"""A breaker near its limit: told once, and again only after it was well below."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from homeassistant.core import HomeAssistant
import pytest

from custom_components.rack_power.equipment.errors import CannotConnect
from custom_components.rack_power.equipment.model import Quality, Reading
from simulator.snmp import SnmpSimulator

from ..fake import CURRENT, House, Reads, report_of
from ..house import entity_id, full_state
from ..snmp import add_card
from .conftest import Automate, Pass, tell, words

type Told = list[Mapping[str, Any]]


class Breaker:
    """A current that is what a test wants."""

    def __init__(self, run: Pass) -> None:
        """Begin without one."""
        self.driver = Reads(next_in=10)
        self._run = run

    async def draw(
        self,
        amps: float | None,
        seconds: float = 120,
        quality: Quality = Quality.GOOD,
    ) -> None:
        """Draw so much for so long."""
        told = report_of(amps=amps)
        reading = Reading(amps, datetime.now(UTC), quality)
        self.driver.reports = [
            replace(told, readings={**told.readings, CURRENT: reading})
        ]
        await self._run(seconds)


@pytest.fixture
async def breaker(
    hass: HomeAssistant, fakes: House, automate: Automate, told: Told, run: Pass
) -> Breaker:
    """A breaker of 16 A, near at 12.8 A, well again below 12 A."""
    made = Breaker(run)
    await fakes.add(made.driver)
    await automate(
        "breaker_limit",
        sensor=entity_id(hass, "sensor", "_outlet_1_outlet.current"),
        limit=16,
        near_actions=tell("near", value="{{ value }}", text="{{ message }}"),
        clear_actions=tell("clear"),
    )
    return made


async def test_near_for_long_enough(breaker: Breaker, told: Told) -> None:
    """Told once, however long it lasts."""
    await breaker.draw(12.7)
    assert told == []
    await breaker.draw(13.5, 50)
    assert told == []
    await breaker.draw(13.5, 600)
    assert words(told) == ["near"]
    assert told[0]["value"] == 13.5
    assert told[0]["text"].endswith("is 13.5 A; the breaker's limit is 16 A.")


async def test_a_peak(breaker: Breaker, told: Told) -> None:
    """Is not told."""
    for _ in range(3):
        await breaker.draw(15.0, 40)
        await breaker.draw(5.0, 40)
    assert told == []


async def test_again_only_after_it_was_well_below(breaker: Breaker, told: Told) -> None:
    """Wavering about the limit is one event."""
    for _ in range(3):
        await breaker.draw(13.0)
        await breaker.draw(12.2)
    assert words(told) == ["near"]
    await breaker.draw(11.9)
    assert words(told) == ["near", "clear"]
    await breaker.draw(13.0)
    assert words(told) == ["near", "clear", "near"]


async def test_what_is_not_known(
    hass: HomeAssistant, breaker: Breaker, told: Told
) -> None:
    """Neither begins nor ends anything, nor does what is old."""
    await breaker.draw(None)
    await breaker.draw(15.0, 600, Quality.STALE)
    await breaker.draw(15.0, 600, Quality.UNAVAILABLE)
    assert told == []
    await breaker.draw(15.0)
    assert words(told) == ["near"]
    for amps, quality in (
        (None, Quality.GOOD),
        (1.0, Quality.STALE),
        (1.0, Quality.UNAVAILABLE),
    ):
        await breaker.draw(amps, 120, quality)
        await breaker.draw(15.0)
    assert words(told) == ["near"]
    breaker.driver.fails = CannotConnect()
    await breaker.draw(15.0, 300)
    current = full_state(hass, "sensor", "_outlet_1_outlet.current")
    assert current.state == "unavailable"
    breaker.driver.fails = None
    await breaker.draw(15.0)
    assert words(told) == ["near"]


async def test_the_time_begins_anew_after_a_gap(breaker: Breaker, told: Told) -> None:
    """A minute with a hole is no minute."""
    for _ in range(4):
        await breaker.draw(15.0, 40)
        await breaker.draw(None, 20)
    assert told == []


@pytest.mark.parametrize("case", ["short", "long", "self_test", "link_lost"])
async def test_what_happens_to_a_ups(
    hass: HomeAssistant,
    card: SnmpSimulator,
    automate: Automate,
    told: Told,
    run: Pass,
    case: str,
) -> None:
    """Is no load of its breaker, but an overload is."""
    await add_card(hass, card)
    power = entity_id(hass, "sensor", "_unit_0_ups.realpower")
    await automate(
        "breaker_limit",
        sensor=power,
        limit=card.ups.base.state.rated_watts,
        near_actions=tell("near"),
    )
    if case == "self_test":
        card.play("self_test")
    else:
        card.ups.set_mains(on=False)
    if case == "link_lost":
        await run(20)
        card.ups.lose_link()
    await run(*((1200, 120) if case == "long" else (120, 10)))
    card.ups.set_mains(on=True)
    card.ups.lose_link(lost=False)
    await run(120)
    assert told == []
    card.play("overload")
    await run(120, 30)
    assert words(told) == ["near"]
