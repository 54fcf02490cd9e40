"""Named fields of a request, put in the order of the wire's parameters.

A request names parameters by their ``Param.key`` (or one of ``also``), or gives the
raw list ``params``, never both. The time of the monthly and weekly schedules is one
field and two parameters.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from ....equipment.errors import InvalidRequest
from ....equipment.model import PartId
from ....equipment.rules import Fields
from .codes import MOST_PARAMS, Code, Param, ParamType
from .formats import day_time
from .parts import number_of, wire_id
from .redaction import shown
from .snapshot import Snapshot

COMMON: Final = frozenset({"name", "code", "force", "params"})
EVENT_ONLY: Final = frozenset({"actions", "enabled"})
TIME: Final = "time"
_CLOCK: Final = ("hour", "minute")


@dataclass(frozen=True, slots=True)
class Slot:
    """One parameter: what the request gives for it and what is stored so far.

    ``param`` is None if the table does not have it; ``given`` None if the request does
    not speak of it, so that ``kept`` stays.
    """

    param: Param | None
    given: object = None
    kept: str = ""


def present(fields: Fields) -> dict[str, object]:
    """Leave out what is None: it was not said."""
    return {name: value for name, value in fields.items() if value is not None}


def _is_blank(value: object) -> bool:
    return isinstance(value, str) and not value.strip()


def slots(
    code: Code | None,
    number: int,
    fields: Fields,
    own: frozenset[str],
    kept: Sequence[str],
    snapshot: Snapshot,
) -> tuple[Slot, ...]:
    """Put what is given in order.

    ``code`` is None if ``number`` is not in the table, ``own`` are the fields that are
    no parameters, ``kept`` the parameters stored so far for this code.
    """
    named = {
        name: value
        for name, value in fields.items()
        if name not in own and not _is_blank(value)
    }
    if "params" in fields:
        if named:
            raise InvalidRequest("params_and_fields", field=shown(min(named)))
        return _raw(code, fields["params"], snapshot)
    if code is None:
        if named:
            raise InvalidRequest(
                "fields_of_unknown_code", field=shown(min(named)), code=number
            )
        return tuple(Slot(None, kept=text) for text in kept)
    stored = [*kept, *[""] * MOST_PARAMS]
    rest = tuple(Slot(None, kept=text) for text in kept[len(code.params) :])
    given = _by_param(code, _split(code, named), snapshot)
    known = (
        Slot(param, given.get(param.key), text)
        for param, text in zip(code.params, stored, strict=False)
    )
    return (*known, *rest)


def _raw(code: Code | None, value: object, snapshot: Snapshot) -> tuple[Slot, ...]:
    """Take the parameters as they are, as many as the code has."""
    if isinstance(value, str | bytes) or not isinstance(value, Sequence):
        raise InvalidRequest("params_not_list")
    given = [None if _is_blank(item) else item for item in value]
    while given and given[-1] is None:
        given.pop()
    most = MOST_PARAMS if code is None else len(code.params)
    if len(given) > most:
        raise InvalidRequest("too_many_params", limit=most)
    if code is None:
        return tuple(Slot(None, item) for item in given)
    given += [None] * (most - len(given))
    return tuple(
        _resolved(Slot(param, item), snapshot)
        for param, item in zip(code.params, given, strict=True)
    )


def _split(code: Code, named: Fields) -> dict[str, object]:
    """Turn one field ``time`` into the parameters hour and minute."""
    keys = {param.key for param in code.params}
    if TIME not in named or TIME in keys or not keys.issuperset(_CLOCK):
        return dict(named)
    rest = {name: value for name, value in named.items() if name != TIME}
    for unit, value in zip(_CLOCK, day_time(named[TIME], TIME), strict=True):
        if unit in rest:
            raise InvalidRequest("field_given_twice", field=TIME, other=unit)
        rest[unit] = value
    return rest


def _by_param(code: Code, named: Fields, snapshot: Snapshot) -> dict[str, object]:
    """Find the parameter that each field means."""
    given: dict[str, object] = {}
    origin: dict[str, str] = {}
    for name in sorted(named):
        param = _meant(code, name)
        if param is None:
            raise InvalidRequest("field_not_used", field=shown(name), code=code.code)
        if param.key in given:
            raise InvalidRequest(
                "field_given_twice", field=origin[param.key], other=name
            )
        slot = _resolved(Slot(param, named[name]), snapshot)
        given[param.key], origin[param.key] = slot.given, name
    return _numbers(code, named, given)


def _meant(code: Code, name: str) -> Param | None:
    """Find a parameter by its key first, by its other names second."""
    for param in code.params:
        if name == param.key:
            return param
    for param in code.params:
        if name in param.also:
            return param
    return None


def _resolved(slot: Slot, snapshot: Snapshot) -> Slot:
    """Replace a part by what stands for it on the wire."""
    if not isinstance(slot.given, PartId) or slot.param is None:
        return slot
    if slot.param.type is ParamType.INTEGER:
        number = number_of(slot.given, slot.param.key)
        if number is not None:
            return replace(slot, given=number)
    text = wire_id(slot.given, slot.param.type, slot.param.key, snapshot)
    return replace(slot, given=text)


def _numbers(code: Code, named: Fields, given: dict[str, object]) -> dict[str, object]:
    """Take input or relay number from the part that was given for the port."""
    for value in named.values():
        for param in code.params:
            if not isinstance(value, PartId) or param.type is not ParamType.INTEGER:
                continue
            if (number := number_of(value, param.key)) is not None:
                given.setdefault(param.key, number)
    return given
