"""Switching, restarting and setting: once, confirmed, and never what is protected."""

import asyncio
from typing import Any

from homeassistant.const import STATE_OFF, STATE_ON
from homeassistant.core import Event, EventStateChangedData, HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers import entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.rack_power.const import DOMAIN
from custom_components.rack_power.equipment.model import EquipmentId, PartId
from custom_components.rack_power.fleet import FLEET
from simulator.synaccess import Effect, Fault, PduSimulator

from .conftest import Tick
from .house import entity_id, state

OUTLET = "_outlet_1-2001607_outlet.status"


async def switch(hass: HomeAssistant, action: str, ending: str = OUTLET) -> None:
    """Switch an outlet the way a tap does."""
    await hass.services.async_call(
        "switch",
        action,
        {"entity_id": entity_id(hass, "switch", ending)},
        blocking=True,
    )


async def press(hass: HomeAssistant, ending: str) -> None:
    """Press a button."""
    await hass.services.async_call(
        "button",
        "press",
        {"entity_id": entity_id(hass, "button", ending)},
        blocking=True,
    )


def protect(hass: HomeAssistant, pdu: PduSimulator, *outlets: str) -> None:
    """Protect outlets of the PDU."""
    fleet = hass.data[FLEET]
    unit = fleet.units[EquipmentId(f"synaccess_{pdu.serial}")]
    fleet.preferences.protect(
        unit.id, frozenset(PartId("outlet", key) for key in outlets)
    )


async def test_a_tap_switches_once_without_a_third_state(
    hass: HomeAssistant, pdu: PduSimulator, entry: MockConfigEntry, tick: Tick
) -> None:
    """On, then off: one command, one change of state."""
    seen: list[str | None] = []
    outlet = entity_id(hass, "switch", OUTLET)

    @callback
    def note(event: Event[EventStateChangedData]) -> None:
        if event.data["entity_id"] == outlet:
            new = event.data["new_state"]
            seen.append(new.state if new else None)

    hass.bus.async_listen("state_changed", note)
    await switch(hass, "turn_off")
    assert state(hass, "switch", OUTLET) == STATE_OFF
    assert pdu.state.outlet("1-2001607")["state"] == "OFF"
    for _ in range(3):
        await tick(31)
    assert seen == [STATE_OFF]
    assert len(pdu.counters.commands_received) == 1
    assert len(pdu.counters.commands_executed) == 1


LOST = [Effect.CUT_AFTER, Effect.RESET, Effect.TRUNCATED]


@pytest.mark.parametrize("keep_alive", [False, True], ids=["cold", "warm"])
@pytest.mark.parametrize("effect", LOST)
async def test_a_lost_answer_is_looked_for_not_repeated(
    hass: HomeAssistant,
    pdu: PduSimulator,
    entry: MockConfigEntry,
    effect: Effect,
    keep_alive: bool,
) -> None:
    """The outlet is switched once, and the call ends well."""
    pdu.keep_alive = keep_alive
    pdu.faults.add(Fault(effect, method="PUT"))
    await switch(hass, "turn_off")
    assert state(hass, "switch", OUTLET) == STATE_OFF
    assert len(pdu.counters.commands_received) == 1
    assert len(pdu.counters.commands_executed) == 1


async def test_what_is_not_confirmed_is_an_error(
    hass: HomeAssistant, pdu: PduSimulator, entry: MockConfigEntry
) -> None:
    """A command that had no effect is told, and not sent again."""
    pdu.faults.add(Fault(Effect.CUT_AFTER, method="PUT", executed=False))
    with pytest.raises(HomeAssistantError) as raised:
        await switch(hass, "turn_off")
    assert raised.value.translation_key == "not_confirmed"
    assert state(hass, "switch", OUTLET) == STATE_ON
    assert len(pdu.counters.commands_executed) == 0
    assert pdu.counters.requests["PUT /api/outlets/1-2001607"] == 1


