"""Groups of outlets."""

from collections.abc import Callable
from typing import Any

from aiohttp import web

from ..state import PduState
from ..switching import STATES
from .request import (
    Refusal,
    check,
    is_name,
    is_seconds,
    json_object,
    lookup,
    need,
    unit_of,
)

_CHECKS: dict[str, Callable[[Any], bool]] = {
    "groupName": is_name,
    "outlets": lambda value: isinstance(value, list),
    "groupRebootSequenceDelay": is_seconds,
    "state": lambda value: value in STATES,
}


def _check(body: dict[str, Any]) -> None:
    for key, accepts in _CHECKS.items():
        check(key not in body or accepts(body[key]))


def _outlet_ids(state: PduState, idents: list[Any]) -> list[str]:
    """Find the outlets that are meant, by id or by number."""
    try:
        found = [state.outlet(ident)["id"] for ident in idents]
    except KeyError as err:
        raise Refusal(422, f"Invalid outlet {err.args[0]} in request.") from err
    return list(dict.fromkeys(found))


async def groups(request: web.Request) -> web.Response:
    """Tell the groups."""
    unit = unit_of(request)
    return web.json_response([unit.views.group(group) for group in unit.state.groups])


async def create_group(request: web.Request) -> web.Response:
    """Make a group; the vendor's own client gives a name only."""
    unit = unit_of(request)
    body = await json_object(request)
    need(body, "groupName")
    _check(body)
    highest = max((int(group["id"]) for group in unit.state.groups), default=0)
    group = {
        "groupName": body["groupName"],
        "id": str(highest + 1),
        "groupRebootSequenceDelay": body.get("groupRebootSequenceDelay", 0),
        "outletIds": _outlet_ids(unit.state, body.get("outlets", [])),
    }
    unit.state.groups.append(group)
    return web.json_response(unit.views.group(group))


async def change_group(request: web.Request) -> web.Response:
    """Change or switch a group."""
    unit = unit_of(request)
    group = lookup(unit.state.group, request)
    body = await json_object(request)
    if not body.keys() & _CHECKS.keys():
        raise Refusal(422, "Missing state in request.")
    _check(body)
    if "outlets" in body:
        group["outletIds"] = _outlet_ids(unit.state, body["outlets"])
    for key in ("groupName", "groupRebootSequenceDelay"):
        if key in body:
            group[key] = body[key]
    if "state" in body:
        unit.switching.group(group["id"], body["state"])
    return web.json_response(unit.views.group(group))


async def delete_group(request: web.Request) -> web.Response:
    """Take a group away; its outlets stay as they are."""
    unit = unit_of(request)
    unit.state.groups.remove(lookup(unit.state.group, request))
    return web.Response()


ROUTES = [
    web.get("/api/groups", groups),
    web.post("/api/groups", create_group),
    web.put("/api/groups/{id}", change_group),
    web.delete("/api/groups/{id}", delete_group),
]
