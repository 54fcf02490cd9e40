"""Commands: each is a GET with a side effect, and switching is a toggle (2.4)."""

from aiohttp import web

from ....wire import EXECUTED
from ...unit.actions import RESTART, TOGGLE, MayOnlyRead, UnknownKey, find_port
from ..uplink import Unreachable, call
from .devices import unreachable
from .request import BASE, Refusal, failed, known_of, portal_of, wrapped

CHANGE = f"{BASE}/ups/changePortState"
RESTART_PORT = f"{BASE}/ups/restartPort"


async def change_port_state(request: web.Request) -> web.Response:
    """Toggle a port."""
    return _command(request, TOGGLE)


async def restart_port(request: web.Request) -> web.Response:
    """Restart a port, if this portal has that."""
    if portal_of(request).knobs.extra_paths == "absent":
        raise Refusal(404)
    return _command(request, RESTART)


async def test_connection(request: web.Request) -> web.Response:
    """Ask the UPS who it is, if this portal has that."""
    if portal_of(request).knobs.extra_paths == "absent":
        raise Refusal(404)
    return _command(request, 1)


def _command(request: web.Request, fn: int) -> web.Response:
    portal = portal_of(request)
    request[EXECUTED] = False
    known = known_of(request)
    port = request.query.get("port", "")
    if fn != 1 and find_port(known.ups, port) is None:
        raise Refusal(400)
    try:
        result = call(known.ups, fn, port)
    except Unreachable:
        return unreachable(portal, request)
    except UnknownKey, MayOnlyRead:
        return failed("UPS refuses: API write actions are not enabled")
    request[EXECUTED] = result.done
    if fn != 1 and result.body["info"] != 1:
        return failed("UPS refuses")
    match portal.knobs.change_reply:
        case "wrapper":
            return wrapped(portal, result.body)
        case "text":
            return web.Response(text="OK")
        case "empty":
            return web.Response()


ROUTES = [
    web.get(CHANGE, change_port_state, allow_head=False),
    web.get(RESTART_PORT, restart_port, allow_head=False),
    web.get(f"{BASE}/ups/testConnection", test_connection, allow_head=False),
]
