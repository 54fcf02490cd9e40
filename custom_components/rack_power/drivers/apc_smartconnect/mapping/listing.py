"""``gateways``: the UPSs of an account, in both forms that were seen (1.1)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from ....equipment.driver import Json
from ....equipment.errors import InvalidAnswer
from ....equipment.identity import is_serial
from . import values

_MOST: Final = 500  # UPSs
_LOOKED_AT: Final = 1000  # rows
_LONGEST: Final = 64  # characters of an id, of which 15 were seen


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One UPS; only the id is sure. A serial number that identifies nothing is none."""

    id: str
    serial: str | None = field(default=None, repr=False)
    model: str | None = None
    name: str | None = field(default=None, repr=False)


def parse_gateways(answer: Json) -> Sequence[Listed]:
    """Read the list: of ids, or an object with a list of objects.

    What has no id is left out; of two with the same id the first counts.
    InvalidAnswer: there is no list.
    """
    if isinstance(answer, Mapping):
        answer = answer.get("gateways")
    rows = values.items(answer)
    if rows is None:
        raise InvalidAnswer
    found: dict[str, Listed] = {}
    for row in rows[:_LOOKED_AT]:
        if (one := _read(row)) is not None:
            found.setdefault(one.id, one)
    return tuple(islice(found.values(), _MOST))


def device_id(value: Json) -> str | None:
    """Read the id of a UPS, which means nothing but itself."""
    if isinstance(value, float):
        return None
    key = values.key(value)
    return key if key is not None and len(key) <= _LONGEST else None


def serial_number(value: Json) -> str | None:
    """Read a serial number, if it can be that of one unit only."""
    serial = None if isinstance(value, float) else values.key(value)
    return serial if is_serial(serial) else None


def _read(row: Json) -> Listed | None:
    told = row if isinstance(row, Mapping) else {"deviceId": row}
    ident = device_id(told.get("deviceId"))
    if ident is None:
        return None
    return Listed(
        id=ident,
        serial=serial_number(told.get("serialNumber")),
        model=values.name(told.get("model")),
        name=values.name(told.get("name")),
    )
