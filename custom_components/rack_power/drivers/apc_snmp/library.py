"""The client on pysnmp: one request at a time, in pieces that the card can answer.

Its values become plain ones here, and its many ways to fail our errors.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from ipaddress import ip_address
import socket
from typing import Any, Final, NamedTuple

from pyasn1.error import PyAsn1Error
from pyasn1.type.univ import Integer, ObjectIdentifier, OctetString
from pysnmp.error import PySnmpError
from pysnmp.hlapi.v3arch.asyncio import Udp6TransportTarget, UdpTransportTarget
from pysnmp.proto import errind, rfc1902, rfc1905
from pysnmp.smi.rfc1902 import ObjectIdentity, ObjectType

from ...equipment.errors import CannotConnect, DriverError, InvalidAnswer, InvalidAuth
from .client import SILENT, Ber, Raw, Typed
from .oid import Oid

FAILURES: Final = (
    PySnmpError,
    PyAsn1Error,
    OSError,
    ValueError,
    TypeError,
    AttributeError,
    LookupError,
    ArithmeticError,
)
"""What the library raises; it lets those of an answer that makes no sense pass."""

STATUSES: Final = (
    "noError",
    "tooBig",
    "noSuchName",
    "badValue",
    "readOnly",
    "genErr",
    "noAccess",
    "wrongType",
    "wrongLength",
    "wrongEncoding",
    "wrongValue",
    "noCreation",
    "inconsistentValue",
    "resourceUnavailable",
    "commitFailed",
    "undoFailed",
    "authorizationError",
    "notWritable",
    "inconsistentName",
)
"""The errors of RFC 3416 in the order of their numbers."""

_REFUSED: Final = (
    errind.UnknownUserName,
    errind.UnknownSecurityName,
    errind.WrongDigest,
    errind.AuthenticationFailure,
    errind.AuthenticationError,
    errind.UnsupportedSecurityLevel,
    errind.UnsupportedAuthProtocol,
    errind.UnsupportedPrivProtocol,
    errind.DecryptionError,
    errind.EncryptionError,
    errind.NoAuthentication,
    errind.NoEncryption,
    errind.UnknownCommunityName,
)
_OUT_OF_STEP: Final = (
    errind.NotInTimeWindow,
    errind.UnknownEngineID,
    errind.EngineIDMismatch,
)


type Target = UdpTransportTarget | Udp6TransportTarget


class OutOfStep(CannotConnect):
    """The card is not the engine that it was, or counts its time anew.

    It did not look at the request.
    """


class Answer(NamedTuple):
    """An answer: its status by name, which binding that is about, the bindings."""

    status: str
    faulty: int
    bindings: Sequence[tuple[Oid, Raw | None]]


async def target(host: str, port: int, patience: float, retries: int) -> Target:
    """Return where to send to. CannotConnect: the name is not known."""
    try:
        found = await asyncio.get_running_loop().getaddrinfo(
            host, port, type=socket.SOCK_DGRAM
        )
        kind = Udp6TransportTarget
        if found[0][0] == socket.AF_INET:
            kind = UdpTransportTarget
        address = found[0][4][:2]
        return await kind.create(address, timeout=patience, retries=retries)
    except (*FAILURES, UnicodeError) as err:
        raise CannotConnect from err


async def answered(request: Awaitable[tuple[Any, Any, Any, Any]]) -> Answer:
    """Wait for an answer; raise what says that there is none."""
    try:
        error, status, index, bindings = await request
        if error:
            raise _meant(error)
        return Answer(
            _named(int(status)),
            int(index),
            [(tuple(one[0]), plain(one[1])) for one in bindings or ()],
        )
    except FAILURES as err:
        raise InvalidAnswer from err


def _named(status: int) -> str:
    return STATUSES[status] if 0 <= status < len(STATUSES) else "genErr"


def _meant(error: object) -> DriverError:
    """Return what the library's indication means for us."""
    if isinstance(error, errind.RequestTimedOut):
        return CannotConnect(SILENT)
    if isinstance(error, _OUT_OF_STEP):
        return OutOfStep(SILENT)
    if isinstance(error, _REFUSED):
        return InvalidAuth()
    return InvalidAnswer()


def plain(value: Any) -> Raw | None:  # noqa: ANN401 - the library has no types
    """Return a value as a plain one; None: there is none, or of no known type."""
    if isinstance(value, _NOTHING):
        return None
    if isinstance(value, rfc1902.IpAddress):
        octets = bytes(value)
        return str(ip_address(octets)) if len(octets) == 4 else None  # noqa: PLR2004 - bytes of an address
    for kind, made in _PLAIN:
        if isinstance(value, kind):
            found: Raw = made(value)
            return found
    return None


_NOTHING: Final = (
    rfc1905.NoSuchObject,
    rfc1905.NoSuchInstance,
    rfc1905.EndOfMibView,
    rfc1905.UnSpecified,
)
_PLAIN: Final[tuple[tuple[type, Callable[[Any], Raw]], ...]] = (
    (ObjectIdentifier, tuple),
    (OctetString, bytes),
    (Integer, int),
)
_TYPES: Final[dict[Ber, Callable[[Any], Any]]] = {
    Ber.INTEGER: rfc1902.Integer32,
    Ber.OCTETS: rfc1902.OctetString,
    Ber.OBJECT: rfc1902.ObjectName,
    Ber.ADDRESS: rfc1902.IpAddress,
    Ber.COUNTER: rfc1902.Counter32,
    Ber.GAUGE: rfc1902.Gauge32,
    Ber.TICKS: rfc1902.TimeTicks,
}


def asked(oid: Oid) -> ObjectType:
    """Return the binding of a question."""
    return ObjectType(ObjectIdentity(oid))


def told(oid: Oid, value: Typed) -> ObjectType:
    """Return the binding of a SET."""
    return ObjectType(ObjectIdentity(oid), _TYPES[value.ber](value.value))
