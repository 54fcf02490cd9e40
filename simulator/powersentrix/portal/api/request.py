"""What the portal's handlers share: the portal, refusals, answers."""

from http import HTTPStatus
from typing import Any, Protocol

from aiohttp import web

from ....clock import Clock
from ....counters import Counters
from ...knobs import PortalKnobs
from ..accounts import Account
from ..records import Known, Records
from ..stamps import with_zone
from ..tokens import Tokens

BASE = "/api/v1"


class Portal(Protocol):
    """What handlers need of the portal."""

    clock: Clock
    counters: Counters
    knobs: PortalKnobs
    accounts: list[Account]
    records: Records
    tokens: Tokens


PORTAL: web.AppKey[Portal] = web.AppKey("portal", Portal)
ACCOUNT: web.RequestKey[Account] = web.RequestKey("account", Account)


class Refusal(Exception):
    """The portal says no."""

    def __init__(self, status: int, message: str | None = None) -> None:
        """Say it with a status, in the portal's words or in those of its framework."""
        super().__init__(message)
        self.status = status
        self.message = message


def portal_of(request: web.Request) -> Portal:
    """Find the portal that is asked."""
    return request.app[PORTAL]


def known_of(request: web.Request) -> Known:
    """Find the UPS that is meant, if the account may see it."""
    if "id" not in request.query:
        raise Refusal(400)
    known = portal_of(request).records.find(request.query["id"])
    if known is None or not request[ACCOUNT].sees(known.id):
        raise Refusal(404, "UPS not found")
    return known


def wrapped(portal: Portal, value: Any) -> web.Response:
    """Answer in the wrapper."""
    word = portal.knobs.ok_word
    return web.json_response({"responseMessage": word, "responseObject": value})


def failed(text: str) -> web.Response:
    """Answer 200 and mean no: an error of the application."""
    return web.json_response({"responseMessage": text, "responseObject": None})


def spring_error(portal: Portal, status: int, path: str) -> web.Response:
    """Answer as the server's framework does by itself (section 5)."""
    body = {
        "timestamp": with_zone(portal.clock.time, portal.knobs),
        "status": status,
        "error": HTTPStatus(status).phrase,
        "path": path,
    }
    return web.json_response(body, status=status)
