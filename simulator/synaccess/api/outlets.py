"""Outlets."""

from collections.abc import Callable
from typing import Any

from aiohttp import web

from .. import rights
from ..state import Record
from ..switching import STATES
from ..unit import Unit
from .request import (
    Refusal,
    check,
    is_name,
    is_seconds,
    json_object,
    lookup,
    unit_of,
    user_of,
)

_CHECKS: dict[str, Callable[[Any], bool]] = {
    "outletName": is_name,
    "pwrOnState": lambda value: value in ("ON", "OFF", "PREV"),
    "state": lambda value: value in STATES,
    "customRebootTimeEnabled": lambda value: isinstance(value, bool),
    "customRebootTime": lambda value: is_seconds(value) and value >= 1,
}


async def outlets(request: web.Request) -> web.Response:
    """Tell the outlets that the user may see."""
    unit = unit_of(request)
    user = user_of(request)
    return web.json_response(
        [
            unit.views.outlet(outlet)
            for outlet in unit.state.outlets
            if rights.may_view(user, outlet["id"])
        ]
    )


async def change_outlet(request: web.Request) -> web.Response:
    """Switch or set an outlet: everything that is asked, or nothing."""
    unit = unit_of(request)
    outlet = lookup(unit.state.outlet, request)
    if not rights.may_modify(user_of(request), outlet["id"]):
        raise Refusal(403, "No Permission")
    apply(unit, outlet, await json_object(request))
    return web.json_response(unit.views.outlet(outlet))


def apply(unit: Unit, outlet: Record, body: dict[str, Any]) -> None:
    """Do what a body asks for, whoever brought it."""
    if not body.keys() & _CHECKS.keys():
        raise Refusal(422, "Missing state in request.")
    for key, accepts in _CHECKS.items():
        check(key not in body or (key in outlet and accepts(body[key])))
    for key in _CHECKS.keys() - {"state"}:
        if key in body:
            outlet[key] = body[key]
    if "state" in body:
        unit.switching.outlet(outlet["id"], body["state"])


ROUTES = [
    web.get("/api/outlets", outlets),
    web.put("/api/outlets/{id}", change_outlet),
]
