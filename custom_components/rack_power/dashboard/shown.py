"""What of a unit can be shown: entities that are enabled and not hidden."""

from collections.abc import Iterable

from homeassistant.const import Platform
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er

from ..const import DOMAIN
from ..entity import device_part, part_name, unique_id
from ..equipment.model import UNIT, Order, Part, PartId, Point, Variable
from ..equipment.variables import RESTART
from ..fleet import part_identifier
from ..platforms import platform_of_order, platforms_of
from ..unit import Unit
from .named import Named, Shown
from .order import place
from .twins import without_twins


class ShownUnit:
    """A unit, by what of it is registered for people to see."""

    def __init__(self, hass: HomeAssistant, owner: str, unit: Unit) -> None:
        """Look up what the entry that owns the unit has made of it."""
        self._entities = er.async_get(hass)
        self._devices = dr.async_get(hass)
        self._owner = owner
        self.unit = unit
        self._device = self._devices.async_get_device_by_identifier(
            (DOMAIN, unit.id), owner
        )
        self.points = self._points()
        """All that can be shown of it, in the order of the box."""
        self._by_variable: dict[Variable, list[Shown]] = {}
        self._by_part: dict[PartId, list[Shown]] = {}
        for one in self.points:
            self._by_variable.setdefault(one.variable, []).append(one)
            self._by_part.setdefault(one.point.part, []).append(one)

    @property
    def name(self) -> str:
        """What people call the unit."""
        about, device = self.unit.about, self._device
        given = device and (device.name_by_user or device.name)
        return given or about.name or about.model or about.maker

    @property
    def icon(self) -> str:
        """What stands for its kind: that it has a battery, or that it has none."""
        is_ups = any(
            one.variable.name.startswith(("battery.", "ups.")) for one in self.points
        )
        return "mdi:power-plug-battery" if is_ups else "mdi:power-socket"

    @property
    def is_seen(self) -> bool:
        """Whether its owner left anything of it to be seen."""
        return bool(self.points) or self.log is not None

    @property
    def log(self) -> str | None:
        """The entity that tells the unit's log, if there is one."""
        entry = self._usable(Platform.EVENT, unique_id(self.unit, UNIT, "log"))
        return None if entry is None else entry.entity_id

    def part_title(self, part: PartId) -> str:
        """Return what people call a part."""
        device = self._devices.async_get_child_device_by_identifier(
            (DOMAIN, part_identifier(self.unit, part)), self._owner
        )
        given = device and (device.name_by_user or device.name)
        return given or part_name(self.unit.parts.get(part), part)

    def parts(self, kind: str) -> list[Part]:
        """Return the parts of a kind, in the order of the box."""
        found = (part for part in self.unit.parts.values() if part.id.kind == kind)
        return sorted(found, key=place)

    def of_part(self, part: PartId) -> list[Shown]:
        """Return what can be shown of one part."""
        return [*self._by_part.get(part, ())]

    def of(self, variables: Iterable[Variable]) -> list[Shown]:
        """Return what tells these variables, of whichever part; the first one first."""
        return [
            one for variable in variables for one in self._by_variable.get(variable, ())
        ]

    def tellers(self, variable: Variable) -> int:
        """Count the parts that tell a variable."""
        return len(self._by_variable.get(variable, ()))

    def is_protected(self, part: Part) -> bool:
        """Whether a part must not lose power, or can take it from one that must not."""
        return not self.unit.protected.isdisjoint({part.id, *part.cuts})

    def button(self, order: Order) -> Named | None:
        """Return the button of an instant command."""
        key = unique_id(self.unit, order.part, order.command.name)
        entry = self._usable(platform_of_order(), key)
        if entry is None:
            return None
        return Named(entry.entity_id, ("entity",), self._own_name(entry))

    def restart(self, part: PartId) -> Named | None:
        """Return the button that restarts a part: of several the plain one first."""
        orders = [
            order
            for order in self.unit.orders()
            if order.part == part and order.command.restarts
        ]
        orders.sort(key=lambda order: order.command != RESTART)
        return next(filter(None, map(self.button, orders)), None)

    def _points(self) -> list[Shown]:
        found = [
            self._shown(point, entry)
            for point in self.unit.points()
            if (entry := self._entry(point)) is not None
        ]
        told = without_twins(found, self.unit.parts.values())
        return sorted(told, key=self._place)

    def _shown(self, point: Point, entry: er.RegistryEntry) -> Shown:
        """Name an entity; the unit's name would only repeat what stands above it."""
        device = device_part(self.unit, point.part)
        own = self._own_name(entry)
        if device == UNIT:
            return Shown(entry.entity_id, ("entity",), own, point)
        title = self.part_title(device)
        if point.variable.main and device == point.part:
            return Shown(entry.entity_id, ("device",), title, point)
        return Shown(entry.entity_id, ("device", "entity"), f"{title} {own}", point)

    def _place(self, one: Shown) -> tuple[object, ...]:
        part = self.unit.parts.get(one.point.part, Part(id=one.point.part))
        return (part.id.kind, place(part), one.variable.name)

    def _entry(self, point: Point) -> er.RegistryEntry | None:
        """Return the entity of a point; the one that can set it, where it can be set.

        It may be either: a path that could set it may have come or gone.
        """
        key = unique_id(self.unit, point.part, point.variable.name)
        for platform in platforms_of(point.variable):
            if found := self._usable(platform, key):
                return found
        return None

    def _usable(self, domain: str, key: str) -> er.RegistryEntry | None:
        """Return an entity that is there to be seen."""
        entity_id = self._entities.async_get_entity_id(domain, DOMAIN, key)
        entry = self._entities.async_get(entity_id) if entity_id else None
        return None if entry is None or entry.disabled or entry.hidden else entry

    @staticmethod
    def _own_name(entry: er.RegistryEntry) -> str:
        return entry.name or entry.original_name or ""
