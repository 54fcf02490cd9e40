"""What must not lose power keeps it, whoever asks in whatever way."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import device_registry as dr
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.rack_power.const import DOMAIN
from custom_components.rack_power.equipment.driver import Outcome
from custom_components.rack_power.equipment.model import (
    UNIT,
    Danger,
    EquipmentId,
    Kind,
    Part,
    PartId,
    Point,
    Reading,
    Setting,
    Value,
    Variable,
)
from custom_components.rack_power.fleet import FLEET
from custom_components.rack_power.protection import check_setting
from simulator.synaccess import Effect, Fault, PduSimulator

from .conftest import Tick, pdu_entry
from .fake import OUTLET, RESTART_OUTLET, UNIT_ID, Acts, House, report_of
from .house import entity_id, state
from .test_commands import (
    OUTLET as OUTLET_1,
    enable,
    press,
    protect,
    set_outlet,
    switch,
)
from .test_rule_actions import call

GROUP = "_outlet_group_1_outlet.group.status"


@pytest.fixture
def unit(hass: HomeAssistant, pdu: PduSimulator, entry: MockConfigEntry) -> str:
    """The PDU's device, its first outlet protected."""
    protect(hass, pdu, "1-2001607")
    found = dr.async_get(hass).async_get_device_by_identifier(
        (DOMAIN, f"synaccess_{pdu.serial}"), entry.entry_id
    )
    assert found is not None
    return found.id


def off(pdu: PduSimulator) -> set[str]:
    """Return the outlets that are off."""
    return {one["id"] for one in pdu.state.outlets if one["state"] == "OFF"}


@pytest.mark.usefixtures("unit")
async def test_turning_everything_off_spares_what_is_protected(
    hass: HomeAssistant, pdu: PduSimulator
) -> None:
    """The others are switched off, and the refusal is told all the same."""
    outlets = [
        entity_id(hass, "switch", f"_outlet_{number}-2001607_outlet.status")
        for number in range(1, 9)
    ]
    with pytest.raises(ServiceValidationError) as raised:
        await hass.services.async_call(
            "switch", "turn_off", {"entity_id": outlets}, blocking=True
        )
    assert raised.value.translation_key == "protected_outlet"
    await hass.async_block_till_done()
    assert off(pdu) == {f"{number}-2001607" for number in range(2, 9)}


@pytest.mark.usefixtures("unit")
async def test_a_toggle_and_a_script_are_refused(
    hass: HomeAssistant, pdu: PduSimulator
) -> None:
    """There is no way around by another action or by a script."""
    outlet = entity_id(hass, "switch", OUTLET_1)
    with pytest.raises(ServiceValidationError):
        await hass.services.async_call(
            "switch", "toggle", {"entity_id": outlet}, blocking=True
        )
    sequence = [{"action": "switch.turn_off", "target": {"entity_id": outlet}}]
    assert await async_setup_component(
        hass, "script", {"script": {"cut": {"sequence": sequence}}}
    )
    with pytest.raises(ServiceValidationError):
        await hass.services.async_call("script", "cut", blocking=True)
    assert not pdu.counters.commands_received


@pytest.mark.usefixtures("unit")
@pytest.mark.parametrize("wish", ["off", "restart"])
async def test_a_group_of_it_needs_the_override(
    hass: HomeAssistant, pdu: PduSimulator, wish: str
) -> None:
    """The reason names the outlet, not the group."""
    with pytest.raises(ServiceValidationError) as raised:
        await set_outlet(hass, GROUP, state=wish)
    assert raised.value.translation_placeholders == {"outlets": "Outlet 1"}
    assert not pdu.counters.commands_received
    await set_outlet(hass, GROUP, state=wish, override_protection=True)
    assert len(pdu.counters.commands_executed) == 1


async def test_events_may_be_made_harmless(
    hass: HomeAssistant, pdu: PduSimulator, unit: str
) -> None:
    """One that would cut it can be disabled and deleted, not enabled or changed."""
    assert pdu.state.events[0]["enabled"]
    refused: list[dict[str, Any]] = [{"enabled": True}, {"threshold": 3}]
    for fields in refused:
        with pytest.raises(ServiceValidationError) as raised:
            await call(hass, "update_pdu_event", unit, event_id=1, **fields)
        assert raised.value.translation_key == "protected_outlet"
    assert not pdu.counters.commands_received
    await call(hass, "update_pdu_event", unit, event_id=1, enabled=False)
    assert pdu.state.events[0]["enabled"] is False
    await call(hass, "update_pdu_event", unit, event_id=1, enabled=False, threshold=3)
    await switch(hass, "turn_off", "_rule_1_rule.enabled")
    with pytest.raises(ServiceValidationError):
        await switch(hass, "turn_on", "_rule_1_rule.enabled")
    await call(hass, "delete_pdu_event", unit, event_id=1)


