"""Managing the PDU's own events and actions by Home Assistant's actions."""

from typing import Any

from homeassistant.auth.models import User
from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import (
    HomeAssistantError,
    ServiceValidationError,
    Unauthorized,
)
from homeassistant.helpers import device_registry as dr
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
import voluptuous as vol
from yarl import URL

from custom_components.rack_power.const import DOMAIN
from simulator.synaccess import PduSimulator

from .house import entity_id
from .test_commands import protect


@pytest.fixture
def device(hass: HomeAssistant, pdu: PduSimulator, entry: MockConfigEntry) -> str:
    """The PDU's device."""
    found = dr.async_get(hass).async_get_device_by_identifier(
        (DOMAIN, f"synaccess_{pdu.serial}"), entry.entry_id
    )
    assert found is not None
    return found.id


async def call(hass: HomeAssistant, action: str, device: str, **fields: Any) -> Any:
    """Call an action and return its answer."""
    return await hass.services.async_call(
        DOMAIN,
        action,
        {"device_id": device, **fields},
        blocking=True,
        return_response=True,
    )


async def test_an_event_from_birth_to_death(
    hass: HomeAssistant, pdu: PduSimulator, device: str
) -> None:
    """Create by entity, change, list, delete."""
    probe = entity_id(hass, "sensor", "_probe_2_ambient.temperature")
    created = await call(
        hass,
        "create_pdu_event",
        device,
        name="Rack hot",
        code="temperature_max",
        target=probe,
        threshold=35.5,
        seconds=10,
        actions=[2],
    )
    event = created["event"]
    assert event["target"] == "2"
    assert event["threshold"] == 35.5
    assert event["unit"] == "°C"
    assert event["action_names"] == ["Notify Home Assistant"]
    stored = pdu.state.events[-1]
    assert stored["params"][:3] == ["2", "35.5", "10"]
    changed = await call(
        hass, "update_pdu_event", device, event_id=event["id"], threshold=40
    )
    assert changed["event"]["threshold"] == 40
    assert changed["changed"]
    listed = await call(hass, "list_pdu_events", device, code=49)
    assert [one["name"] for one in listed["events"]] == ["Rack too warm", "Rack hot"]
    for code in ("Temperature_Max", " 49", 49):
        assert await call(hass, "list_pdu_events", device, code=code) == listed
    assert await call(hass, "list_pdu_events", device, code=999) == {"events": []}
    with pytest.raises(ServiceValidationError) as raised:
        await call(hass, "list_pdu_events", device, code="temperature_mx")
    assert raised.value.translation_key == "unknown_event_code"
    triggered = await call(hass, "list_pdu_events", device, triggered_only=True)
    assert [one["name"] for one in triggered["events"]] == ["Rack too warm"]
    assert await call(hass, "delete_pdu_event", device, event_id=event["id"]) == {
        "deleted": event["id"]
    }
    assert len(pdu.state.events) == 3


async def test_an_action_from_birth_to_death(
    hass: HomeAssistant, pdu: PduSimulator, device: str
) -> None:
    """Create by device, change, refuse while in use, delete; no secret is shown."""
    outlet = entity_id(hass, "switch", "_outlet_3-2001607_outlet.status")
    created = await call(
        hass,
        "create_pdu_action",
        device,
        name="Restart outlet 3",
        code="reboot_outlet",
        target=outlet,
    )
    action = created["action"]
    assert action["target"] == "3-2001607"
    changed = await call(
        hass, "update_pdu_action", device, action_id=action["id"], name="Cycle 3"
    )
    assert changed["action"]["name"] == "Cycle 3"
    with pytest.raises(ServiceValidationError) as raised:
        await call(hass, "delete_pdu_action", device, action_id=2)
    assert raised.value.translation_key == "action_in_use"
    assert await call(hass, "delete_pdu_action", device, action_id=action["id"]) == {
        "deleted": action["id"]
    }
    listed = await call(hass, "list_pdu_actions", device)
    assert len(listed["actions"]) == 2
    assert "192.0.2.10" not in str(listed)


