"""How much a card is asked for at once, and what of it is left out for a while."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from .oid import Oid

BATCH: Final = 10
"""Objects in a request: the library takes 3 ms of the event loop for as many."""
_GROWS_AFTER: Final = 3600.0
"""Seconds after which more is asked for again."""
_STRIKES: Final = 2
"""Silences in a row after which an object is left out."""
_FIRST_REST: Final = 300.0
_LONGEST_REST: Final = 86_400.0
"""Seconds for which it is."""
_MOST_DOUBLINGS: Final = 9


@dataclass(slots=True)
class Patience:
    """Remembers what was too much for a card. Times are monotonic seconds."""

    size: int = BATCH
    _sure: int = BATCH
    """The size before silence made it smaller."""
    _shrunk_at: float = 0.0
    _strikes: dict[Oid, int] = field(default_factory=dict)
    _left_out: dict[Oid, float] = field(default_factory=dict)

    def shrink(self, size: int, now: float, *, is_sure: bool = False) -> None:
        """Ask for half as much as was too much; what was a rest tells nothing.

        ``is_sure``: the card said so.
        """
        if size >= self.size > 1:
            self.size //= 2
            self._shrunk_at = now
            self._sure = self.size if is_sure else self._sure

    def begin(self, now: float) -> None:
        """Begin to read; after a while more is asked for again."""
        if self.size < BATCH and now - self._shrunk_at >= _GROWS_AFTER:
            self.size = min(self.size * 2, BATCH)
            self._shrunk_at = now
        self._sure = self.size

    def silent(self, oid: Oid, now: float) -> bool:
        """Note that the card is silent to one object; return whether to leave it out.

        One silence may be a lost answer. It is tried again later and later. The size
        was not at fault.
        """
        self.size = self._sure
        strikes = self._strikes[oid] = self._strikes.get(oid, 0) + 1
        if strikes < _STRIKES:
            return False
        doublings = min(strikes - _STRIKES, _MOST_DOUBLINGS)
        self._left_out[oid] = now + min(_FIRST_REST * 2**doublings, _LONGEST_REST)
        return True

    def told(self, oids: Iterable[Oid]) -> None:
        """Note that the card has answered."""
        if not self._strikes:
            return
        for oid in oids:
            self._strikes.pop(oid, None)
            self._left_out.pop(oid, None)

    def wanted(self, oids: Iterable[Oid], now: float) -> list[Oid]:
        """Return objects without those that are left out for now."""
        return [oid for oid in oids if self._left_out.get(oid, 0.0) <= now]
