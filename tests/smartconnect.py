"""Accounts of the SmartConnect cloud, as entries of the house."""

from typing import Any, Final

from homeassistant.core import HomeAssistant
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.rack_power.const import DOMAIN
from simulator.smartconnect import SmartConnectSimulator

KIND: Final = "apc_smartconnect"
LOG: Final = "_unit_0_log"
ON_BATTERY: Final = "_unit_0_ups.onbattery"
CHARGE: Final = "_unit_0_battery.charge"
INTERVAL: Final = 120
"""Seconds between two polls."""


def fields(cloud: SmartConnectSimulator, **advanced: str) -> dict[str, Any]:
    """Return what the form asks for."""
    return {
        "email": cloud.email,
        "password": cloud.password,
        "advanced": {"url": cloud.url, **advanced},
    }


def account_entry(cloud: SmartConnectSimulator, **data: Any) -> MockConfigEntry:
    """Return the entry of an account, not added yet."""
    return MockConfigEntry(
        domain=DOMAIN,
        title=cloud.email,
        unique_id=f"{KIND}:{cloud.email}",
        data={
            "connection": KIND,
            "url": cloud.url,
            "email": cloud.email,
            "password": cloud.password,
            **data,
        },
    )


async def add_account(
    hass: HomeAssistant, cloud: SmartConnectSimulator, **data: Any
) -> MockConfigEntry:
    """Add an account to the house and set it up."""
    entry = account_entry(cloud, **data)
    entry.add_to_hass(hass)
    await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    return entry
