"""Selects: choices that can be made, among words or among numbers."""

from collections.abc import Mapping
from typing import override

from homeassistant.components.select import SelectEntity
from homeassistant.const import Platform
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .coordinator import RackPowerConfigEntry
from .entity import PointEntity
from .equipment.model import Kind, Point, Setting
from .following import follow_points
from .unit import Unit

PARALLEL_UPDATES = 0  # the unit's own queue keeps order


async def async_setup_entry(
    hass: HomeAssistant,
    entry: RackPowerConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Make the selects of the units that the entry owns."""
    follow_points(entry, async_add_entities, Platform.SELECT, _made)


def _made(entry: RackPowerConfigEntry, unit: Unit, point: Point) -> PointEntity:
    of_words = point.variable.kind is Kind.CHOICE
    return (RackPowerSelect if of_words else RackPowerNumbers)(entry, unit, point)


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


class RackPowerNumbers(PointEntity, SelectEntity):
    """A measure that the unit lets be only one of some numbers."""

    @property
    @override
    def options(self) -> list[str]:
        """The numbers with their unit; what it is now is one of them in any case."""
        return list(self._numbers)

    @property
    @override
    def current_option(self) -> str | None:
        """The present number; None where it is unknown."""
        value = self.told
        return self._text(value) if isinstance(value, int | float) else None

    @override
    async def async_select_option(self, option: str) -> None:
        """Set a number; returns when the unit has confirmed it."""
        await self.wish(self._numbers[option])

    @property
    def _numbers(self) -> Mapping[str, float]:
        setting, value = self.unit.setting(self.point) or Setting(), self.told
        now = {value} if isinstance(value, int | float) else set()
        return {self._text(one): one for one in sorted({*setting.numbers, *now})}

    def _text(self, value: float) -> str:
        return f"{value:.12g} {self.point.variable.unit or ''}".strip()
