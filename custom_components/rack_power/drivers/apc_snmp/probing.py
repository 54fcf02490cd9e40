"""Finds out which objects a card has (11, 13): by asking for what follows each.

The answer is the object itself if it is there, and some other one if not; many fit into
a request, in every version, and none is an error.
"""

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import batched
import logging
from typing import Final

from ...equipment.errors import CannotConnect, InvalidAnswer, NotPermitted
from . import values
from .client import Raw, SnmpClient
from .known import Known
from .layout import TOGETHER, Layout, Rows, numbers_of
from .objects.card_codes import LINK, LINK_LOST
from .objects.flag_codes import STATE, STRINGS
from .objects.row import Object, Table
from .objects.tables import PLAIN, SCALARS, TABLES
from .oid import UPS, Oid, within

_LOGGER: Final = logging.getLogger(__name__)

_MISSES: Final = 3
"""Probes in a row that must miss what was there before."""
_MOST_ROWS: Final = 200
_PIECE: Final = 50
"""Objects that are looked for before others may read."""
_NOT_SUPPORTED: Final = "not supported"
_STRINGS: Final = {(*string.oid, 0): string for string in STRINGS}

type _Found = tuple[str, Oid]
"""A table and a cell of it, or no table and an object."""


@dataclass(slots=True)
class Prober:
    """Remembers what was there: what is missing for once may only be late.

    A card that has just started does not know all of its UPS yet.
    """

    client: SnmpClient
    known: Known
    meanwhile: Callable[[], Awaitable[None]]
    """Lets others read between two pieces: looking at everything takes a while."""
    layout: Layout = field(default_factory=Layout)
    values: dict[Oid, Raw] = field(default_factory=dict)
    """What was read on the way."""
    asked: dict[Oid, int] = field(default_factory=dict)
    """By which request each of that was read."""
    lost: bool = False
    """Whether the card did not reach its UPS meanwhile."""
    _missed: dict[_Found, int] = field(default_factory=dict)

    @property
    def misses(self) -> bool:
        """Whether something is missing that was there before."""
        return bool(self._missed) or bool(self.layout.unsure)

    async def probe(self) -> Layout:
        """Look at everything. CannotConnect: nothing is known anew."""
        self.values, self.asked = {}, {}
        scalars = await self._scalars()
        plain = await self._plain()
        lost = self._is_lost()
        tables, unsure = await self._tables()
        number = self.known.ask()
        self._take(await self.client.get(TOGETHER), number)
        lost = self.lost = lost or self._is_lost()
        self.layout = Layout(
            scalars=self._kept_scalars(scalars, lost=lost),
            plain=self._kept_plain(plain, lost=lost),
            tables=self._kept_tables(tables, unsure, lost=lost),
            unsure=frozenset(unsure),
        )
        return self.layout

    async def _scalars(self) -> dict[Oid, Object]:
        """Return the objects to read, by what they stand for."""
        bases = [one.oid for thing in SCALARS for one in _chain(thing)]
        for some in batched(bases, _PIECE, strict=False):
            number = self.known.ask()
            following = await self.client.get_next(some)
            told = {
                oid: raw for base, (oid, raw) in following.items() if oid == (*base, 0)
            }
            self._take(told, number)
            await self.meanwhile()
        chosen = ((thing.oid, choose(thing, self.values)) for thing in SCALARS)
        return {oid: thing for oid, thing in chosen if thing is not None}

    async def _plain(self) -> frozenset[Oid]:
        number = self.known.ask()
        told = await self.client.get(tuple(PLAIN))
        self._take(told, number)
        return frozenset(oid for oid, raw in told.items() if _is_string(oid, raw))

    async def _tables(self) -> tuple[dict[str, Rows], set[str]]:
        """Return the rows of the tables, and the names of those that failed."""
        found: dict[str, Rows] = {}
        unsure: set[str] = set()
        first = await self.client.get_next([table.entry for table in TABLES])
        there = [
            table
            for table in TABLES
            if table.entry in first and within(first[table.entry][0], table.entry)
        ]
        while there:
            await self.meanwhile()
            table = there.pop(0)
            try:
                found[table.name] = await self._rows(table)
            except (InvalidAnswer, NotPermitted) as err:
                _LOGGER.debug("Table %s was not read: %s", table.name, err.reason)
                unsure.add(table.name)
            except CannotConnect as err:
                _LOGGER.debug("No answer from table %s on: %s", table.name, err.reason)
                unsure |= {table.name, *(one.name for one in there)}
                break
        return found, unsure

    async def _rows(self, table: Table) -> Rows:
        """Read all columns side by side, row after row."""
        rows: dict[Oid, frozenset[int]] = {}
        last = {number: (*table.entry, number) for number in numbers_of(table)}
        for _ in range(_MOST_ROWS):
            asked_for = self.known.ask()
            following = await self.client.get_next(tuple(last.values()))
            found = {
                number: following[asked]
                for number, asked in last.items()
                if asked in following
                and within(following[asked][0], (*table.entry, number))
            }
            if not found:
                break
            self._take(dict(found.values()), asked_for)
            for number, (oid, _) in found.items():
                key = oid[len(table.entry) + 1 :]
                rows[key] = rows.get(key, frozenset()) | {number}
            last = {number: oid for number, (oid, _) in found.items()}
        return dict(sorted(rows.items()))

    def _take(self, told: Mapping[Oid, Raw], number: int) -> None:
        self.values |= told
        self.asked |= dict.fromkeys(told, number)

    def _is_lost(self) -> bool:
        return self.values.get((*LINK.oid, 0)) == LINK_LOST

    def _kept_scalars(
        self, found: Mapping[Oid, Object], *, lost: bool
    ) -> tuple[Object, ...]:
        known = {_stands_for(thing): thing for thing in self.layout.scalars}
        late = {
            oid: thing
            for oid, thing in known.items()
            if (lost and within(oid, UPS))
            or self._is_late(("", oid), there=oid in found)
        }
        kept = {**found, **late}
        return tuple(kept[thing.oid] for thing in SCALARS if thing.oid in kept)

    def _kept_plain(self, found: frozenset[Oid], *, lost: bool) -> frozenset[Oid]:
        known = self.layout.plain
        if lost:
            return found | known
        late = {oid for oid in known if self._is_late(("", oid), there=oid in found)}
        return found | late

    def _kept_tables(
        self, found: Mapping[str, Rows], unsure: set[str], *, lost: bool
    ) -> Mapping[str, Rows]:
        kept = {name: dict(rows) for name, rows in found.items()}
        for table in TABLES:
            known = self.layout.rows(table)
            rows = kept.setdefault(table.name, {})
            trusted = table.name not in unsure and not (
                lost and within(table.entry, UPS)
            )
            for key, columns in known.items():
                there = rows.get(key, frozenset())
                late = columns
                if trusted:
                    late = frozenset(
                        number
                        for number in columns
                        if self._is_late(
                            (table.name, (number, *key)), there=number in there
                        )
                    )
                if late | there:
                    rows[key] = there | late
        return {name: rows for name, rows in kept.items() if rows}

    def _is_late(self, what: _Found, *, there: bool) -> bool:
        """Count what is missing; tell whether it is to be kept all the same."""
        if there:
            self._missed.pop(what, None)
            return False
        times = self._missed.get(what, 0) + 1
        if times >= _MISSES:
            self._missed.pop(what, None)
            return False
        self._missed[what] = times
        return True


