"""Events and actions: what they have in common is how they are written and changed."""

from typing import Any

from aiohttp import web

from ..codes import ACTION_CODES, EVENT_CODES
from ..start import make_event
from ..state import Record
from ..unit import Unit
from .request import Refusal, check, is_name, json_object, lookup, need, unit_of

_MOST_PARAMS = 3


def _code(value: Any, codes: dict[int, int]) -> int:
    """Read a code, a number or a numeric string."""
    if isinstance(value, str) and value.isdecimal():
        value = int(value)
    check(type(value) is int and value in codes)
    return int(value)


def _param(value: Any) -> str:
    check(isinstance(value, str | int | float) and not isinstance(value, bool))
    return str(value)


def _params(value: Any, least: int) -> list[str]:
    """Read parameters of whatever type; they are kept as three strings."""
    check(isinstance(value, list) and len(value) <= _MOST_PARAMS)
    params = [_param(item) for item in value]
    if sum(1 for param in params if param) < least:
        raise Refusal(422, "Missing params in request.")
    return params + [""] * (_MOST_PARAMS - len(params))


def _action_ids(value: Any) -> list[int]:
    check(isinstance(value, list))
    for item in value:
        check(type(item) is int or (isinstance(item, str) and item.isdecimal()))
    return [int(item) for item in value]


def _rule(body: dict[str, Any], codes: dict[int, int]) -> Record:
    """Check what events and actions share."""
    need(body, "name", "code")
    check(is_name(body["name"]))
    code = _code(body["code"], codes)
    params = _params(body.get("params", []), codes[code])
    return {"name": body["name"], "code": code, "params": params}


def _event(body: dict[str, Any]) -> Record:
    rule = _rule(body, EVENT_CODES)
    need(body, "actions")
    enabled = body.get("enabled", True)
    check(isinstance(enabled, bool))
    return rule | {"actions": _action_ids(body["actions"]), "enabled": enabled}


def _new_id(records: list[Record]) -> int:
    return max((int(record["id"]) for record in records), default=0) + 1


def _check_method(unit: Unit, method: str) -> None:
    """Speak the dialect about POST and PUT on one event or action."""
    if method == "POST" and "put_only" in unit.dialects:
        raise Refusal(404, "Not Found")
    if method == "PUT" and "post_only" in unit.dialects:
        raise Refusal(405, "Method Not Allowed")


async def events(request: web.Request) -> web.Response:
    """Tell the events."""
    return web.json_response(unit_of(request).state.events)


async def create_event(request: web.Request) -> web.Response:
    """Make an event."""
    unit = unit_of(request)
    told = _event(await json_object(request))
    ident = _new_id(unit.state.events)
    event = make_event(ident, told["name"], told["code"], told["params"], [])
    event.update(told)
    unit.state.events.append(event)
    unit.engine.forget(ident)
    return web.json_response(event)


async def change_event(request: web.Request) -> web.Response:
    """Change an event, by all of it or by a part."""
    unit = unit_of(request)
    _check_method(unit, request.method)
    if request.method == "POST" and "post_creates" in unit.dialects:
        return await create_event(request)
    event = lookup(unit.state.event, request)
    told = _event(event | await json_object(request))
    if (told["code"], told["params"]) != (event["code"], event["params"]):
        event.update(numTicksBeyond=0, triggered=False)
        unit.engine.forget(event["id"])
    event.update(told)
    return web.json_response(event)


async def delete_event(request: web.Request) -> web.Response:
    """Take an event away."""
    unit = unit_of(request)
    event = lookup(unit.state.event, request)
    unit.state.events.remove(event)
    unit.engine.forget(event["id"])
    return web.Response()


async def actions(request: web.Request) -> web.Response:
    """Tell the actions."""
    return web.json_response(unit_of(request).state.actions)


async def create_action(request: web.Request) -> web.Response:
    """Make an action."""
    unit = unit_of(request)
    told = _rule(await json_object(request), ACTION_CODES)
    action = {"id": _new_id(unit.state.actions), **told}
    unit.state.actions.append(action)
    return web.json_response(action)


async def change_action(request: web.Request) -> web.Response:
    """Change an action, by all of it or by a part."""
    unit = unit_of(request)
    _check_method(unit, request.method)
    if request.method == "POST" and "post_creates" in unit.dialects:
        return await create_action(request)
    action = lookup(unit.state.action, request)
    action.update(_rule(action | await json_object(request), ACTION_CODES))
    return web.json_response(action)


async def delete_action(request: web.Request) -> web.Response:
    """Take an action away, also out of the events."""
    unit = unit_of(request)
    action = lookup(unit.state.action, request)
    unit.state.actions.remove(action)
    for event in unit.state.events:
        if not unit.leniency.keep_references:
            event["actions"] = [i for i in event["actions"] if i != action["id"]]
    return web.Response()


ROUTES = [
    web.get("/api/events", events),
    web.post("/api/events", create_event),
    web.post("/api/events/{id}", change_event),
    web.put("/api/events/{id}", change_event),
    web.delete("/api/events/{id}", delete_event),
    web.get("/api/actions", actions),
    web.post("/api/actions", create_action),
    web.post("/api/actions/{id}", change_action),
    web.put("/api/actions/{id}", change_action),
    web.delete("/api/actions/{id}", delete_action),
]
