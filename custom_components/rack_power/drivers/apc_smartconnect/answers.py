"""What an answer of the interface means (1.6)."""

from functools import partial
from typing import Final

from ...equipment.driver import Context, Json
from ...equipment.errors import CannotConnect
from ..http import Answer, Refused, is_html, parse
from .threads import elsewhere

LARGE: Final = 256 * 1024
"""Bytes of JSON above which reading it takes longer than others should wait."""
_REFUSED: Final = frozenset({301, 302, 303, 307, 308, 401, 403})
_NOT_FOUND, _BAD_REQUEST, _SERVER_ERROR = 404, 400, 500


def is_refusal(answer: Answer) -> bool:
    """Tell whether an answer says that there is no session, in any way."""
    if answer.status in _REFUSED:
        return True
    if answer.status == _NOT_FOUND or answer.status >= _SERVER_ERROR:
        return False
    return is_html(answer.body)


async def told(context: Context, answer: Answer) -> Json:
    """Return what was asked for.

    Raises CannotConnect("server_error"), Refused and InvalidAnswer.
    """
    if answer.status >= _SERVER_ERROR:
        raise CannotConnect("server_error", status=answer.status)
    if answer.status >= _BAD_REQUEST:
        raise Refused(answer.status, "")
    if len(answer.body) > LARGE:
        return await elsewhere(context, partial(parse, answer.body))
    return parse(answer.body)
