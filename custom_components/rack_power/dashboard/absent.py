"""Units whose connection is not loaded: only the registries know them."""

from dataclasses import dataclass
from typing import Final

from homeassistant.const import Platform
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er

from ..const import DOMAIN
from ..fleet import Fleet
from .choices import GLANCE_COUNT
from .named import Named
from .order import natural

_SHOWN: Final = (Platform.SENSOR, Platform.SWITCH)


@dataclass(frozen=True, slots=True)
class AbsentUnit:
    """What can be told of a unit that is away."""

    name: str
    entities: tuple[Named, ...]


def absent_units(hass: HomeAssistant, fleet: Fleet) -> list[AbsentUnit]:
    """Return the units that are registered and that no connection tells of now.

    They come back, and should not be missing from a dashboard made meanwhile.
    """
    registry = dr.async_get(hass)
    known = {(DOMAIN, unit) for unit in fleet.units}
    found = [
        AbsentUnit(device.name_by_user or device.name or "", _entities(hass, device.id))
        for entry in hass.config_entries.async_entries(DOMAIN)
        for device in dr.async_entries_for_config_entry(registry, entry.entry_id)
        if not device.disabled and not device.identifiers & known
    ]
    return sorted(found, key=lambda unit: natural(unit.name))


def _entities(hass: HomeAssistant, device_id: str) -> tuple[Named, ...]:
    registered = er.async_entries_for_device(er.async_get(hass), device_id)
    shown = (
        one
        for one in registered
        if one.platform == DOMAIN  # helpers for it may be on its device
        and one.domain in _SHOWN
        and one.entity_category is None
        and not one.hidden
    )
    first = sorted(shown, key=lambda one: one.entity_id)[:GLANCE_COUNT]
    return tuple(
        Named(one.entity_id, ("entity",), one.name or one.original_name or "")
        for one in first
    )
