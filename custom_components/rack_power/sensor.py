"""Sensors: everything that is read and is neither a flag nor writable."""

from datetime import datetime
from typing import override

from homeassistant.components.sensor import (
    SensorDeviceClass,
    SensorEntity,
    SensorStateClass,
)
from homeassistant.const import Platform
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.helpers.typing import StateType

from .coordinator import RackPowerConfigEntry
from .entity import ShownEntity
from .equipment.model import Kind, Point, Quantity
from .following import follow_points
from .unit import Unit

PARALLEL_UPDATES = 0

_BY_QUANTITY = {
    Quantity.APPARENT_POWER: SensorDeviceClass.APPARENT_POWER,
    Quantity.CHARGE: SensorDeviceClass.BATTERY,
    Quantity.CURRENT: SensorDeviceClass.CURRENT,
    Quantity.DATA_SIZE: SensorDeviceClass.DATA_SIZE,
    Quantity.DURATION: SensorDeviceClass.DURATION,
    Quantity.ENERGY: SensorDeviceClass.ENERGY,
    Quantity.FREQUENCY: SensorDeviceClass.FREQUENCY,
    Quantity.HUMIDITY: SensorDeviceClass.HUMIDITY,
    Quantity.POWER: SensorDeviceClass.POWER,
    Quantity.POWER_FACTOR: SensorDeviceClass.POWER_FACTOR,
    Quantity.REACTIVE_POWER: SensorDeviceClass.REACTIVE_POWER,
    Quantity.TEMPERATURE: SensorDeviceClass.TEMPERATURE,
    Quantity.VOLTAGE: SensorDeviceClass.VOLTAGE,
}
_BY_KIND = {
    Kind.CHOICE: SensorDeviceClass.ENUM,
    Kind.DATE: SensorDeviceClass.DATE,
    Kind.INSTANT: SensorDeviceClass.TIMESTAMP,
    Kind.STARTED: SensorDeviceClass.UPTIME,
}
_STATE_CLASSES = {
    Kind.MEASURE: SensorStateClass.MEASUREMENT,
    Kind.COUNTER: SensorStateClass.TOTAL_INCREASING,
}


async def async_setup_entry(
    hass: HomeAssistant,
    entry: RackPowerConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Make the sensors of the units that the entry owns."""
    follow_points(entry, async_add_entities, Platform.SENSOR, RackPowerSensor)


class RackPowerSensor(ShownEntity, SensorEntity):
    """A value that is read."""

    def __init__(self, entry: RackPowerConfigEntry, unit: Unit, point: Point) -> None:
        """Describe the sensor by the variable's declaration."""
        super().__init__(entry, unit, point)
        variable = point.variable
        self._attr_device_class = (
            _BY_QUANTITY.get(variable.quantity)
            if variable.quantity
            else _BY_KIND.get(variable.kind)
        )
        self._attr_state_class = _STATE_CLASSES.get(variable.kind)
        self._attr_native_unit_of_measurement = variable.unit
        self._attr_suggested_unit_of_measurement = variable.shown_in
        self._attr_suggested_display_precision = variable.precision
        if variable.kind is Kind.CHOICE:
            self._attr_options = list(variable.options)

    @property
    @override
    def native_value(self) -> StateType | datetime:
        """The value in the variable's unit; a word that is no option is unknown."""
        value = self.told
        if self.point.variable.kind is Kind.CHOICE:
            return value if value in self.point.variable.options else None  # type: ignore[return-value]
        return value  # type: ignore[return-value]
