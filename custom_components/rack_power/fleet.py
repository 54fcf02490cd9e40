"""All units of the house, whichever entries they are seen by.

A device belongs to one entry in Home Assistant; a unit may be seen by several. The
fleet knows every unit once, the paths to it, and which entry owns its device.
"""

from collections.abc import Callable, Iterator, Mapping

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers.singleton import singleton
from homeassistant.util.hass_dict import HassKey

from .const import DOMAIN
from .equipment.driver import Driver, Json
from .equipment.model import UNIT, Equipment, EquipmentId, PartId
from .journal import Journal
from .path import Path
from .preferences import Preferences
from .unit import Unit

FLEET: HassKey[Fleet] = HassKey(DOMAIN)


class Fleet:
    """Every unit that a loaded entry sees."""

    def __init__(self, hass: HomeAssistant) -> None:
        """Start without units; :meth:`load` must follow."""
        self._hass = hass
        self.preferences = Preferences(hass)
        self.journal = Journal(hass)
        self.units: dict[EquipmentId, Unit] = {}
        self.drivers: dict[str, Driver] = {}
        """Entry -> its driver, while it is loaded."""
        self.learnt: dict[str, Mapping[str, Json]] = {}
        """Id of an entry -> what was learnt when its connection was tried."""
        self._listeners: set[Callable[[], None]] = set()

    async def load(self) -> None:
        """Read what the owner decided about units, and their logs."""
        await self.preferences.load()
        await self.journal.load()

    def listen(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Call a listener when a unit becomes known, until the answer is called."""
        self._listeners.add(listener)
        return lambda: self._listeners.discard(listener)

    @callback
    def tell(self) -> None:
        """Wake who waits for units; their devices are registered by now."""
        for listener in tuple(self._listeners):
            listener()

    @callback
    def join(self, equipment: Equipment, path: Path) -> Unit:
        """Add a path to a unit, which is made known if it is the first."""
        unit = self.units.get(equipment.id)
        if unit is None:
            unit = self.units[equipment.id] = Unit(equipment, self.preferences)
        unit.paths[path.entry_id] = path
        return unit

    @callback
    def leave(self, entry_id: str) -> None:
        """Take an entry's paths away; a unit without paths is known no more."""
        self.drivers.pop(entry_id, None)
        for unit in list(self.seen_by(entry_id)):
            unit.drop_path(entry_id)
            if not unit.paths:
                del self.units[unit.id]

    def seen_by(self, entry_id: str) -> Iterator[Unit]:
        """Return the units that an entry has a path to."""
        return (unit for unit in self.units.values() if entry_id in unit.paths)

    def owned_by(self, entry_id: str) -> Iterator[Unit]:
        """Return the units whose device is an entry's."""
        return (unit for unit in self.seen_by(entry_id) if self.owner(unit) == entry_id)

    def owner(self, unit: Unit) -> str:
        """Return the entry that owns the unit's device, else the first that sees it."""
        return self.registered(unit) or next(iter(unit.paths))

    def registered(self, unit: Unit) -> str | None:
        """Return the entry that has the unit's device, if there is one."""
        device = device_of(self._hass, unit.id)
        return device.config_entry_id if device else None

    def guests_of(self, entry_id: str) -> Iterator[Unit]:
        """Return the units of an entry that other entries reach at present."""
        return (
            unit
            for unit in self.units.values()
            if unit.up and self.registered(unit) == entry_id
        )

    def heirs(self) -> set[str]:
        """Return the entries that have to take over units whose device is gone."""
        return {
            next(iter(unit.paths))
            for unit in self.units.values()
            if self.registered(unit) is None
        }

    def unit_of_device(self, device: dr.AnyDeviceEntry) -> tuple[Unit, PartId] | None:
        """Return the unit and part that a device or child device stands for."""
        for unit in self.units.values():
            if (DOMAIN, unit.id) in device.identifiers:
                return unit, UNIT
            for part in unit.parts:
                if (DOMAIN, part_identifier(unit, part)) in device.identifiers:
                    return unit, part
        return None


@singleton(FLEET, async_=True)
async def fleet_of(hass: HomeAssistant) -> Fleet:
    """Return the fleet of the house, which a flow may need before any entry does."""
    fleet = Fleet(hass)
    await fleet.load()
    return fleet


@callback
def device_of(hass: HomeAssistant, unit: EquipmentId) -> dr.DeviceEntry | None:
    """Return the device of a unit, whichever entry has it."""
    registry = dr.async_get(hass)
    for entry in hass.config_entries.async_entries(DOMAIN):
        if device := registry.async_get_device_by_identifier(
            (DOMAIN, unit), entry.entry_id
        ):
            return device
    return None


def part_identifier(unit: Unit, part: PartId) -> str:
    """Return what names a part that is a device of its own in the registry."""
    return f"{unit.id}_{part.kind}_{part.key}"
