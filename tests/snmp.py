"""Network management cards, as entries of the house."""

from typing import Any, Final

from homeassistant.core import HomeAssistant
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.rack_power.const import DOMAIN
from simulator.snmp import SnmpSimulator, User

KIND: Final = "apc_snmp"
LOG: Final = "_unit_0_log"
ON_BATTERY: Final = "_unit_0_ups.onbattery"
MAINS: Final = "_unit_0_input.mains"
CHARGE: Final = "_unit_0_battery.charge"
FAST: Final = 10
"""Seconds between two polls of what changes fast."""


def fields(card: SnmpSimulator, version: str = "2c", **more: Any) -> dict[str, Any]:
    """Return what is filled in, all in one place."""
    filled_in: dict[str, Any] = {
        "host": card.host,
        "port": card.port,
        "version": version,
        "timeout": 1,
        "traps": False,
    }
    if version == "3":
        filled_in |= user_fields(card.user)
    else:
        filled_in["community"] = card.community
    return filled_in | more


def user_fields(user: User) -> dict[str, Any]:
    """Return how a user of version 3 is entered."""
    return {
        "username": user.username,
        "auth_protocol": user.auth_protocol.lower(),
        "auth_key": user.auth_key,
        "priv_protocol": user.priv_protocol.lower(),
        "priv_key": user.priv_key,
    }


def form(filled_in: dict[str, Any]) -> dict[str, Any]:
    """Put what few people need into the section that is collapsed."""
    rare = {"timeout", "traps", "trap_port", "trap_community"}
    return {
        **{key: value for key, value in filled_in.items() if key not in rare},
        "advanced": {key: value for key, value in filled_in.items() if key in rare},
    }


async def add_card(
    hass: HomeAssistant, card: SnmpSimulator, version: str = "2c", **data: Any
) -> MockConfigEntry:
    """Add a card to the house and set it up."""
    entry = MockConfigEntry(
        domain=DOMAIN,
        title="Rack UPS",
        unique_id=f"{KIND}:apc_{card.ups.base.state.serial.lower()}",
        data={"connection": KIND, **fields(card, version, **data)},
    )
    entry.add_to_hass(hass)
    await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    return entry
