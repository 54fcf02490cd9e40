"""The cloud's lists are those of all PDUs: here they are told apart.

Pure: parsed JSON in, the rows of each PDU out, as its own API would have told them.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
import re
from typing import Final

from ....equipment.driver import Json
from ....equipment.errors import InvalidAnswer
from ....equipment.identity import is_serial
from ..mapping import banks, inlets, outlets, values
from ..rules.snapshot import Row

DEVICES: Final = "devices"
LISTS: Final = (outlets.GROUP, inlets.GROUP, banks.GROUP)
"""In the order in which they are asked for: banks have no time of their own and take
that of the others, which must not be newer than what they say."""
SERIAL: Final = "enclosureSerialNumber"
TIME: Final = "timestamp"
_LATEST: Final = 1e14
"""Milliseconds: some thousand years."""
_LINK: Final = "connectionState"
_OWN_ID: Final = re.compile(r"[0-9]+-[0-9]+")


@dataclass(frozen=True, slots=True)
class PduRows:
    """What the lists say of one PDU.

    ``wire_ids`` are the ids by which the cloud knows outlets, by those of the PDU.
    """

    device: Row
    lists: Mapping[str, tuple[Row, ...]]
    wire_ids: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sorted:
    """The rows of all PDUs by serial number; ``whole`` are lists without strays."""

    pdus: Mapping[str, PduRows]
    whole: frozenset[str]


def objects(answer: Json) -> tuple[Row, ...]:
    """Read a list of objects; what is none stays as an empty one. InvalidAnswer."""
    if not isinstance(answer, list):
        raise InvalidAnswer
    return tuple(item if isinstance(item, Mapping) else {} for item in answer)


def sort_out(lists: Mapping[str, Sequence[Row]]) -> Sorted:
    """Tell whose rows are whose: by serial number, bank, or as there is one PDU."""
    devices: dict[str, Row] = {}
    for row in lists.get(DEVICES, ()):
        if (serial := serial_in(row)) is not None:
            devices.setdefault(serial, row)
    owners = _owners(lists, devices)
    found = {name: _by_owner(name, lists.get(name, ()), owners) for name in LISTS}
    serials = dict.fromkeys(devices)
    if DEVICES not in lists:
        told = (one for by_serial in found.values() for one in by_serial)
        serials = dict.fromkeys(serial for serial in told if serial is not None)
    return Sorted(
        {
            serial: _rows(
                devices.get(serial, {SERIAL: serial}),
                {name: found[name].get(serial, []) for name in LISTS if name in lists},
            )
            for serial in serials
        },
        frozenset(name for name in LISTS if None not in found[name]),
    )


def serial_in(row: Row) -> str | None:
    """Return the serial number of the PDU that a row is about."""
    serial = values.ident(row.get(SERIAL))
    return serial if is_serial(serial) else None


def told_at(row: Row) -> float | None:
    """Return when a row was told, in milliseconds since 1970."""
    told = row.get(TIME)
    if isinstance(told, bool) or not isinstance(told, int | float):
        return None
    return told if 0 < told < _LATEST else None


def has_link(row: Row) -> bool | None:
    """Tell whether a PDU is connected to the cloud; None where that is not said."""
    told = row.get(_LINK)
    return told.strip().lower() == "connected" if isinstance(told, str) else None


def outlet_key(row: Row) -> str | None:
    """Return the id of an outlet at the PDU itself: its number and its bank's id.

    Where the cloud has another, it is made of the printed number.
    """
    ident = next((values.ident(row[key]) for key in outlets.KEYS if key in row), None)
    if ident is None or _OWN_ID.fullmatch(ident):
        return ident
    number = values.ident(row.get("pduLabeledOutletNum"))
    bank = values.ident(row.get("bankId"))
    return f"{number}-{bank}" if number and bank else ident


type _Owners = Mapping[str | None, str]
"""Bank -> serial number; of no bank: that of the only PDU there is."""


def _owners(lists: Mapping[str, Sequence[Row]], devices: Mapping[str, Row]) -> _Owners:
    """Tell whose banks are whose, by themselves or by their outlets."""
    owners: dict[str | None, str] = {}
    for name in (banks.GROUP, outlets.GROUP):
        for row in lists.get(name, ()):
            bank, serial = _bank_in(name, row), serial_in(row)
            if bank is not None and serial is not None:
                owners.setdefault(bank, serial)
    if len(devices) == 1:
        owners[None] = next(iter(devices))
    return owners


def _bank_in(name: str, row: Row) -> str | None:
    keys = banks.KEYS if name == banks.GROUP else ("bankId",)
    return next((values.ident(row[key]) for key in keys if key in row), None)


def _by_owner(
    name: str, rows: Iterable[Row], owners: _Owners
) -> defaultdict[str | None, list[Row]]:
    """Sort the rows of a list; those of nobody are under None."""
    found: defaultdict[str | None, list[Row]] = defaultdict(list)
    for row in rows:
        by_bank = owners.get(_bank_in(name, row))
        found[serial_in(row) or by_bank or owners.get(None)].append(row)
    return found


def _rows(device: Row, found: Mapping[str, list[Row]]) -> PduRows:
    wire_ids: dict[str, str] = {}
    lists = {name: tuple(rows) for name, rows in found.items()}
    shown: list[Row] = []
    for row in lists.get(outlets.GROUP, ()):
        key = outlet_key(row)
        wire_id = values.ident(row.get("id")) or key
        if key is not None and wire_id is not None:
            wire_ids.setdefault(key, wire_id)
            shown.append({**row, "id": key})
        else:
            shown.append(row)
    if outlets.GROUP in lists:
        lists[outlets.GROUP] = tuple(shown)
    return PduRows(device, lists, wire_ids)
