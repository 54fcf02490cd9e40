"""Events, actions and the tables as answers: named, typed, without secrets."""

from collections.abc import Mapping
from typing import Final

from ....equipment.driver import Json
from ....equipment.rules import Answer
from .codes import Code, Param, ParamType
from .formats import decimal_of, readable
from .redaction import REDACTED
from .requirements import available
from .snapshot import Snapshot
from .stored import Content, Family, Stored, integer_of

_CLOCK: Final = ("hour", "minute")


def event_answer(event: Stored, action_names: Mapping[int, str] | None) -> Answer:
    """Describe an event; ``action_names`` is None if the actions are not readable."""
    content, names = event.content, action_names or {}
    head: dict[str, Json] = {
        "id": event.id,
        "name": readable(content.name),
        "enabled": event.enabled,
        **_code(content, Family.EVENT),
        "triggered": event.triggered,
        "num_ticks_beyond": event.ticks,
    }
    tail: dict[str, Json] = {
        "actions": list(content.actions),
        "action_names": [names.get(ident) for ident in content.actions],
    }
    return head | _params(content, Family.EVENT) | tail


def action_answer(action: Stored) -> Answer:
    """Describe an action."""
    content = action.content
    head: dict[str, Json] = {"id": action.id, "name": readable(content.name)}
    return head | _code(content, Family.ACTION) | _params(content, Family.ACTION)


def code_answer(code: Code, family: Family, snapshot: Snapshot) -> Answer:
    """Describe a row of a table; ``available`` is None if that is not known."""
    return {
        "code": code.code,
        "key": code.key,
        "name": code.name,
        "vendor_name": code.vendor_name,
        # A condition or a schedule: of an action there is nothing to tell apart.
        **({"kind": code.kind} if family is Family.EVENT else {}),
        "params": [_param(param) for param in code.params],
        "requires": list(code.requires),
        "note": code.note,
        "available": available(code, snapshot),
    }


def _code(content: Content, family: Family) -> dict[str, Json]:
    code = family.code(content.code)
    return {
        "code": content.code,
        "key": None if code is None else code.key,
        "name_of_code": None if code is None else code.name,
    }


def _params(content: Content, family: Family) -> dict[str, Json]:
    """Name the parameters that the table knows, and list all of them."""
    named: dict[str, Json] = {}
    listed: list[Json] = []
    for param, text in content.named_params(family):
        hidden = content.hides(family, param, text)
        safe = REDACTED if hidden else readable(text)
        listed.append(safe)
        if param is not None:
            named[param.key] = _value(param, safe)
            if param.key == "threshold":
                named["unit"] = param.unit
    return _joined(named) | {"params": listed[: len(content.params)]}


def _value(param: Param, text: str) -> Json:
    """Return a typed value; None if there is none or it is no number."""
    if param.type not in {ParamType.NUMBER, ParamType.INTEGER}:
        return text or None
    if param.type is ParamType.INTEGER:
        return integer_of(text)
    number = decimal_of(text)
    return None if number is None else float(number)


def _joined(named: dict[str, Json]) -> dict[str, Json]:
    """Tell hour and minute as one time, as requests give it."""
    if not all(unit in named for unit in _CLOCK):
        return named
    hour, minute = (named.pop(unit) for unit in _CLOCK)
    if isinstance(hour, int) and isinstance(minute, int):
        return named | {"time": f"{hour:02}:{minute:02}"}
    return named | {"time": None}


def _param(param: Param) -> dict[str, Json]:
    row: dict[str, Json] = {
        "key": param.key,
        "also": list(param.also),
        "type": param.type,
        "required": param.required,
        "unit": param.unit,
        "minimum": param.minimum,
        "maximum": param.maximum,
        "exclusive_minimum": param.exclusive_minimum or None,
        "default": param.default,
        "options": list(param.options),
        "wildcard": param.wildcard,
        "secret": param.secret,
    }
    return {key: value for key, value in row.items() if value not in (None, [])}
