"""The six things that can be read; nothing can be written (sections 1 and 6)."""

from datetime import UTC, datetime
from typing import Any

from aiohttp import web

from ..cloud import dictionary
from ..cloud.collections import collection
from ..cloud.gateway import entry, gateway
from .gate import BASE
from .site import site_of

_KEYS = {
    "known": dictionary.KNOWN,
    "newer": (*dictionary.KNOWN, *dictionary.NEWER),
    "none": (),
}
_FROM = "%Y-%m-%dT%H:%M:%S.%fZ"
_FROM_LENGTH = len("2025-01-02T03:04:05.678Z")
"""Three decimals, no more and no less."""


async def gateways(request: web.Request) -> web.Response:
    """List the UPSs of the account."""
    site = site_of(request)
    listed = list(site.cloud.listed)
    if site.knobs.list_form == "ids":
        return web.json_response([record.id for record in listed])
    return web.json_response({"gateways": [entry(record) for record in listed]})


async def one_gateway(request: web.Request) -> web.Response:
    """Tell one UPS, or only the collections that are asked for."""
    site = site_of(request)
    record = site.cloud.find(request.match_info["id"])
    if record is None:
        raise web.HTTPNotFound
    if "collection" in request.query:
        wanted = request.query["collection"].split(",")
        return web.json_response(collection(record, wanted, site.knobs))
    return web.json_response(gateway(record, site.knobs))


async def events(request: web.Request) -> web.Response:
    """Tell what happened since a time, which has to be told in one form (1.5)."""
    site = site_of(request)
    told_since = request.query.get("from", "")
    try:
        since = datetime.strptime(told_since, _FROM).replace(tzinfo=UTC)
    except ValueError as err:
        raise web.HTTPBadRequest from err
    if len(told_since) != _FROM_LENGTH:
        raise web.HTTPBadRequest
    for record in site.cloud.records:
        record.ups.changed()
    told: Any = site.cloud.log.since(since)
    form = site.knobs.event_form
    return web.json_response(told if form == "list" else {form: told})


async def meanings(request: web.Request) -> web.Response:
    """Tell the dictionary."""
    knobs = site_of(request).knobs
    told = dictionary.as_json(_KEYS[knobs.dictionary_keys])
    wrapped = knobs.dictionary_form == "wrapped"
    return web.json_response({"dictionary": told} if wrapped else told)


async def documents(request: web.Request) -> web.Response:
    """Tell the manuals of a model: what is in the answer, nobody knows."""
    if "sku" not in request.query:
        raise web.HTTPBadRequest
    return web.json_response([])


ROUTES = [
    web.get(f"{BASE}gateways", gateways),
    web.get(f"{BASE}gateways/events/all", events),
    web.get(BASE + "gateways/{id}", one_gateway),
    web.get(f"{BASE}dictionaries/en", meanings),
    web.get(f"{BASE}documentation/ups/documents", documents),
]
