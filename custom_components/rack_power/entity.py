"""The base of all entities: a point or an order of a unit."""

from functools import partial
from typing import TYPE_CHECKING, Any, override

from homeassistant.const import EntityCategory
from homeassistant.core import callback
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers.device_registry import ChildDeviceInfo, DeviceInfo
from homeassistant.helpers.entity import Entity

from .commands import Superseded
from .const import DOMAIN
from .equipment.model import (
    UNIT,
    Category,
    Order,
    Part,
    PartId,
    Point,
    Quality,
    Value,
)
from .exceptions import refused, translated
from .fleet import part_identifier
from .protection import check_order, check_setting
from .unit import Unit

if TYPE_CHECKING:
    from .coordinator import RackPowerConfigEntry

_CATEGORIES = {
    Category.PRIMARY: None,
    Category.DIAGNOSTIC: EntityCategory.DIAGNOSTIC,
    Category.CONFIG: EntityCategory.CONFIG,
}


def unique_id(unit: Unit, part: PartId, name: str) -> str:
    """Return the id of an entity: never a label, an address or an entry."""
    return f"{unit.id}_{part.kind}_{part.key}_{name}"


def device_part(unit: Unit, part_id: PartId) -> PartId:
    """Return the part that is the device of a part: itself or what it lies in."""
    seen = {UNIT}
    while part_id not in seen:
        seen.add(part_id)
        part = unit.parts.get(part_id)
        if part is None:
            break
        if part.device:
            return part_id
        part_id = part.within
    return UNIT


def part_name(part: Part | None, part_id: PartId) -> str:
    """Return the owner's label, else the printed number, else the key."""
    return (part and (part.label or part.number)) or part_id.key


def child_info(unit: Unit, part: Part, parent: str) -> ChildDeviceInfo:
    """Describe the device of a part: named by its label, else by what it is."""
    identifiers = {(DOMAIN, part_identifier(unit, part.id))}
    if part.label:
        return ChildDeviceInfo(
            identifiers=identifiers, parent_device_id=parent, name=part.label
        )
    return ChildDeviceInfo(
        identifiers=identifiers,
        parent_device_id=parent,
        translation_key=part.id.kind,
        translation_placeholders={"part": part_name(part, part.id)},
    )


class RackPowerEntity(Entity):
    """Something of a unit that Home Assistant shows.

    Named by its part's kind and its variable or command; the label of a part that is
    no device of its own fills the placeholder ``part``.
    """

    _attr_has_entity_name = True
    _attr_should_poll = False

    def __init__(
        self,
        entry: RackPowerConfigEntry,
        unit: Unit,
        part: PartId,
        name: str,
        category: Category,
        *,
        everyday: bool,
    ) -> None:
        """Place the entity in its device and name it."""
        self.unit = unit
        self.part = part
        self._attr_unique_id = unique_id(unit, part, name)
        self._attr_translation_key = f"{part.kind}_{name}".replace(".", "_")
        self._attr_entity_category = _CATEGORIES[category]
        self._attr_entity_registry_enabled_default = everyday
        self._attr_translation_placeholders = {
            "part": part_name(unit.parts.get(part), part)
        }
        self._attr_device_info = _device_info(entry, unit, device_part(unit, part))

    @override
    async def async_added_to_hass(self) -> None:
        """Be woken when what the unit has changes, and labels with it."""
        await super().async_added_to_hass()
        self.async_on_remove(self.unit.listen_structure(self._structure_changed))

    @callback
    def _structure_changed(self) -> None:
        part = self.unit.parts.get(self.part)
        if part is None:
            return  # nobody tells of it at present: it is called as before
        label = {"part": part_name(part, self.part)}
        if self._attr_translation_placeholders != label:
            self._attr_translation_placeholders = label
            self.__dict__.pop("name", None)  # cached; Home Assistant makes it anew
            self.async_write_ha_state()


