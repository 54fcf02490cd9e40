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
_NAMES_AROUND: Final = (
    "2.2.2.1.3",
    *(f"10.1.{tail}" for tail in ("2.2.1.2", "2.2.1.22", "2.4.1.2", "2.4.1.6")),
    *(f"10.1.{tail}" for tail in ("3.3.1.2", "3.5.1.2")),
    *(f"10.2.{tail}" for tail in ("2.2.1.2", "2.2.1.22", "2.4.1.2", "2.4.1.6")),
    *(f"10.2.{tail}" for tail in ("2.6.1.2", "3.2.1.2", "3.2.1.15")),
    *(f"10.2.{tail}" for tail in ("3.4.1.2", "3.7.1.2")),
    *("10.3.1.1", "10.3.6.1", "10.3.12.1"),
    *(f"10.3.{table}.1.1.2" for table in (2, 3, 4, 5, *range(7, 19))),
    *(f"10.3.{table}.1.1.3" for table in (4, 11, 18)),
    *(f"10.3.19.{table}.1.{column}" for table in range(1, 5) for column in (2, 3)),
    *(f"10.3.20.{table}.1.{column}" for table in range(2, 9, 2) for column in (2, 3)),
    *(
        f"25.{kind}.{table}.1.{column}"
        for kind in (1, 2, 3)
        for table in (2, 4)
        for column in (3, 4)
    ),
)
"""Names and places of probes, contacts and relays, of all generations (9)."""
_OWNERS: Final[tuple[Oid, ...]] = (
    *((*SYSTEM, number) for number in (4, 5, 6)),  # contact, name, location
    ups("1.1.2"),
    ups("5.1.2.1.2"),  # what the UPS feeds
    ups("5.2.15"),  # the front panel's password, which is never read
    *map(
        ups,
        (
            "10.1.5",
            "10.2.2.1.2",  # where the others of a synchronized group are
            "12.1.2.1.2",  # outlet groups
            "12.2.2.1.2",
            "12.3.2.1.2",
            "14.15",
            "14.17.1.2",  # the others of a parallel system
            "16.5.1.2",  # what feeds a transfer switch
            "18.2.2.1.2",
        ),
    ),
    *(apc(f"1.1.{tail}") for tail in _NAMES_AROUND),
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
