"""Object identifiers, and the branches of the tree that matter here."""

from typing import Final

type Oid = tuple[int, ...]

_MOST_ARCS: Final = 128


def oid(text: str) -> Oid:
    """Return the identifier that a dotted text names."""
    return tuple(int(arc) for arc in text.split("."))


def dotted(identifier: Oid) -> str:
    """Return an identifier as it is printed."""
    return ".".join(map(str, identifier))


def understood(text: str) -> Oid | None:
    """Return the identifier in a text of the card's, None if it is none."""
    arcs = text.strip().strip(".").split(".")
    if not 1 < len(arcs) <= _MOST_ARCS:
        return None
    if not all(arc.isascii() and arc.isdecimal() and len(arc) < 11 for arc in arcs):  # noqa: PLR2004 - digits of 32 bits
        return None
    return tuple(map(int, arcs))


def within(identifier: Oid, base: Oid) -> bool:
    """Tell whether an identifier lies below another."""
    return len(identifier) > len(base) and identifier[: len(base)] == base


SYSTEM: Final = oid("1.3.6.1.2.1.1")
INTERFACE_ADDRESS: Final = oid("1.3.6.1.2.1.2.2.1.6")
ENGINE_ID: Final = oid("1.3.6.1.6.3.10.2.1.1")
APC: Final = oid("1.3.6.1.4.1.318")
MGE: Final = oid("1.3.6.1.4.1.705")
PRODUCTS: Final = (*APC, 1, 3)
HARDWARE: Final = (*APC, 1, 1)
"""UPSs, environmental monitors and all else that a card can be in."""
UPS: Final = (*HARDWARE, 1)


def ups(tail: str) -> Oid:
    """Return an identifier below the UPS branch, which the manuals shorten to U."""
    return (*UPS, *oid(tail))


def apc(tail: str) -> Oid:
    """Return an identifier below the maker's branch."""
    return (*APC, *oid(tail))
