"""Events and actions as the PDU keeps them, and as they are sent.

Both are a name, a code and up to three texts; an event has ids of actions and a switch
besides. Ids are JSON numbers; numeric texts are taken, too.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import zip_longest
from typing import Final

from ....equipment.driver import Json
from .action_codes import ACTION_CODES
from .codes import MOST_PARAMS, Code, EventCode, Param, ParamType
from .event_codes import EVENT_CODES
from .formats import decimal_of, plain
from .redaction import hides
from .snapshot import Row

_WORDS: Final = frozenset(
    {"on", "off", "open", "closed", "connect", "disconnect", "any", "none", "a", "b"}
)
_FLAGS: Final = {
    **dict.fromkeys(("true", "1", "on"), True),
    **dict.fromkeys(("false", "0", "off"), False),
}
_LARGEST: Final = 2**53  # beyond this JSON's numbers are not exact any more
_VERBATIM: Final = frozenset(
    {ParamType.EMAIL, ParamType.RELAY, ParamType.TEXT, ParamType.URL}
)
"""Types in which 007 is not 7."""
_UNKNOWN_EVENT: Final = EventCode(0, "", "", "")


class Family(StrEnum):
    """Which of the two lists."""

    EVENT = "event"
    ACTION = "action"

    @property
    def path(self) -> str:
        """Where the list is."""
        return f"/api/{self}s"

    def code(self, number: int | None) -> Code | None:
        """Look a code up; None if it is not in the table."""
        if number is None:
            return None
        if self is Family.EVENT:
            return EVENT_CODES.get(number)
        return ACTION_CODES.get(number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What is written. Of an action, ``actions`` and ``enabled`` mean nothing.

    ``params`` are without the empty ones at the end; ``code`` is None only if the PDU
    told one that is no number.
    """

    name: str
    code: int | None
    params: tuple[str, ...] = ()
    actions: tuple[int, ...] = ()
    enabled: bool = True

    def body(self, family: Family) -> dict[str, Json]:
        """Return the whole object as it is sent, the parameters padded to three."""
        params = [*self.params, *[""] * (MOST_PARAMS - len(self.params))]
        body: dict[str, Json] = {"name": self.name, "code": self.code, "params": params}
        if family is Family.EVENT:
            body |= {"actions": list(self.actions), "enabled": self.enabled}
        return body

    def named_params(self, family: Family) -> list[tuple[Param | None, str]]:
        """Pair what the table knows of the code with what there is."""
        code = family.code(self.code)
        pairs = zip_longest(() if code is None else code.params, self.params)
        return [(param, text or "") for param, text in pairs]

    def hides(self, family: Family, param: Param | None, text: str) -> bool:
        """Tell whether one of the parameters must not be shown."""
        unknown = _UNKNOWN_EVENT if family is Family.EVENT else None
        return hides(family.code(self.code) or unknown, param, text)

    def secrets(self, family: Family) -> list[str]:
        """Return the parameters that must not be shown."""
        pairs = self.named_params(family)
        return [text for param, text in pairs if self.hides(family, param, text)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """One row of a list; ``ticks`` are seconds for which the condition has held.

    ``enabled`` is what the PDU said, None if it did not. Then it is taken for enabled
    where that matters: what is written has to say one or the other.
    """

    id: int
    content: Content
    enabled: bool | None = None
    triggered: bool | None = None
    ticks: int | None = None


def parse_rows(rows: Sequence[Json]) -> dict[int, Stored]:
    """Read a list; what has no id cannot be spoken of and is left out."""
    found = (parse(row) for row in rows if isinstance(row, Mapping))
    return {row.id: row for row in found if row is not None}


def parse(row: Row) -> Stored | None:
    """Read one event or action; None if it has no id."""
    ident = integer_of(row.get("id"))
    if ident is None:
        return None
    name = row.get("name")
    actions = (integer_of(item) for item in _list(row.get("actions")))
    enabled = _flag(row.get("enabled"))
    return Stored(
        id=ident,
        content=Content(
            name=name if isinstance(name, str) else "",
            code=integer_of(row.get("code")),
            params=stripped([_text(item) for item in _list(row.get("params"))]),
            actions=tuple(item for item in actions if item is not None),
            enabled=enabled is not False,
        ),
        enabled=enabled,
        triggered=_flag(row.get("triggered")),
        ticks=integer_of(row.get("numTicksBeyond")),
    )


def stripped(params: Sequence[str]) -> tuple[str, ...]:
    """Leave out the empty texts at the end."""
    end = len(params)
    while end and not params[end - 1]:
        end -= 1
    return tuple(params[:end])


def differences(old: Content, new: Content, family: Family) -> list[str]:
    """Name what differs, by the names that requests use."""
    names = [
        name for name in ("name", "code") if getattr(old, name) != getattr(new, name)
    ]
    names += _different_params(old, new, family.code(new.code))
    if family is Family.EVENT:
        if sorted(old.actions) != sorted(new.actions):
            names.append("actions")
        if old.enabled is not new.enabled:
            names.append("enabled")
    return names


def _different_params(old: Content, new: Content, code: Code | None) -> list[str]:
    known = () if code is None else code.params
    names: dict[str, None] = {}
    for param, before, after in zip_longest(known, old.params, new.params):
        if not _same(param, before or "", after or ""):
            names[_name_of(param)] = None
    return ["params"] if names and old.code != new.code else list(names)


def _name_of(param: Param | None) -> str:
    if param is None:
        return "params"
    return "time" if param.key in {"hour", "minute"} else param.key


def _same(param: Param | None, one: str, other: str) -> bool:
    """Compare texts; 16 and 16.0, ON and On are the same to the PDU."""
    if one == other or (param is not None and param.type in _VERBATIM):
        return one == other
    if one.lower() == other.lower():
        return one.lower() in _WORDS
    number = decimal_of(one)
    return number is not None and number == decimal_of(other)


def _list(value: Json) -> Sequence[Json]:
    return value if isinstance(value, list | tuple) else ()


def _flag(value: Json) -> bool | None:
    """Read a truth value, also as the words and digits that some firmware writes."""
    if not isinstance(value, bool | int | str):
        return None
    return _FLAGS.get(str(value).strip().lower())


def integer_of(value: object) -> int | None:
    """Return a whole number that JSON can tell, or None if it is none."""
    number = decimal_of(value)
    if number is None or number != number.to_integral_value():
        return None
    return int(number) if abs(number) < _LARGEST else None


def _text(value: Json) -> str:
    if isinstance(value, str):
        return value
    number = decimal_of(value)
    return "" if number is None else plain(number)