async def test_an_event_whose_actions_are_hidden_could_cut_everything(
    hass: HomeAssistant, pdu: PduSimulator, custom_integrations: None
) -> None:
    """A user who may not read them does not get past the protection by that."""
    pdu.faults.add(Fault(Effect.STATUS, path="/api/actions", status=403, times=None))
    entry = pdu_entry(pdu)
    entry.add_to_hass(hass)
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    protect(hass, pdu, "8-2001607")
    await switch(hass, "turn_off", "_rule_1_rule.enabled")
    with pytest.raises(ServiceValidationError) as raised:
        await switch(hass, "turn_on", "_rule_1_rule.enabled")
    assert raised.value.translation_key == "protected_outlet"


async def test_force_does_not_lift_it(
    hass: HomeAssistant, pdu: PduSimulator, unit: str
) -> None:
    """It skips checks of codes and ids, not this one; nor do raw parameters."""
    attempts: list[dict[str, Any]] = [
        {"code": 12, "target": "1-2001607", "force": True},
        {"code": 12, "params": ["1-2001607"], "force": True},
        {"code": "reboot_outlet", "target": entity_id(hass, "switch", OUTLET_1)},
    ]
    for fields in attempts:
        with pytest.raises(ServiceValidationError) as raised:
            await call(hass, "create_pdu_action", unit, name="x", **fields)
        assert raised.value.translation_key == "protected_outlet"
    assert not pdu.counters.commands_received


async def test_an_action_in_use_is_not_turned_against_it(
    hass: HomeAssistant, pdu: PduSimulator, unit: str
) -> None:
    """A change of an action counts like a new one."""
    created = await call(
        hass,
        "create_pdu_action",
        unit,
        name="Cycle 3",
        code="reboot_outlet",
        target="3-2001607",
    )
    with pytest.raises(ServiceValidationError) as raised:
        await call(
            hass,
            "update_pdu_action",
            unit,
            action_id=created["action"]["id"],
            target="1-2001607",
        )
    assert raised.value.translation_key == "protected_outlet"


async def test_it_outlives_a_restart_and_a_rename(
    hass: HomeAssistant,
    hass_storage: dict[str, Any],
    pdu: PduSimulator,
    entry: MockConfigEntry,
    tick: Tick,
) -> None:
    """Kept at once, by the outlet's key, whatever the outlet is called."""
    protect(hass, pdu, "1-2001607")
    await tick(1)
    assert hass_storage[DOMAIN]["data"]["protected"] == {
        f"synaccess_{pdu.serial}": [["outlet", "1-2001607"]]
    }
    pdu.state.outlet("1-2001607")["outletName"] = "Router"
    assert await hass.config_entries.async_unload(entry.entry_id)
    await hass.data[FLEET].load()
    assert await hass.config_entries.async_setup(entry.entry_id)
    with pytest.raises(ServiceValidationError) as raised:
        await switch(hass, "turn_off")
    assert raised.value.translation_placeholders == {"outlets": "Router"}


async def test_the_power_on_state_is_not_its_matter(
    hass: HomeAssistant, pdu: PduSimulator, entry: MockConfigEntry
) -> None:
    """A setting that cuts nothing now is not refused."""
    protect(hass, pdu, "1-2001607")
    found = await enable(hass, entry, "select", "_outlet_1-2001607_outlet.poweron")
    await hass.services.async_call(
        "select", "select_option", {"entity_id": found, "option": "off"}, blocking=True
    )
    assert pdu.state.outlet("1-2001607")["pwrOnState"] == "OFF"


async def test_a_restart_button_that_waits_is_overtaken(
    hass: HomeAssistant, fakes: House
) -> None:
    """Restart and switching are one matter: the newest wish counts."""
    driver = Acts()
    await fakes.add(driver)
    unit = hass.data[FLEET].units[UNIT_ID]
    lock = unit.commands._locks[OUTLET]
    await lock.acquire()
    pressing = hass.async_create_task(press(hass, "_outlet_1_restart"))
    switching = hass.async_create_task(
        switch(hass, "turn_off", "_outlet_1_outlet.status")
    )
    lock.release()
    with pytest.raises(ServiceValidationError) as raised:
        await pressing
    assert raised.value.translation_key == "superseded"
    await switching
    assert driver.done == [False]