async def test_codes(hass: HomeAssistant, device: str) -> None:
    """The tables tell what this PDU can use."""
    events = (await call(hass, "list_pdu_event_codes", device))["codes"]
    actions = (await call(hass, "list_pdu_action_codes", device))["codes"]
    assert len(events) == 48
    assert len(actions) == 19
    by_key = {one["key"]: one for one in events}
    assert by_key["temperature_max"]["available"] is True
    assert by_key["ats_to_primary"]["available"] is False


@pytest.mark.parametrize(
    "fields",
    [
        {"name": "x", "code": 12345},
        {"name": "", "code": 49, "target": "2", "threshold": 1},
        {"name": "x", "code": 49, "target": "77", "threshold": 1},
        {"name": "x", "code": 49, "target": "2", "threshold": "warm"},
        {"name": "x", "code": 21, "target": "I1-1502530", "threshold": 95},
        {"name": "x", "code": 49, "params": ["2", "1", "1", "1"]},
        {"name": "x", "code": 53, "time": "25:00"},
        {"name": "x", "code": 55},
        {"name": "x", "code": 53, "time": "03:00", "actions": [99]},
    ],
)
async def test_what_cannot_be_right_is_not_sent(
    hass: HomeAssistant, pdu: PduSimulator, device: str, fields: dict[str, Any]
) -> None:
    """The reason is told before anything reaches the PDU."""
    with pytest.raises(ServiceValidationError):
        await call(hass, "create_pdu_event", device, **fields)
    assert not pdu.counters.commands_received


async def test_protected_outlets_are_not_cut_by_rules(
    hass: HomeAssistant, pdu: PduSimulator, device: str
) -> None:
    """By no kind of action, new or changed, nor by an event that starts one."""
    protect(hass, pdu, "1-2001607")
    on = {"name": "x", "code": 11, "target": "1-2001607", "state": "ON"}
    action_id = (await call(hass, "create_pdu_action", device, **on))["action"]["id"]
    schedule = {"name": "x", "code": 53, "time": "03:00"}
    off = {"event_id": 3, "enabled": False, "actions": []}
    await call(hass, "update_pdu_event", device, **off)
    pdu.counters.reset()
    host = URL(pdu.url).host
    attempts: list[tuple[str, dict[str, Any]]] = [
        ("create_pdu_action", {"code": 11, "target": "1-2001607", "state": "OFF"}),
        ("create_pdu_action", {"code": 11, "target": "1", "state": False}),
        ("create_pdu_action", {"code": 12, "target": " 1-2001607 "}),
        ("create_pdu_action", {"code": "reboot_outlet", "params": ["1-2001607"]}),
        ("create_pdu_action", {"code": 12, "params": [1]}),
        ("create_pdu_action", {"code": 12, "target": "any"}),
        ("create_pdu_action", {"code": 16, "target": "1", "state": "off"}),
        ("create_pdu_action", {"code": 16, "target": "nobody", "state": "OFF"}),
        ("create_pdu_action", {"code": "reboot_group", "target": 1}),
        ("create_pdu_action", {"code": 24, "params": [host, "1", "secret"]}),
        ("create_pdu_action", {"code": 26, "params": [host, "1", "secret"]}),
        ("create_pdu_action", {"code": 28, "params": ["10.9.8.7", "1-2001607", "s"]}),
        ("create_pdu_action", {"code": 29, "params": ["localhost", "1", "secret"]}),
        ("create_pdu_action", {"code": 99, "params": ["x", "1-2001607"]}),
        ("update_pdu_action", {"action_id": action_id, "state": "OFF"}),
        ("update_pdu_action", {"action_id": action_id, "code": 12, "params": [1]}),
        ("update_pdu_action", {"action_id": 2, "code": 17, "target": "1"}),
        ("create_pdu_event", schedule | {"actions": [1]}),
        ("create_pdu_event", schedule | {"actions": [2, 1]}),
        ("update_pdu_event", {"event_id": 2, "actions": [1]}),
        ("update_pdu_event", {"event_id": 3, "actions": [1], "enabled": True}),
        ("update_pdu_event", {"event_id": 1, "threshold": 1}),
    ]
    for action, told in attempts:
        fields = {"name": "x", "force": True} | told
        with pytest.raises(ServiceValidationError) as raised:
            await call(hass, action, device, **fields)
        assert raised.value.translation_key == "protected_outlet", told
    assert not pdu.counters.commands_received
    await call(hass, "update_pdu_event", device, event_id=1, enabled=False)


