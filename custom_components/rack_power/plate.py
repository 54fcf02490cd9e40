"""Who a unit is and what its parts are called, by all connections that ever told it.

What a connection told counts for as long as its entry exists, also while it is loaded
anew, silent or not set up yet: nothing is renamed because somebody does not speak.
"""

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from typing import Any, Final, TypedDict

from .equipment.model import Equipment, Part, PartId


class Told(TypedDict):
    """What one connection told."""

    rank: int
    about: dict[str, str]
    """Fields of the plate, by their names."""
    labels: dict[str, dict[str, str]]
    """Kind of parts -> key -> the owner's label."""


_IDENTITY: Final = frozenset({"id", "maker"})
"""What is the same for all connections, else it is another unit."""


class Plate:
    """The plate of one unit, put together; the nearest that tells something is right.

    Of equally near ones it is that which told of the unit first.
    """

    def __init__(
        self, kept: Callable[[], dict[str, Told]], save: Callable[[], None]
    ) -> None:
        """Take what is kept by entry, and what is called when that has changed."""
        self._kept = kept
        self._save = save

    def told(self, entry_id: str, rank: int, about: Equipment) -> None:
        """Take what a connection tells of the unit; what it leaves out stays."""
        known = self._by(entry_id, rank)["about"]
        news = {
            one.name: str(value)
            for one in fields(about)
            if one.name not in _IDENTITY
            and (value := getattr(about, one.name)) is not None
        }
        if not news.items() <= known.items():
            known |= news
            self._save()

    def labelled(self, entry_id: str, rank: int, parts: Mapping[PartId, Part]) -> None:
        """Take how a connection calls parts; one that has lost its label has none."""
        known, changed = self._by(entry_id, rank)["labels"], False
        for (kind, key), part in parts.items():
            before = known.get(kind, {}).get(key)
            if part.label and part.label != before:
                known.setdefault(kind, {})[key] = part.label
                changed = True
            elif before is not None and not part.label:
                del known[kind][key]
                changed = True
        if changed:
            self._save()

    def about(self, bare: Equipment) -> Equipment:
        """Return the whole plate; ``bare`` is used until a connection has told it."""
        known: dict[str, Any] = {}
        for told in self._farthest_first():
            known |= told["about"]
        if not known:
            return bare
        return replace(Equipment(id=bare.id, maker=bare.maker), **known)

    def labels(self) -> Mapping[PartId, str]:
        """Return the labels of parts."""
        return {
            PartId(kind, key): label
            for told in self._farthest_first()
            for kind, labels in told["labels"].items()
            for key, label in labels.items()
        }

    def _by(self, entry_id: str, rank: int) -> Told:
        told = self._kept().setdefault(entry_id, Told(rank=rank, about={}, labels={}))
        told["rank"] = rank
        return told

    def _farthest_first(self) -> list[Told]:
        nearest = sorted(self._kept().values(), key=lambda told: told["rank"])
        return nearest[::-1]
