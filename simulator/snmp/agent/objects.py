"""One object of the agent: its type, its value now, and what a SET does to it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ..wire.ber import Kind, Oid, Raw, Value, oid_of
from ..wire.pdu import Status

type Told = int | str | bytes | Oid | None


class RefusedError(Exception):
    """The unit does not do what a SET asks for."""

    def __init__(self, status: Status) -> None:
        """Say how it is answered, in versions 2c and 3."""
        super().__init__(status.name)
        self.status = status


def raw_of(kind: int, told: Told) -> Raw:
    """Turn what is handy to write into what goes over the wire."""
    match told:
        case None | bytes() | tuple():
            return told
        case str() if kind == Kind.OID:
            return oid_of(told)
        case str() if kind == Kind.ADDRESS:
            return bytes(map(int, told.split(".")))
        case str():
            return told.encode("latin-1", "replace")
        case _:
            return int(told)


@dataclass(frozen=True, slots=True)
class Object:
    """One object.

    `read` tells None while the object is absent; `check` refuses a value, `write`
    takes it: all values of a request are checked before the first is taken.
    """

    kind: Kind
    read: Callable[[], Told]
    write: Callable[[Raw], None] | None = None
    check: Callable[[Raw], None] | None = None

    @property
    def value(self) -> Value | None:
        """The value now, or nothing."""
        raw = raw_of(self.kind, self.read())
        return None if raw is None else Value(self.kind, raw)


type Objects = Mapping[str, Object]
type Reader = Callable[[], Told]


def integer(read: Reader) -> Object:
    """Make one that is an INTEGER."""
    return Object(Kind.INTEGER, read)


def gauge(read: Reader) -> Object:
    """Make one that is a Gauge."""
    return Object(Kind.GAUGE, read)


def ticks(read: Reader) -> Object:
    """Make one that is TimeTicks; `read` tells hundredths of seconds."""
    return Object(Kind.TICKS, read)


def text(read: Reader) -> Object:
    """Make one that is an OCTET STRING."""
    return Object(Kind.OCTETS, read)


def constant(kind: Kind, told: Told) -> Object:
    """Make one that never changes."""
    return Object(kind, lambda: told)
