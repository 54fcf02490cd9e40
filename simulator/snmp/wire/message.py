"""The messages of versions 1 and 2c."""

from dataclasses import dataclass

from .ber import (
    Kind,
    MalformedMessageError,
    body,
    fields,
    integer,
    number,
    octets,
    pieces,
    sequence,
)
from .pdu import Pdu, TrapV1, read, whole, write, write_trap_v1

V1, V2C, V3 = 0, 1, 3
"""Versions, as they are written."""


@dataclass(frozen=True, slots=True)
class Message:
    """A body and the word that allows it."""

    version: int
    community: bytes
    pdu: Pdu


def version_of(data: bytes) -> int:
    """Tell the version of a message."""
    first = next(pieces(data, whole(data)), None)
    if first is None or first.tag != Kind.INTEGER:
        raise MalformedMessageError("no version")
    return number(data, first)


def read_message(data: bytes) -> Message:
    """Read a message of version 1 or 2c."""
    version, community, pdu = fields(data, whole(data), Kind.INTEGER, Kind.OCTETS, 0)
    return Message(number(data, version), body(data, community), read(data, pdu))


def write_message(version: int, community: bytes, pdu: Pdu | TrapV1) -> bytes:
    """Write a message of version 1 or 2c."""
    told = write_trap_v1(pdu) if isinstance(pdu, TrapV1) else write(pdu)
    return sequence(integer(version), octets(community), told)
