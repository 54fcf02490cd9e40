"""Restarts and labels by the UPS itself, and outlets that must not lose power."""

from typing import Any

from homeassistant.const import ATTR_ENTITY_ID, STATE_OFF, STATE_ON
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers.entity import Entity
import pytest

from custom_components.rack_power.const import DOMAIN
from custom_components.rack_power.equipment.model import PartId
from custom_components.rack_power.fleet import FLEET
from simulator.powersentrix import PowerSentrixSimulator

from .house import entity_id, state
from .powersentrix import OUTLET, PORTAL, PUSH, UPS, Ways, toggles, unit_of
from .test_commands import press, switch

RESTART = "_outlet_0_restart"
FN = "GET /api_actions?fn="


async def set_outlet(hass: HomeAssistant, **data: Any) -> None:
    """Switch or restart the first outlet by the action."""
    outlet = entity_id(hass, "switch", OUTLET)
    await hass.services.async_call(
        DOMAIN, "set_outlet", {ATTR_ENTITY_ID: outlet, **data}, blocking=True
    )


async def test_a_restart_is_done_by_the_ups(
    hass: HomeAssistant, site: PowerSentrixSimulator, ways: Ways
) -> None:
    """By button and by action; never by toggles, and though other ways are there."""
    for kind in (PORTAL, PUSH, UPS):
        await ways.add(site, kind)
    await press(hass, RESTART)
    assert state(hass, "switch", OUTLET) == STATE_ON
    await set_outlet(hass, state="restart")
    assert site.ups.counters.requests[f"{FN}4"] == 2
    assert site.ups.counters.requests[f"{FN}3"] == 0
    assert toggles(site) == (0, 0)
    assert not site.portal.counters.commands_received
    assert site.ups.is_on(0)


async def test_what_is_off_is_not_restarted(
    hass: HomeAssistant, site: PowerSentrixSimulator, ways: Ways
) -> None:
    """The reason is told before anything is sent."""
    await ways.add(site, UPS)
    await switch(hass, "turn_off", OUTLET)
    with pytest.raises(HomeAssistantError) as refused:
        await press(hass, RESTART)
    assert refused.value.translation_key == "outlet_is_off"
    assert site.ups.counters.requests[f"{FN}4"] == 0


async def test_a_label_is_kept_by_the_ups(
    hass: HomeAssistant,
    site: PowerSentrixSimulator,
    ways: Ways,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Written once, only if it is another one."""
    monkeypatch.setattr(Entity, "entity_registry_enabled_default", True)
    await ways.add(site, UPS)
    label = entity_id(hass, "text", "_outlet_0_outlet.name")
    for _ in range(2):
        await hass.services.async_call(
            "text",
            "set_value",
            {ATTR_ENTITY_ID: label, "value": "Router & modem"},
            blocking=True,
        )
    assert site.ups.state.port(0).label == "Router & modem"
    assert site.ups.counters.requests[f"{FN}5"] == 1


@pytest.mark.parametrize("kinds", [(UPS,), (PORTAL,), (PUSH, UPS), (UPS, PORTAL)])
async def test_a_protected_outlet(
    hass: HomeAssistant,
    site: PowerSentrixSimulator,
    ways: Ways,
    kinds: tuple[str, ...],
) -> None:
    """Neither tap nor button nor action cuts it, but for the one that says so."""
    for kind in kinds:
        await ways.add(site, kind)
    unit = unit_of(hass, site.ups)
    outlets = frozenset({PartId("outlet", "0")})
    hass.data[FLEET].preferences.protect(unit.id, outlets)
    with pytest.raises(ServiceValidationError, match="protected"):
        await switch(hass, "turn_off", OUTLET)
    for action in ("off", "restart"):
        with pytest.raises(ServiceValidationError):
            await set_outlet(hass, state=action)
    if UPS in kinds:
        with pytest.raises(ServiceValidationError, match="protected"):
            await press(hass, RESTART)
    assert toggles(site) == (0, 0)
    assert site.ups.counters.requests[f"{FN}4"] == 0
    await switch(hass, "turn_on", OUTLET)
    await switch(hass, "turn_off", "_outlet_1_outlet.status")
    await set_outlet(hass, state="off", override_protection=True)
    assert state(hass, "switch", OUTLET) == STATE_OFF
    assert toggles(site) == (1, 1)
    await set_outlet(hass, state="on")
    assert site.ups.is_on(0)


async def test_a_ups_that_only_posts_switches_nothing(
    hass: HomeAssistant, site: PowerSentrixSimulator, ways: Ways
) -> None:
    """Its outlets are shown, and nothing offers to switch them."""
    await ways.add(site, PUSH)
    assert not hass.states.async_entity_ids("switch")
    assert not hass.states.async_entity_ids("button")
    assert state(hass, "binary_sensor", OUTLET) == STATE_ON
