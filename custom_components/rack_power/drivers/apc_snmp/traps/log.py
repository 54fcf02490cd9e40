"""The traps of one card as its driver has them: a table, lines of the log, settings."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from ....equipment.draft import Draft
from ....equipment.driver import Context, Json, Outcome
from ....equipment.errors import DriverError, InvalidRequest
from ....equipment.model import UNIT, EquipmentId, Order, Point, Record, Report, Value
from .receivers import TrapReceivers
from .table import KINDS, TrapTable
from .trap import COME_AND_GO, Card, Trap
from .variables import CLEAR, ORDERS, POINTS, REFRESH, SETTINGS, TOTAL

TROUBLE: Final = "traps"
"""What a port that cannot be listened on is told under."""
_GROUP: Final = "traps"
_WAKES_APART: Final = 2.0
"""Seconds between two reads that traps ask for."""
_TRY_AGAIN: Final = 60.0
"""Seconds until a port is tried again."""
_CLEAN: Final = 3600.0
"""Seconds between two clean-ups without a trap."""


@dataclass(slots=True, kw_only=True)
class _Listening:
    """By which engine a card is known, and how to stop."""

    engine_id: bytes | None
    leave: Callable[[], None]


class TrapLog:
    """Takes the traps of a card. They make the driver read; no state follows."""

    def __init__(
        self,
        context: Context,
        equipment: EquipmentId,
        receivers: TrapReceivers,
        port: int,
        card: Card,
        look_anew: Callable[[], None] = lambda: None,
    ) -> None:
        """Prepare; :meth:`listen` makes it listen.

        ``look_anew`` is called for a trap that says that something was added or taken
        away, before the read that every trap asks for.
        """
        self._context = context
        self._equipment = equipment
        self._receivers = receivers
        self._port = port
        self._card = card
        self._look_anew = look_anew
        self._table = TrapTable(context)
        self._listening: _Listening | None = None
        self._failed: float | None = None
        self._closed = False
        self._woken: float | None = None
        self._cleaned = context.clock.monotonic()

    @property
    def record_kinds(self) -> Sequence[str]:
        """Every kind that a record can have."""
        return KINDS

    async def listen(self, engine_id: bytes | None) -> None:
        """See to it that traps are taken; call it again whenever the unit is read.

        ``engine_id`` is that of the card as it is now; a new one changes the keys of
        version 3. A port that is not to be had is told as trouble, and tried again
        a minute later; nothing is raised.
        """
        if self._listening is not None:
            if self._listening.engine_id == engine_id:
                return
            self._stop()
        now = self._context.clock.monotonic()
        if self._failed is not None and now - self._failed < _TRY_AGAIN:
            return
        try:
            leave = await self._receivers.join(
                self._port, replace(self._card, engine_id=engine_id), self._take
            )
        except DriverError as err:
            self._failed = now
            self._context.trouble(TROUBLE, err)
            return
        self._failed = None
        self._listening = _Listening(engine_id=engine_id, leave=leave)
        if self._closed:
            self._stop()
            return
        self._context.trouble(TROUBLE, None)

    def close(self) -> None:
        """Take no more traps."""
        self._closed = True
        self._stop()

    def report(self) -> Report:
        """Return what shows of the table; at times it is cleaned up first."""
        now = self._context.clock.monotonic()
        if now - self._cleaned >= _CLEAN:
            self._clean()
        return self._report()

    async def write(self, point: Point, value: Value) -> Outcome:
        """Change how the table is cleaned up. InvalidRequest: that cannot be."""
        if point not in POINTS:
            raise InvalidRequest
        self._table.choose(point.variable, value)
        self._clean()
        self._context.publish([self._report()])
        return Outcome.CONFIRMED

    async def run(self, order: Order) -> Outcome:
        """Clean the table up, or empty it."""
        if order == (UNIT, CLEAR):
            self._forget(self._table.clear())
        elif order == (UNIT, REFRESH):
            self._clean()
        else:
            raise InvalidRequest
        self._context.publish([self._report()])
        return Outcome.CONFIRMED

    def records(self, since: datetime | None, limit: int) -> Sequence[Record]:
        """Return the newest traps since an instant, oldest first."""
        return self._table.records(since, limit)

    def raw(self) -> Mapping[str, Json]:
        """Return how it goes, without secrets and addresses."""
        return {
            "port": self._port,
            "listening": self._listening is not None,
            "stored": self._table.total,
            "not_taken": dict(self._receivers.drops(self._port)),
        }

    def _take(self, trap: Trap) -> None:
        """Keep a trap, tell it, and have the unit read."""
        if self._closed:
            return
        record = self._table.insert(trap)
        self._context.tell(self._equipment, [record], True)
        self._clean()
        if trap.number in COME_AND_GO:
            self._look_anew()
        self._wake()

    def _wake(self) -> None:
        """Ask for a read: at once, or as soon after the last one as may be.

        The read that is asked for already comes after this trap, too.
        """
        now = self._context.clock.monotonic()
        if self._woken is not None and self._woken > now:
            return
        at = now if self._woken is None else max(now, self._woken + _WAKES_APART)
        self._woken = at
        self._context.wake(at - now)

    def _clean(self) -> None:
        self._cleaned = self._context.clock.monotonic()
        self._forget(self._table.clean())

    def _forget(self, keys: Sequence[str]) -> None:
        if keys:
            self._context.forget(self._equipment, keys)

    def _stop(self) -> None:
        listening, self._listening = self._listening, None
        if listening is not None:
            listening.leave()

    def _report(self) -> Report:
        draft = Draft(
            equipment=self._equipment, group=_GROUP, at=self._context.clock.now()
        )
        draft.read(UNIT, TOTAL, self._table.total)
        for variable, setting in SETTINGS.items():
            chosen = self._table.chosen(variable)
            draft.read(UNIT, variable, chosen, setting=setting)
        draft.orders |= ORDERS
        return draft.report()
