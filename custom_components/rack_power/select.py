"""Selects: choices that can be made."""

from typing import override

from homeassistant.components.select import SelectEntity
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
    """Make the selects of the units that the entry owns."""
    follow_points(entry, async_add_entities, Platform.SELECT, RackPowerSelect)


class RackPowerSelect(PointEntity, SelectEntity):
    """A choice among what the unit allows."""

    def __init__(self, entry: RackPowerConfigEntry, unit: Unit, point: Point) -> None:
        """Take the options that this unit allows, else all that are known."""
        super().__init__(entry, unit, point)
        setting = unit.setting(point) or Setting()
        self._attr_options = list(setting.options or point.variable.options)

    @property
    @override
    def current_option(self) -> str | None:
        """The present choice; None where it is unknown or not among the options."""
        value = self.told
        return value if isinstance(value, str) and value in self.options else None

    @override
    async def async_select_option(self, option: str) -> None:
        """Make a choice; returns when the unit has confirmed it."""
        await self.wish(option)
