"""Switches: flags that can be set, outlets above all."""

from typing import Any, override

from homeassistant.components.switch import SwitchDeviceClass, SwitchEntity
from homeassistant.const import Platform
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .coordinator import RackPowerConfigEntry
from .entity import PointEntity
from .equipment.model import Meaning, Point
from .following import follow_points
from .unit import Unit

PARALLEL_UPDATES = 0  # the unit's own queue keeps order


async def async_setup_entry(
    hass: HomeAssistant,
    entry: RackPowerConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Make the switches of the units that the entry owns."""
    follow_points(entry, async_add_entities, Platform.SWITCH, RackPowerSwitch)


class RackPowerSwitch(PointEntity, SwitchEntity):
    """A flag that can be set; its state is what the unit says, never a guess."""

    def __init__(self, entry: RackPowerConfigEntry, unit: Unit, point: Point) -> None:
        """Describe the switch by its meaning."""
        super().__init__(entry, unit, point)
        self._attr_device_class = (
            SwitchDeviceClass.OUTLET
            if point.variable.meaning is Meaning.OUTLET
            else SwitchDeviceClass.SWITCH
        )

    @property
    @override
    def is_on(self) -> bool | None:
        """The flag; None where it is unknown."""
        value = self.told
        return value if isinstance(value, bool) else None

    @override
    async def async_turn_on(self, **kwargs: Any) -> None:
        """Switch on; returns when the unit has confirmed it."""
        await self.wish(value=True)

    @override
    async def async_turn_off(self, **kwargs: Any) -> None:
        """Switch off; returns when the unit has confirmed it."""
        await self.wish(value=False)
