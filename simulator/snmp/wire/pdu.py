"""The body of a message: what is asked, answered or told."""

from dataclasses import dataclass, field, replace
from enum import IntEnum
from typing import NamedTuple

from .ber import (
    Kind,
    MalformedMessageError,
    Oid,
    Piece,
    Value,
    decode,
    encode,
    fields,
    integer,
    number,
    oid_bytes,
    piece,
    pieces,
    read_oid,
    sequence,
    tlv,
)


class Type(IntEnum):
    """What a body is."""

    GET = 0xA0
    GETNEXT = 0xA1
    RESPONSE = 0xA2
    SET = 0xA3
    TRAP_V1 = 0xA4
    GETBULK = 0xA5
    INFORM = 0xA6
    TRAP = 0xA7
    REPORT = 0xA8


class Status(IntEnum):
    """How a request ended."""

    OK = 0
    TOO_BIG = 1
    NO_SUCH_NAME = 2
    BAD_VALUE = 3
    READ_ONLY = 4
    GEN_ERR = 5
    NO_ACCESS = 6
    WRONG_TYPE = 7
    WRONG_LENGTH = 8
    WRONG_VALUE = 10
    RESOURCE_UNAVAILABLE = 13
    COMMIT_FAILED = 14
    AUTHORIZATION_ERROR = 16
    NOT_WRITABLE = 17


class VarBind(NamedTuple):
    """An object and its value."""

    oid: Oid
    value: Value


@dataclass(frozen=True, slots=True)
class Pdu:
    """A body. Of a GETBULK the two numbers are non-repeaters and max-repetitions."""

    type: Type
    request_id: int
    varbinds: tuple[VarBind, ...] = ()
    status: int = 0
    index: int = 0

    def response(self, *varbinds: VarBind) -> Pdu:
        """Answer well."""
        return Pdu(Type.RESPONSE, self.request_id, varbinds)

    def failure(self, status: int, index: int) -> Pdu:
        """Answer that something is wrong with the varbind of this number, from 1."""
        return replace(self, type=Type.RESPONSE, status=status, index=index)


@dataclass(frozen=True, slots=True)
class TrapV1:
    """The body of a trap of version 1."""

    enterprise: Oid
    agent: bytes
    generic: int
    specific: int
    ticks: int
    varbinds: tuple[VarBind, ...] = field(default=())


def _written(varbinds: tuple[VarBind, ...]) -> bytes:
    return sequence(
        *(sequence(oid_bytes(oid), encode(value)) for oid, value in varbinds)
    )


def write(pdu: Pdu) -> bytes:
    """Write a body."""
    numbers = (pdu.request_id, pdu.status, pdu.index)
    return tlv(pdu.type, b"".join(map(integer, numbers)) + _written(pdu.varbinds))


def write_trap_v1(trap: TrapV1) -> bytes:
    """Write the body of a trap of version 1."""
    return tlv(
        Type.TRAP_V1,
        oid_bytes(trap.enterprise)
        + encode(Value(Kind.ADDRESS, trap.agent))
        + integer(trap.generic)
        + integer(trap.specific)
        + integer(trap.ticks, Kind.TICKS)
        + _written(trap.varbinds),
    )


def read(data: bytes, where: Piece) -> Pdu:
    """Read a body; the older kind of trap is none of these."""
    try:
        kind = Type(where.tag)
    except ValueError as err:
        raise MalformedMessageError(f"a body of type {where.tag}") from err
    if kind is Type.TRAP_V1:
        raise MalformedMessageError("a trap of version 1")
    parts = fields(data, where, Kind.INTEGER, Kind.INTEGER, Kind.INTEGER, Kind.SEQUENCE)
    request_id, status, index = (number(data, part) for part in parts[:3])
    varbinds = tuple(_varbind(data, each) for each in pieces(data, parts[3]))
    return Pdu(kind, request_id, varbinds, status, index)


def _varbind(data: bytes, where: Piece) -> VarBind:
    name, value = fields(data, where, Kind.OID, 0)
    return VarBind(read_oid(data, name), decode(data, value))


def whole(data: bytes) -> Piece:
    """Find the one piece that a message is."""
    found = piece(data, 0, len(data))
    if found.tag != Kind.SEQUENCE:
        raise MalformedMessageError("no sequence")
    return found
