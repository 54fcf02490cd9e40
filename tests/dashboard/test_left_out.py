"""What is on the devices of the units and is not to be shown."""

from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.rack_power.const import DOMAIN
from custom_components.rack_power.fleet import FLEET
from tests.fake import UNIT_ID, Acts, House, Logs, Reads
from tests.house import entity_id

from .looking import cards, device_id, entity_ids, headings, made


@pytest.fixture
def stranger(hass: HomeAssistant) -> MockConfigEntry:
    """Another integration, such as one of Home Assistant's helpers."""
    entry = MockConfigEntry(domain="other")
    entry.add_to_hass(hass)
    return entry


def attach(hass: HomeAssistant, entry: MockConfigEntry, domain: str) -> str:
    """Put an entity of another integration on the unit's device."""
    added = er.async_get(hass).async_get_or_create(
        domain,
        "other",
        "it",
        config_entry=entry,
        device_id=device_id(hass, UNIT_ID),
        object_id_base="a_first_by_name",
    )
    assert added.device_id is not None
    return added.entity_id


async def test_an_event_of_another_integration(
    hass: HomeAssistant, fakes: House, stranger: MockConfigEntry
) -> None:
    """Is not the unit's log, whether it has one or not."""
    entry = await fakes.add(Reads())
    attach(hass, stranger, "event")
    assert not cards(await made(hass), "logbook")
    await hass.config_entries.async_remove(entry.entry_id)

    await fakes.add(Logs())
    attach(hass, stranger, "event")
    for card in cards(await made(hass), "logbook"):
        assert card["target"] == {"entity_id": [entity_id(hass, "event", "_log")]}


async def test_a_helper_on_the_device_of_a_unit_that_is_away(
    hass: HomeAssistant, fakes: House, stranger: MockConfigEntry
) -> None:
    """Is not what the unit tells."""
    entry = await fakes.add(Acts())
    helper = attach(hass, stranger, "sensor")
    await hass.config_entries.async_unload(entry.entry_id)
    answer = await made(hass)
    assert headings(answer) == ["Box"]
    assert helper not in entity_ids(answer)


async def test_a_disabled_unit(hass: HomeAssistant, fakes: House) -> None:
    """Has neither a heading nor a page, even if it was asked for."""
    await fakes.add(Acts())
    unit = device_id(hass, UNIT_ID)
    dr.async_get(hass).async_update_device(
        unit, disabled_by=dr.DeviceEntryDisabler.USER
    )
    await hass.async_block_till_done()
    for answer in (await made(hass), await made(hass, unit)):
        (view,) = answer["views"]
        assert headings(view) == []
        (card,) = cards(view, "markdown")
        assert "disabled" in card["content"]


async def test_a_unit_of_which_all_is_hidden(hass: HomeAssistant, fakes: House) -> None:
    """Is left out as well; a single entity brings it back."""
    await fakes.add(Acts())
    registry = er.async_get(hass)
    ours = [one for one in registry.entities.values() if one.platform == DOMAIN]
    for one in ours:
        registry.async_update_entity(
            one.entity_id, hidden_by=er.RegistryEntryHider.USER
        )
    assert headings(await made(hass)) == []
    switch = entity_id(hass, "switch", "_outlet.status")
    registry.async_update_entity(switch, hidden_by=None)
    assert switch in entity_ids(await made(hass))


async def test_a_unit_that_leaves_meanwhile(
    hass: HomeAssistant, fakes: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its last connection is unloaded between its turn and that of others."""
    await fakes.add(Acts())
    (unit,) = hass.data[FLEET].units.values()
    monkeypatch.setattr(unit, "paths", {})
    assert headings(await made(hass)) == []
