"""What a card told of its own accord, and of whom it may be told."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from ....equipment.model import Severity
from ..context import User, Version


@dataclass(frozen=True, slots=True, kw_only=True)
class Trap:
    """A notification that was understood. Nothing follows from it for any state.

    ``number`` is APC's, ``generic`` that of a notification that every agent may send;
    both are None where somebody else's was passed on, which ``name`` then identifies.
    ``severity`` is None where nobody knows it. ``uptime`` counts seconds since the
    start of the card. ``extras`` are further values by name, as text.
    """

    number: int | None
    generic: int | None
    name: str
    severity: Severity | None
    text: str
    uptime: float | None
    version: Version
    source: str
    received: datetime
    extras: tuple[tuple[str, str], ...] = ()


COME_AND_GO: Final = frozenset(
    (
        *(27, 65, 66),  # communication with a battery pack, a Measure-UPS
        *range(67, 77),  # batteries, power and intelligence modules, battery frames
        *(121, 122),  # power supplies
        *(171, 172),  # probes of older cards
        *(517, 518),  # sensors
        *(567, 568, 569),  # what else is plugged in
    )
)
"""APC's numbers of what is told when something is added or taken away (4.5.2)."""

type Take = Callable[[Trap], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A card whose traps are taken, and what they have to prove.

    They come from ``host``. ``aliases`` are further addresses that the owner lists:
    traps may come from there, too, and those of version 1 may name one of them as
    their agent; that tells cards behind one address apart. Without ``community`` no
    traps of version 1 and 2c are taken, without ``user`` none of version 3.
    ``engine_id`` is that of the card; without it no traps of version 3 can be checked,
    while informs can.
    """

    host: str
    community: str | None = field(default=None, repr=False)
    user: User | None = field(default=None, repr=False)
    engine_id: bytes | None = None
    aliases: frozenset[str] = frozenset()
