"""The watchdog: it restarts what hangs, a few times, and nothing that it should not."""

from collections.abc import Mapping
from typing import Any

from homeassistant.core import HomeAssistant
import pytest

from simulator.snmp import SnmpSimulator
from simulator.synaccess import PduSimulator

from ..house import entity_id
from ..snmp import ON_BATTERY, add_card
from .conftest import Automate, Pass, tell, words

type Told = list[Mapping[str, Any]]

HOST = "binary_sensor.router"
OUTLET = "_outlet_1-2001607_outlet.status"


async def guard(hass: HomeAssistant, automate: Automate, **more: str) -> str:
    """Return the outlet of a host that answers."""
    hass.states.async_set(HOST, "on")
    outlet = entity_id(hass, "switch", OUTLET)
    await automate(
        "watchdog",
        host=HOST,
        outlet=outlet,
        most=2,
        restart_actions=tell("restarted", tries="{{ tries }}"),
        given_up_actions=tell("given up", text="{{ message }}"),
        **more,
    )
    return outlet


@pytest.fixture
async def guarded(
    hass: HomeAssistant, entry: object, automate: Automate, told: Told
) -> str:
    """An outlet of which nobody says what feeds it."""
    return await guard(hass, automate)


@pytest.fixture
async def on_ups(
    hass: HomeAssistant,
    entry: object,
    card: SnmpSimulator,
    automate: Automate,
    told: Told,
) -> str:
    """An outlet of a PDU that hangs on a UPS."""
    await add_card(hass, card)
    return await guard(
        hass, automate, power=entity_id(hass, "binary_sensor", ON_BATTERY)
    )


async def test_it_answers_after_a_restart(
    hass: HomeAssistant, guarded: str, pdu: PduSimulator, told: Told, run: Pass
) -> None:
    """One restart, by one command."""
    hass.states.async_set(HOST, "off")
    await run(240, 60)
    assert told == []
    await run(120, 60)
    assert told == [{"word": "restarted", "tries": 1}]
    hass.states.async_set(HOST, "on")
    await run(3600, 600)
    assert words(told) == ["restarted"]
    assert len(pdu.counters.commands_executed) == 1


@pytest.mark.parametrize("word", ["on", "unavailable", "unknown"])
async def test_a_host_that_is_not_off_for_long_enough(
    hass: HomeAssistant, guarded: str, pdu: PduSimulator, run: Pass, word: str
) -> None:
    """Is left alone; and that nothing is known does not count."""
    for _ in range(3):
        hass.states.async_set(HOST, "off")
        await run(240, 120)
        hass.states.async_set(HOST, word)
        await run(600, 200)
    assert not pdu.counters.commands_received


async def test_it_does_not_help(
    hass: HomeAssistant, guarded: str, pdu: PduSimulator, told: Told, run: Pass
) -> None:
    """No more than two restarts in 24 hours, that is told once; then again."""
    hass.states.async_set(HOST, "off")
    await run(3 * 3600, 600)
    assert words(told) == ["restarted", "restarted", "given up"]
    assert "2 times" in told[2]["text"]
    hass.states.async_set(HOST, "on")
    await run(600, 300)
    hass.states.async_set(HOST, "off")
    await run(1800, 600)
    assert len(pdu.counters.commands_executed) == 2
    assert words(told)[3:] == ["given up"]
    await run(26 * 3600, 3600)
    assert len(pdu.counters.commands_executed) == 4


async def test_the_pause(
    hass: HomeAssistant, guarded: str, told: Told, run: Pass
) -> None:
    """The second try waits for the pause and for the silence after it."""
    hass.states.async_set(HOST, "off")
    await run(360, 60)
    await run(780, 60)
    assert words(told) == ["restarted"]
    await run(240, 60)
    assert words(told) == ["restarted", "restarted"]


@pytest.mark.parametrize("state", ["off", "unavailable"])
async def test_an_outlet_that_is_not_on(
    hass: HomeAssistant, guarded: str, pdu: PduSimulator, run: Pass, state: str
) -> None:
    """Somebody has switched it off, or the PDU is away."""
    if state == "off":
        await hass.services.async_call(
            "switch", "turn_off", {"entity_id": guarded}, blocking=True
        )
    else:
        pdu.leave()
        await run(180, 60)
    assert hass.states.is_state(guarded, state)
    pdu.counters.reset()
    hass.states.async_set(HOST, "off")
    await run(3600, 300)
    assert not pdu.counters.commands_received


@pytest.mark.parametrize("case", ["outage", "lost", "self_test"])
async def test_the_ups_is_on_battery(
    hass: HomeAssistant,
    on_ups: str,
    pdu: PduSimulator,
    card: SnmpSimulator,
    run: Pass,
    case: str,
) -> None:
    """Or nobody knows; after it the host gets its time anew."""
    if case == "self_test":
        card.ups.calibrate()
    else:
        card.ups.set_mains(on=False)
    await run(20)
    if case == "lost":
        card.ups.lose_link()
        await run(30)
    hass.states.async_set(HOST, "off")
    await run(1200, 60)
    assert not pdu.counters.commands_received
    card.ups.cancel_calibration()
    card.ups.set_mains(on=True)
    card.ups.lose_link(lost=False)
    await run(240, 60)
    assert not pdu.counters.commands_received
    await run(180, 60)
    assert len(pdu.counters.commands_executed) == 1


async def test_ten_seconds_of_power_failure(
    hass: HomeAssistant,
    on_ups: str,
    pdu: PduSimulator,
    card: SnmpSimulator,
    run: Pass,
) -> None:
    """Do nothing to a host that answers."""
    card.ups.set_mains(on=False)
    await run(10)
    card.ups.set_mains(on=True)
    await run(1200, 60)
    assert not pdu.counters.commands_received
