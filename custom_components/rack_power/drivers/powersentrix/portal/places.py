"""Which lines of a log were told, and in which order they came (4.6).

The portal's ids rise, but that is all that is known of them: one may be absurdly high,
and of two that were written at once the higher may be seen first. So the highest id
says nothing of the others. What is remembered is which of the newest were told; of
those up to a *floor*, all were told, or are not to be.
"""

from collections.abc import Collection, Mapping
from typing import Final, Self

from ....equipment.driver import Json

_KEPT: Final = 300
"""Ids that are remembered; one look brings no more."""


class Places:
    """Gives every line its place: a number that rises in the order they came in.

    ``count`` is the place of the newest.
    """

    def __init__(self, floor: int, count: int, told: Mapping[int, int]) -> None:
        """Begin with the floor, how many were counted, and the places by id."""
        self._floor = floor
        self.count = count
        self._told = dict(told)

    @classmethod
    def first(cls, ids: Collection[int], *, all_of_them: bool) -> Self:
        """Take what is there at the very first contact as told.

        ``all_of_them``: the log holds no others, so whatever comes is new.
        """
        floor = -1 if all_of_them else min(ids, default=0) - 1
        places = cls(floor, 0, {})
        places._add(ids)
        return places

    @classmethod
    def of(cls, kept: Json) -> Self | None:
        """Go on where a driver before this one ended; None: there was none.

        Once the highest id was all that was kept: all up to it are told, and their
        ids are their places.
        """
        if isinstance(kept, int):
            return cls(kept, kept, {})
        if not isinstance(kept, Mapping):
            return None
        floor, count, told = kept.get("floor"), kept.get("count"), kept.get("told")
        if not isinstance(floor, int) or not isinstance(count, int):
            return None
        rows = told.items() if isinstance(told, Mapping) else ()
        places = {
            int(key): place
            for key, place in rows
            if key.isdecimal() and isinstance(place, int)
        }
        return cls(floor, count, places)

    @property
    def as_json(self) -> Json:
        """What has to outlive the driver."""
        told = {str(key): place for key, place in self._told.items()}
        return {"floor": self._floor, "count": self.count, "told": told}

    def is_told(self, key: int) -> bool:
        """Tell whether a line was told, or came before all that are."""
        return key <= self._floor or key in self._told

    def place(self, key: int) -> int:
        """Return the place of a line that is told."""
        return self._told.get(key, 0)

    def take(self, ids: Collection[int], *, reached: bool) -> None:
        """Take what was read; ``reached``: it goes back to lines that were told.

        If it does not, those before it are left out for good.
        """
        if not self._told:
            self._rest_on(ids)
        fresh = [key for key in ids if not self.is_told(key)]
        self._add(fresh)
        if fresh and not reached:
            self._floor = max(self._floor, min(fresh) - 1)

    def _rest_on(self, ids: Collection[int]) -> None:
        """Put the floor below the lines that are there: the highest is no measure."""
        known = {key: key for key in ids if key <= self._floor}
        if known:
            self._told, self._floor = known, min(known) - 1

    def _add(self, ids: Collection[int]) -> None:
        """Give places to lines that are new."""
        for key in sorted(ids):
            self.count += 1
            self._told[key] = self.count
        for key in sorted(self._told)[:-_KEPT]:
            del self._told[key]
            self._floor = max(self._floor, key)

    def reaches(self, ids: Collection[int]) -> bool:
        """Tell whether a page reaches back to lines that were told.

        The highest of all does not count: it may be out of line, and stand before
        others that are new.
        """
        lowest = min(ids, default=None)
        if lowest is None or not self.is_told(lowest):
            return False
        return lowest != max(self._told, default=None)
