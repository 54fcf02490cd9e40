"""``status.upsCondition``: what lasts and is not as it should be (1.2, section 4)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ....equipment.draft import Details
from ....equipment.driver import Json
from ..dictionary import Dictionary, Grade
from . import values
from .filling import filled

_MOST: Final = 100
_LOOKED_AT: Final = 1000


@dataclass(frozen=True, slots=True)
class Conditions:
    """The keys that were told, each once; ``whole``: none is missing that was told."""

    keys: tuple[str, ...] = ()
    whole: bool = False

    def any_of(self, *wanted: str) -> bool | None:
        """Tell whether one of some conditions is there. None: it may be."""
        return True if set(wanted) & set(self.keys) else (False if self.whole else None)

    def graver(self, dictionary: Dictionary, than: Grade) -> Conditions:
        """Return the conditions that are graver."""
        keys = (key for key in self.keys if grade(dictionary, key) > than)
        return Conditions(tuple(keys), self.whole)

    def details(self, dictionary: Dictionary) -> Details | None:
        """Return the conditions and their texts; a key that nobody knows stays raw."""
        if not self.keys:
            return None
        entries = [(key, dictionary.lookup(key)) for key in self.keys]
        texts = (filled(entry.name) if entry else key for key, entry in entries)
        return {"ids": self.keys, "texts": tuple(texts)}


def parse_conditions(answer: Json) -> Conditions:
    """Read the conditions; where there is no list, nothing is known of them."""
    rows = values.items(answer)
    if rows is None:
        return Conditions()
    told = [
        values.key(row.get("id") if isinstance(row, Mapping) else row)
        for row in rows[:_LOOKED_AT]
    ]
    keys = dict.fromkeys(key for key in told if key is not None)
    whole = None not in told and len(keys) <= _MOST and len(told) == len(rows)
    return Conditions(tuple(keys)[:_MOST], whole)


def grade(dictionary: Dictionary, key: str) -> Grade:
    """Tell how grave a condition is; one that nobody knows is a warning (9 no. 5)."""
    entry = dictionary.lookup(key)
    return Grade.WARNING if entry is None else entry.severity
