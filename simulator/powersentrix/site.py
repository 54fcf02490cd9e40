"""Everything of PowerSentrix: UPSs, and the portal that knows them."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from types import TracebackType
from typing import Any, Self

from ..clock import Clock
from ..station import Place
from .device.server import UpsSimulator
from .knobs import PortalKnobs, UnitKnobs
from .portal.records import Records
from .portal.server import PortalSimulator
from .push.post import Server
from .push.pusher import Pusher
from .scenarios import SCENARIOS
from .unit.start import COMPANY, build
from .unit.ups import Ups

_VENDOR = "https://view.powersentrix.com"
PORTAL_PLACE = Place(keep_alive=True)
UPS_PLACE = Place()


class PowerSentrixSimulator:
    """Some UPSs and the portal: three ways to the same units.

    Without a clock it has one that is stepped: see `step`. Knobs (`knobs.py`) are told
    by name; those of a UPS are turned at all of them, and can be turned at each later.
    """

    def __init__(
        self,
        units: int = 1,
        *,
        clock: Clock | None = None,
        portal: Place = PORTAL_PLACE,
        ups: Place = UPS_PLACE,
        seed: int = 1,
        **knobs: Any,
    ) -> None:
        """Build it all; nothing listens yet."""
        if unknown := knobs.keys() - PortalKnobs.names() - UnitKnobs.names():
            raise ValueError(f"unknown knobs: {sorted(unknown)}")
        self.clock = clock or Clock()
        self._own_clock = clock is None
        made = [self._make_unit(number, seed) for number in range(1, units + 1)]
        self.records = Records(self.clock, made)
        self.portal = PortalSimulator(self, self.records, PortalKnobs(), portal)
        self.upses = [
            UpsSimulator(self, unit, self._make_pusher(unit), _place(ups, number))
            for number, unit in enumerate(made)
        ]
        self._knobs = knobs
        self.turn(**knobs)

    @property
    def ups(self) -> UpsSimulator:
        """The first UPS."""
        return self.upses[0]

    @property
    def scenarios(self) -> Sequence[str]:
        """What can be played."""
        return tuple(SCENARIOS)

    def turn(self, **knobs: Any) -> None:
        """Turn knobs of the portal and of all UPSs."""
        own = PortalKnobs.names()
        self.portal.knobs.turn(**{key: knobs[key] for key in knobs if key in own})
        rest = {key: knobs[key] for key in knobs if key not in own}
        for ups in self.upses:
            ups.knobs.turn(**rest)

    def step(self, seconds: float) -> None:
        """Move the clock on, and with it everything."""
        self.clock.step(seconds)

    def play(self, name: str, ups: UpsSimulator | None = None) -> None:
        """Play a scenario, on the first UPS or on another."""
        if name not in SCENARIOS:
            raise ValueError(f"unknown scenario: {name}")
        SCENARIOS[name](self, ups or self.ups)

    def door(self, ups: UpsSimulator, place: Place) -> UpsSimulator:
        """Make another address of a UPS, as https beside http; who asks starts it."""
        return UpsSimulator(self, ups.unit, ups.pusher, place)

    def reset(self) -> None:
        """Be as at the beginning: state, knobs, logs, faults and accounts.

        Time goes on, tokens stay good, and what was counted on the wires stays.
        """
        self.portal.reset()
        for ups in self.upses:
            ups.knobs.reset()
            ups.reset()
        self.turn(**self._knobs)
        for ups in self.upses:
            ups.pusher.report()

    def begin(self) -> None:
        """Let the UPSs post, as they have always done; does nothing twice."""
        for ups in self.upses:
            ups.pusher.begin()

    async def end(self) -> None:
        """Let nothing happen any more, however far the clock is moved."""
        for ups in self.upses:
            ups.unit.stop()
            await ups.pusher.stop()

    async def start(self) -> None:
        """Listen, all of it."""
        if self._own_clock:
            await self.clock.start()
        self.begin()
        await self.portal.start()
        for ups in self.upses:
            await ups.start()

    async def stop(self) -> None:
        """Leave nothing: no socket, no task, no timer."""
        await self.end()
        await self.portal.stop()
        for ups in self.upses:
            await ups.stop()
        if self._own_clock:
            await self.clock.stop()

    async def delivered(self) -> None:
        """Wait until no post is under way."""
        for ups in self.upses:
            await ups.delivered()

    async def __aenter__(self) -> Self:
        """Listen."""
        await self.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Leave nothing."""
        await self.stop()

    def _make_unit(self, number: int, seed: int) -> Ups:
        return Ups(partial(build, number), self.clock, UnitKnobs(), seed + number)

    def _make_pusher(self, unit: Ups) -> Pusher:
        pusher = Pusher(unit, self.clock, Server(_VENDOR, COMPANY, unit.state.cmm))
        pusher.portal_listener = partial(self.records.take, unit)
        return pusher


def _place(first: Place, number: int) -> Place:
    """Put each further UPS at the ports that follow, if ports were asked for."""
    return replace(
        first,
        port=first.port + number if first.port else 0,
        control_port=first.control_port + number if first.control_port else 0,
    )
