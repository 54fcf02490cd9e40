"""What a driver asks of a card, whatever library carries it."""

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Final, NamedTuple, Protocol

from ...equipment.errors import CannotConnect, Rejected
from .oid import Oid

type Raw = int | bytes | str | Oid
"""A value as it was told: text and flags as bytes, an address of IP as text."""

SILENT: Final = "snmp_silent"
LONGEST_WALK: Final = 5000
"""Objects that a walk finds at most."""


class Ber(Enum):
    """The types of values; a card takes a value of the right type only (5)."""

    INTEGER = 2
    OCTETS = 4
    OBJECT = 6
    ADDRESS = 64
    COUNTER = 65
    GAUGE = 66
    TICKS = 67


class Typed(NamedTuple):
    """A value to be set, with its type."""

    ber: Ber
    value: Raw


class Hangs(CannotConnect):
    """The card answers, but not when it is asked for one of the objects.

    That one is left out for a while: what is asked next comes through.
    """

    def __init__(self) -> None:
        """Say what silence is called."""
        super().__init__(SILENT)


class SetRefused(Rejected):
    """The card refused a SET. ``status`` is its error, named as in RFC 3416."""

    def __init__(self, status: str) -> None:
        """Note the card's word."""
        super().__init__(None, answer=status)
        self.status = status


class SnmpClient(Protocol):
    """Asks one card, one request at a time.

    CannotConnect: no answer; a wrong community or an address that the card does not
    allow is silence, too. InvalidAuth: user or keys are wrong. NotPermitted: the user
    may not see this. InvalidAnswer: what came back makes no sense.
    """

    async def open(self) -> None:
        """Find the card's address and make ready to ask."""

    async def get(self, oids: Sequence[Oid]) -> Mapping[Oid, Raw]:
        """Return the values of objects; those that are not there are left out."""

    async def get_next(self, oids: Sequence[Oid]) -> Mapping[Oid, tuple[Oid, Raw]]:
        """Return what follows each object; left out where nothing follows."""

    async def walk(
        self, base: Oid, after: Oid | None = None, most: int = LONGEST_WALK
    ) -> Mapping[Oid, Raw]:
        """Return what lies below, in the order of the card.

        ``after``: go on after that one. Less than ``most`` is the rest of it.
        """

    async def set(self, oid: Oid, value: Typed) -> None:
        """Set one object, by one attempt.

        SetRefused: the card said no. NotConfirmed: no answer, perhaps it was done.
        NotPermitted: there is nothing to write with.
        """

    async def close(self) -> None:
        """Let go of the card."""
