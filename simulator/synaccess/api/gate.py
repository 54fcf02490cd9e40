"""The gate before every request: who asks, may they, and how a refusal looks."""

from aiohttp import web
from aiohttp.typedefs import Handler

from .. import rights
from .request import UNIT, USER, Refusal

_OPEN = frozenset({"/", "/login"})
_REBOOT = "/api/system/reboot"


@web.middleware
async def gate(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Let a request through, or answer with the reason."""
    if redirect := _to_https(request):
        return redirect
    try:
        if request.path not in _OPEN:
            _admit(request)
        return await handler(request)
    except Refusal as err:
        return web.json_response({"error": err.text}, status=err.status)
    except web.HTTPException as err:
        return web.json_response({"error": err.reason}, status=err.status)


def _to_https(request: web.Request) -> web.Response | None:
    """Send the client to HTTPS if the unit is set so."""
    conf = request.app[UNIT].state.conf
    if request.secure or not conf.get("webRedirectHttp"):
        return None
    host = request.host.partition(":")[0]
    place = f"https://{host}:{conf.get('webSslPort', 443)}{request.path_qs}"
    return web.Response(status=301, headers={"Location": place})


def _admit(request: web.Request) -> None:
    unit = request.app[UNIT]
    if unit.leniency.reboot and request.path == _REBOOT:
        return
    authorization = request.headers.get("Authorization", "")
    user = unit.sessions.user(request.cookies, authorization)
    if user is None:
        raise Refusal(401, "Unauthorized")
    closed = "no_conf" in unit.dialects and request.path == "/api/conf"
    if closed or not rights.allowed(user, request.method, request.path):
        raise Refusal(403, "No Permission")
    request[USER] = user