def _chain(thing: Object) -> Iterator[Object]:
    """Return an object and those that may be read instead, best first."""
    one: Object | None = thing
    while one is not None:
        yield one
        one = one.instead


def _stands_for(thing: Object) -> Oid:
    """Return the object that another is read for."""
    return _ORIGINS[thing.oid]


_ORIGINS: Final = {one.oid: thing.oid for thing in SCALARS for one in _chain(thing)}


def choose(thing: Object, told: Mapping[Oid, Raw]) -> Object | None:
    """Return what is best read for an object; None: the unit has nothing of it.

    A precise object of 0 beside a coarse one that is not 0 is not implemented (3).
    """
    usable: Sequence[Object] = [
        one
        for one in _chain(thing)
        if values.is_supported(told.get((*one.oid, 0)), one)
    ]
    if not usable:
        return None
    telling = (one for one in usable if told[*one.oid, 0] != 0)
    return next(telling, usable[0]) if len(usable) > 1 else usable[0]


def _is_string(oid: Oid, raw: Raw) -> bool:
    """Tell whether a string of flags is of use; anything else is."""
    if oid not in _STRINGS:
        return True
    written = values.text(raw)
    if written is None:
        return oid == (*STATE.oid, 0) and raw not in {b"", ""}
    return written.casefold() != _NOT_SUPPORTED
