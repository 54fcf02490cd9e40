"""Parts of the PDU as parameters: what stands for them on the wire, which exist."""

from collections.abc import Callable, Mapping
import re
from typing import Final

from ....equipment.driver import Json
from ....equipment.errors import InvalidRequest
from ....equipment.model import PartId
from .codes import ParamType
from .snapshot import Row, Rows, Snapshot, rows_of, text_of

_KINDS: Final[Mapping[ParamType, frozenset[str]]] = {
    ParamType.INLET: frozenset({"inlet"}),
    ParamType.LINE: frozenset({"line"}),
    ParamType.BANK: frozenset({"bank"}),
    ParamType.OUTLET: frozenset({"outlet"}),
    ParamType.GROUP: frozenset({"outlet_group"}),
    ParamType.SENSOR: frozenset({"probe"}),
    ParamType.RELAY: frozenset({"relay"}),
    ParamType.PORT: frozenset({"probe", "hub", "contact", "relay"}),
}
_NUMBERED: Final = {"contact": "input", "relay": "relay"}
_NUMBER: Final = re.compile(r"[0-9]+\Z")
_BOUNDARY: Final = re.compile(r"[^0-9A-Za-z]")


def wire_id(part: PartId, wanted: ParamType, field: str, snapshot: Snapshot) -> str:
    """Return what stands for a part on the wire.

    Raises ``InvalidRequest``: ``wrong_part`` (an outlet where a bank belongs),
    ``unknown_part``.
    """
    kinds = _KINDS.get(wanted, frozenset())
    if part.kind not in kinds:
        raise InvalidRequest(
            "wrong_part",
            field=field,
            kind=part.kind,
            expected=", ".join(sorted(kinds)) or wanted,
        )
    find = _FINDERS.get(wanted)
    found = part.key if find is None else find(part, snapshot)
    if found is None:
        raise InvalidRequest("unknown_part", field=field, kind=part.kind, key=part.key)
    return found


def number_of(part: PartId, key: str) -> int | None:
    """Return the number of an input or relay of a hub, as its key ends in it.

    ``key`` is that of the parameter; None if the part is no such thing.
    """
    found = _NUMBER.search(part.key) if _NUMBERED.get(part.kind) == key else None
    return int(found[0]) if found else None


def ids(wanted: ParamType, snapshot: Snapshot) -> frozenset[str] | None:
    """Return the ids that exist; None if there is no list to tell."""
    if wanted is ParamType.LINE:
        return _texts(_lines(snapshot), "id")
    if wanted not in _LISTS:
        return None
    rows, key = _LISTS[wanted](snapshot)
    return _texts(rows, key)


def _texts(rows: Rows, key: str) -> frozenset[str] | None:
    if rows is None:
        return None
    return frozenset(text for row in rows if (text := text_of(row, key)) is not None)


def _lines(snapshot: Snapshot) -> Rows:
    if snapshot.inlets is None:
        return None
    lines: list[Json] = []
    for inlet in snapshot.inlets:
        lines.extend(rows_of(inlet.get("inletLines")))
    return rows_of(lines)


_LISTS: Final[Mapping[ParamType, Callable[[Snapshot], tuple[Rows, str]]]] = {
    ParamType.INLET: lambda s: (s.inlets, "id"),
    ParamType.BANK: lambda s: (s.banks, "id"),
    ParamType.OUTLET: lambda s: (s.outlets, "id"),
    ParamType.GROUP: lambda s: (s.groups, "id"),
    ParamType.SENSOR: lambda s: (s.sensors, "sensorId"),
    ParamType.RELAY: lambda s: (s.relays, "relayName"),
}


def _sensor(part: PartId, snapshot: Snapshot) -> Row | None:
    """Find the sensor or hub that a part is or lies in, by its id or its port."""
    for row in snapshot.sensors or ():
        port = text_of(row, "sensorPort")
        for name in (text_of(row, "sensorId"), port, f"port-{port}"):
            if name is None or not part.key.startswith(name):
                continue
            rest = part.key[len(name) :]
            if not rest or _BOUNDARY.match(rest):
                return row
    return None


def _sensor_id(part: PartId, snapshot: Snapshot) -> str | None:
    row = _sensor(part, snapshot)
    return None if row is None else text_of(row, "sensorId")


def _port(part: PartId, snapshot: Snapshot) -> str | None:
    row = _sensor(part, snapshot)
    return None if row is None else text_of(row, "sensorPort")


def _relay_name(part: PartId, snapshot: Snapshot) -> str | None:
    for row in snapshot.relays or ():
        if text_of(row, "id") == part.key:
            return text_of(row, "relayName")
    return None


_FINDERS: Final[Mapping[ParamType, Callable[[PartId, Snapshot], str | None]]] = {
    ParamType.SENSOR: _sensor_id,
    ParamType.PORT: _port,
    ParamType.RELAY: _relay_name,
}