NOT_WHOLE = [2.9, True, False, "2.9", "2.0", "", "two", "1e0", "٢", None, [2], -1, "-1"]


@pytest.mark.parametrize("ident", [*NOT_WHOLE, float("nan"), float("inf"), "9" * 5000])
async def test_what_is_no_id_means_no_other(
    hass: HomeAssistant, pdu: PduSimulator, device: str, ident: Any
) -> None:
    """Nothing is cut off until it is the id of something; nothing is sent."""
    attempts: list[tuple[str, dict[str, Any]]] = [
        ("delete_pdu_event", {"event_id": ident}),
        ("delete_pdu_action", {"action_id": ident}),
        ("update_pdu_event", {"event_id": ident, "name": "x"}),
        ("update_pdu_action", {"action_id": ident, "name": "x"}),
        ("update_pdu_event", {"event_id": 3, "actions": [[ident]]}),
        ("update_pdu_event", {"event_id": 3, "actions": [2, ident]}),
        ("create_pdu_event", {"name": "x", "code": 53, "actions": [ident]}),
        ("get_log", {"limit": ident}),
    ]
    for action, fields in attempts:
        with pytest.raises(vol.Invalid):
            await call(hass, action, device, **fields)
    assert not pdu.counters.commands_received


@pytest.mark.parametrize("ident", [3, "3", " 3 ", 3.0])
async def test_an_id_as_templates_give_it(
    hass: HomeAssistant, pdu: PduSimulator, device: str, ident: Any
) -> None:
    """As a number or as its text."""
    told = await call(hass, "delete_pdu_event", device, event_id=ident)
    assert told == {"deleted": 3}
    assert [event["id"] for event in pdu.state.events] == [1, 2]
    assert (await call(hass, "get_log", device, limit=ident))["records"] is not None


@pytest.mark.parametrize("field", ["code", "target", "threshold", "seconds", "params"])
async def test_a_truth_value_is_no_number(
    hass: HomeAssistant, pdu: PduSimulator, device: str, field: str
) -> None:
    """Not in any other field either."""
    told = {"name": "x", "code": 49, "target": "2", "threshold": 30, "seconds": 1}
    if field == "params":
        told = {"name": "x", "code": 49, "params": ["2", True, "1"]}
    else:
        told[field] = True
    with pytest.raises(ServiceValidationError):
        await call(hass, "create_pdu_event", device, **told)
    assert not pdu.counters.commands_received


async def test_targets_of_others_are_refused(
    hass: HomeAssistant, pdu: PduSimulator, device: str
) -> None:
    """A device that is none of ours, and one that is unknown."""
    with pytest.raises(ServiceValidationError) as raised:
        await call(hass, "list_pdu_events", "nonsense")
    assert raised.value.translation_key == "unknown_device"


async def test_an_outlets_device_stands_for_its_unit(
    hass: HomeAssistant, pdu: PduSimulator, device: str
) -> None:
    """A part's device may be named in place of the unit's, and as a target."""
    child = dr.async_entries_for_parent_device(dr.async_get(hass), device)[0]
    assert (await call(hass, "list_pdu_events", child.id))["events"]


async def test_only_administrators_write(
    hass: HomeAssistant, device: str, hass_read_only_user: User
) -> None:
    """Others may look."""
    context = Context(user_id=hass_read_only_user.id)
    with pytest.raises(Unauthorized):
        await hass.services.async_call(
            DOMAIN,
            "delete_pdu_event",
            {"device_id": device, "event_id": 1},
            blocking=True,
            context=context,
        )


async def test_a_unit_that_does_not_answer(
    hass: HomeAssistant, pdu: PduSimulator, device: str
) -> None:
    """The failure is told."""
    await pdu.vanish()
    with pytest.raises(HomeAssistantError) as raised:
        await call(hass, "list_pdu_events", device)
    assert raised.value.translation_key == "cannot_connect"
