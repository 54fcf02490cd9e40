"""Another unit answers where one is known: nothing is mixed up; the owner decides."""

from typing import Any

from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.helpers import (
    area_registry as ar,
    device_registry as dr,
    entity_registry as er,
)
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

from custom_components.rack_power.const import DOMAIN
from custom_components.rack_power.equipment.model import EquipmentId, PartId
from custom_components.rack_power.fleet import FLEET
from simulator.synaccess import PduSimulator

from ..conftest import Tick
from ..house import entity_id, state
from .conftest import Repairs, how_far, reload
from .swapping import OTHER, Swapped, SwappedCard, SwappedPdu, SwappedUps

GRACE = 5
"""Polls, and some more."""


@pytest.fixture(params=["pdu", "ups", "card"])
def swapped(request: pytest.FixtureRequest, hass: HomeAssistant) -> Swapped:
    """One of the kinds of units."""

    def there(name: str) -> Any:
        return request.getfixturevalue(name)

    match request.param:
        case "pdu":
            return SwappedPdu(hass, there("pdu"))
        case "ups":
            return SwappedUps(there("site"), there("ways"))
        case _:
            return SwappedCard(hass, there("card"))


async def replace_it(swapped: Swapped, tick: Tick, serial: str = OTHER) -> None:
    """Let another unit answer, of which the outlet is off, until it is noticed."""
    swapped.away()
    await tick(swapped.poll)
    swapped.back(serial, on=False)
    for _ in range(GRACE):
        await tick(swapped.poll)


def shown(hass: HomeAssistant, swapped: Swapped) -> str:
    """Return what is shown of the outlet."""
    return state(hass, swapped.domain, swapped.ending)


def names(hass: HomeAssistant, entry: MockConfigEntry) -> dict[str, str]:
    """Return the entity ids of an entry, and their unique ids."""
    found = er.async_entries_for_config_entry(er.async_get(hass), entry.entry_id)
    return {one.entity_id: one.unique_id for one in found}


def identifiers(hass: HomeAssistant) -> set[str]:
    """Return what the devices of the house are known by."""
    registry = dr.async_get(hass)
    found: set[str] = set()
    for entry in hass.config_entries.async_entries(DOMAIN):
        devices = [
            *dr.async_entries_for_config_entry(registry, entry.entry_id),
            *dr.async_child_entries_for_config_entry(registry, entry.entry_id),
        ]
        found |= {key for device in devices for _, key in device.identifiers}
    return found


async def test_while_it_runs(
    hass: HomeAssistant, swapped: Swapped, repairs: Repairs, tick: Tick
) -> None:
    """What the other unit tells is never shown; the old one ends the issue."""
    entry = await swapped.add()
    known = swapped.serial
    assert shown(hass, swapped) == "on"
    swapped.away()
    await tick(swapped.poll)
    swapped.back(OTHER, on=False)
    for _ in range(GRACE):
        await tick(swapped.poll)
        assert shown(hass, swapped) in {"on", "unavailable"}
    issue = await repairs.issue()
    assert issue["translation_key"] == "another_unit"
    assert issue["translation_placeholders"]["serial"] == OTHER
    assert shown(hass, swapped) == "unavailable"
    assert {one for one in identifiers(hass) if OTHER in one} == set()
    swapped.back(known, on=False)
    await tick(swapped.poll)
    await tick(swapped.poll)
    assert await repairs.told() == []
    assert shown(hass, swapped) == "off"
    assert how_far(entry) is ConfigEntryState.LOADED


async def test_over_a_restart(
    hass: HomeAssistant, swapped: Swapped, repairs: Repairs, tick: Tick
) -> None:
    """The entry waits for the unit that it stands for."""
    entry = await swapped.add()
    known, before = swapped.serial, names(hass, entry)
    swapped.back(OTHER, on=False)
    await reload(hass, entry)
    assert how_far(entry) is ConfigEntryState.SETUP_RETRY
    assert (await repairs.issue())["translation_placeholders"]["serial"] == OTHER
    assert shown(hass, swapped) == "unavailable"
    swapped.back(known, on=True)
    for _ in range(6):
        await tick(30)
    assert how_far(entry) is ConfigEntryState.LOADED
    assert await repairs.told() == []
    assert shown(hass, swapped) == "on"
    assert names(hass, entry) == before


