"""The queue of commands of one unit: who is next, by which path, how it ended.

Locks belong to the unit and its parts, not to a path. Commands for the same part wait
for each other, and of those that wait and concern the same matter (its power, its
name) only the newest is carried out.
"""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from .equipment.driver import Outcome, RunsCommands, WritesSettings
from .equipment.errors import CannotConnect, InvalidAuth, NotPermitted
from .equipment.model import Danger, Order, PartId, Point, Value

if TYPE_CHECKING:
    from .unit import Path, Unit


_POWER = "power"


class Superseded(Exception):
    """A newer command for the same part took the place of one that waited."""


class CommandQueue:
    """Carries out one command at a time for every part of a unit."""

    def __init__(self, unit: Unit) -> None:
        """Start with nothing to do."""
        self._unit = unit
        self._locks: defaultdict[PartId, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._newest: dict[tuple[PartId, str], object] = {}

    async def finished(self) -> None:
        """Wait until nothing is carried out; what still waits comes before."""
        for lock in tuple(self._locks.values()):
            async with lock:
                pass

    async def write(self, point: Point, value: Value) -> Outcome:
        """Set a point by the best path.

        Raises Superseded, or what the driver raises.
        """

        async def by(path: Path) -> Outcome | None:
            if not isinstance(path.driver, WritesSettings):
                return None
            if path.picture.setting(point) is None:
                return None
            return await path.driver.write(self._unit.id, point, value)

        setting = self._unit.setting(point)
        cuts = setting is not None and setting.cuts_load_at is not None
        matter = _POWER if cuts else point.variable.name
        return await self._carry_out(point.part, matter, by)

    async def run(self, order: Order) -> Outcome:
        """Run an instant command by the best path.

        Raises Superseded, or what the driver raises.
        """

        async def by(path: Path) -> Outcome | None:
            if not isinstance(path.driver, RunsCommands):
                return None
            if order not in path.picture.orders():
                return None
            return await path.driver.run(self._unit.id, order)

        cuts = order.command.endangers is Danger.LOAD
        matter = _POWER if cuts else order.command.name
        return await self._carry_out(order.part, matter, by)

    async def _carry_out(
        self,
        part: PartId,
        matter: str,
        by: Callable[[Path], Awaitable[Outcome | None]],
    ) -> Outcome:
        self._newest[part, matter] = token = object()
        async with self._locks[part]:
            if self._newest[part, matter] is not token:
                raise Superseded
            outcome = await self._by_best_path(by)
            await self._unit.told()
            return outcome

    async def _by_best_path(
        self, by: Callable[[Path], Awaitable[Outcome | None]]
    ) -> Outcome:
        """Try the nearest path; another one only if it certainly sent nothing."""
        failure: CannotConnect | None = None
        for path in self._unit.nearest():
            try:
                outcome = await by(path)
            except CannotConnect as err:
                failure = failure or err
            except InvalidAuth:
                path.sign_in_again()
                raise
            else:
                if outcome is not None:
                    return outcome
        raise failure or (
            NotPermitted("no_path_with_ability") if self._unit.up else CannotConnect()
        )
