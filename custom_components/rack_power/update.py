"""Update entities: the firmware that a unit has, and the one on offer."""

from typing import override

from homeassistant.components.update import (
    UpdateDeviceClass,
    UpdateEntity,
    UpdateEntityFeature,
)
from homeassistant.const import Platform
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .coordinator import RackPowerConfigEntry
from .entity import ShownEntity
from .equipment.model import Value
from .following import follow_points

PARALLEL_UPDATES = 0


async def async_setup_entry(
    hass: HomeAssistant,
    entry: RackPowerConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Make the update entities of the units that the entry owns."""
    follow_points(entry, async_add_entities, Platform.UPDATE, RackPowerUpdate)


class RackPowerUpdate(ShownEntity, UpdateEntity):
    """The firmware of a unit; nothing installs it from here."""

    _attr_device_class = UpdateDeviceClass.FIRMWARE
    _attr_supported_features = UpdateEntityFeature.PROGRESS

    @property
    @override
    def installed_version(self) -> str | None:
        """The version that the unit runs."""
        value = self.told
        return value if isinstance(value, str) else None

    @property
    @override
    def latest_version(self) -> str | None:
        """The version on offer; where none is, the unit has the latest."""
        offered = self._detail("latest")
        return offered if isinstance(offered, str) else self.installed_version

    @property
    @override
    def in_progress(self) -> bool:
        """Whether the unit says that it is installing one."""
        return self._detail("in_progress") is True

    def _detail(self, name: str) -> object:
        reading = self.unit.reading(self.point)
        return ((reading and reading.details) or {}).get(name)

    @property
    @override
    def extra_state_attributes(self) -> dict[str, Value]:
        """Leave out what the entity shows by itself."""
        attributes = super().extra_state_attributes
        return {
            key: value
            for key, value in attributes.items()
            if key not in ("latest", "in_progress")
        }
