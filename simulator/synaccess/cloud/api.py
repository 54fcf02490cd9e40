"""The cloud's HTTP interface."""

from datetime import timedelta
from email.utils import format_datetime
import re
from typing import Any, Protocol

from aiohttp import web

from ...clock import Clock
from ...wire import EXECUTED
from ..api.outlets import apply
from ..api.request import Refusal, json_object
from ..state import Record
from . import views
from .history import BadQuery
from .knobs import CloudKnobs
from .records import Known, Records

_PAGE = "<!DOCTYPE html><html><head><title>Synaccess Cloud</title></head></html>"
PUT_PATHS = {
    "outlet": re.compile(r"/outlet/(?P<outlet>[^/]+)"),
    "by_serial": re.compile(r"/devices/(?P<serial>[^/]+)/outlets/(?P<outlet>[^/]+)"),
}
_LOG = re.compile(r"/logs/(outlets|inlets|banks)|/(outlet|inlet|bank)-logs")


class Cloud(Protocol):
    """What handlers need of the simulator."""

    clock: Clock
    knobs: CloudKnobs
    records: Records
    token: str


CLOUD: web.AppKey[Cloud] = web.AppKey("cloud", Cloud)


def make_app(cloud: Cloud) -> web.Application:
    """Build the application that the cloud serves."""
    app = web.Application()
    app[CLOUD] = cloud
    app.router.add_route("*", "/{path:.*}", _serve)
    app.on_response_prepare.append(_tell_time)
    return app


def place_of(cloud: Cloud, path: str) -> str | None:
    """Return what of a path lies below the base; None: it is not below it."""
    base = cloud.knobs.base
    return path[len(base) :] if path.startswith(f"{base}/") else None


def meant(cloud: Cloud, method: str, path: str | None) -> tuple[Known, Record] | None:
    """Find the outlet that is to be changed; None: the path is none of these.

    KeyError: there is no such outlet.
    """
    for name, pattern in PUT_PATHS.items():
        if cloud.knobs.put_path not in (name, "both") or method != "PUT":
            continue
        if found := pattern.fullmatch(path or ""):
            told = found.groupdict()
            return _find(cloud, told.get("serial"), told["outlet"])
    return None


def _find(cloud: Cloud, serial: str | None, ident: str) -> tuple[Known, Record]:
    for known in cloud.records:
        if serial not in (None, str(known.serial)):
            continue
        for row in known.unit.state.outlets:
            shown = views.cloud_id(cloud.knobs, known, row["id"])
            number = serial and row["id"].partition("-")[0]
            if ident in (shown, number):
                return known, row
    raise KeyError(ident)


async def _serve(request: web.Request) -> web.Response:
    cloud = request.app[CLOUD]
    path = place_of(cloud, request.path)
    try:
        if path is None:
            return web.Response(status=404, text=_PAGE, content_type="text/html")
        _admit(cloud, request)
        return web.json_response(await _answer(cloud, request, path))
    except Refusal as err:
        return web.json_response({"error": err.text}, status=err.status)


def _admit(cloud: Cloud, request: web.Request) -> None:
    knobs = cloud.knobs
    if request.headers.get(knobs.header) != f"{knobs.prefix}{cloud.token}":
        raise Refusal(401, "Unauthorized")
    if knobs.rights == "none" or (knobs.rights == "read" and request.method != "GET"):
        raise Refusal(403, "Forbidden")


async def _answer(cloud: Cloud, request: web.Request, path: str) -> Any:
    try:
        found = meant(cloud, request.method, path)
    except KeyError as err:
        raise Refusal(404, "Outlet not found") from err
    if found is not None:
        return await _change(cloud, request, *found)
    if request.method == "GET":
        if logged := _LOG.fullmatch(path):
            return _logs(cloud, request, logged[1] or f"{logged[2]}s")
        return _listed(cloud, path)
    raise Refusal(404, "Not Found")


def _listed(cloud: Cloud, path: str) -> Any:
    knobs = cloud.knobs
    match path:
        case "/devices" if knobs.devices == "present":
            return [views.device(knobs, known) for known in cloud.records]
        case "/outlets":
            return [
                views.outlet(knobs, one, row)
                for one in cloud.records
                for row in one.outlets
            ]
        case "/inlets":
            return [
                views.inlet(knobs, one, row)
                for one in cloud.records
                for row in one.inlets
            ]
        case "/banks" if knobs.banks != "absent":
            return [
                views.bank(knobs, one, row)
                for one in cloud.records
                for row in one.banks
            ]
    raise Refusal(404, "Not Found")


def _logs(cloud: Cloud, request: web.Request, name: str) -> Any:
    try:
        return cloud.records.history[name].told(request.query)
    except BadQuery as err:
        raise Refusal(422, str(err)) from err


async def _change(
    cloud: Cloud, request: web.Request, known: Known, outlet: Record
) -> Any:
    body = await json_object(request)
    if not known.linked:
        raise Refusal(409, "Device is not connected")
    unit, relay = known.unit, cloud.knobs.relay

    def act() -> None:
        apply(unit, outlet, body)
        unit.physics.settle()

    if relay == "later":
        known.waiting.append(act)
    elif relay != "never":
        act()
    request[EXECUTED] = relay != "never"
    if relay == "posts":
        cloud.records.post(known)
    if relay == "echo":
        for row in known.outlets:
            if row["id"] == outlet["id"]:
                row.update(body)
    answer = {**unit.views.outlet(outlet), **body}
    answer["id"] = views.cloud_id(cloud.knobs, known, outlet["id"])
    return answer


async def _tell_time(request: web.Request, response: web.StreamResponse) -> None:
    """Tell the simulated time: clients judge ages by it."""
    cloud = request.app[CLOUD]
    time = cloud.clock.time + timedelta(seconds=cloud.knobs.skew)
    response.headers["Date"] = format_datetime(time, usegmt=True)
