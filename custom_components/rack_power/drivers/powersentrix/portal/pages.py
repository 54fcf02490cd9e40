"""Pages of the portal's log, the newest lines first, whichever order they come in."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from ..mapping.log import LogLine

PAGE: Final = 50
"""Lines that are asked for at once, the portal's own default."""
_MOST: Final = 2**16
"""Where the search for the last page ends, whatever the portal says."""


class Page(NamedTuple):
    """Some lines; ``full``: there may be more behind them."""

    lines: Sequence[LogLine]
    full: bool


type Fetch = Callable[[int], Awaitable[Page]]
"""Reads the page with a number, from 0."""


class Pages:
    """Finds the newest page and goes back from there.

    Where the lines come in ascending order the newest are on the last page. Its number
    is searched for once, by doubling and halving, and remembered.
    """

    def __init__(self, fetch: Fetch) -> None:
        """Read by a function."""
        self._fetch = fetch
        self._last = 0

    async def newest_first(self) -> AsyncIterator[Sequence[LogLine]]:
        """Yield the lines of pages; within a page the order is the portal's."""
        if self._last == 0:
            page = await self._fetch(0)
            if not page.full or not _is_ascending(page.lines):
                async for lines in self._descending(page):
                    yield lines
                return
        async for lines in self._ascending():
            yield lines

    async def _descending(self, page: Page) -> AsyncIterator[Sequence[LogLine]]:
        yield page.lines
        number = 0
        while page.full and number < _MOST:
            number += 1
            page = await self._fetch(number)
            yield page.lines

    async def _ascending(self) -> AsyncIterator[Sequence[LogLine]]:
        number, page = await self._find_last()
        yield page.lines
        while number > 0:
            number -= 1
            yield (await self._fetch(number)).lines

    async def _find_last(self) -> tuple[int, Page]:
        """Find the last page that has lines."""
        number, page = self._last, await self._fetch(self._last)
        if not page.lines and number:  # lines were deleted
            number, page = 0, await self._fetch(0)
        step = 1
        while page.full and step < _MOST:
            ahead = await self._fetch(number + step)
            if not ahead.full:
                number, page = await self._between(number, page, number + step, ahead)
                break
            number, page, step = number + step, ahead, 2 * step
        self._last = number
        return number, page

    async def _between(
        self, number: int, page: Page, end: int, last: Page
    ) -> tuple[int, Page]:
        """Find the last page with lines between a full one and one that is not."""
        while end - number > 1:
            middle = (number + end) // 2
            found = await self._fetch(middle)
            if found.full:
                number, page = middle, found
            else:
                end, last = middle, found
        return (end, last) if last.lines else (number, page)


def _is_ascending(page: Sequence[LogLine]) -> bool:
    """Tell the order of most lines: one id may be out of line."""
    numbers = [line.id for line in page if line.id is not None]
    rises = sum(one < other for one, other in pairwise(numbers))
    return 2 * rises > len(numbers) - 1
