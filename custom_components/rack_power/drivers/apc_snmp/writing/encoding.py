"""From a value to what is sent: the object's own type and scale, none like it (5)."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from fractions import Fraction
from ipaddress import AddressValueError, IPv4Address
from math import isfinite
from typing import Final
import unicodedata

from ....equipment.errors import InvalidRequest
from ....equipment.model import Kind, Setting, Unit, Value
from .. import values
from ..client import Ber, Raw, Typed
from ..objects.environment_codes import TEMPERATURE_HYSTERESIS
from .allowed import Allowed
from .dates import Written
from .limits import plain
from .places import Place

_RANGES: Final[Mapping[Ber, tuple[int, int]]] = {
    Ber.INTEGER: (-(2**31), 2**31 - 1),
    Ber.TICKS: (0, 2**32 - 1),
    Ber.GAUGE: (0, 2**32 - 1),
    Ber.COUNTER: (0, 2**32 - 1),
}
_CLOSE: Final = Fraction(1, 1_000_000)
"""By which a number may miss a step: computers count in binary fractions."""
_NO_LETTERS: Final = frozenset({"Cc", "Cs", "Zl", "Zp"})


def encoded(
    place: Place, setting: Setting, told: Allowed, value: Value, present: Raw | None
) -> Typed:
    """Return what to send for a value. InvalidRequest: it cannot be set to that.

    ``present`` is what the object tells now: dates are written as it does.
    """
    match place.thing.variable.kind:
        case Kind.MEASURE:
            raw: Raw = _number(place, setting, told, value)
        case Kind.CHOICE | Kind.FLAG:
            raw = _code(place, setting, value)
        case Kind.TEXT:
            raw = _text(place, setting, value)
        case Kind.DATE:
            raw = _date(value, present)
        case _:
            raise InvalidRequest
    return Typed(place.thing.ber, raw)


def _number(place: Place, setting: Setting, told: Allowed, value: Value) -> int:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise InvalidRequest
    if not isfinite(value):
        raise InvalidRequest
    _check_bounds(place, setting, told, value)
    raw = _whole(place, value)
    least, greatest = _RANGES[place.thing.ber]
    if not least <= raw <= greatest:
        raise _out_of_range(place, setting)
    return raw


def _check_bounds(place: Place, setting: Setting, told: Allowed, value: float) -> None:
    exact = Fraction(value)
    if told.values and not any(abs(exact - one) <= _CLOSE for one in told.values):
        raise InvalidRequest("snmp_not_allowed", allowed=_listed(place, told))
    low, high = setting.minimum, setting.maximum
    if (low is not None and value < low) or (high is not None and value > high):
        raise _out_of_range(place, setting)


def _whole(place: Place, value: float) -> int:
    """Return the number to send; a value between two of them is refused."""
    thing = place.thing
    if isinstance(value, int) and value in thing.words:
        return value
    if float(value).is_integer() and int(value) in thing.words:
        return int(value)
    exact = Fraction(value) / thing.scale
    if place.fahrenheit and thing.variable.unit is Unit.CELSIUS:
        is_step = thing.variable == TEMPERATURE_HYSTERESIS
        return round(exact * 9 / 5 + (0 if is_step else 32))
    raw = round(exact)
    if abs(exact - raw) > _CLOSE * max(1, abs(raw)):
        step = f"{plain(thing.scale)} {thing.variable.unit or ''}".strip()
        raise InvalidRequest("snmp_step", step=step)
    return raw


def _code(place: Place, setting: Setting, value: Value) -> int:
    """Return the number of an option, or of true and false."""
    if isinstance(value, str):
        known = not setting.options or value in setting.options
    else:
        known = isinstance(value, bool)
    if known:
        for number, meaning in place.thing.codes.items():
            if type(meaning) is type(value) and meaning == value:
                return number
    raise InvalidRequest


def _text(place: Place, setting: Setting, value: Value) -> Raw:
    if not isinstance(value, str):
        raise InvalidRequest
    written = value.strip()
    if place.thing.ber is Ber.ADDRESS:
        return _address(written)
    if any(unicodedata.category(letter) in _NO_LETTERS for letter in written):
        raise InvalidRequest("label_has_control_characters")
    octets = written.encode()
    if setting.max_length is not None and len(octets) > setting.max_length:
        raise InvalidRequest("label_too_long", limit=setting.max_length)
    return octets


def _address(written: str) -> str:
    try:
        return str(IPv4Address(written))
    except (AddressValueError, ValueError) as err:
        raise InvalidRequest("snmp_no_address") from err


def _date(value: Value, present: Raw | None) -> bytes:
    form = Written.of(present)
    if form is None or isinstance(value, datetime) or not isinstance(value, date):
        raise InvalidRequest
    return form.bytes_of(value)


def is_same(place: Place, one: Raw | None, other: Raw | None) -> bool:
    """Tell whether two told values are the same, whatever pads them."""
    if one is None or other is None:
        return False
    if one == other:
        return True
    of: Mapping[Kind, Callable[[Raw | None], object]] = {
        Kind.TEXT: values.text,
        Kind.DATE: values.day,
    }
    meaning = of.get(place.thing.variable.kind)
    if meaning is None or not isinstance(one, bytes) or not isinstance(other, bytes):
        return False
    if place.thing.variable.kind is Kind.DATE and meaning(one) is None:
        return False
    return meaning(one) == meaning(other)


def shown(place: Place, raw: Raw | None) -> str:
    """Return a told value as people read it."""
    value, details = values.meant(raw, place.thing)
    if value is None:
        said = (details or {}).get("reason")
        return str(said) if said else "?"
    if isinstance(value, bool):
        return "on" if value else "off"
    return f"{value} {place.thing.variable.unit or ''}".strip()


def _listed(place: Place, told: Allowed) -> str:
    numbers = ", ".join(str(plain(one)) for one in told.values)
    return f"{numbers} {place.thing.variable.unit or ''}".strip()


def _out_of_range(place: Place, setting: Setting) -> InvalidRequest:
    low, high = setting.minimum, setting.maximum
    return InvalidRequest(
        "snmp_range",
        minimum="-" if low is None else low,
        maximum="-" if high is None else high,
        unit=place.thing.variable.unit or "",
    )
