"""What the actions do that manage a unit's own events and actions."""

from collections.abc import Awaitable, Mapping
from itertools import chain
from typing import Any

from homeassistant.const import ATTR_DEVICE_ID
from homeassistant.core import HomeAssistant, ServiceResponse
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.util.json import JsonObjectType

from .const import DOMAIN
from .entity import unique_id
from .equipment.errors import InvalidAuth
from .equipment.model import PartId
from .equipment.rules import Effect, ManagesRules
from .exceptions import refused, translated
from .fleet import FLEET
from .path import Path
from .protection import check_cuts
from .resolving import unit_of
from .unit import Unit

type Data = Mapping[str, Any]

_ADDRESS = frozenset({ATTR_DEVICE_ID, "event_id", "action_id"})
_TARGETS = ("target", "outlet", "group", "relay")


async def list_events(hass: HomeAssistant, data: Data) -> ServiceResponse:
    """Return the events of a unit, all or those asked for.

    Numbers of codes that are not known may be asked for: a unit may have such events.
    """
    unit, path, rules = _resolve(hass, data)
    code = str(data.get("code", "")).strip().lower()
    keys = {str(one["key"]) for one in rules.event_codes(unit.id)}
    if code and not code.isdecimal() and code not in keys:
        raise refused("unknown_event_code", code=code)
    events = await _do(path, rules.list_events(unit.id))
    return _json(
        events=[
            event
            for event in events
            if (not code or code in {str(event["code"]), event.get("key")})
            and (not data.get("triggered_only") or event.get("triggered"))
        ]
    )


async def create_event(hass: HomeAssistant, data: Data) -> ServiceResponse:
    """Create an event, unless it would cut a protected outlet."""
    unit, path, rules = _resolve(hass, data)
    fields = _fields(hass, unit, data)
    _check(unit, await _do(path, rules.effect_of_event(unit.id, None, fields)))
    return _json(event=await _do(path, rules.create_event(unit.id, fields)))


async def update_event(hass: HomeAssistant, data: Data) -> ServiceResponse:
    """Change an event, unless it would then cut a protected outlet."""
    unit, path, rules = _resolve(hass, data)
    fields, event_id = _fields(hass, unit, data), data["event_id"]
    _check(unit, await _do(path, rules.effect_of_event(unit.id, event_id, fields)))
    event, changed = await _do(path, rules.update_event(unit.id, event_id, fields))
    return _json(event=event, changed=list(changed))


async def delete_event(hass: HomeAssistant, data: Data) -> ServiceResponse:
    """Delete an event."""
    unit, path, rules = _resolve(hass, data)
    await _do(path, rules.delete_event(unit.id, data["event_id"]))
    return _json(deleted=data["event_id"])


async def list_actions(hass: HomeAssistant, data: Data) -> ServiceResponse:
    """Return the actions of a unit, without their secrets."""
    unit, path, rules = _resolve(hass, data)
    return _json(actions=list(await _do(path, rules.list_actions(unit.id))))


async def create_action(hass: HomeAssistant, data: Data) -> ServiceResponse:
    """Create an action, unless it would cut a protected outlet."""
    unit, path, rules = _resolve(hass, data)
    fields = _fields(hass, unit, data)
    _check(unit, await _do(path, rules.effect_of_action(unit.id, None, fields)))
    return _json(action=await _do(path, rules.create_action(unit.id, fields)))


async def update_action(hass: HomeAssistant, data: Data) -> ServiceResponse:
    """Change an action, unless it would then cut a protected outlet."""
    unit, path, rules = _resolve(hass, data)
    fields, action_id = _fields(hass, unit, data), data["action_id"]
    _check(unit, await _do(path, rules.effect_of_action(unit.id, action_id, fields)))
    action, changed = await _do(path, rules.update_action(unit.id, action_id, fields))
    return _json(action=action, changed=list(changed))


async def delete_action(hass: HomeAssistant, data: Data) -> ServiceResponse:
    """Delete an action that no event uses."""
    unit, path, rules = _resolve(hass, data)
    await _do(path, rules.delete_action(unit.id, data["action_id"]))
    return _json(deleted=data["action_id"])


async def list_event_codes(hass: HomeAssistant, data: Data) -> ServiceResponse:
    """Return the known event codes."""
    unit, _, rules = _resolve(hass, data)
    return _json(codes=list(rules.event_codes(unit.id)))


async def list_action_codes(hass: HomeAssistant, data: Data) -> ServiceResponse:
    """Return the known action codes."""
    unit, _, rules = _resolve(hass, data)
    return _json(codes=list(rules.action_codes(unit.id)))


def _resolve(hass: HomeAssistant, data: Data) -> tuple[Unit, Path, ManagesRules]:
    """Return the unit that a device stands for and the nearest path with rules."""
    unit = unit_of(hass, data[ATTR_DEVICE_ID])
    for path in unit.nearest():
        if isinstance(path.driver, ManagesRules):
            return unit, path, path.driver
    raise refused("no_rules" if unit.up else "unit_unreachable")


async def _do[T](path: Path, job: Awaitable[T]) -> T:
    """Await what a driver does; its errors are translated."""
    with translated():
        try:
            return await job
        except InvalidAuth:
            path.sign_in_again()
            raise


def _fields(hass: HomeAssistant, unit: Unit, data: Data) -> dict[str, object]:
    """Return the fields of the call; entities and devices become parts."""
    fields = {key: value for key, value in data.items() if key not in _ADDRESS}
    for key in _TARGETS:
        if isinstance(value := fields.get(key), str):
            fields[key] = _part(hass, unit, value) or value
    return fields


def _part(hass: HomeAssistant, unit: Unit, target: str) -> PartId | None:
    """Return the part that an entity or device id means, if it is one of those.

    Raises where it belongs to another unit: its id would mean something else here.
    """
    if entity := er.async_get(hass).async_get(target):
        ours = entity.platform == DOMAIN
        part = _part_of_entity(unit, entity.unique_id) if ours else None
        if part is None:
            raise refused("target_of_another_unit", target=target)
        return part
    if device := dr.async_get(hass).async_get(target):
        found = hass.data[FLEET].unit_of_device(device)
        if found is None or found[0] is not unit:
            raise refused("target_of_another_unit", target=target)
        return found[1]
    return None


def _part_of_entity(unit: Unit, key: str) -> PartId | None:
    """Return the part that an entity of the unit shows or acts on."""
    named = chain(
        ((part, variable.name) for part, variable in unit.points()),
        ((part, command.name) for part, command in unit.orders()),
    )
    return next(
        (part for part, name in named if unique_id(unit, part, name) == key), None
    )


def _check(unit: Unit, effect: Effect) -> None:
    check_cuts(unit, effect.cuts)


def _json(**answer: Any) -> JsonObjectType:
    return answer
