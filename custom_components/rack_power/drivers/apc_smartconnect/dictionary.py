"""What the keys of events, conditions and modes mean (section 4)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import islice
from typing import Final

from ...equipment.driver import Json
from ...equipment.model import Severity
from ..numbers import whole
from .dictionary_codes import CODES
from .mapping import values

_MOST: Final = 500  # entries
_NAMES: Final = 100  # of values that an event carries
_SPOKEN: Final = ("event", "state", "mode")
"""The ways in which a key occurs, each with a text."""


class Grade(IntEnum):
    """How grave a key is, as the cloud counts."""

    OK = 0
    INFO = 1
    WARNING = 2
    CRITICAL = 3

    @property
    def option(self) -> str:
        """The word for it."""
        return self.name.lower()

    @property
    def of_record(self) -> Severity:
        """How grave it makes a line of the log."""
        return _OF_RECORDS.get(self, Severity.INFORMATIONAL)


_OF_RECORDS: Final = {
    Grade.WARNING: Severity.WARNING,
    Grade.CRITICAL: Severity.CRITICAL,
}
_BY_WORD: Final = {grade.option: grade for grade in Grade}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One key.

    ``is_mode``: the unit can be in it; ``is_state``: it can last. ``meta`` are the
    names of the values that an event carries, ``description`` may hold placeholders
    for them.
    """

    key: str
    name: str
    severity: Grade
    description: str | None = None
    is_mode: bool = False
    is_state: bool = False
    meta: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dictionary:
    """The meaning of keys; that of a key that nobody knows is None."""

    entries: Mapping[str, Entry] = field(repr=False)

    def lookup(self, key: str) -> Entry | None:
        """Return what a key means."""
        return self.entries.get(key)


BUILT_IN: Final = Dictionary(
    {
        code.key: Entry(
            key=code.key,
            name=code.name,
            severity=Grade(code.severity),
            description=code.description,
            is_mode=code.type == "mode",
            is_state=code.type != "event",
            meta=code.meta,
        )
        for code in CODES
    }
)
"""The keys of 2019, in our own words; there are more by now."""


def parse_dictionary(answer: Json) -> Dictionary:
    """Read the cloud's dictionary, bare or in one object around it.

    An entry that is missing or broken is as built in, if it is there. InvalidAnswer:
    the answer is no object.
    """
    row = values.one(answer)
    inner = (value for value in islice(row.values(), _MOST) if _is_row(value))
    tables = (_entries(one) for one in (row, *inner) if isinstance(one, Mapping))
    found = next((table for table in tables if table), {})
    return Dictionary({**BUILT_IN.entries, **found})


def _is_row(value: Json) -> bool:
    return isinstance(value, Mapping)


def _entries(rows: values.Row) -> Mapping[str, Entry]:
    found = (_entry(name, row) for name, row in islice(rows.items(), _MOST))
    return {entry.key: entry for entry in found if entry is not None}


def _entry(name: str, told: Json) -> Entry | None:
    """Read an entry; one without a name or a severity is broken."""
    key = values.name(name)
    if key is None or not isinstance(told, Mapping):
        return None
    spoken = [values.within(told, way) for way in _SPOKEN]
    text = _first(spoken, "name")
    severity = _severity(told)
    if text is None or severity is None:
        return None
    names = (values.items(told.get("meta")) or ())[:_NAMES]
    meta = (values.name(one) for one in names)
    return Entry(
        key=key,
        name=text,
        severity=severity,
        description=_first(spoken, "description"),
        is_mode=isinstance(told.get("mode"), Mapping),
        is_state=isinstance(told.get("state"), Mapping),
        meta=tuple(one for one in meta if one is not None),
    )


def _first(spoken: list[values.Row], name: str) -> str | None:
    found = (values.name(row.get(name)) for row in spoken)
    return next((text for text in found if text is not None), None)


def _severity(told: values.Row) -> Grade | None:
    number = whole(told.get("severity"), Grade.OK, Grade.CRITICAL)
    if number is not None:
        return Grade(number)
    return _BY_WORD.get((values.name(told.get("severityText")) or "").lower())
