"""Dates that can be set, such as that of the last battery."""

from datetime import date
from typing import override

from homeassistant.components.date import DateEntity
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
    """Make the dates of the units that the entry owns."""
    follow_points(entry, async_add_entities, Platform.DATE, RackPowerDate)


class RackPowerDate(PointEntity, DateEntity):
    """A date that can be set."""

    @property
    @override
    def native_value(self) -> date | None:
        """The date that the unit keeps."""
        value = self.told
        return value if isinstance(value, date) else None

    @override
    async def async_set_value(self, value: date) -> None:
        """Set the date and see it kept."""
        await self.wish(value)
