"""Who a unit is: maker and serial number, never its address."""

import re
from typing import TypeGuard

from .model import EquipmentId

_NO_SERIAL = re.compile(
    r"""(?: [0fx\-.:\s]* | (?P<one>.)(?P=one)* | unknown | none | n/?a | blank
        | not\s+(?:set|available|applicable|supported)
        | (?:default|serial)\s*(?:number)? )""",
    re.IGNORECASE | re.VERBOSE,
)
_NOT_KEY = re.compile(r"[^a-z0-9]+")


def is_serial(text: str | None) -> TypeGuard[str]:
    """Tell whether a serial number can be that of one unit only.

    Cards without one answer with blanks, all F, all 0, signs or a word. Such units must
    not be merged.
    """
    if text is None or not _NOT_KEY.sub("", text.strip().lower()):
        return False
    return not _NO_SERIAL.fullmatch(text.strip())


def equipment_id(maker: str, serial: str) -> EquipmentId:
    """Return the id of a unit; the same whichever path the unit is seen by."""
    parts = (
        _NOT_KEY.sub("-", word.strip().lower()).strip("-") for word in (maker, serial)
    )
    return EquipmentId("_".join(parts))
