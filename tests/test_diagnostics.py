"""Diagnostics tell much, and no secret."""

import json

from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr
from homeassistant.setup import async_setup_component
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.components.diagnostics import (
    get_diagnostics_for_config_entry,
    get_diagnostics_for_device,
)
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.rack_power.const import DOMAIN
from simulator.synaccess import PduSimulator


async def test_no_secret_is_told(
    hass: HomeAssistant,
    hass_client: ClientSessionGenerator,
    pdu: PduSimulator,
    entry: MockConfigEntry,
) -> None:
    """Checked by value: whatever the key, no known secret stands anywhere."""
    assert await async_setup_component(hass, "diagnostics", {})
    answer = await get_diagnostics_for_config_entry(hass, hass_client, entry)
    assert isinstance(answer, dict)
    text = json.dumps(answer)
    conf = pdu.state.conf
    secrets = [
        pdu.token,
        pdu.password,
        pdu.url,
        str(pdu.serial),
        conf["macAddr"],
        conf["snmp3AuthPass"],
        conf["snmp3PrivacyPass"],
        "api/webhook/example",
    ]
    assert not [secret for secret in secrets if secret in text]
    assert answer["units"][0]["model"] == "SP-1008-SIM"
    assert answer["raw"]
    points = answer["units"][0]["points"]
    assert points["outlet/1-2001607/outlet.status"]["value"] is True


async def test_of_a_device(
    hass: HomeAssistant,
    hass_client: ClientSessionGenerator,
    pdu: PduSimulator,
    entry: MockConfigEntry,
) -> None:
    """One unit only."""
    assert await async_setup_component(hass, "diagnostics", {})
    device = dr.async_get(hass).async_get_device_by_identifier(
        (DOMAIN, f"synaccess_{pdu.serial}"), entry.entry_id
    )
    assert device is not None
    answer = await get_diagnostics_for_device(hass, hass_client, entry, device)
    assert isinstance(answer, dict)
    assert answer["unit"]["maker"] == "Synaccess"
    assert pdu.token not in json.dumps(answer)
