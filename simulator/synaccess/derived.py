"""Values that the unit works out itself, and that give way to what is set by hand."""

from typing import Any

from .state import Record

_ABSENT = object()


class Derived:
    """Remembers what was worked out, to notice what somebody else has set since."""

    def __init__(self) -> None:
        """Begin with nothing worked out."""
        self._written: dict[tuple[int, str], tuple[Record, Any]] = {}

    def has_written(self, record: Record, key: str) -> bool:
        """Tell whether the value of this very record has been worked out before."""
        known = self._written.get((id(record), key))
        return known is not None and known[0] is record

    def by_hand(self, record: Record, key: str) -> bool:
        """Tell whether the value is no longer the one that was worked out."""
        if not self.has_written(record, key):
            return False
        return bool(record.get(key, _ABSENT) != self._written[id(record), key][1])

    def put(self, record: Record, key: str, value: Any) -> None:
        """Set a value, unless the record has no such key or it was set by hand."""
        supported = key in record or self.has_written(record, key)
        if supported and not self.by_hand(record, key):
            self.force(record, key, value)

    def force(self, record: Record, key: str, value: Any) -> None:
        """Set a value, whatever was there."""
        record[key] = value
        # The record is kept, so that no other one can come to have its id().
        self._written[id(record), key] = (record, value)

    def drop(self, record: Record, key: str) -> None:
        """Take a value away for now, unless it was set by hand."""
        if not self.by_hand(record, key):
            record.pop(key, None)
            self._written.pop((id(record), key), None)
