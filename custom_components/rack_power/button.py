"""Buttons: instant commands."""

from typing import override

from homeassistant.components.button import ButtonDeviceClass, ButtonEntity
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .coordinator import RackPowerConfigEntry
from .entity import OrderEntity
from .equipment.model import Order
from .following import follow_orders
from .unit import Unit

PARALLEL_UPDATES = 0  # the unit's own queue keeps order


async def async_setup_entry(
    hass: HomeAssistant,
    entry: RackPowerConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Make the buttons of the units that the entry owns."""
    follow_orders(entry, async_add_entities, RackPowerButton)


class RackPowerButton(OrderEntity, ButtonEntity):
    """An instant command, carried out by the unit itself."""

    def __init__(self, entry: RackPowerConfigEntry, unit: Unit, order: Order) -> None:
        """Describe the button by the command's declaration."""
        super().__init__(entry, unit, order)
        if order.command.restarts:
            self._attr_device_class = ButtonDeviceClass.RESTART

    @override
    async def async_press(self) -> None:
        """Run the command; returns when the unit has taken it up."""
        await self.run()
