"""Make entities of the points and orders that units have, now and later."""

import asyncio
from collections.abc import Callable, Iterable
from typing import Final

from homeassistant.config_entries import ConfigEntryState
from homeassistant.const import Platform
from homeassistant.core import callback
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .const import DOMAIN
from .coordinator import RackPowerConfigEntry
from .entity import OrderEntity, PointEntity, unique_id
from .equipment.model import EquipmentId, Order, Point
from .placing import clear_others, place_of
from .platforms import platform_of_order, platforms_of
from .unit import Unit

_RUNNING: Final = (ConfigEntryState.SETUP_IN_PROGRESS, ConfigEntryState.LOADED)
_AT_ONCE: Final = 10
"""Entities made in one turn of the event loop, by each of a dozen platforms."""


@callback
def follow_points(
    entry: RackPowerConfigEntry,
    add: AddConfigEntryEntitiesCallback,
    platform: Platform,
    make: Callable[[RackPowerConfigEntry, Unit, Point], PointEntity],
) -> None:
    """Make an entity for every point of the entry's units that is the platform's."""
    registry = er.async_get(entry.runtime_data.hass)

    def wanted(unit: Unit) -> Iterable[Point]:
        for point in unit.points():
            possible = platform in platforms_of(point.variable)
            if possible and place_of(registry, unit, point) is platform:
                yield point

    def make_alone(
        entry: RackPowerConfigEntry, unit: Unit, point: Point
    ) -> PointEntity:
        clear_others(registry, unit, point, platform)
        return make(entry, unit, point)

    _follow(entry, add, platform, wanted, make_alone)


@callback
def follow_orders(
    entry: RackPowerConfigEntry,
    add: AddConfigEntryEntitiesCallback,
    make: Callable[[RackPowerConfigEntry, Unit, Order], OrderEntity],
) -> None:
    """Make an entity for every instant command of the entry's units."""
    _follow(entry, add, platform_of_order(), lambda unit: unit.orders(), make)


@callback
def follow_units(entry: RackPowerConfigEntry, follow: Callable[[Unit], None]) -> None:
    """Do something with every unit that the entry owns, now and later."""
    fleet = entry.runtime_data.fleet
    followed: set[EquipmentId] = set()

    @callback
    def look() -> None:
        for unit in fleet.owned_by(entry.entry_id):
            if unit.id not in followed:
                followed.add(unit.id)
                follow(unit)

    look()
    entry.async_on_unload(fleet.listen(look))


def _follow[T: (Point, Order)](
    entry: RackPowerConfigEntry,
    add: AddConfigEntryEntitiesCallback,
    platform: Platform,
    wanted: Callable[[Unit], Iterable[T]],
    make: Callable[[RackPowerConfigEntry, Unit, T], PointEntity | OrderEntity],
) -> None:
    @callback
    def follow(unit: Unit) -> None:
        look = _looker(entry, unit, add, platform, wanted, make)
        look()
        entry.async_on_unload(unit.listen_structure(look))

    follow_units(entry, follow)


def _looker[T: (Point, Order)](
    entry: RackPowerConfigEntry,
    unit: Unit,
    add: AddConfigEntryEntitiesCallback,
    platform: Platform,
    wanted: Callable[[Unit], Iterable[T]],
    make: Callable[[RackPowerConfigEntry, Unit, T], PointEntity | OrderEntity],
) -> Callable[[], None]:
    hass = entry.runtime_data.hass
    registry = er.async_get(hass)
    made: set[T] = set()
    waiting: list[T] = []
    seen = -1

    def is_registered(one: T) -> bool:
        key = unique_id(unit, one.part, one[1].name)
        return registry.async_get_entity_id(platform, DOMAIN, key) is not None

    @callback
    def look() -> None:
        nonlocal seen
        if seen == unit.shape:
            return
        seen = unit.shape
        present = set(wanted(unit))
        # What is gone before its turn came is not made, and made when it is back.
        made.difference_update([one for one in waiting if one not in present])
        waiting[:] = [one for one in waiting if one in present]
        # What the roster removed is made again when the unit has it again; a disabled
        # entity is registered, too, and needs no second one.
        made.difference_update(
            [one for one in made - present if not is_registered(one)]
        )
        new = sorted(present - made, key=lambda one: _place(unit, one))
        made.update(new)
        is_adding = bool(waiting)
        waiting.extend(new)
        if new and not is_adding:
            entry.async_create_task(hass, add_in_turns(), "entities of a unit")

    async def add_in_turns() -> None:
        """Let others have their turn: a large PDU has hundreds of entities.

        Platforms that are being left take no more of them.
        """
        while waiting and entry.state in _RUNNING:
            some = waiting[:_AT_ONCE]
            del waiting[:_AT_ONCE]
            add([make(entry, unit, one) for one in some])
            await asyncio.sleep(0)

    return look


def _place(unit: Unit, one: Point | Order) -> tuple[object, ...]:
    """Sort by the part's place on the unit, so that lists read as the box does."""
    part = unit.parts.get(one.part)
    return (one.part.kind, part.position if part else (), one.part.key, one[1].name)
