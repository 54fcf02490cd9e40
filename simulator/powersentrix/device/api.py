"""`GET /api_actions`: how an answer of the UPS looks on the wire (2.2)."""

import json
from typing import Any

from aiohttp import web

from ...wire import EXECUTED
from ..knobs import UnitKnobs
from ..unit.actions import READS, MayOnlyRead, UnknownKey, act
from ..unit.ups import Ups

PATH = "/api_actions"
_TYPES = {"json": "application/json", "plain": "text/plain"}
_BAD_KEY = "Unauthorized: wrong API key"
_READ_ONLY = "API write actions are not allowed for this user"


def make_app(ups: Ups) -> web.Application:
    """Build what a UPS serves."""

    async def actions(request: web.Request) -> web.Response:
        return _answer(ups, request)

    app = web.Application()
    app.router.add_get(PATH, actions, allow_head=False)
    app.on_response_prepare.append(_tell_no_time)
    return app


async def _tell_no_time(request: web.Request, response: web.StreamResponse) -> None:
    """Leave out the time: a small device does, and ours is the simulated one."""
    response.headers.popall("Date", None)


def _answer(ups: Ups, request: web.Request) -> web.Response:
    told = request.query
    request[EXECUTED] = False
    try:
        result = act(
            ups,
            told.get("apiKey", ""),
            told.get("fn", ""),
            told.get("param1", ""),
            told.get("param2", ""),
        )
    except UnknownKey:
        return _refusal(ups.knobs, _BAD_KEY)
    except MayOnlyRead:
        return _refusal(ups.knobs, _READ_ONLY)
    request[EXECUTED] = result.done
    if told["fn"] in {str(number) for number in READS}:
        return _response(ups.knobs, json.dumps(_wrapped(ups.knobs, result.body)))
    return _response(ups.knobs, _outcome(ups.knobs, result.body["info"]))


def _refusal(knobs: UnitKnobs, text: str) -> web.Response:
    if knobs.key_error == "200text":
        return web.Response(text=text)
    return web.Response(status=int(knobs.key_error), text=text)


def _wrapped(knobs: UnitKnobs, body: Any) -> Any:
    if knobs.fn_wrap == "bare":
        return body
    return {"responseMessage": "OK", "responseObject": body}


def _outcome(knobs: UnitKnobs, info: int) -> str:
    match knobs.fn_reply:
        case "json":
            return json.dumps({"info": info})
        case "loose":
            return f"{{info:{info}}}"
        case "text":
            return "OK" if info == 1 else "ERROR"


def _response(knobs: UnitKnobs, text: str) -> web.Response:
    response = web.Response(body=text.encode())
    response.headers.popall("Content-Type", None)
    if knobs.fn_type != "none":
        response.content_type = _TYPES[knobs.fn_type]
    return response
