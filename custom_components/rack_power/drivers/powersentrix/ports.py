"""Output ports as the wire counts them."""

from typing import Final

from ...equipment.errors import InvalidAnswer, InvalidRequest
from ...equipment.model import PartId
from .mapping.outlets import COUNT, KIND
from .mapping.status import Status

STATE_UNKNOWN: Final = "port_state_unknown"


def index_of(part: PartId) -> int:
    """Return the index of an output. InvalidRequest: the part is none."""
    digits = part.key.isascii() and part.key.isdecimal()
    if part.kind != KIND or not digits or int(part.key) >= COUNT:
        raise InvalidRequest
    return int(part.key)


def state_of(status: Status, index: int) -> bool:
    """Return whether an output is on. InvalidAnswer: the unit does not say."""
    state = status.states.get(index)
    if state is None:
        raise InvalidAnswer(STATE_UNKNOWN)
    return state
