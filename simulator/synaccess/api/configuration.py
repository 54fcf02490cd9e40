"""The configuration."""

from typing import Any

from aiohttp import web

from ..conf import EXTRA_KEYS, NESTING
from .request import Refusal, check, json_object, unit_of


def flattened(body: dict[str, Any]) -> dict[str, Any]:
    """Take the keys out of the object in which some firmware nests them."""
    nested = body.get(NESTING)
    if not isinstance(nested, dict):
        return body
    return {key: body[key] for key in body if key != NESTING} | nested


def _same_type(new: Any, old: Any) -> bool:
    if isinstance(old, bool):
        return isinstance(new, bool)
    if isinstance(old, int | float):
        return isinstance(new, int | float) and not isinstance(new, bool)
    return isinstance(new, str)


async def conf(request: web.Request) -> web.Response:
    """Tell the configuration."""
    return web.json_response(unit_of(request).views.conf())


async def change_conf(request: web.Request) -> web.Response:
    """Change some keys: all that are asked, or nothing."""
    unit = unit_of(request)
    known = unit.state.conf
    told = flattened(await json_object(request))
    unknown = told.keys() - known.keys() - EXTRA_KEYS
    if unknown and not unit.leniency.conf:
        raise Refusal(422, f"Unknown key {min(unknown)} in request.")
    for key in told.keys() & known.keys():
        check(_same_type(told[key], known[key]))
    known.update({key: told[key] for key in told if key not in unknown})
    return web.json_response(unit.views.conf())


ROUTES = [web.get("/api/conf", conf), web.post("/api/conf", change_conf)]
