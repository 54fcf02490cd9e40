"""A PDU on the network, for tests and for the command line."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, override

from aiohttp import web

from ..clock import Clock, Timer
from ..control import Verb
from ..counters import Command
from ..station import Place, Station
from ..verbs import by_name
from . import users
from .api import make_app
from .commands import commands_of
from .dialects import STRUCTURAL, checked
from .hardware import SERIAL
from .patching import patch, snapshot
from .scenarios import SCENARIOS
from .start import build
from .state import PduState
from .unit import Unit
from .verbs import PduVerbs

REBOOT_TIME = 20.0  # seconds for which the unit is gone when its controller restarts


class PduSimulator(Station):
    """A unit, its address and its control plane.

    Without a clock it has one that is stepped: see `step`. Binds at `start`, leaves
    nothing at `stop`; also an async context manager.
    """

    def __init__(
        self,
        outlets: int = 8,
        dialects: Iterable[str] = frozenset(),
        tls: bool = False,
        clock: Clock | None = None,
        keep_alive: bool = False,
        *,
        serial: int = SERIAL,
        host: str = "127.0.0.1",
        port: int = 0,
        control_port: int = 0,
        latency: float = 0.0,
        wander: bool = False,
    ) -> None:
        """Build the unit; `latency` is in seconds of real time, for every answer."""
        place = Place(host, port, control_port, tls, keep_alive, latency)
        super().__init__(clock or Clock(), place)
        self._own_clock = clock is None
        self._return: Timer | None = None
        self._outlets, self._serial = outlets, serial
        names = checked(dialects)
        state = build(outlets, names, serial)
        self.unit = Unit(state, self.clock, names, wander=wander)
        self._verbs = by_name(PduVerbs(self))

    @property
    def state(self) -> PduState:
        """The live state; another object after `reset` and `choose`."""
        return self.unit.state

    @property
    def username(self) -> str:
        """The user who may do everything."""
        return users.ADMIN

    @property
    def password(self) -> str:
        """The password of that user at the start."""
        return users.ADMIN_PASSWORD

    @property
    def token(self) -> str:
        """The personal access token of that user at the start."""
        return users.ADMIN_TOKEN

    @property
    def serial(self) -> str:
        """The serial number of the enclosure."""
        return str(self._serial)

    @property
    def dialects(self) -> frozenset[str]:
        """The dialects in force."""
        return frozenset(self.unit.dialects)

    @property
    def sessions(self) -> int:
        """How many sessions are open."""
        return len(self.unit.sessions)

    @property
    def webhooks(self) -> list[tuple[str, dict[str, Any]]]:
        """What the unit has posted: URL and body."""
        return self.unit.courier.posts

    @property
    def journal(self) -> list[tuple[float, str, str]]:
        """What the event engine did."""
        return self.unit.journal

    @property
    @override
    def scenarios(self) -> Sequence[str]:
        """What can be played."""
        return tuple(SCENARIOS)

    @property
    @override
    def verbs(self) -> Mapping[str, Verb]:
        """What the control plane can do besides."""
        return self._verbs

    @override
    async def start(self) -> None:
        if self._own_clock:
            await self.clock.start()
        await super().start()

    @override
    async def stop(self) -> None:
        self._forget_return()
        await super().stop()
        await self.unit.stop()
        if self._own_clock:
            await self.clock.stop()

    @override
    def _make_app(self) -> web.Application:
        return make_app(self.unit, self.counters, self.restart)

    @override
    def step(self, seconds: float) -> None:
        """Move the clock on, and with it the unit."""
        self.clock.step(seconds)
        self.unit.physics.settle()

    def set_time(self, time: datetime) -> None:
        """Put the unit's time of day right."""
        self.clock.set_time(time)
        self.unit.physics.settle()

    @override
    def play(self, name: str) -> None:
        """Play a scenario."""
        if name not in SCENARIOS:
            raise ValueError(f"unknown scenario: {name}")
        SCENARIOS[name](self)

    def expire_sessions(self) -> None:
        """End all sessions."""
        self.unit.sessions.clear()

    async def delivered(self) -> None:
        """Wait until all webhooks have been delivered, or have failed."""
        await self.unit.courier.delivered()

    @override
    def leave(self, *, silent: bool = False) -> None:
        self._forget_return()
        super().leave(silent=silent)

    @override
    def arrive(self) -> None:
        self._forget_return()
        super().arrive()

    def restart(self) -> None:
        """Restart the controller: gone for a while, sessions lost, relays untouched."""
        self.leave()
        self.unit.restart()
        self._return = self.clock.call_later(REBOOT_TIME, self.arrive)

    def _forget_return(self) -> None:
        if self._return is not None:
            self._return.cancel()
            self._return = None

    def reset(self) -> None:
        """Go back to the state of the start, with no faults."""
        self._begin_anew(self.dialects)
        self.faults.clear()

    def choose(self, dialects: Iterable[str]) -> None:
        """Speak other dialects; the state begins anew if they mean other hardware."""
        names = checked(dialects)
        if (names ^ self.dialects) & STRUCTURAL:
            self._begin_anew(names)
        else:
            self.unit.speak(names)

    def _begin_anew(self, names: frozenset[str]) -> None:
        self.unit.become(build(self._outlets, names, self._serial), names)

    @override
    def snapshot(self) -> dict[str, Any]:
        """Tell the whole state in JSON."""
        self.unit.physics.settle()
        return snapshot(self.state)

    @override
    def patch(self, changes: Mapping[str, Any]) -> None:
        """Change the state; see `patching.patch`."""
        patch(self.state, changes)
        self.unit.physics.settle()

    @override
    def _commands_of(self, request: web.Request, body: bytes) -> Sequence[Command]:
        return commands_of(self.state, request.method, request.path, body)
