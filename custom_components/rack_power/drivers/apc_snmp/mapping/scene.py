"""What was read of a unit, as the mapping of a group looks at it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from ....equipment.draft import Draft
from ....equipment.model import EquipmentId, PartId, Point, Quality
from .. import values
from ..client import Raw
from ..layout import Layout, Rows, Values
from ..objects.card_codes import LINK
from ..objects.row import Object, Table
from ..oid import UPS, Oid, within


@dataclass(frozen=True, slots=True)
class Scene:
    """The objects of a unit and their last values.

    ``at`` is when the group was read. While the card has lost its UPS
    (``link_lost``), what it tells of the UPS is from before; what hangs on the card
    itself is not.
    """

    equipment: EquipmentId
    layout: Layout
    values: Values
    at: datetime
    link_lost: bool = False
    started: datetime | None = None
    """When the card started, by our own clock."""
    before: frozenset[Point] = frozenset()
    """The points that the group had when it was told last."""
    freshness: Quality = Quality.GOOD
    """How far a value can be relied on that was read so long ago."""
    complete: bool = True
    """Whether all that the group has was told when it was read last."""

    def draft(self, group: str) -> Draft:
        """Begin the report of a group."""
        return Draft(
            equipment=self.equipment,
            group=group,
            at=self.at,
            quality=self.freshness,
            complete=self.complete and self.layout.is_sure(group),
        )

    def quality(self, oid: Oid) -> Quality:
        """Return how far a value of an object can be relied on."""
        of_ups = within(oid, UPS) and oid != LINK.oid
        return Quality.UNAVAILABLE if of_ups and self.link_lost else self.freshness

    def rows(self, table: Table) -> Rows:
        """Return the rows of a table by their index."""
        return self.layout.rows(table)

    def cell(self, table: Table, number: int, key: Oid) -> Raw | None:
        """Return what was told in a column of a row."""
        return self.values.get((*table.entry, number, *key))

    def text(self, table: Table, number: int, key: Oid) -> str | None:
        """Return a text in a row."""
        return values.text(self.cell(table, number, key))

    def number(self, table: Table, number: int, key: Oid) -> int | None:
        """Return a whole number in a row."""
        return values.whole(self.cell(table, number, key))

    def columns(self, table: Table, key: Oid) -> Iterator[Object]:
        """Return the columns with a variable that a row has."""
        there = self.rows(table).get(key, frozenset())
        return (one for one in table.columns if one.column in there)

    def read_row(
        self, draft: Draft, part: PartId, table: Table, key: Oid, *, strict: bool = True
    ) -> None:
        """Add what the columns of a row tell.

        ``strict``: a column that says that there is no such thing makes no point.
        """
        for thing in self.columns(table, key):
            raw = self.cell(table, thing.column, key)
            if strict and not values.is_supported(raw, thing):
                continue
            self.read(draft, part, thing, raw)

    def read(self, draft: Draft, part: PartId, thing: Object, raw: Raw | None) -> None:
        """Add what one object tells."""
        value, details = values.meant(raw, thing)
        draft.read(
            part,
            thing.variable,
            value,
            details=details,
            quality=self.quality(thing.oid),
        )
