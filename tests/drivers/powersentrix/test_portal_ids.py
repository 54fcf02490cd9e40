"""Ids of the portal's log that are out of line: nothing is told twice, or lost."""

from collections.abc import Sequence
from datetime import UTC
from typing import Final

from hypothesis import given, settings, strategies as st
import pytest

from custom_components.rack_power.drivers.powersentrix.mapping.log import (
    LogLine,
    parse_page,
)
from custom_components.rack_power.drivers.powersentrix.portal.journal import Journal
from custom_components.rack_power.drivers.powersentrix.portal.pages import (
    PAGE,
    Page,
    Pages,
)

from ..outside import Notes

ABSURD: Final = 2**62
ORDERS = ("desc", "asc", "newest", "oldest")


class Listing:
    """A log of a portal that lists its lines by their ids, or as they were written."""

    def __init__(self, order: str) -> None:
        """Begin empty."""
        self.order = order
        self.lines: list[LogLine] = []

    def write(self, *ids: int) -> None:
        """Add lines."""
        self.lines += parse_page(
            [
                {"id": one, "code": "X", "timestamp": "2026-05-08T14:32:01"}
                for one in ids
            ],
            UTC,
        )

    async def fetch(self, number: int) -> Page:
        """Tell a page."""
        lines = list(self.lines)
        if self.order in ("desc", "asc"):
            lines.sort(key=lambda line: line.id or 0)
        if self.order in ("desc", "newest"):
            lines.reverse()
        page = lines[number * PAGE : (number + 1) * PAGE]
        return Page(page, len(page) == PAGE)

    def journal(self, notes: Notes) -> Journal:
        """Return a journal that follows this log."""
        return Journal(Pages(self.fetch), notes, "42")


async def told(journal: Journal) -> Sequence[int | None]:
    """Return the ids of what is new."""
    return [line.id for line in await journal.new()]


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("held", [0, 1, 49, 50, 51, 730])
async def test_an_absurd_id_does_not_silence_the_log(order: str, held: int) -> None:
    """Neither before the first contact, nor after it, nor over a restart."""
    listing, notes = Listing(order), Notes()
    listing.write(*range(1, held), *([ABSURD] if held else []))
    journal = listing.journal(notes)
    assert await told(journal) == []
    for first, count in ((1001, 1), (1101, 60), (1201, 120)):
        listing.write(*range(first, first + count))
        assert await told(journal) == list(range(first, first + count))
        listing.write(ABSURD + first)
        assert await told(journal) == [ABSURD + first]
        journal = listing.journal(notes)
        assert await told(journal) == []


@pytest.mark.parametrize("order", ORDERS)
async def test_a_line_that_was_overtaken_is_told(order: str) -> None:
    """Two are written at once, and the later one is seen first."""
    listing = Listing(order)
    listing.write(*range(1, 60))
    journal = listing.journal(Notes())
    await journal.new()
    listing.write(61)
    assert await told(journal) == [61]
    listing.write(60)
    assert await told(journal) == [60]
    assert await told(journal) == []


@pytest.mark.parametrize("order", ["desc", "asc"])
async def test_old_lines_that_come_into_sight_are_not_new(order: str) -> None:
    """Newer ones were deleted."""
    listing, notes = Listing(order), Notes()
    listing.write(*range(1, 1000))
    journal = listing.journal(notes)
    await journal.new()
    listing.write(*range(1000, 1020))
    await journal.new()
    del listing.lines[400:1000]
    assert await told(journal) == []
    assert await told(listing.journal(notes)) == []


@pytest.mark.parametrize("order", ["desc", "asc"])
async def test_what_was_left_out_stays_so(order: str) -> None:
    """Of a flood the oldest lines are not told, not even when others are deleted."""
    listing, notes = Listing(order), Notes()
    listing.write(*range(1, 10))
    journal = listing.journal(notes)
    await journal.new()
    listing.write(*range(10, 2000))
    new = await told(journal)
    assert new[-1] == 1999
    del listing.lines[1000:]
    assert await told(journal) == []


@pytest.mark.parametrize("mark", [60, ABSURD])
@pytest.mark.parametrize("order", ORDERS)
async def test_what_was_kept_before_is_understood(order: str, mark: int) -> None:
    """The highest id alone, which may have been absurd: then the log is heard again."""
    listing, notes = Listing(order), Notes()
    listing.write(*range(1, 61), *([ABSURD] if mark == ABSURD else []))
    notes.keep("log_mark/42", mark)
    journal = listing.journal(notes)
    assert journal.mark == mark
    assert await told(journal) == []
    listing.write(61, 62)
    assert await told(journal) == [61, 62]
    assert await told(listing.journal(notes)) == []


@pytest.mark.parametrize("kept", [None, "60", [], {}, {"floor": "1"}, {"floor": 1}])
async def test_what_is_no_memory_is_a_first_contact(kept: object) -> None:
    """Nothing is told of it."""
    listing, notes = Listing("desc"), Notes()
    listing.write(*range(1, 61))
    notes.kept["log_mark/42"] = kept  # type: ignore[assignment]
    assert await told(listing.journal(notes)) == []


async def test_the_order_in_which_lines_came_outlives_a_restart() -> None:
    """What is evidence of a state after a toggle must not have come before it."""
    listing, notes = Listing("desc"), Notes()
    listing.write(*range(1, 61))
    journal = listing.journal(notes)
    await journal.new()
    listing.write(ABSURD)
    await journal.new()
    mark = journal.mark
    listing.write(61, 62)
    await journal.new()
    again = listing.journal(notes)
    assert again.mark == journal.mark
    await again.new()
    for one in (journal, again):
        assert [line.id for line in one.after(mark)] == [61, 62]


@settings(deadline=None, max_examples=60)
@given(
    order=st.sampled_from(ORDERS),
    batches=st.lists(
        st.tuples(st.integers(0, 130), st.booleans(), st.booleans(), st.integers(0, 2)),
        max_size=8,
    ),
)
async def test_each_line_is_told_once(
    order: str, batches: list[tuple[int, bool, bool, int]]
) -> None:
    """Whatever ids are out of line, in whatever order, with restarts in between."""
    listing, notes, number = Listing(order), Notes(), 1
    journal, heard = listing.journal(notes), list[int | None]()
    written = list[int]()
    await journal.new()
    for count, absurd, restart, swapped in batches:
        ids = list(range(number, number + count))
        number += count
        if swapped and len(ids) > swapped:
            ids[-1], ids[-2] = ids[-2], ids[-1]
        if absurd:
            ids.insert(len(ids) // 2, ABSURD + number)
        listing.write(*ids)
        written += ids
        if restart:
            journal = listing.journal(notes)
        heard += await told(journal)
    assert sorted(one for one in heard if one is not None) == sorted(set(written))
