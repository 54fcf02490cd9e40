"""The monthly self-test: once a month, not on battery, and its result is told."""

from collections.abc import Mapping
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
import pytest

from simulator.snmp import SnmpSimulator

from ..conftest import MakeCard, SteppedClock
from ..house import entity_id, state
from ..snmp import ON_BATTERY, add_card
from .conftest import Automate, Pass, tell, words

type Told = list[Mapping[str, Any]]

STATUS = "_unit_0_ups.test.status"


@pytest.fixture
async def tested(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    clock: SteppedClock,
    automate: Automate,
    told: Told,
    make_card: MakeCard,
) -> SnmpSimulator:
    """A UPS that is to be tested on the first at ten; it is a minute before."""
    await hass.config.async_set_time_zone("UTC")
    freezer.move_to("2026-12-01 09:59:00+00:00")
    card = await make_card()
    await add_card(hass, card, write_community=card.write_community)
    await automate(
        "monthly_self_test",
        button=entity_id(hass, "button", "_unit_0_test.battery.start"),
        status=entity_id(hass, "sensor", STATUS),
        power=entity_id(hass, "binary_sensor", ON_BATTERY),
        passed_actions=tell("passed", text="{{ message }}"),
        other_actions=tell("other", result="{{ result }}", text="{{ message }}"),
    )
    card.counters.reset()
    return card


async def test_it_passes(
    hass: HomeAssistant, tested: SnmpSimulator, told: Told, run: Pass
) -> None:
    """Told, although the result is the same as that of the last test."""
    assert state(hass, "sensor", STATUS) == "passed"
    await run(50)
    assert not tested.counters.commands_received
    await run(700, 20)
    assert told == [{"word": "passed", "text": "RackUPS: The self-test has passed."}]
    assert len(tested.counters.commands_executed) == 1


async def test_once_a_month(
    hass: HomeAssistant,
    tested: SnmpSimulator,
    told: Told,
    run: Pass,
    freezer: FrozenDateTimeFactory,
) -> None:
    """Not on the second of the month, but on the next first."""
    await run(700, 20)
    for day in ("2026-12-02", "2026-12-31", "2027-01-01"):
        freezer.move_to(f"{day} 09:59:30+00:00")
        await run(20)
        await run(20)
        await run(700, 50)
    assert words(told) == ["passed", "passed"]
    assert len(tested.counters.commands_executed) == 2


async def test_it_fails(
    hass: HomeAssistant, tested: SnmpSimulator, told: Told, run: Pass
) -> None:
    """That is told."""
    tested.ups.base.state.self_test_result = "Passed"
    begin = tested.ups.base.self_test
    tested.ups.base.self_test = lambda **_: begin(passes=False)  # type: ignore[method-assign]
    await run(500)
    assert [one["result"] for one in told] == ["failed"]
    assert "look at the battery" in told[0]["text"]


@pytest.mark.parametrize("case", ["outage", "lost"])
async def test_not_on_battery(
    hass: HomeAssistant, tested: SnmpSimulator, told: Told, run: Pass, case: str
) -> None:
    """It is left out, and that is told; so it is when nothing is known."""
    if case == "outage":
        tested.ups.set_mains(on=False)
    else:
        tested.ups.lose_link()
    await run(50)
    await run(600, 20)
    assert [one["result"] for one in told] == ["skipped"]
    assert not tested.counters.commands_received


@pytest.mark.usefixtures("refusals")
async def test_a_test_that_the_ups_refuses(
    hass: HomeAssistant, tested: SnmpSimulator, told: Told, run: Pass
) -> None:
    """The result of the last one is not taken for that of this one."""
    tested.ups.base.self_test = lambda **_: None  # type: ignore[method-assign]
    await run(900, 30)
    assert [one["result"] for one in told] == ["unknown"]


async def test_the_link_is_lost_after_it(
    hass: HomeAssistant, tested: SnmpSimulator, told: Told, run: Pass
) -> None:
    """No result within the time is told as none."""
    await run(60)
    tested.ups.lose_link()
    await run(900, 30)
    assert state(hass, "sensor", STATUS) == "unavailable"
    assert [one["result"] for one in told] == ["unknown"]
