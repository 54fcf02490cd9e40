"""Putting a unit into the place of one that was replaced."""

from collections.abc import Sequence
from typing import Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.helpers.typing import UNDEFINED

from .connections import Connection
from .const import DOMAIN
from .equipment.errors import WrongEquipment
from .equipment.model import Equipment, EquipmentId
from .fleet import device_of, part_identifier
from .preferences import succeeded
from .unit import Unit

ANOTHER_UNIT: Final = "another_unit"


@callback
def check_same(
    hass: HomeAssistant,
    entry: ConfigEntry,
    connection: Connection,
    found: Sequence[Equipment],
) -> None:
    """Raise WrongEquipment if another unit answers than the entry stands for.

    Its readings are not those of the unit that has the entities. One that tells no
    serial number, where there was one, has perhaps only just started: that is no
    reason to ask the owner whether it was replaced.
    """
    if not (connection.one_unit and found and entry.unique_id):
        return
    if connection.entry_id(entry.data, found) == entry.unique_id:
        return
    unit = found[0]
    known = device_of(hass, connection.unit_of(entry.unique_id))
    if unit.serial is None and known is not None and known.serial_number is not None:
        raise WrongEquipment("serial_missing")
    raise WrongEquipment("another_unit", serial=unit.serial or unit.id)


@callback
def hand_over(
    hass: HomeAssistant, entry: ConfigEntry, old: EquipmentId, new: EquipmentId
) -> None:
    """Make the devices and entities of an entry's unit those of another unit.

    Names, areas, entity ids and with them histories and automations stay. The entry
    must not be loaded meanwhile, and nothing may be known of the new unit.
    """
    devices = dr.async_get(hass)
    device = devices.async_get_device_by_identifier((DOMAIN, old), entry.entry_id)
    if device is None:
        return  # it was never set up completely
    _rename_entities(hass, entry, old, new)
    for child in dr.async_entries_for_parent_device(devices, device.id):
        devices.async_update_child_device(
            child.id, new_identifiers=_identifiers(child.identifiers, old, new)
        )
    devices.async_update_device(
        device.id,
        new_identifiers=_identifiers(device.identifiers, old, new),
        new_connections=set(),  # the network card went with the unit
    )


@callback
def part_from(
    hass: HomeAssistant, entry: ConfigEntry, old: EquipmentId, seen: Unit | None
) -> str | None:
    """Leave the device of a unit that an entry stands for no more.

    ``seen``: other entries still see the unit. The first of them has the device from
    now on, and is returned: it has to be loaded anew. Else the device stays until the
    owner deletes it. It loses its network card: that may be in the other unit by now,
    and the two devices would become one.
    """
    devices = dr.async_get(hass)
    device = devices.async_get_device_by_identifier((DOMAIN, old), entry.entry_id)
    if device is None:
        return None
    if seen is None:
        devices.async_update_device(device.id, new_connections=set())
        return None
    heir = next(iter(seen.paths))
    _move(hass, device, heir, {part_identifier(seen, part) for part in seen.parts})
    return heir


def _move(
    hass: HomeAssistant, device: dr.DeviceEntry, heir: str, alive: set[str]
) -> None:
    """Give a device to another entry, and those of the parts that are alive.

    Home Assistant moves no device that has others below it, so those are made anew
    with what the owner gave them. Entities it restores when the heir makes them.
    """
    devices = dr.async_get(hass)
    children = dr.async_entries_for_parent_device(devices, device.id)
    for child in children:
        devices.async_remove_device(child.id)
    devices.async_update_device(
        device.id, new_config_entry_id=heir, new_connections=set()
    )
    for child in children:
        if not any(key in alive for _, key in child.identifiers):
            continue
        made = devices.async_get_or_create_child(
            config_entry_id=heir,
            identifiers=child.identifiers,
            parent_device_id=device.id,
            name=child.name,
        )
        off = child.disabled_by is dr.DeviceEntryDisabler.USER
        devices.async_update_child_device(
            made.id,
            name_by_user=child.name_by_user,
            area_id=child.area_id,
            labels=child.labels,
            disabled_by=child.disabled_by if off else UNDEFINED,
        )


def _rename_entities(
    hass: HomeAssistant, entry: ConfigEntry, old: EquipmentId, new: EquipmentId
) -> None:
    entities = er.async_get(hass)
    for entity in er.async_entries_for_config_entry(entities, entry.entry_id):
        if entity.unique_id.startswith(f"{old}_"):
            entities.async_update_entity(
                entity.entity_id, new_unique_id=succeeded(entity.unique_id, old, new)
            )


def _identifiers(
    known: set[tuple[str, str]], old: EquipmentId, new: EquipmentId
) -> set[tuple[str, str]]:
    return {
        (domain, succeeded(key, old, new))
        if domain == DOMAIN and (key == old or key.startswith(f"{old}_"))
        else (domain, key)
        for domain, key in known
    }
