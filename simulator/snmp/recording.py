"""Reads recordings: one object a line, `OID|TAG|VALUE`; `4x` is a string in hex."""

from pathlib import Path

from .agent.objects import Object, RefusedError, constant
from .wire.ber import Kind, Raw, oid_of
from .wire.pdu import Status


def _raw(kind: Kind, text: str, *, hexadecimal: bool) -> Raw:
    if hexadecimal:
        return bytes.fromhex(text)
    match kind:
        case Kind.OCTETS | Kind.OPAQUE:
            return text.encode()
        case Kind.OID:
            return oid_of(text)
        case Kind.ADDRESS:
            return bytes(map(int, text.split(".")))
        case Kind.NULL:
            return None
    return int(text)


def _object(kind: Kind, raw: Raw) -> Object:
    """Keep what is written: what the equipment would make of it is not recorded."""
    kept = [raw]

    def check(value: Raw) -> None:
        if type(value) is not type(raw):
            raise RefusedError(Status.WRONG_TYPE)

    return Object(kind, lambda: kept[-1], kept.append, check)


def objects_of(recording: Path | str) -> dict[str, Object]:
    """Read a recording, told as a file or as its text."""
    text = recording.read_text() if isinstance(recording, Path) else recording
    found: dict[str, Object] = {}
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        oid, tag, value = line.split("|", 2)
        kind = Kind(int(tag.rstrip("x")))
        raw = _raw(kind, value, hexadecimal=tag.endswith("x"))
        found[oid] = constant(kind, raw) if raw is None else _object(kind, raw)
    return found
