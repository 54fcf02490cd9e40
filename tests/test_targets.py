"""Whom an action means: devices, entities, and what YAML makes of words."""

from dataclasses import replace
from typing import Any

from homeassistant.config_entries import SOURCE_REAUTH
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers import device_registry as dr, entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
import voluptuous as vol

from custom_components.rack_power.const import DOMAIN
from custom_components.rack_power.equipment.model import EquipmentId
from simulator.synaccess import Effect, Fault, PduSimulator

from .conftest import SteppedClock, Tick, pdu_entry
from .fake import ABOUT, UNIT_ID, Acts, House, Reads
from .house import entity_id
from .test_commands import OUTLET, set_outlet
from .test_names import child
from .test_rule_actions import call


@pytest.fixture
def device(hass: HomeAssistant, pdu: PduSimulator, entry: MockConfigEntry) -> str:
    """The PDU's device."""
    found = dr.async_get(hass).async_get_device_by_identifier(
        (DOMAIN, f"synaccess_{pdu.serial}"), entry.entry_id
    )
    assert found is not None
    return found.id


RESTART_3: dict[str, Any] = {"name": "Restart 3", "code": "reboot_outlet"}


@pytest.mark.parametrize(
    ("domain", "ending"),
    [
        ("switch", "_outlet_3-2001607_outlet.status"),
        ("button", "_outlet_3-2001607_restart"),
        ("text", "_outlet_3-2001607_outlet.name"),
    ],
)
async def test_any_entity_of_a_part_means_the_part(
    hass: HomeAssistant, device: str, domain: str, ending: str
) -> None:
    """Its switch, its button, and what is disabled as well."""
    target = entity_id(hass, domain, ending)
    made = await call(hass, "create_pdu_action", device, **RESTART_3, target=target)
    assert made["action"]["target"] == "3-2001607"


async def test_the_device_of_a_part_means_the_part(
    hass: HomeAssistant, device: str, entry: MockConfigEntry
) -> None:
    """As the device picker gives it."""
    target = child(hass, entry, "_outlet_3-2001607").id
    made = await call(hass, "create_pdu_action", device, **RESTART_3, target=target)
    assert made["action"]["target"] == "3-2001607"


async def test_the_unit_itself_is_no_outlet(
    hass: HomeAssistant, device: str, pdu: PduSimulator
) -> None:
    """Its device and its entities are parts of another kind."""
    connected = entity_id(hass, "binary_sensor", "_unit_0_driver.connected")
    for target in (device, connected):
        with pytest.raises(ServiceValidationError) as raised:
            await call(hass, "create_pdu_action", device, **RESTART_3, target=target)
        assert raised.value.translation_key == "wrong_part"
    assert not pdu.counters.commands_received


async def test_what_belongs_to_others_is_no_target(
    hass: HomeAssistant, device: str, pdu: PduSimulator, clock: SteppedClock
) -> None:
    """Neither another unit's outlet, nor another integration's entity or device."""
    async with PduSimulator(serial=1502531) as second:
        other = pdu_entry(second)
        other.add_to_hass(hass)
        assert await hass.config_entries.async_setup(other.entry_id)
        outlet = f"_outlet_{second.state.outlets[2]['id']}"
        theirs = entity_id(hass, "switch", f"synaccess_1502531{outlet}_outlet.status")
        stranger = MockConfigEntry(domain="other")
        stranger.add_to_hass(hass)
        lamp = er.async_get(hass).async_get_or_create("light", "other", "lamp")
        box = dr.async_get(hass).async_get_or_create(
            config_entry_id=stranger.entry_id, identifiers={("other", "box")}
        )
        their_device = child(hass, other, outlet).id
        for target in (theirs, their_device, lamp.entity_id, box.id):
            with pytest.raises(ServiceValidationError) as raised:
                await call(
                    hass,
                    "create_pdu_action",
                    device,
                    **RESTART_3,
                    target=target,
                    force=True,
                )
            assert raised.value.translation_key == "target_of_another_unit"
            assert raised.value.translation_placeholders == {"target": target}
        assert not pdu.counters.commands_received
        assert await hass.config_entries.async_unload(other.entry_id)


async def test_a_device_of_another_integration_is_no_unit(
    hass: HomeAssistant, device: str
) -> None:
    """Whatever its identifiers look like: some have more than two words."""
    stranger = MockConfigEntry(domain="other")
    stranger.add_to_hass(hass)
    box = dr.async_get(hass).async_get_or_create(
        config_entry_id=stranger.entry_id,
        identifiers={("other", "box", "1")},  # type: ignore[arg-type]
    )
    with pytest.raises(ServiceValidationError) as raised:
        await call(hass, "list_pdu_events", box.id)
    assert raised.value.translation_key == "unknown_device"
    assert raised.value.translation_placeholders == {"device": box.id}


async def test_a_unit_whose_connection_is_not_loaded(
    hass: HomeAssistant, device: str, entry: MockConfigEntry
) -> None:
    """The action is there all the same, and says what is the matter."""
    await hass.config_entries.async_unload(entry.entry_id)
    with pytest.raises(ServiceValidationError) as raised:
        await call(hass, "list_pdu_events", device)
    assert raised.value.translation_key == "unknown_device"
    assert "not loaded" in str(raised.value)


