"""Times of day that can be set, such as that of a test."""

from datetime import time
from typing import override

from homeassistant.components.time import TimeEntity
from homeassistant.const import Platform
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .coordinator import RackPowerConfigEntry
from .entity import PointEntity
from .following import follow_points

PARALLEL_UPDATES = 0


async def async_setup_entry(
    hass: HomeAssistant,
    entry: RackPowerConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Make the times of day of the units that the entry owns."""
    follow_points(entry, async_add_entities, Platform.TIME, RackPowerTime)


class RackPowerTime(PointEntity, TimeEntity):
    """A time of day that can be set."""

    @property
    @override
    def native_value(self) -> time | None:
        """The time of day that the unit keeps."""
        value = self.told
        return value if isinstance(value, time) else None

    @override
    async def async_set_value(self, value: time) -> None:
        """Set the time of day and see it kept."""
        await self.wish(value)
