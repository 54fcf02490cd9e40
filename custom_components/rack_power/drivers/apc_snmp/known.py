"""What was read of a card last, and when each object was asked for."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from .client import Raw
from .oid import Oid


@dataclass(slots=True)
class Known:
    """The last values; an older answer never takes the place of a newer one.

    Requests are numbered in the order in which they are made: looking at all that
    there is takes a while, in which others read, too.
    """

    values: dict[Oid, Raw] = field(default_factory=dict)
    unread: set[Oid] = field(default_factory=set)
    """What was not told when it was asked for last; its value is from before."""
    _asked: dict[Oid, int] = field(default_factory=dict)
    _count: int = 0

    def ask(self) -> int:
        """Return the number of a request that is about to be made."""
        self._count += 1
        return self._count

    def take(self, oids: Iterable[Oid], told: Mapping[Oid, Raw], asked: int) -> None:
        """Take what a request told of the objects that it asked for."""
        for oid in oids:
            if self._asked.get(oid, 0) > asked:
                continue
            self._asked[oid] = asked
            if oid in told:
                self.values[oid] = told[oid]
                self.unread.discard(oid)
            else:
                self.unread.add(oid)

    def take_all(
        self,
        there: Collection[Oid],
        told: Mapping[Oid, Raw],
        asked: Mapping[Oid, int],
        began: int,
    ) -> None:
        """Take what a look at everything told, and forget what is not there.

        Each was asked for by a request of its own. What is there but was not told
        keeps its value.
        """
        before = self.values, self.unread, self._asked
        self.values, self.unread, self._asked = {}, set(), {}
        values, unread, when = before
        for oid in {*there, *told}:
            number = asked.get(oid, began)
            is_newer = when.get(oid, 0) > number
            self._asked[oid] = when[oid] if is_newer else number
            if oid in told and not is_newer:
                self.values[oid] = told[oid]
                continue
            if oid in values:
                self.values[oid] = values[oid]
            if not is_newer or oid in unread:
                self.unread.add(oid)
