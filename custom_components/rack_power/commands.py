"""The queue of commands of one unit: who is next, by which path, how it ended.

Locks belong to the unit and its parts, not to a path. Commands for the same part wait
for each other, and of those that wait and concern the same matter (its power, its
name) only the newest is carried out.
"""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Final

from homeassistant.util import dt as dt_util
from homeassistant.util.async_ import create_eager_task

from .equipment.driver import Outcome, RunsCommands, WritesSettings
from .equipment.errors import (
    CannotConnect,
    InvalidAuth,
    NotConfirmed,
    NotPermitted,
    Rejected,
)
from .equipment.model import Danger, Order, PartId, Point, Value

if TYPE_CHECKING:
    from .path import Path
    from .unit import Unit

POWER: Final = "power"
"""What switching and restarting are about: only the newest of them counts."""


def matter_of(unit: Unit, point: Point) -> str:
    """Return what setting a point is about: power, where it cuts some, else itself."""
    setting = unit.setting(point)
    cuts = setting is not None and setting.cuts_load_at is not None
    return POWER if cuts else point.variable.name


class Superseded(Exception):
    """A newer command for the same part took the place of one that waited."""


class CommandQueue:
    """Carries out one command at a time for every part of a unit."""

    def __init__(self, unit: Unit) -> None:
        """Start with nothing to do."""
        self._unit = unit
        self._locks: defaultdict[PartId, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._newest: dict[tuple[PartId, str], object] = {}
        self._sent: dict[PartId, tuple[Path, datetime]] = {}
        """By which path a part's power was acted on last, perhaps, and when that had
        ended."""

    async def finished(self) -> None:
        """Wait until nothing is carried out; what still waits comes before."""
        for lock in tuple(self._locks.values()):
            async with lock:
                pass

    async def write(
        self, point: Point, value: Value, check: Callable[[], None] | None = None
    ) -> Outcome:
        """Set a point by the best path.

        ``check`` is called when its turn has come, and raises where it must not be:
        what was allowed when it was asked for may be protected by now.

        Raises Superseded, what the check raises, or what the driver raises.
        """

        async def by(path: Path) -> Outcome | None:
            if not isinstance(path.driver, WritesSettings):
                return None
            if path.picture.setting(point) is None:
                return None
            began = dt_util.utcnow()
            act = partial(path.driver.write, self._unit.id, point, value)
            outcome = await (self._acted(path, point.part, act) if cuts else act())
            if outcome is Outcome.PENDING:
                self._unit.wishes.pend(point, value, path.entry_id)
            else:
                self._unit.written(point, path.entry_id, began)
                self._unit.wishes.settle(point)
                matters = matter, point.variable.name
                path.confirmed(self._unit.id, point.part, matters)
            return outcome

        matter = matter_of(self._unit, point)
        cuts = matter is POWER
        return await self._carry_out(point.part, matter, by, check)

    async def run(
        self, order: Order, check: Callable[[], None] | None = None
    ) -> Outcome:
        """Run an instant command by the best path; ``check`` as above.

        Raises Superseded, what the check raises, or what the driver raises.
        """

        async def by(path: Path) -> Outcome | None:
            if not isinstance(path.driver, RunsCommands):
                return None
            if order not in path.picture.orders():
                return None
            act = partial(path.driver.run, self._unit.id, order)
            outcome = await (self._acted(path, order.part, act) if cuts else act())
            if outcome is Outcome.CONFIRMED:
                path.confirmed(self._unit.id, order.part, (matter,))
            return outcome

        cuts = order.command.endangers is Danger.LOAD
        matter = POWER if cuts else order.command.name
        return await self._carry_out(order.part, matter, by, check)

    async def _acted(
        self, path: Path, part: PartId, act: Callable[[], Awaitable[Outcome]]
    ) -> Outcome:
        """Act on the power of a part, and note it if it was perhaps done."""
        self._check_seen(path, part)
        try:
            outcome = await act()
        except NotConfirmed:
            self._sent[part] = path, dt_util.utcnow()
            raise
        self._sent[part] = path, dt_util.utcnow()
        return outcome

    def _check_seen(self, path: Path, part: PartId) -> None:
        """Refuse to go by a path that cannot know yet what another one has done.

        One that is nearer looks for itself; what others show may be minutes old, and
        a toggle on the strength of that would undo what was done.
        """
        by, at = self._sent.get(part, (path, None))
        if by.entry_id == path.entry_id or path.rank < by.rank or at is None:
            return
        seen = (
            reading.observed_at
            for group in path.picture.groups.values()
            for point, reading in group.readings.items()
            if point.part == part
        )
        if not any(one >= at for one in seen):
            raise Rejected("state_uncertain")

    async def _carry_out(
        self,
        part: PartId,
        matter: str,
        by: Callable[[Path], Awaitable[Outcome | None]],
        check: Callable[[], None] | None,
    ) -> Outcome:
        """Wait for one's turn, then see it through.

        Whoever asked may give up waiting; what was begun goes on all the same, and
        keeps its part locked: what is perhaps still under way must be seen to end.
        """
        self._newest[part, matter] = token = object()
        lock = self._locks[part]
        await lock.acquire()
        if self._newest[part, matter] is not token:
            lock.release()
            raise Superseded
        try:
            if check is not None:
                check()
        except BaseException:
            lock.release()
            raise
        begun = create_eager_task(self._seen_through(by))
        begun.add_done_callback(lambda _: lock.release())
        return await asyncio.shield(begun)

    async def _seen_through(
        self, by: Callable[[Path], Awaitable[Outcome | None]]
    ) -> Outcome:
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
