"""Messages of SNMPv1 and v2c that tell something, and the bodies of all versions.

A notification of version 1 gets the identifier that version 2 knows it by (RFC 3584,
3.1), so that nothing above has to know the difference.
"""

from typing import Final, NamedTuple

from ..client import Raw
from ..oid import Oid, oid
from . import ber
from .ber import Fields, Malformed

V1, V2C, V3 = 0, 1, 3
"""Versions as messages write them."""

RESPONSE: Final = 0xA2
_TRAP_V1: Final = 0xA4
INFORM: Final = 0xA6
TRAP: Final = 0xA7
REPORT: Final = 0xA8

STANDARD: Final = oid("1.3.6.1.6.3.1.1.5")
"""Above the notifications that every agent may send."""
_UPTIME: Final = oid("1.3.6.1.2.1.1.3.0")
_TRAP_OID: Final = oid("1.3.6.1.6.3.1.1.4.1.0")
_SPECIFIC: Final = 6
_MOST_BINDINGS: Final = 40

type Binding = tuple[Oid, Raw]


class Notification(NamedTuple):
    """What a message tells. ``uptime`` is in hundredths of a second.

    ``agent`` is where version 1 says that it comes from. ``request`` is there when it
    is to be acknowledged, with ``asked``, the bindings as they were written.
    """

    oid: Oid
    uptime: int | None
    bindings: tuple[Binding, ...]
    agent: str | None = None
    request: int | None = None
    asked: bytes = b""


class Message(NamedTuple):
    """A notification of version 1 or 2c, and the word that should allow it."""

    version: int
    community: bytes
    told: Notification

    def __repr__(self) -> str:
        """Leave the community out."""
        return f"Message(version={self.version})"


def version_of(data: bytes) -> int:
    """Return the version of a message."""
    return Fields(data).inner().number()


def read_message(data: bytes) -> Message:
    """Read a message of version 1 or 2c. Malformed: it tells nothing."""
    fields = Fields(data).inner()
    version, community = fields.number(), fields.octets()
    if version == V1:
        return Message(version, community, _old(fields.inner(_TRAP_V1)))
    if version == V2C:
        return Message(version, community, notification(data, fields))
    raise Malformed


def notification(data: bytes, fields: Fields) -> Notification:
    """Read the body of version 2, which all later versions have."""
    tag = fields.tag
    if tag not in (TRAP, INFORM):
        raise Malformed
    body = fields.inner(tag)
    request, _, _ = body.number(), body.number(), body.number()
    begin, end = body.span(ber.SEQUENCE)
    bindings = _bindings(Fields(data, begin, end))
    about = next((value for name, value in bindings if name == _TRAP_OID), None)
    if not isinstance(about, tuple):
        raise Malformed
    uptime = next((value for name, value in bindings if name == _UPTIME), None)
    return Notification(
        about,
        uptime if isinstance(uptime, int) else None,
        tuple(one for one in bindings if one[0] not in (_TRAP_OID, _UPTIME)),
        request=request if tag == INFORM else None,
        asked=data[begin:end] if tag == INFORM else b"",
    )


def acknowledgement(told: Notification) -> bytes:
    """Write the body of the answer to a notification that asks for one."""
    return ber.field(
        RESPONSE,
        ber.number(told.request or 0),
        ber.number(0),
        ber.number(0),
        ber.sequence(told.asked),
    )


def answer(message: Message) -> bytes:
    """Write the answer to a notification of version 2c that asks for one."""
    return ber.sequence(
        ber.number(message.version),
        ber.octets(message.community),
        acknowledgement(message.told),
    )


def _old(body: Fields) -> Notification:
    enterprise, agent = body.identifier(), body.value()
    generic, specific = body.number(), body.number()
    uptime = body.number(ber.TICKS)
    bindings = _bindings(body.inner())
    about = (*STANDARD, generic + 1)
    if generic == _SPECIFIC:
        about = (*enterprise, 0, specific)
    elif not 0 <= generic < _SPECIFIC:
        raise Malformed
    if specific < 0:
        raise Malformed
    return Notification(
        about, uptime, bindings, agent=agent if isinstance(agent, str) else None
    )


def _bindings(fields: Fields) -> tuple[Binding, ...]:
    """Read bindings; one that makes no sense leaves the others alone."""
    found: list[Binding] = []
    while not fields.at_end and len(found) < _MOST_BINDINGS:
        binding = fields.inner()
        try:
            name, value = binding.identifier(), binding.value()
        except Malformed:
            continue
        if value is not None:
            found.append((name, value))
    return tuple(found)
