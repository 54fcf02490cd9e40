"""Logging in."""

from typing import Any

from aiohttp import web

from .gate import LOGIN
from .request import Refusal, portal_of


async def authenticate(request: web.Request) -> web.Response:
    """Give a token for an e-mail address and a password."""
    portal = portal_of(request)
    told = await _object(request)
    email, password = told.get("email"), told.get("password")
    if not isinstance(email, str) or not isinstance(password, str):
        raise Refusal(400)
    for account in portal.accounts:
        if (account.email, account.password) == (email, password):
            if not account.web_login:
                raise Refusal(400, "disabledLoginFromWeb")
            portal.counters.logins += 1
            token = portal.tokens.make(email)
            return web.json_response({"token": token, "user": account.as_user()})
    raise Refusal(400, "invalidEmailOrPassword")


async def _object(request: web.Request) -> dict[str, Any]:
    if request.content_type != "application/json":
        raise Refusal(415)
    try:
        told = await request.json()
    except ValueError as err:
        raise Refusal(400) from err
    if not isinstance(told, dict):
        raise Refusal(400)
    return told


ROUTES = [web.post(LOGIN, authenticate)]
