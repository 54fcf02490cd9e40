"""Switching an output by the portal, live or cached (2.4)."""

import asyncio
from collections import defaultdict
from dataclasses import replace
from datetime import timedelta
from typing import Final, override

from ....equipment.driver import Context, Outcome
from ....equipment.errors import (
    CannotConnect,
    DriverError,
    InvalidAnswer,
    NotConfirmed,
    Rejected,
)
from ....equipment.model import Point, Quality
from ....equipment.variables import OUTLET_STATUS
from ..mapping.outlets import part_id
from ..ports import STATE_UNKNOWN
from ..switching import PORTAL, Schedule, Way, switch
from .age import STALE, Sight
from .client import TIMEOUT, PortalClient
from .probe import PAUSE
from .sent import PATIENCE, Sent
from .server_time import RESOLUTION
from .unit import PortalUnit

_PROBE_LOOKS: Final = 4
_DOUBT: Final = 6.0
"""Seconds after which the same answer again is not one of the UPS's own."""


class Switches:
    """Switches the outputs of one UPS, and knows what is still to be seen."""

    def __init__(
        self, context: Context, client: PortalClient, unit: PortalUnit
    ) -> None:
        """Switch by a client and see by a unit."""
        self.context = context
        self.client = client
        self.unit = unit
        self._locks: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)

    @property
    def pending(self) -> bool:
        """Whether the outcome of a toggle is awaited."""
        return any(sent.pending for _, sent in self.unit.sent.items())

    async def switch(self, index: int, *, on: bool) -> Outcome:
        """Bring an output into a state. PENDING: :meth:`settle` ends it."""
        async with self._locks[index]:
            way = _PortalPort(self, index, on)
            outcome = await switch(way, on, self.context.clock)
            if way.sent is not None:
                self.unit.sent.forget(index)
                if outcome is Outcome.PENDING:
                    self.unit.sent.note(index, replace(way.sent, pending=True))
            return outcome

    def settle(self) -> None:
        """Tell what became of toggles that were pending, as far as it is known now."""
        now = self.client.time.now()
        for index, sent in self.unit.sent.items():
            if not sent.pending:
                continue
            state = self.unit.evidence.outcome(index, sent)
            since = (now - sent.at).total_seconds()
            if state is sent.want:
                error = None
            elif state is not None and since >= PORTAL.settle:
                error = NotConfirmed()
            elif since >= PATIENCE:
                error = NotConfirmed("state_unknown")
            else:
                continue
            if state is None:
                self.unit.sent.give_up(index)
            else:
                self.unit.sent.forget(index)
            self.context.publish(self.unit.reports())
            point = Point(part_id(index), OUTLET_STATUS)
            self.context.settle(self.unit.seen.equipment.id, point, error)


class _PortalPort(Way):
    """The portal's way to one output."""

    def __init__(self, switches: Switches, index: int, want: bool) -> None:
        """Look at and toggle one output, to have it in a state."""
        self.sent: Sent | None = None
        self._switches = switches
        self._client = switches.client
        self._clock = switches.context.clock
        self._unit = switches.unit
        self._index = index
        self._want = want

    @property
    @override
    def schedule(self) -> Schedule:
        return PORTAL

    @property
    @override
    def pends(self) -> bool:
        sight = self._unit.age.sight
        return sight is None or not sight.live

    @override
    async def fresh(self) -> bool:
        async with self._unit.lock:
            sight = await self._known_sight()
            if sight.doubtful:
                await self._clock.sleep(_DOUBT)
                sight = await self._unit.look()
            if not sight.live:
                await self._unit.read_log()
        self._show()
        self._switches.settle()
        if not sight.live:
            self._check(sight)
        state = self._unit.evidence.states().get(self._index)
        if state is not None:
            return state
        if sight.live or sight.status.states.get(self._index) is None:
            raise InvalidAnswer(STATE_UNKNOWN)
        raise Rejected("state_uncertain")

    @override
    async def toggle(self) -> None:
        unit = self._unit
        async with unit.lock:
            mark = self._unit.journal.mark
            self._note(mark, within=TIMEOUT)  # whatever becomes of us meanwhile
            try:
                await self._client.order(
                    "/ups/changePortState", id=unit.id, port=self._index
                )
            except DriverError:
                unit.sent.forget(self._index)
                raise
            self.sent = self._note(mark)

    @override
    async def look(self) -> bool | None:
        sight = self._unit.age.sight
        async with self._unit.lock:
            brief = sight is not None and sight.live
            sight = await self._unit.sure_look(brief=brief)
            if not sight.live:
                await self._unit.read_log()
        state = None
        fresh = not sight.live or sight.new
        if self.sent is not None and fresh and not sight.doubtful:
            state = self._unit.evidence.outcome(self._index, self.sent)
        self._show()
        return state

    async def _known_sight(self) -> Sight:
        """Look, and first find out how to judge looks if that is not known yet."""
        sight = await self._unit.sure_look()
        for _ in range(_PROBE_LOOKS):
            if self._unit.age.known:
                return sight
            await self._clock.sleep(PAUSE)
            sight = await self._unit.look()
        if not self._unit.age.known:
            raise CannotConnect("state_unknown")
        return sight

    def _check(self, sight: Sight) -> None:
        """Refuse to toggle what was not seen for too long, or not since a toggle."""
        age, now = self._unit.age, self._client.time.now()
        lost = age.quality(now) is Quality.UNAVAILABLE
        if lost or sight.not_before is None or age.seconds(now) > STALE:
            raise Rejected("state_too_old")
        sent = self._unit.sent[self._index]
        if sent is not None and sent.pending:
            raise Rejected("still_pending")
        if sent is not None and self._unit.evidence.outcome(self._index, sent) is None:
            raise Rejected("state_uncertain")

    def _note(self, mark: int | None, within: float = 0) -> Sent:
        """Keep that a toggle is sent, so that it is not forgotten by a restart."""
        at = self._client.time.now() + RESOLUTION + timedelta(seconds=within)
        sent = Sent(want=self._want, at=at, mark=mark)
        self._unit.sent.note(self._index, sent)
        return sent

    def _show(self) -> None:
        self._switches.context.publish(self._unit.reports())
