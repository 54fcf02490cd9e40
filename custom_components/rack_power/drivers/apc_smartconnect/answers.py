"""What an answer of the interface means (1.6)."""

from collections.abc import Mapping
from typing import Final

from ...equipment.driver import Json
from ...equipment.errors import CannotConnect, InvalidAnswer
from ..http import Answer, Refused, Wire, is_html, parse

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


async def told(wire: Wire, answer: Answer) -> Json:
    """Return what was asked for.

    Raises CannotConnect("server_error"), Refused and InvalidAnswer.
    """
    if answer.status >= _SERVER_ERROR:
        raise CannotConnect("server_error", status=answer.status)
    if answer.status >= _BAD_REQUEST:
        raise Refused(answer.status, "")
    return await wire.parsed(answer.body)