@pytest.mark.parametrize("when", ["running", "restarted"])
async def test_it_takes_the_place(
    hass: HomeAssistant, swapped: Swapped, repairs: Repairs, tick: Tick, when: str
) -> None:
    """All that the owner has given to the old unit is the new one's."""
    entry = await swapped.add()
    old, new = swapped.unit(swapped.serial), swapped.unit(OTHER)
    given = _given(hass, entry, swapped, old)
    before = names(hass, entry)
    assert all(one.startswith(f"{old}_") for one in before.values())
    if when == "running":
        await replace_it(swapped, tick)
    else:
        swapped.back(OTHER, on=False)
        await reload(hass, entry)
    end = await repairs.mend(await repairs.issue(), "adopt")
    assert end["type"] == "create_entry"
    assert await repairs.told() == []
    assert how_far(entry) is ConfigEntryState.LOADED
    assert entry.title == given["title"]
    assert entry.unique_id is not None
    assert entry.unique_id.endswith(f":{new}")
    await tick(swapped.poll)
    for _ in range(2):
        after = names(hass, entry)
        assert after == {key: one.replace(old, new, 1) for key, one in before.items()}
        assert shown(hass, swapped) == "off"
        _check_given(hass, entry, swapped, new, given)
        assert not [one for one in identifiers(hass) if one.startswith(old)]
        await reload(hass, entry)  # and the same after a restart
        assert await repairs.told() == []


def _given(
    hass: HomeAssistant, entry: MockConfigEntry, swapped: Swapped, unit: str
) -> dict[str, Any]:
    """Name, place, switch off and protect a little of everything."""
    devices, entities = dr.async_get(hass), er.async_get(hass)
    area = ar.async_get(hass).async_create("Cellar").id
    device = devices.async_get_device_by_identifier((DOMAIN, unit), entry.entry_id)
    assert device is not None
    devices.async_update_device(device.id, name_by_user="Mine", area_id=area)
    named = entity_id(hass, swapped.domain, swapped.ending)
    entities.async_update_entity(
        named, name="The server", new_entity_id=f"{swapped.domain}.server"
    )
    hidden = next(
        key
        for key, one in entities.entities.items()
        if one.disabled_by is None and key != f"{swapped.domain}.server"
    )
    entities.async_update_entity(hidden, disabled_by=er.RegistryEntryDisabler.USER)
    children = {}
    for child in dr.async_entries_for_parent_device(devices, device.id)[:1]:
        devices.async_update_child_device(child.id, name_by_user="Switch", area_id=area)
        children[child.id] = next(iter(child.identifiers))[1].removeprefix(unit)
    preferences = hass.data[FLEET].preferences
    preferences.protect(EquipmentId(unit), {PartId("outlet", "1")})
    preferences.choose(EquipmentId(unit), {"current_scale": "1mA"})
    return {
        "title": entry.title,
        "area": area,
        "device": device.id,
        "hidden": hidden,
        "children": children,
        "all": {one.id for one in entities.entities.values()},
    }


def _check_given(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    swapped: Swapped,
    unit: str,
    given: dict[str, Any],
) -> None:
    devices, entities = dr.async_get(hass), er.async_get(hass)
    device = devices.async_get_device_by_identifier((DOMAIN, unit), entry.entry_id)
    assert device is not None
    assert device.id == given["device"]
    assert (device.name_by_user, device.area_id) == ("Mine", given["area"])
    assert device.serial_number == OTHER
    named = entities.async_get(f"{swapped.domain}.server")
    assert named is not None
    assert named.name == "The server"
    hidden = entities.async_get(given["hidden"])
    assert hidden is not None
    assert hidden.disabled_by is er.RegistryEntryDisabler.USER
    for child_id, key in given["children"].items():
        child = devices.async_get_child_device_by_identifier(
            (DOMAIN, f"{unit}{key}"), entry.entry_id
        )
        assert child is not None
        assert child.id == child_id
        assert (child.name_by_user, child.area_id) == ("Switch", given["area"])
    preferences = hass.data[FLEET].preferences
    assert preferences.protected(EquipmentId(unit)) == {PartId("outlet", "1")}
    assert preferences.choice(EquipmentId(unit), "current_scale") == "1mA"
    assert {one.id for one in entities.entities.values()} == given["all"]