class PointEntity(RackPowerEntity):
    """An entity that shows a point and, on some platforms, sets it."""

    def __init__(self, entry: RackPowerConfigEntry, unit: Unit, point: Point) -> None:
        """Take everything from the variable's declaration."""
        variable = point.variable
        super().__init__(
            entry,
            unit,
            point.part,
            variable.name,
            variable.category,
            everyday=variable.everyday,
        )
        self.point = point
        if variable.main and device_part(unit, point.part) == point.part:
            self._attr_name = None  # the device is there for nothing else

    @property
    @override
    def available(self) -> bool:
        """Whether the unit has the point and its path answers."""
        return self.unit.available(self.point)

    @property
    def told(self) -> Value:
        """The value that was sent and is not seen yet, else what the unit told."""
        if self.assumed_state:
            return self.unit.pending[self.point]
        reading = self.unit.reading(self.point)
        return None if reading is None else reading.value

    @property
    @override
    def assumed_state(self) -> bool:
        """Whether a path that sees late has sent something."""
        return self.point in self.unit.pending

    @property
    @override
    def extra_state_attributes(self) -> dict[str, Any]:
        """Show what the value rests on, and that it is old when it is."""
        reading = self.unit.reading(self.point)
        attributes = dict((reading and reading.details) or {})
        if reading and reading.quality is not Quality.GOOD:
            attributes["quality"] = reading.quality.value
        if self.assumed_state:
            attributes["pending"] = True
        return attributes

    @override
    async def async_added_to_hass(self) -> None:
        """Be woken when the point changes."""
        await super().async_added_to_hass()
        self.async_on_remove(self.unit.listen(self.point, self.async_write_ha_state))

    async def wish(self, value: Value, *, override_protection: bool = False) -> None:
        """Wish a value for the point; returns when the unit has confirmed it.

        Raises a translated error where it is refused, fails or is not confirmed.
        """
        check = (
            None
            if override_protection
            else partial(check_setting, self.unit, self.point, value)
        )
        if check is not None:
            check()
        with translated():
            try:
                await self.unit.commands.write(self.point, value, check)
            except Superseded:
                raise refused("superseded") from None


class ShownEntity(PointEntity):
    """An entity that only shows a point: what cannot be set is no configuration."""

    def __init__(self, entry: RackPowerConfigEntry, unit: Unit, point: Point) -> None:
        """Show among the diagnostics what another path or user could set."""
        super().__init__(entry, unit, point)
        if point.variable.category is Category.CONFIG:
            self._attr_entity_category = EntityCategory.DIAGNOSTIC


class OrderEntity(RackPowerEntity):
    """An entity that runs an instant command."""

    def __init__(self, entry: RackPowerConfigEntry, unit: Unit, order: Order) -> None:
        """Take everything from the command's declaration."""
        command = order.command
        super().__init__(
            entry,
            unit,
            order.part,
            command.name,
            command.category,
            everyday=command.everyday,
        )
        self.order = order

        self._attr_available = unit.offers(order)

    @callback
    @override
    def _structure_changed(self) -> None:
        super()._structure_changed()
        offered = self.unit.offers(self.order)
        if offered is not self._attr_available:
            self._attr_available = offered
            self.async_write_ha_state()

    async def run(self) -> None:
        """Run the command; returns when the unit has taken it up."""
        await run_order(self.unit, self.order)


async def run_order(
    unit: Unit, order: Order, *, override_protection: bool = False
) -> None:
    """Run an instant command of a unit.

    Raises a translated error where it is refused, fails or is not confirmed.
    """
    check = None if override_protection else partial(check_order, unit, order)
    if check is not None:
        check()
    with translated():
        try:
            await unit.commands.run(order, check)
        except Superseded:
            raise refused("superseded") from None


def _device_info(
    entry: RackPowerConfigEntry, unit: Unit, part_id: PartId
) -> DeviceInfo | ChildDeviceInfo:
    if part_id == UNIT:
        return DeviceInfo(identifiers={(DOMAIN, unit.id)})
    parent = dr.async_get_device_id_by_identifier(
        entry.runtime_data.hass, (DOMAIN, unit.id), config_entry_id=entry.entry_id
    )
    return child_info(unit, unit.parts[part_id], parent)
