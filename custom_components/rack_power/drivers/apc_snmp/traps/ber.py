"""Reads and writes what the Basic Encoding Rules make of SNMP, field by field.

Nothing here looks deeper than it is asked to, so that what anybody sends costs no more
time than its length is worth, however it is nested.
"""

from ipaddress import ip_address
from typing import Final

from ..client import Raw
from ..oid import Oid

INTEGER: Final = 0x02
OCTETS: Final = 0x04
OBJECT: Final = 0x06
SEQUENCE: Final = 0x30
ADDRESS: Final = 0x40
TICKS: Final = 0x43
_OPAQUE: Final = 0x44
_UNSIGNED: Final = frozenset({0x41, 0x42, TICKS, 0x46})

_LONG_FORM: Final = 0x80
_MOST_LENGTH_BYTES: Final = 4
_MOST_NUMBER_BYTES: Final = 9
_MOST_ARCS: Final = 128
_GREATEST_ARC: Final = 2**32 - 1
_ADDRESS_BYTES: Final = 4


class Malformed(Exception):
    """What came is not what SNMP would say here."""


class Fields:
    """The fields of a sequence, taken one by one; any may raise Malformed."""

    __slots__ = ("_at", "_data", "_end")

    def __init__(self, data: bytes, start: int = 0, end: int | None = None) -> None:
        """Begin at a place of a message."""
        self._data = data
        self._at = start
        self._end = len(data) if end is None else end

    @property
    def at_end(self) -> bool:
        """Whether nothing is left."""
        return self._at >= self._end

    @property
    def tag(self) -> int:
        """What comes next."""
        if self.at_end:
            raise Malformed
        return self._data[self._at]

    def span(self, tag: int | None = None) -> tuple[int, int]:
        """Take a field, and return where its content begins and ends."""
        data, at = self._data, self._at
        if at + 2 > self._end or tag not in (None, data[at]):
            raise Malformed
        length, begin = data[at + 1], at + 2
        if length >= _LONG_FORM:
            size = length - _LONG_FORM
            begin += size
            if not 0 < size <= _MOST_LENGTH_BYTES or begin > self._end:
                raise Malformed
            length = int.from_bytes(data[begin - size : begin])
        if begin + length > self._end:
            raise Malformed
        self._at = begin + length
        return begin, self._at

    def inner(self, tag: int = SEQUENCE) -> Fields:
        """Take a field that has fields of its own."""
        return Fields(self._data, *self.span(tag))

    def content(self, tag: int) -> bytes:
        """Take the content of a field."""
        begin, end = self.span(tag)
        return self._data[begin:end]

    def octets(self) -> bytes:
        """Take a string."""
        return self.content(OCTETS)

    def number(self, tag: int = INTEGER) -> int:
        """Take a number; only an INTEGER has a sign."""
        return _number(self.content(tag), signed=tag == INTEGER)

    def identifier(self) -> Oid:
        """Take an object identifier."""
        return _identifier(self.content(OBJECT))

    def value(self) -> Raw | None:
        """Take a value of any type; None: there is none, or of no known type."""
        tag = self.tag
        content = self.content(tag)
        if tag in (OCTETS, _OPAQUE):
            return content
        if tag == INTEGER or tag in _UNSIGNED:
            return _number(content, signed=tag == INTEGER)
        if tag == OBJECT:
            return _identifier(content)
        if tag == ADDRESS and len(content) == _ADDRESS_BYTES:
            return str(ip_address(content))
        return None


def _number(content: bytes, *, signed: bool) -> int:
    if not 0 < len(content) <= _MOST_NUMBER_BYTES:
        raise Malformed
    return int.from_bytes(content, signed=signed)


def _identifier(content: bytes) -> Oid:
    arcs: list[int] = []
    arc = 0
    for byte in content:
        arc = arc << 7 | byte & 0x7F
        if arc > _GREATEST_ARC or len(arcs) >= _MOST_ARCS:
            raise Malformed
        if byte < _LONG_FORM:
            arcs.append(arc)
            arc = 0
    if not arcs or content[-1] >= _LONG_FORM:
        raise Malformed
    first = min(arcs[0] // 40, 2)
    return (first, arcs[0] - 40 * first, *arcs[1:])


def field(tag: int, *content: bytes) -> bytes:
    """Write a field."""
    body = b"".join(content)
    length = len(body)
    if length < _LONG_FORM:
        return bytes((tag, length)) + body
    size = (length.bit_length() + 7) // 8
    return bytes((tag, _LONG_FORM + size)) + length.to_bytes(size) + body


def sequence(*content: bytes) -> bytes:
    """Write fields as one."""
    return field(SEQUENCE, *content)


def octets(content: bytes) -> bytes:
    """Write a string."""
    return field(OCTETS, content)


def number(value: int, tag: int = INTEGER) -> bytes:
    """Write a number."""
    size = (value if value >= 0 else ~value).bit_length() // 8 + 1
    return field(tag, value.to_bytes(size, signed=True))


def identifier(oid: Oid) -> bytes:
    """Write an object identifier."""
    arcs = (oid[0] * 40 + oid[1], *oid[2:])
    return field(OBJECT, b"".join(map(_arc, arcs)))


def _arc(arc: int) -> bytes:
    septets = [arc & 0x7F]
    while arc := arc >> 7:
        septets.append(_LONG_FORM | arc & 0x7F)
    return bytes(reversed(septets))