async def test_it_is_a_unit_of_its_own(
    hass: HomeAssistant,
    swapped: Swapped,
    repairs: Repairs,
    tick: Tick,
    hass_ws_client: WebSocketGenerator,
) -> None:
    """It gets a device; that of the old one stays until the owner deletes it."""
    entry = await swapped.add()
    old, new = swapped.unit(swapped.serial), swapped.unit(OTHER)
    preferences = hass.data[FLEET].preferences
    protected = {PartId("outlet", "1")}
    preferences.protect(EquipmentId(old), protected)
    before = names(hass, entry)
    await replace_it(swapped, tick)
    end = await repairs.mend(await repairs.issue(), "add")
    assert end["type"] == "create_entry"
    assert await repairs.told() == []
    assert preferences.protected(EquipmentId(new)) == frozenset()
    assert preferences.protected(EquipmentId(old)) == protected
    after = names(hass, entry)
    assert {key: after[key] for key in before} == before
    assert {new, old} <= identifiers(hass)
    assert state(hass, swapped.domain, f"{new}{_rest(before, swapped, old)}") == "off"
    devices = dr.async_get(hass)
    leftover = devices.async_get_device_by_identifier((DOMAIN, old), entry.entry_id)
    assert leftover is not None
    socket = await hass_ws_client(hass)
    await socket.send_json_auto_id(
        {
            "type": "config/device_registry/remove",
            "device_id": leftover.id,
        }
    )
    answer = await socket.receive_json()
    assert answer["success"], answer
    await hass.async_block_till_done(wait_background_tasks=True)
    assert not [one for one in identifiers(hass) if one.startswith(old)]


def _rest(before: dict[str, str], swapped: Swapped, old: str) -> str:
    """Return the whole ending of the unique id of what is looked at."""
    (found,) = (one for one in before.values() if one.endswith(swapped.ending))
    return found.removeprefix(old)


@pytest.mark.parametrize("swapped", ["pdu", "ups"], indirect=True)
async def test_nothing_answers(
    hass: HomeAssistant, swapped: Swapped, repairs: Repairs, tick: Tick
) -> None:
    """It is said in words, nothing is changed, and the issue stays."""
    entry = await swapped.add()
    unique_id, before = entry.unique_id, names(hass, entry)
    await replace_it(swapped, tick)
    swapped.away()
    end = await repairs.mend(await repairs.issue(), "adopt")
    assert (end["type"], end["reason"]) == ("abort", "not_reached")
    assert " " in end["description_placeholders"]["problem"]
    assert await repairs.told() == ["another_unit"]
    assert (entry.unique_id, names(hass, entry)) == (unique_id, before)


async def test_yet_another_one(
    hass: HomeAssistant, swapped: Swapped, repairs: Repairs, tick: Tick
) -> None:
    """The owner has decided about one, not about whatever answers by now."""
    entry = await swapped.add()
    unique_id, before = entry.unique_id, names(hass, entry)
    await replace_it(swapped, tick)
    menu = await repairs.open(await repairs.issue())
    swapped.back("8765432", on=False)
    end = await repairs.choose(menu, "adopt")
    assert (end["type"], end["reason"]) == ("abort", "yet_another")
    assert end["description_placeholders"]["serial"] == "8765432"
    assert (entry.unique_id, names(hass, entry)) == (unique_id, before)
    issue = await repairs.issue()
    assert issue["translation_placeholders"]["serial"] == "8765432"
    end = await repairs.mend(issue, "adopt")
    assert end["type"] == "create_entry"


async def test_the_old_one_is_back(
    hass: HomeAssistant, swapped: Swapped, repairs: Repairs, tick: Tick
) -> None:
    """Whatever the owner chose, there is nothing to be replaced."""
    entry = await swapped.add()
    known, before = swapped.serial, names(hass, entry)
    await replace_it(swapped, tick)
    menu = await repairs.open(await repairs.issue())
    swapped.back(known, on=True)
    end = await repairs.choose(menu, "adopt")
    assert end["type"] == "create_entry"
    assert await repairs.told() == []
    assert names(hass, entry) == before
    assert shown(hass, swapped) == "on"


async def test_no_secret_is_shown(
    hass: HomeAssistant, pdu: PduSimulator, repairs: Repairs, tick: Tick
) -> None:
    """Neither in the issue nor in a step, whatever becomes of it."""
    swapped = SwappedPdu(hass, pdu)
    await swapped.add()
    await replace_it(swapped, tick)
    issue = await repairs.issue()
    swapped.away()
    steps = [await repairs.open(issue), await repairs.mend(issue, "adopt")]
    assert pdu.token not in f"{issue}{steps}"
