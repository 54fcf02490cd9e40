"""The Basic Encoding Rules, as far as SNMP uses them."""

from collections.abc import Iterator
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

type Oid = tuple[int, ...]
type Raw = int | bytes | Oid | None


class MalformedMessageError(ValueError):
    """What came is no SNMP."""


class Kind(IntEnum):
    """The tags of values."""

    INTEGER = 0x02
    OCTETS = 0x04
    NULL = 0x05
    OID = 0x06
    SEQUENCE = 0x30
    ADDRESS = 0x40
    COUNTER = 0x41
    GAUGE = 0x42
    TICKS = 0x43
    OPAQUE = 0x44
    COUNTER64 = 0x46
    NO_OBJECT = 0x80
    NO_INSTANCE = 0x81
    END_OF_VIEW = 0x82


_SIGNED = frozenset({Kind.INTEGER})
_UNSIGNED = frozenset({Kind.COUNTER, Kind.GAUGE, Kind.TICKS, Kind.COUNTER64})
_EMPTY = frozenset({Kind.NULL, Kind.NO_OBJECT, Kind.NO_INSTANCE, Kind.END_OF_VIEW})


class Value(NamedTuple):
    """A value with its type."""

    kind: Kind
    raw: Raw = None


NULL = Value(Kind.NULL)


class Piece(NamedTuple):
    """Where in a message a value stands."""

    tag: int
    start: int
    end: int


def dotted(oid: Oid) -> str:
    """Write an object identifier."""
    return ".".join(map(str, oid))


@lru_cache(maxsize=4096)
def oid_of(text: str) -> Oid:
    """Read an object identifier, with or without the leading dot."""
    return tuple(int(part) for part in text.strip(".").split("."))


def tlv(tag: int, body: bytes) -> bytes:
    """Write tag, length and body."""
    size = len(body)
    if size < 0x80:
        return bytes((tag, size)) + body
    length = size.to_bytes((size.bit_length() + 7) // 8)
    return bytes((tag, 0x80 | len(length))) + length + body


def sequence(*parts: bytes) -> bytes:
    """Write a sequence."""
    return tlv(Kind.SEQUENCE, b"".join(parts))


def integer(number: int, tag: int = Kind.INTEGER) -> bytes:
    """Write a number in as few bytes as hold it and its sign."""
    size = (number + (number < 0)).bit_length() // 8 + 1
    return tlv(tag, number.to_bytes(size, signed=True))


def octets(text: bytes) -> bytes:
    """Write a string."""
    return tlv(Kind.OCTETS, text)


@lru_cache(maxsize=8192)
def oid_bytes(oid: Oid) -> bytes:
    """Write an object identifier."""
    first, second, *rest = oid if len(oid) > 1 else (*oid, 0, 0)[:2]
    return tlv(Kind.OID, b"".join(map(_base128, (first * 40 + second, *rest))))


def _base128(number: int) -> bytes:
    digits = [number & 0x7F]
    while number := number >> 7:
        digits.append(0x80 | (number & 0x7F))
    return bytes(reversed(digits))


def encode(value: Value) -> bytes:
    """Write a value."""
    kind, raw = value
    match raw:
        case int():
            return integer(raw, kind)
        case bytes():
            return tlv(kind, raw)
        case tuple():
            return oid_bytes(raw)
        case _:
            return bytes((kind, 0))


def piece(data: bytes, at: int, end: int) -> Piece:
    """Find the piece that begins at a place."""
    if at + 2 > end:
        raise MalformedMessageError("cut short")
    tag, size = data[at], data[at + 1]
    at += 2
    if size & 0x80:
        count = size & 0x7F
        if not 0 < count <= 4 or at + count > end:
            raise MalformedMessageError("a length of an odd form")
        size = int.from_bytes(data[at : at + count])
        at += count
    if at + size > end:
        raise MalformedMessageError("cut short")
    return Piece(tag, at, at + size)


def pieces(data: bytes, within: Piece) -> Iterator[Piece]:
    """Find all pieces within one."""
    at = within.start
    while at < within.end:
        found = piece(data, at, within.end)
        at = found.end
        yield found


def fields(data: bytes, within: Piece, *tags: int) -> list[Piece]:
    """Find the pieces of a sequence, which are of these types; 0: of any."""
    found = list(pieces(data, within))
    if len(found) != len(tags):
        raise MalformedMessageError("another number of fields")
    for each, tag in zip(found, tags, strict=True):
        if tag not in (0, each.tag):
            raise MalformedMessageError(f"tag {each.tag} instead of {tag}")
    return found


def body(data: bytes, where: Piece) -> bytes:
    """Cut a piece out."""
    return data[where.start : where.end]


def number(data: bytes, where: Piece, *, signed: bool = True) -> int:
    """Read a number."""
    if not 0 < where.end - where.start <= 9:
        raise MalformedMessageError("a number of an odd size")
    return int.from_bytes(body(data, where), signed=signed)


def read_oid(data: bytes, where: Piece) -> Oid:
    """Read an object identifier."""
    return _read_oid(body(data, where))


@lru_cache(maxsize=8192)
def _read_oid(text: bytes) -> Oid:
    if not text or text[-1] & 0x80:
        raise MalformedMessageError("an unfinished object identifier")
    parts, part = [], 0
    for byte in text:
        part = part << 7 | byte & 0x7F
        if not byte & 0x80:
            parts.append(part)
            part = 0
    first = min(parts[0] // 40, 2)
    return (first, parts[0] - 40 * first, *parts[1:])


def decode(data: bytes, where: Piece) -> Value:
    """Read a value."""
    try:
        kind = Kind(where.tag)
    except ValueError as err:
        raise MalformedMessageError(f"tag {where.tag}") from err
    if kind in _SIGNED:
        return Value(kind, number(data, where))
    if kind in _UNSIGNED:
        return Value(kind, number(data, where, signed=False))
    if kind in _EMPTY:
        return Value(kind)
    if kind is Kind.OID:
        return Value(kind, read_oid(data, where))
    return Value(kind, body(data, where))
