"""Keep the entity and device registries in step with what a unit has.

An entity whose point left a complete report is unavailable first and removed when the
next complete report of the same group confirms it. The roster outlives restarts, so
that what went away meanwhile is found, too, and what only a connection told that is
removed.
"""

from collections.abc import Mapping, Set as AbstractSet
from dataclasses import replace

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import device_registry as dr, entity_registry as er

from .const import DOMAIN
from .entity import child_info, unique_id
from .equipment.model import Equipment, EquipmentId, Part, PartId, Report
from .fleet import Fleet, part_identifier
from .platforms import platform_of, platform_of_order
from .preferences import Preferences
from .unit import Unit

type _Member = tuple[str, str]
"""Domain and unique id of an entity."""


class Roster:
    """The entities that an entry made of its units' reports."""

    def __init__(
        self, hass: HomeAssistant, entry_id: str, preferences: Preferences
    ) -> None:
        """Take up what is remembered of the entry that owns the units."""
        self._hass = hass
        self._entry_id = entry_id
        self._preferences = preferences

    @callback
    def reported(self, unit: Unit, report: Report, path: str) -> None:
        """Note what a path reports; compare it with what its group had, if complete."""
        roster = self._preferences.roster(self._entry_id, unit.id)
        group = report.group if path == self._entry_id else f"{path}/{report.group}"
        present = _members(unit, report)
        known: set[_Member] = {(domain, key) for domain, key in roster.get(group, [])}
        confirmed = self._gone(unit, path, known, present) if report.complete else set()
        if confirmed or present - known:
            members = sorted((known | present) - confirmed)
            roster[group] = [list(member) for member in members]
            self._preferences.roster_changed()
        if confirmed:
            remove_members(self._hass, confirmed, unit)

    def _gone(
        self, unit: Unit, path: str, known: set[_Member], present: set[_Member]
    ) -> set[_Member]:
        """Return what a complete report lacks for the second time."""
        gone = known - present
        if gone:
            gone -= _told_by_others(unit, path)
        confirmed = gone & unit.missing
        unit.missing = (unit.missing - known) | (gone - confirmed)
        return confirmed

    @callback
    def told_before(self, unit: Unit) -> None:
        """Note what paths told before the unit had a device of its owner's."""
        for entry_id, path in unit.paths.items():
            for report in path.picture.groups.values():
                self.reported(unit, replace(report, complete=False), entry_id)

    @callback
    def follow_names(
        self, unit: Unit, about: Equipment, before: Mapping[PartId, Part]
    ) -> None:
        """Give the unit's device its present name, and those of parts that changed."""
        if unit.about == about and unit.parts == before:
            return
        registry = dr.async_get(self._hass)
        device = register_unit(self._hass, self._entry_id, unit)
        for part in unit.parts.values():
            if not part.device or part == before.get(part.id):
                continue
            identifier = (DOMAIN, part_identifier(unit, part.id))
            if registry.async_get_child_device_by_identifier(
                identifier, self._entry_id
            ):
                registry.async_get_or_create_child(
                    config_entry_id=self._entry_id, **child_info(unit, part, device.id)
                )


@callback
def remove_members(
    hass: HomeAssistant, members: AbstractSet[_Member], unit: Unit | None
) -> None:
    """Remove entities, and the devices of parts that have none then.

    Those of parts that ``unit`` still has stay, with what the owner called them.
    """
    entities, devices = er.async_get(hass), dr.async_get(hass)
    alive = {(DOMAIN, part_identifier(unit, one)) for one in unit.parts} if unit else ()
    touched = set[str]()
    for domain, key in members:
        if entity_id := entities.async_get_entity_id(domain, DOMAIN, key):
            if device_id := entities.entities[entity_id].device_id:
                touched.add(device_id)
            entities.async_remove(entity_id)
    for device_id in touched:
        device = devices.async_get(device_id)
        if (
            isinstance(device, dr.ChildDeviceEntry)
            and device.identifiers.isdisjoint(alive)
            and not er.async_entries_for_device(
                entities, device_id, include_disabled_entities=True
            )
        ):
            devices.async_remove_device(device_id)
    if unit is not None:
        unit.entities_removed()


@callback
def roster_of(hass: HomeAssistant, fleet: Fleet, unit: Unit) -> Roster | None:
    """Return the roster of a unit that has a device, whose owner is loaded."""
    owner = fleet.registered(unit)
    if owner is None or owner not in unit.paths:
        return None
    return Roster(hass, owner, fleet.preferences)


def register_unit(hass: HomeAssistant, entry_id: str, unit: Unit) -> dr.DeviceEntry:
    """Put the unit's plate into the device registry and return its device."""
    about = unit.about
    connections = {(dr.CONNECTION_NETWORK_MAC, about.mac)} if about.mac else set()
    return dr.async_get(hass).async_get_or_create(
        config_entry_id=entry_id,
        identifiers={(DOMAIN, unit.id)},
        connections=connections,
        manufacturer=about.maker,
        model=about.model,
        model_id=about.model_id,
        name=about.name or f"{about.maker} {about.model or about.serial or ''}".strip(),
        serial_number=about.serial,
        sw_version=about.firmware,
        hw_version=about.hardware,
        configuration_url=about.url,
        via_device_id=_device_id(hass, entry_id, about.via),
    )


def _device_id(
    hass: HomeAssistant, entry_id: str, equipment: EquipmentId | None
) -> str | None:
    if equipment is None:
        return None
    device = dr.async_get(hass).async_get_device_by_identifier(
        (DOMAIN, equipment), entry_id
    )
    return device.id if device else None


def _told_by_others(unit: Unit, path: str) -> set[_Member]:
    """Return what other paths tell of: it is not gone."""
    return {
        member
        for entry_id, other in unit.paths.items()
        if entry_id != path
        for report in other.picture.groups.values()
        for member in _members(unit, report)
    }


def _members(unit: Unit, report: Report) -> set[_Member]:
    """Return the entities of a report.

    A point that can be set by another path has its entity by that one's reports.
    """
    points = {
        (
            platform_of(point.variable, report.settings.get(point)).value,
            unique_id(unit, point.part, point.variable.name),
        )
        for point in report.readings
        if point in report.settings or not unit.writable(point)
    }
    orders = {
        (
            platform_of_order().value,
            unique_id(unit, order.part, order.command.name),
        )
        for order in report.orders
    }
    return points | orders