@pytest.mark.parametrize(("status", "key"), [(403, "not_permitted"), (422, "rejected")])
async def test_a_refusal_is_told(
    hass: HomeAssistant,
    pdu: PduSimulator,
    entry: MockConfigEntry,
    status: int,
    key: str,
) -> None:
    """The unit's no reaches the user."""
    pdu.faults.add(Fault(Effect.STATUS, method="PUT", status=status, executed=False))
    with pytest.raises(HomeAssistantError) as raised:
        await switch(hass, "turn_off")
    assert raised.value.translation_key == key


async def test_refused_credentials_start_a_sign_in(
    hass: HomeAssistant, pdu: PduSimulator, entry: MockConfigEntry
) -> None:
    """A command that is answered 401 asks the owner to sign in again."""
    pdu.faults.add(Fault(Effect.STATUS, method="PUT", status=401, executed=False))
    with pytest.raises(HomeAssistantError) as raised:
        await switch(hass, "turn_off")
    assert raised.value.translation_key == "invalid_auth"
    await hass.async_block_till_done()
    assert hass.config_entries.flow.async_progress_by_handler(DOMAIN)


async def test_restart(
    hass: HomeAssistant, pdu: PduSimulator, entry: MockConfigEntry, tick: Tick
) -> None:
    """The PDU restarts the outlet by itself; an outlet that is off is left alone."""
    await press(hass, "_outlet_1-2001607_restart")
    assert [command.value for command in pdu.counters.commands_executed] == ["REBOOT"]
    await tick(1)
    assert pdu.state.outlet("1-2001607")["state"] == "OFF"
    await tick(10)
    assert pdu.state.outlet("1-2001607")["state"] == "ON"
    assert state(hass, "switch", OUTLET) == STATE_ON
    with pytest.raises(HomeAssistantError) as raised:
        await press(hass, "_outlet_8-2001607_restart")
    assert raised.value.translation_key == "outlet_is_off"
    assert len(pdu.counters.commands_received) == 1


async def test_a_group(
    hass: HomeAssistant, pdu: PduSimulator, entry: MockConfigEntry
) -> None:
    """A group is switched by one command and done when all members are."""
    await switch(hass, "turn_off", "_outlet_group_1_outlet.group.status")
    assert pdu.state.outlet("1-2001607")["state"] == "OFF"
    assert pdu.state.outlet("2-2001607")["state"] == "OFF"
    assert state(hass, "switch", OUTLET) == STATE_OFF
    assert len(pdu.counters.commands_received) == 1


async def test_of_waiting_wishes_the_newest_wins(
    hass: HomeAssistant, pdu: PduSimulator, entry: MockConfigEntry
) -> None:
    """What waited is told that it was overtaken, and is never sent."""
    results = await asyncio.gather(
        switch(hass, "turn_off"),
        switch(hass, "turn_on"),
        switch(hass, "turn_off"),
        return_exceptions=True,
    )
    overtaken = [one for one in results if isinstance(one, BaseException)]
    assert len(overtaken) == 1
    assert isinstance(overtaken[0], ServiceValidationError)
    assert overtaken[0].translation_key == "superseded"
    assert pdu.state.outlet("1-2001607")["state"] == "OFF"
    assert {one.value for one in pdu.counters.commands_received} == {"OFF"}


async def test_protected_outlets_keep_their_power(
    hass: HomeAssistant, pdu: PduSimulator, entry: MockConfigEntry
) -> None:
    """Taps, restarts and groups are refused with the reason; switching on is not."""
    protect(hass, pdu, "1-2001607")
    for attempt in (
        switch(hass, "turn_off"),
        press(hass, "_outlet_1-2001607_restart"),
        switch(hass, "turn_off", "_outlet_group_1_outlet.group.status"),
        press(hass, "_outlet_group_1_restart"),
    ):
        with pytest.raises(ServiceValidationError) as raised:
            await attempt
        assert raised.value.translation_key == "protected_outlet"
        assert raised.value.translation_placeholders == {"outlets": "Outlet 1"}
    assert not pdu.counters.commands_received
    await switch(hass, "turn_on")
    await switch(hass, "turn_off", "_outlet_2-2001607_outlet.status")


