"""A UPS behind a network management card: what is shown, switched, and told."""

from functools import partial
import json
from pathlib import Path
import re

from homeassistant.const import STATE_OFF, STATE_ON, STATE_UNAVAILABLE
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import entity_registry as er
import pytest
from pytest_homeassistant_custom_component.components.diagnostics import (
    get_diagnostics_for_config_entry,
)
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator
from syrupy.assertion import SnapshotAssertion

from custom_components.rack_power.equipment.model import (
    UNIT,
    Command,
    Danger,
    Order,
)
from custom_components.rack_power.fleet import FLEET
from custom_components.rack_power.protection import check_order
from simulator.clock import Clock
from simulator.smartconnect.unit.start import build
from simulator.smartconnect.unit.ups import Ups
from simulator.snmp import SnmpSimulator

from .conftest import MakeCard, MakeCloud, SteppedClock, Tick
from .house import full_state, state
from .smartconnect import add_account
from .snmp import CHARGE, FAST, MAINS, ON_BATTERY, add_card
from .test_entities import entities

DOCUMENT = Path(__file__).parent.parent / "docs" / "apc-snmp.md"

pytestmark = pytest.mark.usefixtures("custom_integrations")


async def test_a_power_failure(
    hass: HomeAssistant, card: SnmpSimulator, tick: Tick
) -> None:
    """Without traps it shows with the next fast poll."""
    await add_card(hass, card)
    assert state(hass, "binary_sensor", ON_BATTERY) == STATE_OFF
    assert state(hass, "sensor", CHARGE) == "100"
    card.ups.set_mains(on=False)
    await tick(FAST)
    assert state(hass, "binary_sensor", ON_BATTERY) == STATE_ON
    assert state(hass, "binary_sensor", MAINS) == STATE_OFF
    shown = full_state(hass, "binary_sensor", ON_BATTERY)
    assert shown.attributes["reason"] == "outage"
    card.ups.set_mains(on=True)
    await tick(FAST)
    assert state(hass, "binary_sensor", ON_BATTERY) == STATE_OFF


async def test_a_self_test_is_no_outage(
    hass: HomeAssistant, card: SnmpSimulator, tick: Tick
) -> None:
    """The battery feeds the load for a while; the mains is there all the time."""
    await add_card(hass, card)
    card.ups.self_test()
    await tick(FAST / 2)
    seen = set()
    for _ in range(6):
        await tick(FAST / 5)
        seen.add(state(hass, "binary_sensor", MAINS))
        shown = full_state(hass, "binary_sensor", ON_BATTERY)
        if shown.state == STATE_ON:
            assert shown.attributes["reason"] == "self_test"
    assert seen == {STATE_ON}


async def test_a_lost_link(
    hass: HomeAssistant, card: SnmpSimulator, tick: Tick
) -> None:
    """What the card has from its UPS is gone; what it knows of itself stays."""
    await add_card(hass, card)
    card.ups.lose_link(lost=True)
    for _ in range(3):
        await tick(FAST)
    assert state(hass, "binary_sensor", "_unit_0_card.link") == STATE_OFF
    assert state(hass, "sensor", CHARGE) == STATE_UNAVAILABLE
    assert state(hass, "binary_sensor", ON_BATTERY) == STATE_UNAVAILABLE
    card.ups.lose_link(lost=False)
    for _ in range(3):
        await tick(FAST)
    assert state(hass, "sensor", CHARGE) == "100"


async def test_without_a_write_community(
    hass: HomeAssistant, card: SnmpSimulator
) -> None:
    """Everything is shown, and nothing can be set or run."""
    await add_card(hass, card)
    assert {one.domain for one in entities(hass).values()} == {
        "sensor",
        "binary_sensor",
    }


def switches(hass: HomeAssistant) -> dict[str, str]:
    """Return the switches of outlet groups by what they stand for."""
    return {
        one.unique_id.partition("_outlet_group_")[2]: key
        for key, one in entities(hass).items()
        if one.domain == "switch" and one.unique_id.endswith("outlet.group.status")
    }


async def test_an_outlet_group(
    hass: HomeAssistant, card: SnmpSimulator, tick: Tick
) -> None:
    """It is switched by one SET, and the call returns when the unit has done it."""
    await add_card(hass, card, write_community=card.write_community)
    groups = switches(hass)
    assert len(groups) == 2  # the main group is only offered with load control
    (first, *_) = groups.values()
    card.counters.reset()
    await hass.services.async_call(
        "switch", "turn_off", {"entity_id": first}, blocking=True
    )
    assert hass.states.get(first).state == STATE_OFF  # type: ignore[union-attr]
    assert len(card.counters.commands_executed) == 1
    await hass.services.async_call(
        "rack_power", "set_outlet", {"entity_id": first, "state": "on"}, blocking=True
    )
    assert hass.states.get(first).state == STATE_ON  # type: ignore[union-attr]
    assert len(card.counters.commands_executed) == 2


