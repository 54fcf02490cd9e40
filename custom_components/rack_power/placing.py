"""On which platform a point of a unit is shown, also while one of its paths is away."""

from homeassistant.const import Platform
from homeassistant.core import callback
from homeassistant.helpers import entity_registry as er

from .const import DOMAIN
from .entity import unique_id
from .equipment.model import Point
from .platforms import platform_of, platforms_of
from .unit import Unit


@callback
def place_of(registry: er.EntityRegistry, unit: Unit, point: Point) -> Platform:
    """Return the platform of a point's entity.

    Where it could be set, or its numbers were listed, it stays: what told so may be
    away now. When a complete report lacks it twice, the roster removes that entity.
    """
    setting = unit.setting(point) if unit.writable(point) else None
    told = platform_of(point.variable, setting)
    for better in platforms_of(point.variable):
        if better is told or _entity_id(registry, unit, point, better):
            return better
    return told


@callback
def clear_others(
    registry: er.EntityRegistry, unit: Unit, point: Point, platform: Platform
) -> None:
    """Remove what showed a point before it could be set, or its numbers were listed."""
    if unit.writable(point):
        for other in set(platforms_of(point.variable)) - {platform}:
            if entity_id := _entity_id(registry, unit, point, other):
                registry.async_remove(entity_id)


def _entity_id(
    registry: er.EntityRegistry, unit: Unit, point: Point, platform: Platform
) -> str | None:
    key = unique_id(unit, point.part, point.variable.name)
    return registry.async_get_entity_id(platform, DOMAIN, key)
