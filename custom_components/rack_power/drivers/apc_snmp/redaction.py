"""What a card told last, for a diagnosis: without what is nobody else's business."""

from collections.abc import Mapping
import re
from typing import Final

from ...equipment.driver import Json
from . import values
from .client import Raw
from .layout import Values
from .objects import module_codes
from .objects.card_codes import DESCRIPTION, SERIAL
from .oid import SYSTEM, Oid, apc, dotted, ups, within

REDACTED: Final = "**REDACTED**"
_SHOWN: Final = 2000
"""Objects, at most."""
_SERIALS: Final[tuple[Oid, ...]] = (
    SERIAL[:-1],
    *map(
        ups,
        (
            "2.3.10.2.1.4",  # packs
            "2.3.10.4.1.3",
            "13.4.2.1.5",  # frames, inverters, the card, what others supplied
            "13.4.22.1.6",
            "13.4.24.1.6",
            "13.4.26.1.3",
            "13.4.28.1.5",
            "13.4.33.1.5",
            "13.5.1.12",
            "13.5.1.15.1.5",
            "13.8.2",
            "13.10.2",
            "14.17.1.5",  # the others of a parallel system
        ),
    ),
    apc("1.1.10.3.1.6"),
    apc("1.1.10.3.13.1.1.9"),
    *(
        (*module.status[:-1], column)
        for module in module_codes.TABLES
        for column, name in module.plates.items()
        if name == "serial"
    ),
)
_OWNERS: Final[tuple[Oid, ...]] = (
    *((*SYSTEM, number) for number in (4, 5, 6)),  # contact, name, location
    ups("1.1.2"),
    ups("5.1.2.1.2"),  # what the UPS feeds
    ups("5.2.15"),  # the front panel's password, which is never read
    apc("2.1"),  # trap receivers and their communities
)
_HIDDEN: Final = (*_SERIALS, *_OWNERS)
_CLOCK: Final = apc("2.1.6")
_CARD_SERIAL: Final = re.compile(r"\bSN:\s*\S+")


def raw(told: Values) -> Mapping[str, Json]:
    """Return what was told by the identifiers of the objects."""
    return {dotted(oid): shown(oid, told[oid]) for oid in sorted(told)[:_SHOWN]}


def shown(oid: Oid, value: Raw) -> Json:
    """Return a value as it may be shown."""
    if isinstance(value, int):
        return value
    hides = any(within(oid, base) for base in _HIDDEN) and not within(oid, _CLOCK)
    if isinstance(value, str) or hides:
        return REDACTED if value else ""
    if isinstance(value, tuple):
        return dotted(value)
    written = values.text(value) or ""
    if oid == DESCRIPTION:
        return _CARD_SERIAL.sub(f"SN:{REDACTED}", written)
    return written