async def set_outlet(hass: HomeAssistant, ending: str = OUTLET, **fields: Any) -> None:
    """Call the action of the integration."""
    await hass.services.async_call(
        DOMAIN,
        "set_outlet",
        {"entity_id": entity_id(hass, "switch", ending), **fields},
        blocking=True,
    )


async def test_set_outlet(
    hass: HomeAssistant, pdu: PduSimulator, entry: MockConfigEntry
) -> None:
    """It switches and restarts; the protection yields only when told to."""
    await set_outlet(hass, state="off")
    assert pdu.state.outlet("1-2001607")["state"] == "OFF"
    await set_outlet(hass, state="on")
    protect(hass, pdu, "1-2001607")
    for wish in ("off", "restart"):
        with pytest.raises(ServiceValidationError):
            await set_outlet(hass, state=wish)
    await set_outlet(hass, state="restart", override_protection=True)
    pdu.step(20)
    await set_outlet(hass, state="off", override_protection=True)
    assert pdu.state.outlet("1-2001607")["state"] == "OFF"
    with pytest.raises(ServiceValidationError) as raised:
        await set_outlet(hass, "_rule_1_rule.enabled", state="off")
    assert raised.value.translation_key == "not_an_outlet"


async def enable(
    hass: HomeAssistant, entry: MockConfigEntry, domain: str, ending: str
) -> str:
    """Enable an entity that is disabled by default."""
    found = entity_id(hass, domain, ending)
    er.async_get(hass).async_update_entity(found, disabled_by=None)
    await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    return found


@pytest.mark.parametrize(
    ("domain", "ending", "action", "fields", "key", "stored"),
    [
        (
            "select",
            "_outlet_1-2001607_outlet.poweron",
            "select_option",
            {"option": "off"},
            "pwrOnState",
            "OFF",
        ),
        (
            "number",
            "_outlet_1-2001607_outlet.delay.reboot",
            "set_value",
            {"value": 12},
            "customRebootTime",
            12,
        ),
        (
            "text",
            "_outlet_1-2001607_outlet.name",
            "set_value",
            {"value": "NAS"},
            "outletName",
            "NAS",
        ),
    ],
)
async def test_settings(
    hass: HomeAssistant,
    pdu: PduSimulator,
    entry: MockConfigEntry,
    domain: str,
    ending: str,
    action: str,
    fields: dict[str, Any],
    key: str,
    stored: Any,
) -> None:
    """What is set is stored by the PDU and shown as it tells it."""
    found = await enable(hass, entry, domain, ending)
    await hass.services.async_call(
        domain, action, {"entity_id": found, **fields}, blocking=True
    )
    assert pdu.state.outlet("1-2001607")[key] == stored
    wanted = str(next(iter(fields.values())))
    assert state(hass, domain, ending).removesuffix(".0") == wanted


async def test_an_event_is_switched(
    hass: HomeAssistant, pdu: PduSimulator, entry: MockConfigEntry
) -> None:
    """A switch per event; one that would cut a protected outlet is not enabled."""
    await switch(hass, "turn_off", "_rule_1_rule.enabled")
    assert pdu.state.events[0]["enabled"] is False
    protect(hass, pdu, "1-2001607")
    with pytest.raises(ServiceValidationError) as raised:
        await switch(hass, "turn_on", "_rule_1_rule.enabled")
    assert raised.value.translation_key == "protected_outlet"


async def test_restarting_the_controller(
    hass: HomeAssistant, pdu: PduSimulator, entry: MockConfigEntry
) -> None:
    """A button, disabled by default."""
    await enable(hass, entry, "button", "_unit_0_controller.restart")
    await press(hass, "_unit_0_controller.restart")
    assert [one.kind for one in pdu.counters.commands_executed] == ["system.reboot"]
