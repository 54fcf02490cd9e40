"""Parts of the PDU as parameters: what stands for them on the wire, which exist."""

from collections.abc import Callable, Mapping
import re
from typing import Final

from ....equipment.driver import Json
from ....equipment.errors import InvalidRequest
from ....equipment.model import PartId
from .codes import ParamType
from .redaction import shown
from .snapshot import (
    BANK_ID,
    GROUP_ID,
    ID,
    OUTLET_ID,
    SENSOR_ID,
    Row,
    Rows,
    Snapshot,
    rows_of,
    text_of,
)

_KINDS: Final[Mapping[ParamType, frozenset[str]]] = {
    ParamType.INLET: frozenset({"inlet"}),
    ParamType.LINE: frozenset({"line"}),
    ParamType.BANK: frozenset({"bank"}),
    ParamType.OUTLET: frozenset({"outlet"}),
    ParamType.GROUP: frozenset({"outlet_group"}),
    ParamType.SENSOR: frozenset({"probe"}),
    ParamType.RELAY: frozenset({"relay"}),
    ParamType.PORT: frozenset({"probe", "contact", "relay"}),
}
_NUMBERED: Final = {"contact": "input", "relay": "relay"}
_NUMBER: Final = re.compile(r"-([0-9]{1,4})\Z")


def wire_id(part: PartId, wanted: ParamType, field: str, snapshot: Snapshot) -> str:
    """Return what stands for a part on the wire.

    Raises ``InvalidRequest``: ``no_part_here`` (a part where a number or a host
    belongs), ``wrong_part`` (an outlet where a bank belongs), ``unknown_part``.
    """
    kinds = _KINDS.get(wanted)
    if kinds is None:
        raise InvalidRequest("no_part_here", field=field)
    if part.kind not in kinds:
        raise InvalidRequest("wrong_part", field=field)
    find = _FINDERS.get(wanted)
    found = part.key if find is None else find(part, snapshot)
    if found is None:
        raise InvalidRequest("unknown_part", field=field, key=shown(part.key))
    return found


def number_of(part: PartId, key: str) -> int | None:
    """Return the number of an input or relay of a hub, as its key ends in it.

    ``key`` is that of the parameter; None if the part is no such thing.
    """
    found = _NUMBER.search(part.key) if _NUMBERED.get(part.kind) == key else None
    return int(found[1]) if found else None


def ids(wanted: ParamType, snapshot: Snapshot) -> frozenset[str] | None:
    """Return the ids that exist; None if there is no list to tell."""
    if wanted not in _LISTS:
        return None
    rows, keys = _LISTS[wanted](snapshot)
    return None if rows is None else texts(rows, *keys)


def texts(rows: Rows, *keys: str) -> frozenset[str]:
    """Return the ids or names of objects, whichever of the keys holds them."""
    found = (text_of(row, *keys) for row in rows or ())
    return frozenset(text for text in found if text is not None)


def _lines(snapshot: Snapshot) -> Rows:
    if snapshot.inlets is None:
        return None
    lines: list[Json] = []
    for inlet in snapshot.inlets:
        lines.extend(rows_of(inlet.get("inletLines")))
    return rows_of(lines)


type _Ids = tuple[Rows, tuple[str, ...]]

_LISTS: Final[Mapping[ParamType, Callable[[Snapshot], _Ids]]] = {
    ParamType.INLET: lambda s: (s.inlets, ID),
    ParamType.LINE: lambda s: (_lines(s), ID),
    ParamType.BANK: lambda s: (s.banks, BANK_ID),
    ParamType.OUTLET: lambda s: (s.outlets, OUTLET_ID),
    ParamType.GROUP: lambda s: (s.groups, GROUP_ID),
    ParamType.SENSOR: lambda s: (s.sensors, SENSOR_ID),
    ParamType.RELAY: lambda s: (s.relays, ("relayName",)),
}


def _sensor(part: PartId, snapshot: Snapshot) -> Row | None:
    """Find the sensor or hub that a part is or lies in.

    Keys of parts begin with its id or, where it has none, ``port-`` and its port.
    """
    for row in snapshot.sensors or ():
        name = text_of(row, *SENSOR_ID) or f"port-{text_of(row, 'sensorPort')}"
        if part.key == name or part.key.startswith(f"{name}-"):
            return row
    return None


def _sensor_id(part: PartId, snapshot: Snapshot) -> str | None:
    row = _sensor(part, snapshot)
    return None if row is None else text_of(row, *SENSOR_ID)


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
