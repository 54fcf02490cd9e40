"""What is known of one object of the card, and of a table of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import Final

from ....equipment.model import Danger, Variable
from ..client import Ber
from ..oid import Oid

WHOLE: Final = Fraction(1)
TENTHS: Final = Fraction(1, 10)
HUNDREDTHS: Final = Fraction(1, 100)
THOUSANDTHS: Final = Fraction(1, 1000)
THOUSANDS: Final = Fraction(1000)
MINUTES: Final = Fraction(60)
"""To seconds."""


class Pace(StrEnum):
    """How often an object is read."""

    FAST = "fast"
    NORMAL = "normal"
    SLOW = "slow"
    CONFIG = "config"
    ONCE = "once"


class DateForm(StrEnum):
    """How a date is written; a card takes it only as it tells it."""

    AMERICAN_SHORT = "mm/dd/yy"
    AMERICAN = "mm/dd/yyyy"
    ISO = "yyyy-mm-dd"


@dataclass(frozen=True, slots=True)
class Bounds:
    """What an object can be set to, in the unit of its variable."""

    minimum: float | None = None
    maximum: float | None = None
    step: float | None = None
    max_length: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Object:
    """One object, or one column of a table.

    The kind of its variable says how a value is understood; ``codes`` give numbers
    their meaning: an option of a choice, true or false, and None for "unknown".
    ``scale`` makes a number one in the variable's unit. ``unsupported`` are numbers
    by which the card says that it has no such thing, ``unknown`` those that say "not
    now", ``words`` those that have a meaning of their own, which is told in the
    details. ``signed`` numbers may be negative; a negative one of any other is not
    supported. ``instead`` is the less precise object that is read where this one is
    not there, or not of use.

    ``writable`` objects are set with the type ``ber``, within ``bounds``, to options
    other than ``not_settable``; ``danger`` is what that endangers, unless it is set to
    what is ``harmless``.
    """

    oid: Oid
    variable: Variable
    ber: Ber = Ber.INTEGER
    scale: Fraction = WHOLE
    codes: Mapping[int, str | bool | None] = field(default_factory=dict)
    unsupported: frozenset[int] = frozenset()
    unknown: frozenset[int] = frozenset()
    words: Mapping[int, str] = field(default_factory=dict)
    signed: bool = False
    instead: Object | None = None
    pace: Pace = Pace.NORMAL
    writable: bool = False
    bounds: Bounds | None = None
    not_settable: frozenset[str] = frozenset()
    danger: Danger = Danger.NOTHING
    harmless: str | bool | None = None

    @property
    def column(self) -> int:
        """The last arc: which column of its table it is."""
        return self.oid[-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table: its columns by what is made of them.

    ``entry`` is the identifier of a row without column and index. ``size`` counts the
    rows. ``plain`` columns have no variable: they name rows, tell their kind, or are
    put together with others. All columns are read at one pace, ``faster`` ones at
    theirs.
    """

    name: str
    entry: Oid
    columns: tuple[Object, ...] = ()
    plain: Mapping[int, Pace] = field(default_factory=dict)
    size: Oid | None = None

    def column(self, number: int) -> Object | None:
        """Return the column of a number."""
        return next((one for one in self.columns if one.column == number), None)
