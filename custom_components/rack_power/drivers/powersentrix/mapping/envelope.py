"""The wrapper that some answers come in: ``{responseMessage, responseObject}``."""

from collections.abc import Mapping, Sequence

from ....equipment.driver import Json
from ....equipment.errors import InvalidAnswer, Rejected
from . import values

_MESSAGE = "responseMessage"


def unwrap(answer: Json) -> Json:
    """Return what is in the wrapper, or the answer itself where there is none.

    Status 200 is no success by itself. Rejected: the message is not ``OK``.
    """
    if not isinstance(answer, Mapping) or _MESSAGE not in answer:
        return answer
    message = values.key(answer[_MESSAGE]) or ""
    if message.upper() != "OK":
        raise Rejected(None, answer=message)
    return answer.get("responseObject")


def unwrap_list(answer: Json) -> Sequence[Json]:
    """Return the list in an answer, bare, wrapped or as a page's ``content``.

    InvalidAnswer: there is none.
    """
    inner = unwrap(answer)
    if isinstance(inner, Mapping):
        inner = inner.get("content")
    found = values.items(inner)
    if found is None:
        raise InvalidAnswer
    return found
