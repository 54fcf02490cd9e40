"""The five functions of `/api_actions` (2.2), whoever calls them by whatever way."""

from typing import TYPE_CHECKING, Any, NamedTuple

from .state import Port

if TYPE_CHECKING:
    from .ups import Ups

READS = (1, 2)
TOGGLE, RESTART, LABEL = 3, 4, 5
LABEL_LENGTH = 128


class UnknownKey(Exception):
    """No user of this UPS has that key."""


class MayOnlyRead(Exception):
    """The user of that key may not write."""


class Result(NamedTuple):
    """What is answered, and whether anything was done."""

    body: Any
    done: bool


_REFUSED = Result({"info": 0}, done=False)


def act(ups: Ups, key: str, fn: str, param1: str, param2: str) -> Result:
    """Do what is asked, with the rights of a key."""
    if key not in ups.state.keys:
        raise UnknownKey
    number = int(fn) if fn.isdecimal() else 0
    if number == 1:
        return Result(ups.views.ident(), done=True)
    if number == 2:
        return Result(ups.views.complex_object(), done=True)
    if number not in (TOGGLE, RESTART, LABEL):
        return _REFUSED
    if not ups.state.keys[key]:
        raise MayOnlyRead
    port = find_port(ups, param1)
    return _REFUSED if port is None else _write(ups, number, port, param2)


def find_port(ups: Ups, ident: str) -> Port | None:
    """Find a port by what was sent."""
    try:
        return ups.state.port(ident)
    except KeyError:
        return None


def _write(ups: Ups, number: int, port: Port, text: str) -> Result:
    if number == TOGGLE:
        return Result({"info": 1}, ups.switching.toggle(port))
    if number == RESTART:
        answer = {"info": int(port.on)}
        return Result(answer, ups.switching.restart(port))
    if len(text) > LABEL_LENGTH:
        return _REFUSED
    port.label = text
    return Result({"info": 1}, done=True)
