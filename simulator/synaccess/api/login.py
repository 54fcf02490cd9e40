"""The login, and the page at the root that a browser would see."""

from aiohttp import web

from ...mishaps import LOGIN_PAGE
from ..users import public
from .request import COUNTERS, Refusal, json_object, need, unit_of


async def root(request: web.Request) -> web.Response:
    """Show the login page of the web interface."""
    return web.Response(text=LOGIN_PAGE, content_type="text/html")


async def login(request: web.Request) -> web.Response:
    """Open a session; how a full unit answers is unknown, so as to a wrong password."""
    unit = unit_of(request)
    body = await json_object(request)
    need(body, "username", "password")
    user = unit.sessions.by_password(body["username"], body["password"])
    token = unit.sessions.open(user) if user else None
    if user is None or token is None:
        raise Refusal(401, "Unauthorized")
    request.app[COUNTERS].logins += 1
    headers = {"Token": token, "Set-Cookie": f"SPID={token}; path=/"}
    return web.json_response(public(user), headers=headers)


ROUTES = [web.get("/", root), web.post("/login", login)]