async def test_a_unit_without_events_and_one_that_is_silent(
    hass: HomeAssistant, fakes: House, tick: Tick
) -> None:
    """Two reasons, two messages."""
    driver = Acts()
    added = await fakes.add(driver)
    found = dr.async_get(hass).async_get_device_by_identifier(
        (DOMAIN, UNIT_ID), added.entry_id
    )
    assert found is not None
    with pytest.raises(ServiceValidationError) as raised:
        await call(hass, "list_pdu_events", found.id)
    assert raised.value.translation_key == "no_rules"
    driver.fails = RuntimeError()
    await tick(31)
    with pytest.raises(ServiceValidationError) as raised:
        await call(hass, "list_pdu_events", found.id)
    assert raised.value.translation_key == "unit_unreachable"


async def test_a_nearer_path_without_events_is_passed_over(
    hass: HomeAssistant, fakes: House, pdu: PduSimulator
) -> None:
    """The way that manages them is found."""
    serial = EquipmentId(f"synaccess_{pdu.serial}")
    added = pdu_entry(pdu)
    added.add_to_hass(hass)
    assert await hass.config_entries.async_setup(added.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    await fakes.add(Reads(found=[replace(ABOUT, id=serial)], reports=[]), rank=-1)
    found = dr.async_get(hass).async_get_device_by_identifier(
        (DOMAIN, serial), added.entry_id
    )
    assert found is not None
    assert (await call(hass, "list_pdu_events", found.id))["events"]


async def test_refused_credentials_ask_to_sign_in_again(
    hass: HomeAssistant, device: str, pdu: PduSimulator, entry: MockConfigEntry
) -> None:
    """An action finds out as well as a poll does."""
    pdu.faults.add(Fault(Effect.STATUS, path="/api/events", status=401, times=None))
    with pytest.raises(HomeAssistantError) as raised:
        await call(hass, "list_pdu_events", device)
    assert raised.value.translation_key == "invalid_auth"
    await hass.async_block_till_done()
    assert any(entry.async_get_active_flows(hass, {SOURCE_REAUTH}))


WRONG: list[tuple[str, dict[str, Any]]] = [
    ("list_pdu_events", {"device_id": ["a", "b"]}),
    ("list_pdu_events", {"triggered_only": "perhaps"}),
    ("list_pdu_events", {"secret": True}),
    ("create_pdu_event", {"code": 49}),
    ("create_pdu_event", {"name": "x"}),
    ("create_pdu_event", {"name": "x", "code": [49]}),
    ("create_pdu_event", {"name": "x", "code": 49, "actions": ["one"]}),
    ("create_pdu_event", {"name": "x", "code": 49, "actions": [-1]}),
    ("create_pdu_event", {"name": "x", "code": 49, "threshold": {}}),
    ("update_pdu_event", {"name": "x"}),
    ("update_pdu_event", {"event_id": "first"}),
    ("delete_pdu_event", {"event_id": 1, "force": True}),
    ("delete_pdu_action", {"action_id": 1, "force": True}),
    ("create_pdu_action", {"name": "x", "code": 12, "params": [{}]}),
]


@pytest.mark.parametrize(("action", "fields"), WRONG)
async def test_what_is_no_call_at_all_is_refused(
    hass: HomeAssistant,
    device: str,
    pdu: PduSimulator,
    action: str,
    fields: dict[str, Any],
) -> None:
    """Wrong types, missing and unknown fields."""
    before = pdu.counters.requests.total()
    with pytest.raises(vol.Invalid):
        await hass.services.async_call(
            DOMAIN,
            action,
            {"device_id": device, **fields},
            blocking=True,
            return_response=True,
        )
    assert pdu.counters.requests.total() == before


async def test_a_call_without_a_device(hass: HomeAssistant, device: str) -> None:
    """It cannot guess which unit is meant."""
    with pytest.raises(vol.Invalid):
        await hass.services.async_call(
            DOMAIN, "list_pdu_events", blocking=True, return_response=True
        )


async def test_writing_needs_no_answer(
    hass: HomeAssistant, device: str, pdu: PduSimulator
) -> None:
    """An automation need not take the response."""
    await hass.services.async_call(
        DOMAIN, "delete_pdu_event", {"device_id": device, "event_id": 3}, blocking=True
    )
    assert {one["id"] for one in pdu.state.events} == {1, 2}


@pytest.mark.usefixtures("entry")
async def test_on_and_off_without_quotes(
    hass: HomeAssistant, pdu: PduSimulator
) -> None:
    """YAML reads them as true and false."""
    await set_outlet(hass, state=False)
    assert pdu.state.outlet("1-2001607")["state"] == "OFF"
    await set_outlet(hass, state=True)
    assert pdu.state.outlet("1-2001607")["state"] == "ON"
    for wrong in ("maybe", 1, None, "ON"):
        with pytest.raises(vol.Invalid):
            await set_outlet(hass, OUTLET, state=wrong)


async def test_events_are_found_by_the_key_of_their_code(
    hass: HomeAssistant, device: str
) -> None:
    """By its number as well; an unknown one is refused, as it may be misspelt."""
    for code in ("temperature_max", "49"):
        listed = await call(hass, "list_pdu_events", device, code=code)
        assert [one["name"] for one in listed["events"]] == ["Rack too warm"]
    with pytest.raises(ServiceValidationError, match="no event code nonsense"):
        await call(hass, "list_pdu_events", device, code="nonsense")
