"""A request for an event or action, checked before anything is sent.

The order is fixed: name, code, number of parameters, required ones, their form, ids,
what the code needs of the PDU, and the actions. What a change leaves as it is stored is
not judged again: an event whose sensor is gone can still be switched off.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ....equipment.errors import InvalidRequest
from ....equipment.rules import Fields
from . import parts, requirements
from .action_codes import ACTION_KEYS
from .codes import ANY, Code, Param
from .event_codes import EVENT_KEYS
from .fields import COMMON, EVENT_ONLY, Slot, present, slots
from .formats import name_text, param_text
from .redaction import shown
from .snapshot import Snapshot
from .stored import Content, Family, integer_of, stripped

_LARGEST_CODE: Final = 65_535  # ours: nobody means more


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What requests are checked against; ``actions`` are None if not readable."""

    snapshot: Snapshot
    actions: Collection[int] | None = None


def checked(
    family: Family, fields: Fields, current: Content | None, known: Known
) -> Content:
    """Return the whole content that a request asks for.

    ``current`` is what is stored, None for something new. Raises ``InvalidRequest``.
    """
    said = present(fields)
    force = _flag(said, "force", otherwise=False)
    name = _name(said, current)
    number = _number(family, said, current, force=force)
    code = family.code(number)
    same_code = current is not None and current.code == number
    own = COMMON | EVENT_ONLY if family is Family.EVENT else COMMON
    touched = not same_code or bool(said.keys() - own) or "params" in said
    asked = slots(
        code,
        number,
        said,
        own,
        current.params if current is not None and same_code else (),
        known.snapshot,
    )
    texts = _texts(asked) if touched else [slot.kept for slot in asked]
    if touched and not force:
        _check_ids(asked, texts, known.snapshot)
        if code is not None:
            requirements.check(code, _given(asked, texts), known.snapshot)
    if family is Family.ACTION:
        return Content(name=name, code=number, params=stripped(texts))
    return Content(
        name=name,
        code=number,
        params=stripped(texts),
        actions=_actions(said, current, None if force else known.actions),
        enabled=_flag(said, "enabled", otherwise=current is None or current.enabled),
    )


def _name(said: Fields, current: Content | None) -> str:
    if "name" in said:
        return name_text(said["name"])
    if current is None:
        raise InvalidRequest("missing_field", field="name")
    return current.name


def _number(
    family: Family, said: Fields, current: Content | None, *, force: bool
) -> int:
    """Read the code, a number or one of our keys."""
    if "code" not in said:
        if current is None or current.code is None:
            raise InvalidRequest("missing_field", field="code")
        return current.code
    value = said["code"]
    keys: Mapping[str, Code] = EVENT_KEYS if family is Family.EVENT else ACTION_KEYS
    if isinstance(value, str) and (code := keys.get(value.strip().lower())):
        return code.code
    number = integer_of(value)
    if number is not None:
        kept = current is not None and current.code == number
        if family.code(number) or kept:
            return number
        if force and 0 <= number <= _LARGEST_CODE:
            return number
    raise InvalidRequest(f"unknown_{family}_code", code=shown(value))


def _texts(asked: Sequence[Slot]) -> list[str]:
    """Check that nothing required is missing, then the form of all that is given."""
    for slot in asked:
        param, absent = slot.param, slot.given is None and not slot.kept
        if param is not None and param.required and absent:
            raise InvalidRequest("missing_field", field=param.key)
    return [_slot_text(slot) for slot in asked]


def _slot_text(slot: Slot) -> str:
    if slot.given is not None:
        return param_text(slot.param, slot.given)
    if slot.kept or slot.param is None:
        return slot.kept
    return slot.param.default or ""


def _check_ids(asked: Sequence[Slot], texts: Sequence[str], snapshot: Snapshot) -> None:
    """Refuse ids that the lists do not have, where there is a list."""
    for slot, text in zip(asked, texts, strict=True):
        if slot.param is None or slot.given is None:
            continue
        if slot.param.wildcard and text == ANY:
            continue
        there = parts.ids(slot.param.type, snapshot)
        if there is not None and text not in there:
            raise InvalidRequest("unknown_id", field=slot.param.key, value=shown(text))


def _given(asked: Sequence[Slot], texts: Sequence[str]) -> dict[Param, str]:
    """Return what the request says, without what is kept."""
    return {
        slot.param: text
        for slot, text in zip(asked, texts, strict=True)
        if slot.param is not None and slot.given is not None
    }


def _actions(
    said: Fields, current: Content | None, there: Collection[int] | None
) -> tuple[int, ...]:
    """Read the ids of the actions; those already in the event are not judged."""
    kept = () if current is None else current.actions
    if "actions" not in said:
        return kept
    value = said["actions"]
    if isinstance(value, str | bytes) or not isinstance(value, Sequence):
        raise InvalidRequest("actions_not_list")
    wanted: dict[int, None] = {}
    for item in value:
        number = integer_of(item)
        if number is None:
            raise InvalidRequest("actions_not_list")
        wanted[number] = None
    if there is not None:
        unknown = [str(n) for n in wanted if n not in there and n not in kept]
        if unknown:
            raise InvalidRequest("unknown_actions", actions=", ".join(unknown))
    return tuple(wanted)


def _flag(said: Fields, field: str, *, otherwise: bool) -> bool:
    value = said.get(field, otherwise)
    if not isinstance(value, bool):
        raise InvalidRequest("not_a_boolean", field=field, value=shown(value))
    return value
