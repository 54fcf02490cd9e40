"""The three ways to a UPS, as entries of the house."""

from typing import Any, Final

from homeassistant.core import HomeAssistant
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.rack_power.address import ADDRESS
from custom_components.rack_power.const import DOMAIN
from custom_components.rack_power.equipment.identity import equipment_id
from custom_components.rack_power.equipment.model import EquipmentId
from custom_components.rack_power.fleet import FLEET
from custom_components.rack_power.unit import Unit
from simulator.powersentrix import PowerSentrixSimulator, UpsSimulator

PORTAL: Final = "powersentrix_portal"
UPS: Final = "powersentrix_ups"
PUSH: Final = "powersentrix_push"
COMPANY: Final = "a-company-that-nobody-guesses"
SECRET: Final = "address-secret"

OUTLET: Final = "_outlet_0_outlet.status"
"""The switch of the first outlet, which is on at the start."""
VOLTAGE: Final = "_outlet_0_outlet.voltage"
ON_BATTERY: Final = "_unit_0_ups.onbattery"
MAINS: Final = "_unit_0_input.mains"
LOG: Final = "_unit_0_log"


def fields(site: PowerSentrixSimulator, kind: str) -> dict[str, Any]:
    """Return what the form of a kind of connection asks for."""
    if kind == PORTAL:
        portal = site.portal
        return {
            "url": portal.url,
            "email": portal.email,
            "password": portal.password,
        }
    if kind == UPS:
        ups = site.ups
        return {"url": ups.url, "api_key": ups.api_key, "verify_ssl": False}
    return {"company_id": COMPANY}


def unit_of(hass: HomeAssistant, ups: UpsSimulator) -> Unit:
    """Return the unit that a simulated UPS is in the house."""
    return hass.data[FLEET].units[EquipmentId(f"powersentrix_{ups.serial.lower()}")]


def toggles(site: PowerSentrixSimulator, port: int = 0) -> tuple[int, int]:
    """Return the toggles of an outlet: received and executed."""
    counted = site.ups.toggles
    return counted.received[port], counted.executed[port]


class Ways:
    """Adds entries that lead to simulated UPSs."""

    def __init__(self, hass: HomeAssistant, client: ClientSessionGenerator) -> None:
        """Know the house and how to open its door."""
        self.hass = hass
        self._client = client
        self._base: str | None = None

    async def add(
        self,
        site: PowerSentrixSimulator,
        kind: str,
        unit: EquipmentId | None = None,
        **data: Any,
    ) -> MockConfigEntry:
        """Add an entry and set it up; a UPS that posts is told to post to it.

        ``unit`` is the one that the entry of a UPS stands for, if not the first.
        """
        stands_for = unit or equipment_id("PowerSentrix", site.ups.serial)
        entry = MockConfigEntry(
            domain=DOMAIN,
            title=kind,
            unique_id=f"{kind}:{stands_for}",
            data={"connection": kind, **fields(site, kind)}
            | ({"secret": SECRET} if kind == PUSH else {})
            | data,
        )
        entry.add_to_hass(self.hass)
        await self.hass.config_entries.async_setup(entry.entry_id)
        if kind == PUSH:
            await self.post(site)
        await self.hass.async_block_till_done(wait_background_tasks=True)
        return entry

    async def post(self, site: PowerSentrixSimulator, company: str = COMPANY) -> None:
        """Let the first UPS post to the house, and begin with it."""
        site.ups.push_to(f"{await self.door()}{ADDRESS}/{SECRET}", company)
        await self.delivered(site)

    async def door(self) -> str:
        """Return where the house is reached by HTTP."""
        if self._base is None:
            client = await self._client()
            self._base = str(client.make_url("")).rstrip("/")
        return self._base

    async def delivered(self, site: PowerSentrixSimulator) -> None:
        """Wait until the house has taken all posts."""
        await site.delivered()
        await self.hass.async_block_till_done(wait_background_tasks=True)
