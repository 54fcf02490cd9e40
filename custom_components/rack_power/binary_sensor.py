"""Binary sensors: flags that are only read."""

from typing import override

from homeassistant.components.binary_sensor import (
    BinarySensorDeviceClass,
    BinarySensorEntity,
)
from homeassistant.const import Platform
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .coordinator import RackPowerConfigEntry
from .entity import ShownEntity
from .equipment.model import Meaning, Point
from .following import follow_points
from .unit import Unit

PARALLEL_UPDATES = 0

_BY_MEANING = {
    Meaning.BATTERY_LOW: BinarySensorDeviceClass.BATTERY,
    Meaning.CONNECTED: BinarySensorDeviceClass.CONNECTIVITY,
    # A class that nothing else here has: blueprints offer it alone, and it turns red.
    Meaning.ON_BATTERY: BinarySensorDeviceClass.SAFETY,
    Meaning.POWERED: BinarySensorDeviceClass.POWER,
    Meaning.PROBLEM: BinarySensorDeviceClass.PROBLEM,
    Meaning.RUNNING: BinarySensorDeviceClass.RUNNING,
}


async def async_setup_entry(
    hass: HomeAssistant,
    entry: RackPowerConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Make the binary sensors of the units that the entry owns."""
    follow_points(
        entry, async_add_entities, Platform.BINARY_SENSOR, RackPowerBinarySensor
    )


class RackPowerBinarySensor(ShownEntity, BinarySensorEntity):
    """A flag that is read."""

    def __init__(self, entry: RackPowerConfigEntry, unit: Unit, point: Point) -> None:
        """Describe the flag by its meaning."""
        super().__init__(entry, unit, point)
        if point.variable.meaning is not None:
            self._attr_device_class = _BY_MEANING.get(point.variable.meaning)

    @property
    @override
    def is_on(self) -> bool | None:
        """The flag; None where it is unknown."""
        value = self.told
        return value if isinstance(value, bool) else None
