"""Accounts of the Synaccess Cloud, as entries of the house."""

from typing import Any, Final

from homeassistant.core import HomeAssistant
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.rack_power.const import DOMAIN
from simulator.synaccess.cloud import CloudSimulator

KIND: Final = "synaccess_cloud"
INTERVAL: Final = 60
"""Seconds between two polls."""
SWITCH: Final = "synaccess_1502530_outlet_1-2001607_outlet.status"
"""The first outlet of the first PDU, which is on at the start."""
CURRENT: Final = "synaccess_1502530_bank_2001607_bank.current"
OTHER: Final = "synaccess_1502531_bank_2001707_bank.current"
"""A bank of the second PDU."""


def fields(cloud: CloudSimulator, **advanced: str) -> dict[str, Any]:
    """Return what the form asks for."""
    rare = {"advanced": advanced} if advanced else {}
    return {"url": cloud.url, "token": cloud.token, **rare}


async def add_account(
    hass: HomeAssistant, cloud: CloudSimulator, **data: Any
) -> MockConfigEntry:
    """Add an account to the house and set it up."""
    entry = MockConfigEntry(
        domain=DOMAIN,
        title="Synaccess Cloud",
        unique_id=f"{KIND}:synaccess_1502530",
        data={
            "connection": KIND,
            **fields(cloud),
            "header": "Authorization",
            "prefix": "Bearer ",
            **data,
        },
    )
    entry.add_to_hass(hass)
    await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    return entry
