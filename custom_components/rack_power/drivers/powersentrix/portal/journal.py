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
from .places import Places

_MOST_PAGES: Final = 5
"""Read at once; of more lines than that the oldest are left out."""
_KEPT: Final = 500
"""Lines that are remembered, as evidence of states."""


class Journal:
    """Follows the log of one unit."""

    def __init__(self, pages: Pages, memory: Memory, unit: str) -> None:
        """Follow by pages; what was told before is in the memory."""
        self._pages = pages
        self._memory = memory
        self._key = f"log_mark/{unit}"
        self._places = Places.of(memory.recall(self._key))
        self._lines: dict[int, LogLine] = {}

    @property
    def mark(self) -> int | None:
        """The place of the newest line; None: the log was never read."""
        return None if self._places is None else self._places.count

    def place(self, line: LogLine) -> int:
        """Return where a line stands: the later it came, the higher."""
        if self._places is None or line.id is None:
            return 0
        return self._places.place(line.id)

    def after(self, mark: int | None) -> Sequence[LogLine]:
        """Return the lines that are known and came after a mark, in their order."""
        lines = sorted(self._lines.values(), key=self.place)
        return tuple(line for line in lines if mark is None or self.place(line) > mark)

    async def new(self) -> Sequence[LogLine]:
        """Read what is new, oldest first; at the very first contact nothing is."""
        before = self.mark
        read, ground = await self._read()
        self._lines |= read
        if self._places is None:
            self._places = Places.first(read, all_of_them=ground is None)
        else:
            self._places.take(read, reached=ground is not False)
        self._forget()
        self._memory.keep(self._key, self._places.as_json)
        return () if before is None else self.after(before)

    async def _read(self) -> tuple[dict[int, LogLine], bool | None]:
        """Read what may be new, and tell whether it goes back to what was told.

        None: that is all the log holds.
        """
        read, pages = dict[int, LogLine](), 0
        async for page in self._pages.newest_first():
            numbered = {line.id: line for line in page if line.id is not None}
            read |= numbered
            pages += 1
            if self._places is None:
                if len(read) >= PAGE:
                    return read, True
            elif self._places.reaches(numbered):
                return read, True
            if pages >= _MOST_PAGES:
                return read, False
        return read, None

    def _forget(self) -> None:
        """Forget the lines that came first, if there are too many."""
        keys = sorted(self._lines, key=lambda key: self.place(self._lines[key]))
        for key in keys[:-_KEPT]:
            del self._lines[key]

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
