"""What an answer of the interface means (1.6)."""

from collections.abc import Mapping
from functools import partial
import json
from typing import Final

from ...equipment.driver import Context, Json
from ...equipment.errors import CannotConnect, InvalidAnswer
from ..http import Answer, Refused, is_html, parse
from .threads import elsewhere

LARGE: Final = 64 * 1024
"""Bytes of JSON above which reading it takes longer than others should wait."""
_REFUSED: Final = frozenset({301, 302, 303, 307, 308, 401, 403})
_SHORT: Final = 4096
"""Bytes of an answer that may be no more than a refusal."""
_NOT_FOUND, _BAD_REQUEST, _SERVER_ERROR = 404, 400, 500


def is_refusal(answer: Answer) -> bool:
    """Tell whether an answer says that there is no session, in any way."""
    if answer.status in _REFUSED:
        return True
    if answer.status == _NOT_FOUND or answer.status >= _SERVER_ERROR:
        return False
    if is_html(answer.body):
        return True
    return answer.status < _BAD_REQUEST and _is_error(answer.body)


def _is_error(body: bytes) -> bool:
    """Tell whether a body names an error and brings nothing else.

    The client of 2019 goes by the key ``error``, whatever the status is.
    """
    if len(body) > _SHORT or b"error" not in body:
        return False
    try:
        found = parse(body)
    except InvalidAnswer:
        return False
    if not isinstance(found, Mapping) or not found.get("error"):
        return False
    rest = (value for key, value in found.items() if key != "error")
    return not any(isinstance(value, Mapping | list) for value in rest)


async def told(context: Context, answer: Answer) -> Json:
    """Return what was asked for.

    Raises CannotConnect("server_error"), Refused and InvalidAnswer.
    """
    if answer.status >= _SERVER_ERROR:
        raise CannotConnect("server_error", status=answer.status)
    if answer.status >= _BAD_REQUEST:
        raise Refused(answer.status, "")
    if len(answer.body) > LARGE:
        return await elsewhere(context, partial(parse_large, answer.body))
    return parse(answer.body)


def parse_large(body: bytes) -> Json:
    """Read JSON as `parse` does, in a thread, and let others have their turn.

    A parser in C keeps the interpreter to itself to the end, whichever thread it runs
    in, but for when it calls us on its way: for every object and every number.
    InvalidAnswer: it is no JSON.
    """
    try:
        parsed: Json = json.loads(
            body.decode("utf-8-sig", errors="replace"),
            object_hook=_as_it_is,
            parse_int=_whole,
        )
    except ValueError, RecursionError:
        raise InvalidAnswer from None
    return parsed


def _as_it_is(found: dict[str, Json]) -> dict[str, Json]:
    return found


def _whole(digits: str) -> int:
    return int(digits)
