"""What a UPS can be told to do: switch, restart and label its outputs."""

from asyncio import Lock
from collections import defaultdict
from collections.abc import Callable
from typing import Final, override

from ....equipment.driver import Clock, Outcome
from ....equipment.errors import DriverError, NotConfirmed, Rejected
from ....equipment.model import Value
from ..mapping import values
from ..mapping.status import Status
from ..ports import state_of
from ..switching import LOCAL, Schedule, Way, switch
from .client import Fn, UpsClient
from .labels import checked_label
from .unit import Unit

_LABEL_LOOKS: Final = (0.5, 1.0, 2.0, 3.0, 5.0)
"""Seconds after a label was sent; nothing is known of how long flash takes."""
_RESTART_LOOKS: Final = (0.5, 1.5, 3.0, 5.5, 6.5, 8.0, 10.0, 12.5, 15.0)
"""Seconds after a restart was sent; it keeps the output off for five of them."""
_RESTART_TIME: Final = 5.0


class _Port(Way):
    """The UPS's own way to one of its outputs."""

    def __init__(self, client: UpsClient, unit: Unit, index: int) -> None:
        """Look at and toggle one output."""
        self._client = client
        self._unit = unit
        self._index = index

    @property
    @override
    def schedule(self) -> Schedule:
        return LOCAL

    @property
    @override
    def pends(self) -> bool:
        return False

    @override
    async def fresh(self) -> bool:
        return state_of(await self._unit.look(), self._index)

    @override
    async def toggle(self) -> None:
        await self._client.order(Fn.TOGGLE, self._index)

    @override
    async def look(self) -> bool | None:
        return (await self._unit.look()).states.get(self._index)


class Orders:
    """Carries out one order at a time for every output."""

    def __init__(self, client: UpsClient, unit: Unit, clock: Clock) -> None:
        """Order by a client and see by the unit."""
        self._client = client
        self._unit = unit
        self._clock = clock
        self._locks: defaultdict[int, Lock] = defaultdict(Lock)

    async def switch(self, index: int, *, on: bool) -> Outcome:
        """Bring an output into a state (2.4)."""
        async with self._locks[index]:
            return await switch(_Port(self._client, self._unit, index), on, self._clock)

    async def restart(self, index: int) -> Outcome:
        """Let the UPS restart an output; returns once it is on again.

        Until then the output is locked: a toggle in between would be inverted.
        Rejected("outlet_is_off"): only what is on can be restarted. NotConfirmed: it
        was not off in between, whatever the UPS had answered.
        """
        async with self._locks[index]:
            if not state_of(await self._unit.look(), index):
                raise Rejected("outlet_is_off")
            begun = await self._client.order(Fn.RESTART, index)
            sent = self._clock.monotonic()
            seen_off = False

            def is_back(status: Status) -> bool:
                nonlocal begun, seen_off
                state = status.states.get(index)
                over = self._clock.monotonic() - sent >= _RESTART_TIME
                if state is False:
                    seen_off = True
                elif state is True and not over:
                    begun = False  # it said yes and did nothing
                return state is True and over and (begun or seen_off)

            await self._look_for(is_back, _RESTART_LOOKS)
            return Outcome.CONFIRMED

    async def label(self, index: int, value: Value) -> Outcome:
        """Label an output; only a real change is written, as it wears the flash."""
        label = checked_label(value)
        shown = values.text(label)
        async with self._locks[index]:
            if (await self._unit.look()).labels.get(index) == shown:
                return Outcome.CONFIRMED
            await self._client.order(Fn.LABEL, index, label)
            await self._look_for(
                lambda status: status.labels.get(index) == shown, _LABEL_LOOKS
            )
            return Outcome.CONFIRMED

    async def _look_for(
        self, done: Callable[[Status], bool], looks: tuple[float, ...]
    ) -> None:
        """Look at so many seconds from now until it shows. NotConfirmed: it did not."""
        sent = self._clock.monotonic()
        for seconds in looks:
            await self._clock.sleep(max(0.0, sent + seconds - self._clock.monotonic()))
            try:
                status = await self._unit.look()
            except DriverError:
                continue
            if done(status):
                return
        raise NotConfirmed
