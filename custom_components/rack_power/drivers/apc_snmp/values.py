"""What a told value means, by the rules of its object (3). Nothing here raises."""

from collections.abc import Mapping
from datetime import date
import logging
import re
from typing import Final, NamedTuple

from ...equipment.draft import Details
from ...equipment.model import Kind, Value
from .client import Raw
from .objects.row import DateForm, Object, Pace

_LOGGER: Final = logging.getLogger(__name__)

_GREATEST: Final = 2**63
"""No number of a card is greater."""
_LONGEST: Final = 255
"""Characters of a text that can be shown."""
_NO_TEXT: Final = frozenset({"", "unknown"})
_MONTH_FIRST: Final = re.compile(r"([0-9]{1,2})[/-]([0-9]{1,2})[/-]([0-9]{4}|[0-9]{2})")
_YEAR_FIRST: Final = re.compile(r"([0-9]{4})[/-]([0-9]{1,2})[/-]([0-9]{1,2})")
_CENTURY_TURNS: Final = 70
_NEVER: Final = date(2000, 1, 1)
"""As it is written with the year first: what it tells of has not happened yet."""
_FLAGS: Final = re.compile(r"[01]{1,256}")

_wondered: set[tuple[str, int]] = set()
"""Numbers without a meaning that were logged: once each."""


class Meant(NamedTuple):
    """A value in the unit of its variable, and what is to be said with it."""

    value: Value
    details: Details | None = None


UNKNOWN: Final = Meant(None)


def meant(raw: Raw | None, thing: Object) -> Meant:
    """Return what a value means; unknown where it makes no sense."""
    match thing.variable.kind:
        case Kind.MEASURE | Kind.COUNTER:
            return _measure(raw, thing)
        case Kind.CHOICE | Kind.FLAG:
            return _code(raw, thing)
        case Kind.DATE:
            return Meant(day(raw))
        case Kind.TEXT:
            return Meant(text(raw))
        case _:
            return UNKNOWN


def is_supported(raw: Raw | None, thing: Object) -> bool:
    """Tell whether a value says that the unit has such a thing at all.

    What can be set is there even when it is empty; what never changes is not if it is
    unknown.
    """
    if raw is None:
        return False
    match thing.variable.kind:
        case Kind.MEASURE | Kind.COUNTER:
            return _is_measured(raw, thing)
        case Kind.CHOICE | Kind.FLAG:
            return _is_told(raw, thing)
        case Kind.TEXT | Kind.DATE:
            return thing.writable or text(raw) is not None
        case _:
            return True


def _is_measured(raw: Raw, thing: Object) -> bool:
    number = whole(raw)
    if number is None:
        return quantity(raw) is not None
    known = number in thing.unknown or number in thing.words
    return known or not _is_unsupported(number, thing)


def _is_told(raw: Raw, thing: Object) -> bool:
    number = whole(raw)
    if number is None or number in thing.unsupported:
        return False
    return thing.pace is not Pace.ONCE or thing.codes.get(number) is not None


def whole(raw: Raw | None) -> int | None:
    """Return a number, None if it is none."""
    if isinstance(raw, bool) or not isinstance(raw, int):
        return None
    return raw if -_GREATEST <= raw <= _GREATEST else None


def quantity(raw: Raw | None) -> float | None:
    """Return a number that may be written as text."""
    if (number := whole(raw)) is not None:
        return number
    written = text(raw)
    if written is None or not re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,6})?", written):
        return None
    return float(written)


def text(raw: Raw | None) -> str | None:
    """Return a text without what pads it; None where it says nothing."""
    written = _decoded(raw) if isinstance(raw, bytes) else raw
    if not isinstance(written, str):
        return None
    shown = "".join(sign if sign.isprintable() else " " for sign in written)
    shown = " ".join(shown.split())[:_LONGEST].strip()
    return None if shown.casefold() in _NO_TEXT else shown


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def day(raw: Raw | None) -> date | None:
    """Return a date in any of the ways in which cards write them."""
    written = text(raw) or ""
    if found := _MONTH_FIRST.fullmatch(written):
        month, number, year = found.groups()
        return _date(_year(year), month, number)
    if found := _YEAR_FIRST.fullmatch(written):
        year, month, number = found.groups()
        told = _date(int(year), month, number)
        return None if told == _NEVER else told
    return None


def date_form(raw: Raw | None) -> DateForm | None:
    """Return in which way a date is written."""
    written = text(raw) or ""
    if found := _MONTH_FIRST.fullmatch(written):
        is_short = len(found[3]) == len("yy")
        return DateForm.AMERICAN_SHORT if is_short else DateForm.AMERICAN
    return DateForm.ISO if _YEAR_FIRST.fullmatch(written) else None


def flags(raw: Raw | None, names: Mapping[int, str]) -> frozenset[int] | None:
    """Return which flags of a string of 0 and 1 are set; None: it says nothing.

    The left-most character is the flag with the least number, 0 or 1. What is missing
    at the end is not set.
    """
    written = text(raw) or ""
    if not _FLAGS.fullmatch(written):
        return None
    first = 0 if 0 in names else 1
    return frozenset(
        number for number, sign in enumerate(written, first) if sign == "1"
    )


def named(numbers: frozenset[int], names: Mapping[int, str]) -> tuple[str, ...]:
    """Return the names of flags; one that has none goes by its number."""
    return tuple(names.get(number, f"flag_{number}") for number in sorted(numbers))


def _measure(raw: Raw | None, thing: Object) -> Meant:
    number = quantity(raw)
    if number is None:
        return UNKNOWN
    if isinstance(number, int):
        if number in thing.words:
            return Meant(None, {"reason": thing.words[number]})
        if number in thing.unknown or _is_unsupported(number, thing):
            return UNKNOWN
        scaled = number * thing.scale
        return Meant(int(scaled) if scaled.denominator == 1 else float(scaled))
    return Meant(number * float(thing.scale))


def _is_unsupported(number: int, thing: Object) -> bool:
    """Tell whether a number says that there is no such thing."""
    return number in thing.unsupported or (number < 0 and not thing.signed)


def _code(raw: Raw | None, thing: Object) -> Meant:
    number = whole(raw)
    if number is None or number in thing.unsupported:
        return UNKNOWN
    if number in thing.codes:
        return Meant(thing.codes[number])
    wonder = (thing.variable.name, number)
    if wonder not in _wondered and len(_wondered) < _LONGEST:
        _wondered.add(wonder)
        _LOGGER.debug("No meaning is known of %s = %s", *wonder)
    return Meant(None, {"code": number})


def _year(digits: str) -> int:
    year = int(digits)
    if len(digits) == len("yyyy"):
        return year
    return year + (1900 if year >= _CENTURY_TURNS else 2000)


def _date(year: int, month: str, number: str) -> date | None:
    try:
        return date(year, int(month), int(number))
    except ValueError:
        return None