async def test_a_protected_outlet_group(
    hass: HomeAssistant, card: SnmpSimulator
) -> None:
    """Neither its own switch nor what cuts the whole load is let through."""
    await add_card(hass, card, write_community=card.write_community)
    (unit,) = hass.data[FLEET].units.values()
    hass.data[FLEET].preferences.choose(unit.id, {"load_control": "on"})
    group = next(part for part in unit.parts if part.kind == "outlet_group")
    others = [part for part in unit.parts if part.kind == "outlet_group"]
    hass.data[FLEET].preferences.protect(unit.id, set(others[-1:]))
    assert group
    card.counters.reset()
    switch = switches(hass)[f"{others[-1].key}_outlet.group.status"]
    with pytest.raises(HomeAssistantError) as caught:
        await hass.services.async_call(
            "switch", "turn_off", {"entity_id": switch}, blocking=True
        )
    assert caught.value.translation_key == "protected_outlet"
    for name in ("load.off", "shutdown.reboot", "shutdown.return", "bypass.start"):
        order = Order(UNIT, Command(name=name, endangers=Danger.LOAD))
        with pytest.raises(HomeAssistantError) as caught:
            check_order(unit, order)
        assert caught.value.translation_key == "protected_outlet"
    assert not card.counters.commands_received


async def test_load_control(
    hass: HomeAssistant, card: SnmpSimulator, tick: Tick
) -> None:
    """What cuts the load appears only once the owner wants it, and disabled."""
    entry = await add_card(hass, card, write_community=card.write_community)
    assert not registered(hass, "button", "_unit_0_load.off")
    assert registered(hass, "button", "_unit_0_test.battery.start")
    main = next(
        one
        for one in entities(hass).values()
        if one.domain == "binary_sensor"
        and one.unique_id.endswith("outlet.group.status")
    )
    assert main.disabled_by is None
    (unit,) = hass.data[FLEET].units.values()
    flow = await hass.config_entries.options.async_init(entry.entry_id)
    flow = await hass.config_entries.options.async_configure(
        flow["flow_id"], {"next_step_id": "unit"}
    )
    flow = await hass.config_entries.options.async_configure(
        flow["flow_id"], {"load_control": "on"}
    )
    await hass.async_block_till_done(wait_background_tasks=True)
    assert hass.data[FLEET].preferences.choice(unit.id, "load_control") == "on"
    button = registered(hass, "button", "_unit_0_load.off")
    assert button is not None
    assert button.disabled_by is er.RegistryEntryDisabler.INTEGRATION
    for _ in range(3):
        await tick(FAST)
    switch = registered(hass, "switch", main.unique_id)
    assert switch is not None
    assert switch.disabled_by is er.RegistryEntryDisabler.INTEGRATION
    assert registered(hass, "binary_sensor", main.unique_id) is None


def registered(
    hass: HomeAssistant, domain: str, ending: str
) -> er.RegistryEntry | None:
    """Return the entity whose unique id ends so, if it is there."""
    for one in entities(hass).values():
        if one.domain == domain and one.unique_id.endswith(ending):
            return one
    return None


async def test_two_paths_are_one_device(
    hass: HomeAssistant,
    make_cloud: MakeCloud,
    make_card: MakeCard,
    clock: SteppedClock,
    tick: Tick,
) -> None:
    """A UPS that the cloud shows, too, is one; the card's values are the nearer."""
    ups = Ups(partial(build, 1), Clock(clock.now()))
    cloud = await make_cloud(first=ups)
    card = await make_card(clock=ups.clock, ups=ups)
    await add_account(hass, cloud)
    near = await add_card(hass, card)
    (unit,) = hass.data[FLEET].units.values()
    kinds = {path.kind for path in unit.paths.values()}
    assert kinds == {"apc_smartconnect", "apc_snmp"}
    ups.set_mains(on=False)
    await tick(FAST)
    assert state(hass, "binary_sensor", ON_BATTERY) == STATE_ON
    await hass.config_entries.async_unload(near.entry_id)
    ups.set_mains(on=True)
    await tick(120)
    assert state(hass, "binary_sensor", ON_BATTERY) == STATE_OFF
    await hass.config_entries.async_setup(near.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    ups.set_mains(on=False)
    await tick(FAST)
    assert state(hass, "binary_sensor", ON_BATTERY) == STATE_ON


async def test_the_diagnostics(
    hass: HomeAssistant, card: SnmpSimulator, hass_client: ClientSessionGenerator
) -> None:
    """All that the card told, and no community, serial number or address."""
    entry = await add_card(hass, card, write_community="another-secret")
    told = await get_diagnostics_for_config_entry(hass, hass_client, entry)
    text = json.dumps(told)
    assert told["raw"]["read"]
    for secret in ("another-secret", card.ups.base.state.serial, card.host):
        assert secret not in text


async def test_what_is_enabled(
    hass: HomeAssistant, card: SnmpSimulator, snapshot: SnapshotAssertion
) -> None:
    """What most people want to see, with everything allowed that can be."""
    await add_card(hass, card, write_community=card.write_community)
    shown = [key for key, one in entities(hass).items() if one.disabled_by is None]
    assert shown == snapshot
    told = re.search(
        r"some (\d+) are enabled .* about (\d+) more", DOCUMENT.read_text(), re.DOTALL
    )
    assert told is not None
    everything = len(entities(hass))
    assert len(shown) == pytest.approx(int(told[1]), abs=10)
    assert everything - len(shown) == pytest.approx(int(told[2]), abs=25)
