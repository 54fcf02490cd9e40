"""The gate before the interface: a good session, or a rejection (section 1.6)."""

from aiohttp import web
from aiohttp.typedefs import Handler

from ..cloud.sessions import COOKIE
from .site import cookie_of, site_of

BASE = "/api/v1/"
_SIGN_IN = (
    "<!DOCTYPE html><html><head><title>Sign in</title></head><body></body></html>"
)


@web.middleware
async def gate(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Let a request through, or reject it; pages are for everybody."""
    if not request.path.startswith(BASE):
        return await handler(request)
    site = site_of(request)
    good = site.cloud.sessions.call(cookie_of(request, COOKIE))
    if not good or site.knobs.sign_in == "no_access":
        return _rejected(site.knobs.rejection)
    try:
        return await handler(request)
    except web.HTTPException as err:
        return web.json_response({"error": err.reason}, status=err.status)


def _rejected(way: str) -> web.Response:
    if way == "html":
        return web.Response(text=_SIGN_IN, content_type="text/html")
    words = {"200": "Unauthorized", "401": "Unauthorized", "403": "Forbidden"}
    return web.json_response({"error": words[way]}, status=int(way))
