"""Texts that can be set: the names that units keep."""

from typing import override

from homeassistant.components.text import TextEntity
from homeassistant.const import Platform
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .coordinator import RackPowerConfigEntry
from .entity import PointEntity
from .equipment.model import Point, Setting
from .following import follow_points
from .unit import Unit

PARALLEL_UPDATES = 0  # the unit's own queue keeps order


async def async_setup_entry(
    hass: HomeAssistant,
    entry: RackPowerConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Make the texts of the units that the entry owns."""
    follow_points(entry, async_add_entities, Platform.TEXT, RackPowerText)


class RackPowerText(PointEntity, TextEntity):
    """A text that the unit keeps."""

    def __init__(self, entry: RackPowerConfigEntry, unit: Unit, point: Point) -> None:
        """Take the length that the unit allows."""
        super().__init__(entry, unit, point)
        setting = unit.setting(point) or Setting()
        if setting.max_length is not None:
            self._attr_native_max = setting.max_length

    @property
    @override
    def native_value(self) -> str | None:
        """The text; None where it is unknown or longer than a state can be."""
        value = self.told
        return value if isinstance(value, str) and len(value) <= self.max else None

    @override
    async def async_set_value(self, value: str) -> None:
        """Set the text; returns when the unit has confirmed it."""
        await self.wish(value)
