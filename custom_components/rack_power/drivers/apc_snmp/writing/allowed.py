"""The card's own list of what its settings may be (5): a setting, and a text.

``000, 060, 180, 300 seconds``, ``02, 05, 07, 10 minutes``, ``Not Configurable``.
"""

from dataclasses import dataclass
from fractions import Fraction
import re
from typing import Final

from ....equipment.model import Unit
from .. import values
from ..client import Raw
from ..mapping.scene import Scene
from ..objects.config_codes import ALLOWED_OID, ALLOWED_TEXT, ALLOWED_VALUES
from ..oid import Oid, understood

_NUMBER: Final = r"[+-]?[0-9]{1,9}(?:\.[0-9]{1,6})?"
_LIST: Final = re.compile(
    rf"\s*({_NUMBER}(?:\s*[,;]\s*{_NUMBER})*)\s*[,;]?\s*([^\W\d_]+|%)?\.?\s*"
)
_RANGE: Final = re.compile(
    rf"\s*({_NUMBER})\s*(?:-|to|\.\.)\s*({_NUMBER})\s*([^\W\d_]+|%)?\.?\s*"
)
_NOT_CONFIGURABLE: Final = "notconfigurable"
_UNITS: Final[dict[str, tuple[Unit, int]]] = {
    "s": (Unit.SECOND, 1),
    "sec": (Unit.SECOND, 1),
    "second": (Unit.SECOND, 1),
    "min": (Unit.SECOND, 60),
    "minute": (Unit.SECOND, 60),
    "h": (Unit.SECOND, 3600),
    "hour": (Unit.SECOND, 3600),
    "day": (Unit.SECOND, 86_400),
    "v": (Unit.VOLT, 1),
    "vac": (Unit.VOLT, 1),
    "volt": (Unit.VOLT, 1),
    "%": (Unit.PERCENT, 1),
    "percent": (Unit.PERCENT, 1),
    "hz": (Unit.HERTZ, 1),
    "hertz": (Unit.HERTZ, 1),
}
_DAY: Final = 86_400


@dataclass(frozen=True, slots=True)
class Allowed:
    """What a setting may be, in the unit of its variable.

    ``values`` are all that it may be, or it lies ``between`` two; ``words`` are those
    of a choice. ``configurable``: it can be set at all.
    """

    values: tuple[Fraction, ...] = ()
    between: tuple[Fraction, Fraction] | None = None
    words: tuple[str, ...] = ()
    configurable: bool = True


ANYTHING: Final = Allowed()
NOTHING: Final = Allowed(configurable=False)


def allowed(scene: Scene, oid: Oid, unit: Unit | None) -> Allowed:
    """Return what the card's list says of an object; anything, if it says nothing.

    Cards name the object with its instance or without.
    """
    names = {oid, oid[:-1]} if oid[-1] == 0 else {oid}
    for key in scene.rows(ALLOWED_VALUES):
        if _identifier(scene.cell(ALLOWED_VALUES, ALLOWED_OID, key)) in names:
            written = scene.text(ALLOWED_VALUES, ALLOWED_TEXT, key)
            return parsed(written or "", unit)
    return ANYTHING


def _identifier(raw: Raw | None) -> Oid | None:
    if isinstance(raw, tuple):
        return raw
    written = values.text(raw)
    return None if written is None else understood(written)


def parsed(written: str, unit: Unit | None) -> Allowed:
    """Return what a text allows in a unit; what is not understood allows anything."""
    if "".join(written.split()).casefold() == _NOT_CONFIGURABLE:
        return NOTHING
    if found := _LIST.fullmatch(written):
        factor = _factor(found[2], unit)
        if factor is None:
            return ANYTHING
        numbers = {Fraction(one) for one in re.findall(_NUMBER, found[1])}
        return Allowed(values=tuple(sorted(one * factor for one in numbers)))
    if found := _RANGE.fullmatch(written):
        factor = _factor(found[3], unit)
        low, high = Fraction(found[1]), Fraction(found[2])
        if factor is None or low > high:
            return ANYTHING
        return Allowed(between=(low * factor, high * factor))
    return Allowed(words=_words(written))


def _factor(word: str | None, unit: Unit | None) -> Fraction | None:
    """Return what makes a number one in a unit; None: it cannot be."""
    if word is None:
        return Fraction(1)
    name = word.casefold()
    known = _UNITS.get(name) or _UNITS.get(name.removesuffix("s"))
    if known is None:
        return None
    told, factor = known
    if told is unit:
        return Fraction(factor)
    if told is Unit.SECOND and unit is Unit.DAY:
        return Fraction(factor, _DAY)
    return None


def _words(written: str) -> tuple[str, ...]:
    """Return a list of words as the keys of options are written."""
    found = (re.sub(r"\W+", "_", one.strip()).casefold() for one in written.split(","))
    return tuple(one for one in found if one)
