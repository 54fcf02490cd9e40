"""Reading requests and refusing them, the same way for every object."""

from collections.abc import Callable
import json
from typing import Any

from aiohttp import web

from ...counters import Counters
from ..state import Record
from ..unit import Unit

UNIT = web.AppKey("unit", Unit)
COUNTERS = web.AppKey("counters", Counters)
RESTART: web.AppKey[Callable[[], None]] = web.AppKey("restart")
USER: web.RequestKey[Record] = web.RequestKey("user")
INVALID = "Invalid Data Types."
NAME_LENGTH = 100


class Refusal(Exception):
    """The unit says no."""

    def __init__(self, status: int, text: str) -> None:
        """Say it with a status and in words."""
        super().__init__(text)
        self.status = status
        self.text = text


def unit_of(request: web.Request) -> Unit:
    """Find the unit that is asked, its values up to now."""
    unit = request.app[UNIT]
    unit.physics.settle()
    return unit


def user_of(request: web.Request) -> Record:
    """Find who is asking."""
    return request[USER]


async def json_object(request: web.Request) -> dict[str, Any]:
    """Read the body as JSON, whatever it calls itself."""
    try:
        body = json.loads(await request.read())
    except ValueError as err:
        raise Refusal(422, INVALID) from err
    if not isinstance(body, dict):
        raise Refusal(422, INVALID)
    return body


def need(body: dict[str, Any], *keys: str) -> None:
    """Refuse a body that lacks a key."""
    for key in keys:
        if key not in body:
            raise Refusal(422, f"Missing {key} in request.")


def check(condition: object) -> None:
    """Refuse a value that cannot be."""
    if not condition:
        raise Refusal(422, INVALID)


def is_name(value: object) -> bool:
    """Tell whether a value can name an object."""
    return isinstance(value, str) and 1 <= len(value) <= NAME_LENGTH


def is_seconds(value: object) -> bool:
    """Tell whether a value can be a number of seconds from 0 on."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return 0 <= value <= 3600


def lookup(find: Callable[[object], Record], request: web.Request) -> Record:
    """Find what the path names, or refuse."""
    try:
        return find(request.match_info["id"])
    except KeyError as err:
        raise Refusal(404, "Not Found") from err
