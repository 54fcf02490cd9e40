"""Values as they were asked for, turned into the texts that are sent.

Every function raises ``InvalidRequest`` with a reason of its own. ``field`` is the name
under which the value was given.
"""

from collections.abc import Callable, Mapping
from datetime import time
from decimal import Decimal
from ipaddress import IPv4Address
import re
from typing import Final
import unicodedata

from ....equipment.errors import InvalidRequest
from .codes import ANY, Param, ParamType
from .redaction import REDACTED, shown

LONGEST_PARAM: Final = 1_000  # characters; ours, the vendor names no limit
NAME_LENGTH: Final = 100  # characters (SynLink events API)

_NUMBER: Final = re.compile(r"[+-]?[0-9]{1,20}(?:\.[0-9]{0,20})?")
_TIME: Final = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])(?::[0-5][0-9])?")
_LABEL: Final = re.compile(r"(?!-)[A-Za-z0-9_-]{1,63}(?<!-)")
_EMAIL: Final = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+")
_URL: Final = re.compile(
    r"(?:https?://)?(?P<host>[A-Za-z0-9._-]+)(?::[0-9]{1,5})?(?:[/?]\S*)?",
    re.IGNORECASE,
)
_LONGEST_HOST: Final = 253
_LARGEST: Final = 10**20
_UNITS: Final = {None: "", "count": "", "ratio": ""}  # those that are not printed
_STEP: Final = Decimal("0.000001")  # finer digits are noise of binary fractions
_CONTROL: Final = frozenset({"Cc", "Cs", "Zl", "Zp"})


def is_printable(text: str) -> bool:
    """Tell whether a text is free of control characters and broken surrogates."""
    return not any(unicodedata.category(c) in _CONTROL for c in text)


def name_text(value: object) -> str:
    """Return a name of 1 to 100 characters."""
    if not isinstance(value, str) or not 1 <= len(value.strip()) <= NAME_LENGTH:
        raise InvalidRequest("name_length", limit=NAME_LENGTH)
    if not is_printable(value.strip()):
        raise InvalidRequest("name_control_character")
    return value.strip()


def day_time(value: object, field: str) -> tuple[int, int]:
    """Return hour and minute; seconds are cut."""
    if isinstance(value, time):
        return value.hour, value.minute
    found = _TIME.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None:
        raise InvalidRequest("not_a_time", field=field, value=shown(value))
    return int(found[1]), int(found[2])


def readable(text: str) -> str:
    """Replace broken surrogates, which no answer in JSON may hold."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def param_text(param: Param | None, value: object) -> str:
    """Return what is sent for a value; ``param`` is None if it is not in the table."""
    field = "params" if param is None else param.key
    if value == REDACTED:
        raise InvalidRequest("redacted_value", field=field)
    if isinstance(value, str) and len(value) > LONGEST_PARAM:
        raise InvalidRequest("param_too_long", field=field, limit=LONGEST_PARAM)
    if param is None:
        return _raw(value, field)
    return _FORMATS[param.type](param, value)


def plain(number: Decimal) -> str:
    """Write a number without exponent and without trailing zeros."""
    return format(number.normalize(), "f") if number else "0"


def decimal_of(value: object) -> Decimal | None:
    """Return a finite number, or None if it is none. A boolean is no number."""
    if isinstance(value, bool):
        return None
    if isinstance(value, str):
        text = value.strip()
        return Decimal(text) if _NUMBER.fullmatch(text) else None
    if not isinstance(value, int | float):
        return None
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    return number if number.is_finite() else None


def _number(param: Param, value: object) -> str:
    """Check a number against the bounds, which every numeric parameter has."""
    number = decimal_of(value)
    if number is None:
        raise InvalidRequest("not_a_number", field=param.key, value=shown(value))
    low, high = Decimal(str(param.minimum)), Decimal(str(param.maximum))
    if not low <= number <= high:
        raise InvalidRequest(
            "out_of_range",
            field=param.key,
            minimum=plain(low),
            maximum=f"{plain(high)} {_UNITS.get(param.unit, param.unit)}".strip(),
        )
    number = number.quantize(_STEP)
    if param.exclusive_minimum and number <= low:
        raise InvalidRequest("not_above", field=param.key, minimum=plain(low))
    return plain(number)


def _integer(param: Param, value: object) -> str:
    text = _number(param, value)
    number = decimal_of(value)
    if number is None or number != number.to_integral_value():
        raise InvalidRequest("not_an_integer", field=param.key, value=shown(value))
    return text


def _id(param: Param, value: object) -> str:
    """Return an id; a number and a text are the same id."""
    text = _text(param, value)
    return ANY if param.wildcard and text.lower() == ANY else text


def _choice(param: Param, value: object) -> str:
    """Return one of the options; true and false are what YAML makes of on and off."""
    word = {True: "ON", False: "OFF"}[value] if isinstance(value, bool) else value
    if isinstance(word, str):
        for option in param.options:
            if option.lower() == word.strip().lower():
                return option
    raise InvalidRequest(
        "not_an_option",
        field=param.key,
        value=shown(value),
        options=", ".join(param.options),
    )


def _time(param: Param, value: object) -> str:
    hour, minute = day_time(value, param.key)
    return f"{hour:02}:{minute:02}"


def is_host(text: str) -> bool:
    """Tell whether a text is an IPv4 address or a DNS name."""
    labels = text.removesuffix(".").split(".")
    if len(text) > _LONGEST_HOST or not all(map(_LABEL.fullmatch, labels)):
        return False
    if not labels[-1].isdecimal():
        return True
    try:
        IPv4Address(text)
    except ValueError:
        return False
    return True


def _host(param: Param, value: object) -> str:
    text = value.strip() if isinstance(value, str) else ""
    if not is_host(text):
        raise InvalidRequest("not_a_host", field=param.key)
    return text


def _url(param: Param, value: object) -> str:
    """Return a web address, or a host with or without a path."""
    text = value.strip() if isinstance(value, str) else ""
    found = _URL.fullmatch(text)
    if found is None or not is_host(found["host"]) or not is_printable(text):
        raise InvalidRequest("not_a_web_address", field=param.key)
    return text


def _email(param: Param, value: object) -> str:
    text = value.strip() if isinstance(value, str) else ""
    if not _EMAIL.fullmatch(text) or not is_printable(text):
        raise InvalidRequest("not_an_email_address", field=param.key)
    return text


def _text(param: Param, value: object) -> str:
    return _raw(value, param.key)


def _raw(value: object, field: str) -> str:
    """Return any printable text, or a number as text."""
    text = value.strip() if isinstance(value, str) else ""
    if not isinstance(value, str):
        number = decimal_of(value)
        if number is not None and abs(number) < _LARGEST:
            text = plain(number)
    if not text or len(text) > LONGEST_PARAM or not is_printable(text):
        raise InvalidRequest("not_a_text", field=field)
    return text


_FORMATS: Final[Mapping[ParamType, Callable[[Param, object], str]]] = {
    ParamType.INLET: _id,
    ParamType.LINE: _id,
    ParamType.BANK: _id,
    ParamType.OUTLET: _id,
    ParamType.GROUP: _id,
    ParamType.SENSOR: _id,
    ParamType.RELAY: _text,
    ParamType.PORT: _choice,
    ParamType.HOST: _host,
    ParamType.URL: _url,
    ParamType.EMAIL: _email,
    ParamType.TEXT: _text,
    ParamType.TIME: _time,
    ParamType.CHOICE: _choice,
    ParamType.INTEGER: _integer,
    ParamType.NUMBER: _number,
}