async def test_an_outlet_that_cannot_be_restarted(
    hass: HomeAssistant, fakes: House
) -> None:
    """The action says so instead of switching off and on."""
    driver = Acts()
    await fakes.add(driver)
    await set_outlet(hass, "_outlet_1_outlet.status", state="restart")
    assert driver.done == [RESTART_OUTLET]
    driver.outside.publish([replace(report_of(), orders=frozenset())])
    with pytest.raises(ServiceValidationError) as raised:
        await set_outlet(hass, "_outlet_1_outlet.status", state="restart")
    assert raised.value.translation_key == "cannot_restart"
    assert driver.done == [RESTART_OUTLET]


async def test_it_belongs_to_the_unit_not_to_the_entry(
    hass: HomeAssistant, fakes: House
) -> None:
    """A second way to the unit is held to it, too."""
    await fakes.add(Acts())
    fleet = hass.data[FLEET]
    fleet.preferences.protect(UNIT_ID, {PartId("outlet", "1")})
    first = fleet.units[UNIT_ID].paths
    await hass.config_entries.async_remove(next(iter(first)))
    assert UNIT_ID not in fleet.units
    driver = Acts()
    await fakes.add(driver)
    with pytest.raises(ServiceValidationError):
        await switch(hass, "turn_off", "_outlet_1_outlet.status")
    assert state(hass, "switch", "_outlet_1_outlet.status") == "on"
    assert not driver.done


SHED = Point(UNIT, Variable(name="outlet.status", kind=Kind.FLAG))
"""A flag of a unit that can cut its outlet."""


@pytest.mark.parametrize(
    ("setting", "refused", "allowed"),
    [
        (Setting(endangers=Danger.LOAD, harmless=False), [True], [False]),
        (Setting(endangers=Danger.LOAD, harmless=True), [False], [True]),
        (Setting(endangers=Danger.LOAD), [True, False], []),
        (Setting(endangers=Danger.SETTINGS), [], [True, False]),
        (Setting(), [], [True, False]),
    ],
)
async def test_a_setting_that_cuts_some_day_is_refused_at_once(
    hass: HomeAssistant,
    fakes: House,
    setting: Setting,
    refused: list[bool],
    allowed: list[bool],
) -> None:
    """What is shed at the next outage loses its power, too; to spare it is allowed."""
    report = report_of()
    unit_part = Part(id=UNIT, cuts=frozenset({OUTLET}))
    driver = Acts()
    driver.reports = [
        replace(
            report,
            parts={**report.parts, UNIT: unit_part},
            readings={**report.readings, SHED: Reading(False, datetime.now(UTC))},
            settings={**report.settings, SHED: setting},
        )
    ]
    await fakes.add(driver)
    fleet = hass.data[FLEET]
    unit = fleet.units[UNIT_ID]
    for value in (True, False):
        check_setting(unit, SHED, value)
    fleet.preferences.protect(UNIT_ID, {OUTLET})
    for value in refused:
        with pytest.raises(ServiceValidationError) as raised:
            check_setting(unit, SHED, value)
        assert raised.value.translation_key == "protected_outlet"
    for value in allowed:
        check_setting(unit, SHED, value)


@pytest.mark.parametrize("restarted", [False, True])
async def test_what_is_protected_while_it_waits(
    hass: HomeAssistant, fakes: House, restarted: bool
) -> None:
    """A command that waits for another one is looked at anew when its turn comes."""

    class Slow(Acts):
        """Takes its time to switch on."""

        async def write(
            self, equipment: EquipmentId, point: Point, value: Value
        ) -> Outcome:
            """Wait for the test before it is done."""
            begun.set()
            await go_on.wait()
            return await super().write(equipment, point, value)

    begun, go_on = asyncio.Event(), asyncio.Event()
    driver = Slow()
    await fakes.add(driver)
    status = "_outlet_1_outlet.status"
    first = hass.async_create_task(switch(hass, "turn_on", status))
    await begun.wait()
    waiting = hass.async_create_task(
        press(hass, "_outlet_1_restart")
        if restarted
        else switch(hass, "turn_off", status)
    )
    for _ in range(20):
        await asyncio.sleep(0)
    hass.data[FLEET].preferences.protect(UNIT_ID, {OUTLET})
    go_on.set()
    await first
    with pytest.raises(ServiceValidationError) as raised:
        await waiting
    assert raised.value.translation_key == "protected_outlet"
    assert driver.done == [True]
    await switch(hass, "turn_on", status)  # the queue goes on
