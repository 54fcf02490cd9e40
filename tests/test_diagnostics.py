"""Diagnostics tell much, and no secret."""

import json
import threading
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.components.diagnostics import (
    get_diagnostics_for_config_entry,
    get_diagnostics_for_device,
)
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.rack_power.const import DOMAIN
from simulator.synaccess import Effect, Fault, PduSimulator

from .conftest import pdu_entry


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


async def test_others_get_their_turn(
    hass: HomeAssistant,
    hass_client: ClientSessionGenerator,
    entry: MockConfigEntry,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What the driver was told, of all units, is looked through in a thread."""
    assert await async_setup_component(hass, "diagnostics", {})
    driver = type(entry.runtime_data.coordinator.driver)
    genuine, threads = driver.raw, set()

    def raw(told: Any) -> Any:
        threads.add(threading.current_thread())
        return genuine(told)

    monkeypatch.setattr(driver, "raw", raw)
    answer = await get_diagnostics_for_config_entry(hass, hass_client, entry)
    assert isinstance(answer, dict)
    assert answer["raw"]
    assert threads
    assert threading.main_thread() not in threads


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


async def test_of_a_connection_that_does_not_come_up(
    hass: HomeAssistant,
    hass_client: ClientSessionGenerator,
    custom_integrations: None,
    pdu: PduSimulator,
) -> None:
    """Then above all they are asked for; they say why, and hold no secret."""
    assert await async_setup_component(hass, "diagnostics", {})
    entry = pdu_entry(pdu)
    entry.add_to_hass(hass)
    pdu.faults.add(Fault(Effect.STATUS, status=500, times=None, body=pdu.token))
    assert not await hass.config_entries.async_setup(entry.entry_id)
    answer = await get_diagnostics_for_config_entry(hass, hass_client, entry)
    assert isinstance(answer, dict)
    assert "server_error" in answer["last_exception"]
    assert answer["units"] == []
    assert pdu.token not in json.dumps(answer)


async def test_secrets_are_found_wherever_they_stand(
    hass: HomeAssistant,
    hass_client: ClientSessionGenerator,
    custom_integrations: None,
    pdu: PduSimulator,
) -> None:
    """In labels, in names of parts and in settings, as text and as number."""
    assert await async_setup_component(hass, "diagnostics", {})
    entry = pdu_entry(pdu)
    pdu.state.outlet("1-2001607")["outletName"] = f"Token {pdu.token}!"
    pdu.state.conf["hostName"] = f"{pdu.token}.lan"
    pdu.state.conf["deviceName"] = f"PDU {pdu.serial}"
    entry.add_to_hass(hass)
    assert await hass.config_entries.async_setup(entry.entry_id)
    answer = await get_diagnostics_for_config_entry(hass, hass_client, entry)
    text = json.dumps(answer)
    assert not [word for word in (pdu.token, pdu.serial) if word in text]
    assert "Token **REDACTED**!" in text


async def test_the_address_for_posts_is_a_secret(
    hass: HomeAssistant, hass_client: ClientSessionGenerator, custom_integrations: None
) -> None:
    """Whoever knows it and the company may post in a UPS's name."""
    assert await async_setup_component(hass, "diagnostics", {})
    entry = MockConfigEntry(
        domain=DOMAIN,
        data={
            "connection": "powersentrix_push",
            "company_id": "my-company",
            "secret": "open-sesame",
        },
    )
    entry.add_to_hass(hass)
    assert await hass.config_entries.async_setup(entry.entry_id)
    answer = await get_diagnostics_for_config_entry(hass, hass_client, entry)
    text = json.dumps(answer)
    assert not [word for word in ("my-company", "open-sesame") if word in text]


async def test_of_a_device_that_stands_for_nothing(
    hass: HomeAssistant,
    hass_client: ClientSessionGenerator,
    pdu: PduSimulator,
    entry: MockConfigEntry,
) -> None:
    """A leftover of old times is told as nothing."""
    assert await async_setup_component(hass, "diagnostics", {})
    device = dr.async_get(hass).async_get_or_create(
        config_entry_id=entry.entry_id, identifiers={(DOMAIN, "old")}, name="Old"
    )
    answer = await get_diagnostics_for_device(hass, hass_client, entry, device)
    assert answer == {"unit": None}
