"""The gate before every request: who asks, and how a refusal looks."""

from aiohttp import web
from aiohttp.typedefs import Handler

from .request import ACCOUNT, BASE, Portal, Refusal, portal_of, spring_error

LOGIN = f"{BASE}/user/authenticate"
_BAD_TOKEN = "Invalid authorization token"  # noqa: S105 - a text of the portal


@web.middleware
async def gate(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Let a request through, or answer with the reason."""
    portal = portal_of(request)
    try:
        if request.path != LOGIN and not _admit(portal, request):
            return _unauthorized(portal)
        return await handler(request)
    except Refusal as err:
        if err.message is None:
            return spring_error(portal, err.status, request.path)
        return web.json_response({"message": err.message}, status=err.status)
    except web.HTTPException as err:
        return spring_error(portal, err.status, request.path)


def _admit(portal: Portal, request: web.Request) -> bool:
    email = portal.tokens.email_of(request.headers.get("Authorization", ""))
    for account in portal.accounts:
        if account.email == email:
            request[ACCOUNT] = account
            return True
    return False


def _unauthorized(portal: Portal) -> web.Response:
    if portal.knobs.error_401 == "plain":
        return web.Response(status=401, text=_BAD_TOKEN)
    return web.json_response({"message": _BAD_TOKEN}, status=401)
