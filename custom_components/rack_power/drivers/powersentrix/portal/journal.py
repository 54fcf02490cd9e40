"""The log of one unit as the portal lists it: what is new, in either order (4.6, 9.1).

Lines are known by the portal's ids, which rise. The page that holds the newest lines is
the first one or the last one; which, the ids tell.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from ....equipment.driver import Memory
from ..mapping.log import LogLine
from .pages import PAGE, Pages

_MOST_PAGES: Final = 5
"""Read at once; of more lines than that the oldest are left out."""
_KEPT: Final = 500
"""Lines that are remembered, as evidence of states."""


class Journal:
    """Follows the log of one unit."""

    def __init__(self, pages: Pages, memory: Memory, unit: str) -> None:
        """Follow by pages; the mark of before is in the memory."""
        self._pages = pages
        self._memory = memory
        self._key = f"log_mark/{unit}"
        kept = memory.recall(self._key)
        self.mark = kept if isinstance(kept, int) else None
        self._lines: dict[int, LogLine] = {}

    def after(self, number: int | None) -> Sequence[LogLine]:
        """Return the lines that are known with a greater id, oldest first."""
        return tuple(
            self._lines[key] for key in sorted(self._lines) if key > (number or -1)
        )

    async def new(self) -> Sequence[LogLine]:
        """Read what is new, oldest first; at the very first contact nothing is."""
        mark, fresh = self.mark, dict[int, LogLine]()
        async for page in self._pages.newest_first():
            numbered = {line.id: line for line in page if line.id is not None}
            fresh |= numbered
            if mark is None or any(key <= mark for key in numbered):
                break
            if len(fresh) >= _MOST_PAGES * PAGE:
                break
        self._lines |= fresh
        for key in sorted(self._lines)[:-_KEPT]:
            del self._lines[key]
        self.mark = max((mark or 0, *fresh))
        if mark != self.mark:
            self._memory.keep(self._key, self.mark)
        return () if mark is None else tuple(self.after(mark))

    async def since(self, instant: datetime | None, limit: int) -> Sequence[LogLine]:
        """Look up the newest lines since an instant, oldest first."""
        found: dict[int, LogLine] = {}
        async for page in self._pages.newest_first():
            found |= {line.id: line for line in page if line.id is not None}
            early = (line.record.time for line in page)
            if len(found) >= limit or (
                instant and min(early, default=instant) < instant
            ):
                break
        lines = [found[key] for key in sorted(found)]
        wanted = [line for line in lines if not instant or line.record.time >= instant]
        return wanted[-limit:]
