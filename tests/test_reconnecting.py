"""Signing in again and changing a connection that is there."""

from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from simulator.synaccess import PduSimulator

from .conftest import pdu_entry
from .test_config_flow import fill_in

pytestmark = pytest.mark.usefixtures("custom_integrations")


async def test_signing_in_again(
    hass: HomeAssistant, pdu: PduSimulator, entry: MockConfigEntry
) -> None:
    """New credentials are tried before they replace the old ones."""
    form = await entry.start_reauth_flow(hass)
    assert form["step_id"] == "reauth_confirm"
    assert form["description_placeholders"] == {"name": "Rack PDU"}
    result = await fill_in(hass, form, token="wrong")
    assert result["errors"] == {"base": "invalid_auth"}
    result = await fill_in(hass, result, username=pdu.username, password=pdu.password)
    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == "reauth_successful"
    assert entry.data["username"] == pdu.username
    assert "token" not in entry.data
    await hass.async_block_till_done(wait_background_tasks=True)


async def test_reconfiguring(
    hass: HomeAssistant, pdu: PduSimulator, entry: MockConfigEntry
) -> None:
    """The address changes, the token that is left empty stays."""
    form = await entry.start_reconfigure_flow(hass)
    result = await fill_in(hass, form, url="http://127.0.0.1:1", verify_ssl=True)
    assert result["errors"] == {"base": "cannot_connect"}
    address = pdu.url.removeprefix("http://")
    result = await fill_in(hass, result, url=address, verify_ssl=False)
    assert result["reason"] == "reconfigure_successful"
    assert entry.data["url"] == address
    assert entry.data["token"] == pdu.token
    form = await entry.start_reconfigure_flow(hass)
    result = await fill_in(
        hass,
        form,
        url=pdu.url,
        verify_ssl=True,
        username=pdu.username,
        password=pdu.password,
    )
    assert result["reason"] == "reconfigure_successful"
    assert "token" not in entry.data
    await hass.async_block_till_done(wait_background_tasks=True)


async def test_another_unit_is_not_taken_for_this_one(
    hass: HomeAssistant, pdu: PduSimulator, entry: MockConfigEntry
) -> None:
    """Reconfiguring towards another PDU is refused."""
    async with PduSimulator(serial=1502531) as other:
        form = await entry.start_reconfigure_flow(hass)
        result = await fill_in(
            hass, form, url=other.url, token=other.token, verify_ssl=True
        )
    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == "another_unit"
    assert entry.data == pdu_entry(pdu).data
