"""What the page about the system's health tells of us."""

from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
from pytest_homeassistant_custom_component.common import get_system_health_info

from custom_components.rack_power.const import DOMAIN
from custom_components.rack_power.equipment.errors import CannotConnect

from .conftest import Tick
from .fake import House, Reads
from .test_translations import EN


async def test_connections_and_units(
    hass: HomeAssistant, fakes: House, tick: Tick
) -> None:
    """How many there are, and how many work."""
    driver = Reads()
    await fakes.add(driver)
    await fakes.add(Reads(unreachable=CannotConnect(), found=()))
    assert await async_setup_component(hass, "system_health", {})
    await hass.async_block_till_done()
    told = await get_system_health_info(hass, DOMAIN)
    assert told == {"connections": "1 / 2", "units": "1 / 1"}
    assert EN["system_health"]["info"].keys() == told.keys()
    driver.fails = CannotConnect()
    for _ in range(5):
        await tick(60)
    told = await get_system_health_info(hass, DOMAIN)
    assert told["units"] == "0 / 1"
