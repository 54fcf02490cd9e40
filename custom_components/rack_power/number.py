"""Numbers: measures that can be set."""

from typing import override

from homeassistant.components.number import NumberDeviceClass, NumberEntity, NumberMode
from homeassistant.const import Platform
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .coordinator import RackPowerConfigEntry
from .entity import PointEntity
from .equipment.model import Point, Quantity, Setting
from .following import follow_points
from .unit import Unit

PARALLEL_UPDATES = 0  # the unit's own queue keeps order

_ANY = 1e9
"""Where the unit names no bound; Home Assistant would take 0 and 100."""
_BY_QUANTITY = {
    Quantity.CURRENT: NumberDeviceClass.CURRENT,
    Quantity.DURATION: NumberDeviceClass.DURATION,
    Quantity.HUMIDITY: NumberDeviceClass.HUMIDITY,
    Quantity.POWER: NumberDeviceClass.POWER,
    Quantity.TEMPERATURE: NumberDeviceClass.TEMPERATURE,
    Quantity.VOLTAGE: NumberDeviceClass.VOLTAGE,
}


async def async_setup_entry(
    hass: HomeAssistant,
    entry: RackPowerConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Make the numbers of the units that the entry owns."""
    follow_points(entry, async_add_entities, Platform.NUMBER, RackPowerNumber)


class RackPowerNumber(PointEntity, NumberEntity):
    """A measure that can be set within the bounds that the unit has."""

    _attr_mode = NumberMode.BOX

    def __init__(self, entry: RackPowerConfigEntry, unit: Unit, point: Point) -> None:
        """Take class, unit and bounds from the declaration."""
        super().__init__(entry, unit, point)
        if point.variable.quantity is not None:
            self._attr_device_class = _BY_QUANTITY.get(point.variable.quantity)
        self._attr_native_unit_of_measurement = point.variable.unit
        setting = unit.setting(point) or Setting()
        least, greatest = setting.minimum, setting.maximum
        self._attr_native_min_value = -_ANY if least is None else least
        self._attr_native_max_value = _ANY if greatest is None else greatest
        if setting.step is not None:
            self._attr_native_step = setting.step

    @property
    @override
    def native_value(self) -> float | None:
        """The value in the variable's unit; None where it is unknown."""
        value = self.told
        return value if isinstance(value, int | float) else None

    @override
    async def async_set_native_value(self, value: float) -> None:
        """Set the value; returns when the unit has confirmed it."""
        await self.wish(value)
