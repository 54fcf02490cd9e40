"""Commands for a UPS that is reached by several ways: by the best, and never twice."""

from homeassistant.const import STATE_OFF, STATE_ON
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
import pytest

from simulator.powersentrix import Effect, Fault, PowerSentrixSimulator

from .conftest import Tick
from .house import state
from .powersentrix import OUTLET, PORTAL, PUSH, UPS, Ways, toggles
from .test_commands import switch


async def test_commands_take_the_nearest_way(
    hass: HomeAssistant, site: PowerSentrixSimulator, ways: Ways
) -> None:
    """Though the portal was there first and could do it, too."""
    for kind in (PORTAL, PUSH, UPS):
        await ways.add(site, kind)
    await switch(hass, "turn_off", OUTLET)
    assert site.ups.counters.requests["GET /api_actions?fn=3"] == 1
    assert toggles(site) == (1, 1)
    assert not site.portal.counters.commands_received


async def test_a_key_that_may_only_read_is_not_got_round_by_the_portal(
    hass: HomeAssistant, site: PowerSentrixSimulator, ways: Ways
) -> None:
    """The refusal is told with its cure; who took that right away may have meant it."""
    await ways.add(site, UPS, api_key=site.ups.read_key)
    await ways.add(site, PORTAL)
    with pytest.raises(HomeAssistantError) as refused:
        await switch(hass, "turn_off", OUTLET)
    assert refused.value.translation_key == "write_actions_disabled"
    assert state(hass, "switch", OUTLET) == STATE_ON
    assert toggles(site) == (1, 0)
    assert not site.portal.counters.commands_received


@pytest.mark.parametrize("effect", [Effect.CUT_AFTER, Effect.RESET, Effect.TRUNCATED])
async def test_a_lost_answer_is_looked_for_and_not_sent_by_another_way(
    hass: HomeAssistant,
    site: PowerSentrixSimulator,
    ways: Ways,
    effect: Effect,
) -> None:
    """One toggle received and executed, though the portal stands by."""
    for kind in (UPS, PORTAL):
        await ways.add(site, kind)
    site.ups.faults.add(Fault(effect, query=".*fn=3.*"))
    await switch(hass, "turn_off", OUTLET)
    assert state(hass, "switch", OUTLET) == STATE_OFF
    assert toggles(site) == (1, 1)
    assert not site.portal.counters.commands_received


async def test_a_unit_that_falls_silent_after_a_toggle_is_left_alone(
    hass: HomeAssistant, site: PowerSentrixSimulator, ways: Ways, tick: Tick
) -> None:
    """Perhaps executed: an error, no second toggle, and the portal shows the truth."""
    for kind in (UPS, PORTAL):
        await ways.add(site, kind)
    reads = Fault(Effect.CUT_BEFORE, query=".*fn=2.*", skip=1, times=None)
    site.ups.faults.add(reads)
    site.ups.faults.add(Fault(Effect.CUT_AFTER, query=".*fn=3.*"))
    with pytest.raises(HomeAssistantError) as unsure:
        await switch(hass, "turn_off", OUTLET)
    assert unsure.value.translation_key == "state_unknown"
    assert toggles(site) == (1, 1)
    for _ in range(5):
        await tick(31)
    assert state(hass, "switch", OUTLET) == STATE_OFF
    assert toggles(site) == (1, 1)


async def test_another_way_is_taken_if_the_first_certainly_sent_nothing(
    hass: HomeAssistant, site: PowerSentrixSimulator, ways: Ways
) -> None:
    """The UPS does not let us in, the portal does."""
    for kind in (UPS, PORTAL):
        await ways.add(site, kind)
    site.ups.faults.add(Fault(Effect.STATUS, status=503, times=None))
    await switch(hass, "turn_off", OUTLET)
    assert state(hass, "switch", OUTLET) == STATE_OFF
    assert toggles(site) == (1, 1)
    assert len(site.portal.counters.commands_received) == 1
