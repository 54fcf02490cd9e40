"""Look through a dashboard: its cards, its entities, its actions."""

from collections.abc import Iterator
from typing import Any

from homeassistant.const import ATTR_DEVICE_ID
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr

from custom_components.rack_power.const import DOMAIN
from custom_components.rack_power.equipment.model import EquipmentId, PartId
from custom_components.rack_power.fleet import FLEET, part_identifier

type Node = dict[str, Any]


async def made(hass: HomeAssistant, *device_ids: str) -> Node:
    """Have a dashboard made."""
    answer = await hass.services.async_call(
        DOMAIN,
        "get_dashboard",
        {ATTR_DEVICE_ID: list(device_ids)} if device_ids else {},
        blocking=True,
        return_response=True,
    )
    assert answer is not None
    return dict(answer)


def device_id(hass: HomeAssistant, unit: str, part: PartId | None = None) -> str:
    """Return the device of a unit, or of a part of it."""
    fleet, registry = hass.data[FLEET], dr.async_get(hass)
    found = fleet.units[EquipmentId(unit)]
    owner = fleet.owner(found)
    device: dr.AnyDeviceEntry | None
    if part is None:
        device = registry.async_get_device_by_identifier((DOMAIN, found.id), owner)
    else:
        key = (DOMAIN, part_identifier(found, part))
        device = registry.async_get_child_device_by_identifier(key, owner)
    assert device is not None
    return device.id


def nodes(node: Any) -> Iterator[Node]:
    """Return everything that has keys, from the outside in."""
    if isinstance(node, dict):
        yield node
        for one in node.values():
            yield from nodes(one)
    elif isinstance(node, list):
        for one in node:
            yield from nodes(one)


def cards(node: Any, kind: str) -> list[Node]:
    """Return all cards of a kind."""
    return [one for one in nodes(node) if one.get("type") == kind]


def entity_ids(node: Any) -> list[str]:
    """Return every entity that is named anywhere."""
    found: list[str] = []
    for one in nodes(node):
        for key in ("entity", "entity_id"):
            named = one.get(key, [])
            found += [named] if isinstance(named, str) else named
    return found


def headings(node: Any) -> list[str]:
    """Return the headings of sections."""
    return [one["heading"] for one in cards(node, "heading")]


def tiles_of(node: Any, entity_id: str) -> list[Node]:
    """Return the tiles that show an entity."""
    return [one for one in cards(node, "tile") if one["entity"] == entity_id]
