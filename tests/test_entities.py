"""What a PDU becomes: every entity of every platform, as people see it."""

from collections.abc import AsyncGenerator, Mapping
import json
from pathlib import Path

from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.helpers.entity import Entity
import pytest
from syrupy.assertion import SnapshotAssertion

from custom_components.rack_power import const
from custom_components.rack_power.const import DOMAIN
from simulator.synaccess import PduSimulator

from .conftest import SteppedClock, pdu_entry

DIALECTS = ["modern", "minimal", "ats", "three_phase", "no_conf"]
EN = json.loads((Path(const.__file__).parent / "translations" / "en.json").read_text())


@pytest.fixture
async def house(
    hass: HomeAssistant,
    custom_integrations: None,
    socket_enabled: None,
    clock: SteppedClock,
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncGenerator[None]:
    """A PDU of a dialect with all its entities enabled."""
    monkeypatch.setattr(Entity, "entity_registry_enabled_default", True)
    dialects = frozenset({request.param} - {"modern"})
    clock.freezer.move_to("2026-03-01T12:00:00+00:00")
    async with PduSimulator(dialects=dialects) as pdu:
        clock.simulated.append(pdu)
        added = pdu_entry(pdu)
        added.add_to_hass(hass)
        assert await hass.config_entries.async_setup(added.entry_id)
        await hass.async_block_till_done(wait_background_tasks=True)
        yield
        assert await hass.config_entries.async_unload(added.entry_id)


def entities(hass: HomeAssistant) -> Mapping[str, er.RegistryEntry]:
    """Return ours, in the order of their names."""
    found = er.async_get(hass).entities
    return {key: found[key] for key in sorted(found) if found[key].platform == DOMAIN}


def shown(hass: HomeAssistant) -> Mapping[str, Mapping[str, object]]:
    """Return name, state, unit, class, category and device of every entity."""
    devices = dr.async_get(hass)
    found: dict[str, Mapping[str, object]] = {}
    for key, entry in entities(hass).items():
        state = hass.states.get(key)
        assert state is not None
        device = devices.async_get(entry.device_id or "")
        attributes = {
            name: value
            for name, value in state.attributes.items()
            if name not in {"icon", "friendly_name"}
        }
        found[key] = {
            "unique_id": entry.unique_id,
            "name": state.attributes["friendly_name"],
            "state": state.state,
            "device": device and device.name,
            "category": entry.entity_category,
            **attributes,
        }
    return found


def check_names(hass: HomeAssistant) -> None:
    """Expect that names and options are translated, unless they are the device's."""
    assert entities(hass)
    for entry in entities(hass).values():
        assert entry.translation_key is not None
        texts = EN["entity"][entry.domain].get(entry.translation_key, {})
        is_main = entry.original_name is None
        assert is_main or "name" in texts, entry.entity_id
        for option in (entry.capabilities or {}).get("options", ()):
            assert option in texts["state"]


@pytest.mark.parametrize("house", DIALECTS, indirect=True)
async def test_what_is_shown(
    hass: HomeAssistant, house: None, snapshot: SnapshotAssertion
) -> None:
    """Everything that a person can see of a PDU."""
    assert shown(hass) == snapshot


@pytest.mark.parametrize("house", DIALECTS, indirect=True)
async def test_everything_is_named(hass: HomeAssistant, house: None) -> None:
    """Every entity's name is translated, unless it bears that of its device."""
    check_names(hass)
