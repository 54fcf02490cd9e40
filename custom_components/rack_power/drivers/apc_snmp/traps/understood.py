"""What a notification means."""

from datetime import datetime
from typing import Final

from ....equipment.model import Severity
from ..client import Raw
from ..context import Version
from ..oid import Oid, dotted, oid
from .message import STANDARD, Binding, Notification
from .other_traps_codes import OTHERS
from .trap import Trap
from .traps_codes import BINDINGS, ENTERPRISE, GENERIC, KNOWN, TEXT

_LONGEST: Final = 256
"""Characters of a text."""
_MOST_EXTRAS: Final = 20
_NOT_TOLD: Final = (
    oid("1.3.6.1.6.3.18.1.4"),  # the community that a proxy took it with
    oid("1.3.6.1.6.3.1.1.4.3"),  # the enterprise, which the identifier holds
)
_TICKS: Final = 100
"""Of the card's clock in a second."""


def text_of(told: Notification) -> str:
    """Return what the card says in words; empty: nothing."""
    return next(
        (_shown(value) for name, value in told.bindings if _below(name, TEXT)), ""
    )


def understood(
    told: Notification,
    *,
    version: Version,
    source: str,
    received: datetime,
    secret: str | None,
) -> Trap:
    """Return what a notification means; ``secret`` is never shown of it."""
    generic, number = _generic(told.oid), _number(told.oid)
    name, title, severity = _known(told.oid, generic, number)
    return Trap(
        number=number,
        generic=generic,
        name=name,
        severity=severity,
        text=text_of(told) or title,
        uptime=None if told.uptime is None else told.uptime / _TICKS,
        version=version,
        source=source,
        received=received,
        extras=_extras(told.bindings, secret),
    )


def _generic(about: Oid) -> int | None:
    """Return the number that version 1 gives to what every agent may send."""
    if about[:-1] != STANDARD or not 0 < about[-1] <= len(GENERIC):
        return None
    return about[-1] - 1


def _number(about: Oid) -> int | None:
    """Return APC's number."""
    own = _below(about, ENTERPRISE) and len(about) > len(ENTERPRISE) + 1
    return about[-1] if own and about[-2] == 0 else None


def _known(
    about: Oid, generic: int | None, number: int | None
) -> tuple[str, str, Severity | None]:
    """Return name, title and severity; what is not known is named by its number."""
    known = KNOWN.get(number) if number is not None else None
    if generic is not None:
        known = GENERIC[generic]
    if known is not None:
        return known.name, known.title, known.severity
    if number is None:
        return dotted(about), dotted(about), None
    if (other := OTHERS.get(number)) is not None:
        return other.name, other.name, other.severity
    return f"trap{number}", f"Trap {number}", None


def _extras(
    bindings: tuple[Binding, ...], secret: str | None
) -> tuple[tuple[str, str], ...]:
    told = (
        (_named(name), _shown(value))
        for name, value in bindings
        if not any(_below(name, one) for one in (TEXT, *_NOT_TOLD))
    )
    return tuple(one for one in told if one[1] and one[1] != secret)[:_MOST_EXTRAS]


def _named(name: Oid) -> str:
    """Return the name of a value, with its row where it is of a table."""
    for known, words in BINDINGS.items():
        if _below(name, known):
            row = name[len(known) :]
            return f"{words}.{dotted(row)}" if any(row) else words
    return dotted(name)


def _below(name: Oid, branch: Oid) -> bool:
    return name[: len(branch)] == branch


def _shown(value: Raw) -> str:
    """Return a value as a text of one line."""
    text = "".join(sign if sign.isprintable() else " " for sign in _written(value))
    return " ".join(text.split())[:_LONGEST].strip()


def _written(value: Raw) -> str:
    if isinstance(value, tuple):
        return dotted(value)
    if not isinstance(value, bytes):
        return str(value)
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("latin-1")
