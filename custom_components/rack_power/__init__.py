"""Rack Power: UPSs and PDUs of a rack, whoever made them."""

from homeassistant.config_entries import (
    SIGNAL_CONFIG_ENTRY_CHANGED,
    ConfigEntry,
    ConfigEntryChange,
)
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.dispatcher import async_dispatcher_connect
from homeassistant.helpers.typing import ConfigType

from .battery_care import watch_batteries
from .connections import CONNECTIONS
from .const import DOMAIN
from .coordinator import Coordinator, RackPowerConfigEntry, Runtime
from .fleet import fleet_of
from .platforms import PLATFORMS
from .posts import PostView
from .removal import (
    async_remove_config_entry_device,
    forget_names,
    take_leftovers,
)
from .services import async_register_actions
from .troubles import end_troubles

__all__ = ["async_remove_config_entry_device"]

CONFIG_SCHEMA = cv.config_entry_only_config_schema(DOMAIN)


async def async_setup(hass: HomeAssistant, config: ConfigType) -> bool:
    """Prepare what all entries share: the fleet and the actions."""
    fleet = await fleet_of(hass)
    async_register_actions(hass)
    hass.http.register_view(PostView(fleet))

    @callback
    def changed(change: ConfigEntryChange, entry: ConfigEntry) -> None:
        """Let other paths have the units of an entry that was removed."""
        if entry.domain != DOMAIN:
            return
        if entry.disabled_by is not None:
            end_troubles(hass, entry)  # nobody wants it to work
        if change is ConfigEntryChange.REMOVED:
            for heir in fleet.heirs():
                hass.config_entries.async_schedule_reload(heir)

    async_dispatcher_connect(hass, SIGNAL_CONFIG_ENTRY_CHANGED, changed)
    return True


async def async_setup_entry(hass: HomeAssistant, entry: RackPowerConfigEntry) -> bool:
    """Connect, read once, and make devices and entities."""
    fleet = await fleet_of(hass)
    connection = CONNECTIONS[entry.data["connection"]]
    coordinator = Coordinator(hass, entry, fleet, connection)
    entry.runtime_data = Runtime(hass=hass, fleet=fleet, coordinator=coordinator)
    await coordinator.async_config_entry_first_refresh()
    coordinator.register_devices()
    entry.async_on_unload(watch_batteries(hass, fleet, entry))
    await hass.config_entries.async_forward_entry_setups(entry, PLATFORMS)
    # A coordinator polls while somebody listens; the entities listen to their points.
    entry.async_on_unload(coordinator.async_add_listener(lambda: None))
    return True


async def async_unload_entry(hass: HomeAssistant, entry: RackPowerConfigEntry) -> bool:
    """Take the entities away; the coordinator lets go of the rest by itself."""
    return await hass.config_entries.async_unload_platforms(entry, PLATFORMS)


async def async_remove_entry(hass: HomeAssistant, entry: RackPowerConfigEntry) -> None:
    """Forget what was remembered for the entry; preferences of units stay."""
    fleet = await fleet_of(hass)  # not there yet if all entries are disabled
    take_leftovers(hass, fleet, entry.entry_id)
    await fleet.preferences.forget(entry.entry_id)
    forget_names(hass, fleet)
    end_troubles(hass, entry)
