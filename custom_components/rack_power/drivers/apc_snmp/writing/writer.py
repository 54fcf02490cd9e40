"""The writing half of a driver: what can be set and run, and doing it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from ....equipment.driver import Context, Outcome
from ....equipment.errors import InvalidRequest, NotPermitted
from ....equipment.model import (
    UNIT,
    EquipmentId,
    Order,
    Part,
    PartId,
    Point,
    Report,
    Value,
)
from ....equipment.variables import GROUP_STATUS
from ..client import SnmpClient
from ..context import Credentials
from ..layout import OUTLET_GROUP_SETTINGS, OUTLET_GROUPS
from ..mapping.outlets import KIND, part_id
from ..mapping.scene import Scene
from ..objects.outlet_codes import GROUPS
from ..objects.row import Pace
from ..reader import Reader
from .card import Card
from .commands import Commands
from .groups import Groups
from .places import Place, places
from .sending import may_write
from .settings import Settings

_AFFECTED: Final = (
    Pace.FAST.value,
    Pace.CONFIG.value,
    OUTLET_GROUPS,
    OUTLET_GROUP_SETTINGS,
)
"""Groups in which what is offered depends on the owner's choice."""


class Writer:
    """Writes to one card, if there is anything to write with."""

    def __init__(
        self,
        client: SnmpClient,
        context: Context,
        credentials: Credentials,
        reader: Reader,
    ) -> None:
        """Write by a client; what was written is seen by the reader."""
        self._may_write = may_write(credentials)
        self._card = Card(client, context, reader)
        self._settings = Settings(self._card)
        self._commands = Commands(self._card)
        self._groups = Groups(self._card)
        self._allowed: bool | None = None
        """Whether load control was allowed when it was last looked."""

    def writable(self, reports: Sequence[Report]) -> Sequence[Report]:
        """Return reports with what can be set and run of what they tell."""
        if not self._may_write or not reports:
            return reports
        scene = self._card.scene
        self._notice_choice(scene)
        known = places(scene)
        return [self._written(report, scene, known) for report in reports]

    async def write(
        self, equipment: EquipmentId, point: Point, value: Value
    ) -> Outcome:
        """Set a point by one SET, and see it done.

        NotPermitted: nothing can be written, or not this. InvalidRequest: it is not
        there, or cannot be this. Rejected, NotConfirmed: as :class:`.Settings` says.
        """
        self._check(equipment)
        if point.part.kind == KIND and point.variable == GROUP_STATUS:
            return await self._groups.switch(point.part, value)
        return await self._settings.write(point, value)

    async def run(self, equipment: EquipmentId, order: Order) -> Outcome:
        """Run a command by one SET, and see it begun."""
        self._check(equipment)
        part, command = order
        if part.kind == KIND:
            return await self._groups.run(part, command)
        if part != UNIT:
            raise InvalidRequest
        return await self._commands.run(command)

    def _check(self, equipment: EquipmentId) -> None:
        if not self._may_write:
            raise NotPermitted("snmp_read_only")
        if self._card.scene.equipment != equipment:
            raise InvalidRequest

    def _notice_choice(self, scene: Scene) -> None:
        """Have what depends on the owner's choice told anew after it was changed."""
        allowed = self._card.allows_load_control(scene.equipment)
        before, self._allowed = self._allowed, allowed
        if before not in {None, allowed}:
            self._card.reader.agenda.soon(_AFFECTED, self._card.now)

    def _written(
        self, report: Report, scene: Scene, known: Mapping[Point, Place]
    ) -> Report:
        offered = self._settings.offered(report, scene, known)
        settings = {**report.settings, **offered}
        readings, orders = report.readings, report.orders
        if report.group == Pace.FAST.value:
            orders |= self._commands.offered(scene)
        if report.group == OUTLET_GROUPS:
            switches, told = self._groups.offered(report, scene)
            settings |= switches
            orders |= told
            declared = {point: point for point in switches}
            readings = {declared.get(one, one): now for one, now in readings.items()}
        written = replace(
            report,
            parts=_parts(report, scene),
            readings=readings,
            settings=settings,
            orders=orders,
        )
        if report.group == OUTLET_GROUPS:
            self._groups.follow(written)
        return written


def _parts(report: Report, scene: Scene) -> Mapping[PartId, Part]:
    """Return the parts of a report; the unit can cut whatever hangs on it."""
    unit = report.parts.get(UNIT)
    if unit is None:
        return report.parts
    cuts = frozenset(part_id(key) for key in scene.rows(GROUPS))
    return {**report.parts, UNIT: replace(unit, cuts=cuts)}
