"""In which order people expect things: as on the box, else by number, then by name."""

import re

from ..equipment.model import Part

type Natural = tuple[tuple[bool, int, str], ...]


def natural(name: str) -> Natural:
    """Return what sorts "Outlet 10" after "Outlet 9", whatever the case."""
    return tuple(
        (word.isdecimal(), int(word) if word.isdecimal() else 0, word)
        for word in re.split(r"([0-9]+)", name.casefold())
        if word
    )


def place(part: Part) -> tuple[tuple[int, ...], Natural, Natural]:
    """Return where a part comes among others of its kind."""
    return part.position, natural(part.number or ""), natural(part.id.key)
