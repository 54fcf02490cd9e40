"""A PDU on the network, for tests and for the command line."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
import ssl
from types import TracebackType
from typing import Any, Self

from ..certificate import self_signed
from ..clock import Clock, Timer
from ..control import ControlPlane, Verb
from ..counters import Command, Counters
from ..faults import Faults
from ..listener import Listener
from ..wire import Wire
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
from .verbs import verbs

REBOOT_TIME = 20.0  # seconds for which the unit is gone when its controller restarts


class PduSimulator:
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
        self.counters = Counters()
        self.faults = Faults()
        self.clock = clock or Clock()
        self.certificate: str | None = None
        """The certificate in PEM, for clients that are to trust it."""
        self._own_clock = clock is None
        self._return: Timer | None = None
        self._outlets, self._serial = outlets, serial
        names = checked(dialects)
        state = build(outlets, names, serial)
        self.unit = Unit(state, self.clock, names, wander=wander)
        context: ssl.SSLContext | None = None
        if tls:
            context, self.certificate = self_signed(host)
        self._listener = Listener(host, port, self.counters, context)
        self._control = ControlPlane(self, host, control_port)
        self._verbs = verbs(self)
        self._wire = Wire(
            self.clock,
            self.counters,
            self.faults,
            self._commands_of,
            lambda silent: self.leave(silent=silent),
        )
        self._wire.keep_alive = keep_alive
        self._wire.latency = latency

    @property
    def state(self) -> PduState:
        """The live state; another object after `reset` and `choose`."""
        return self.unit.state

    @property
    def url(self) -> str:
        """The address of the unit."""
        return self._listener.url

    @property
    def control_url(self) -> str:
        """The address of the control plane."""
        return self._control.url

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
    def keep_alive(self) -> bool:
        """Whether connections stay open after an answer."""
        return self._wire.keep_alive

    @keep_alive.setter
    def keep_alive(self, keep: bool) -> None:
        self._wire.keep_alive = keep

    @property
    def latency(self) -> float:
        """How long every answer takes, in seconds of real time."""
        return self._wire.latency

    @latency.setter
    def latency(self, seconds: float) -> None:
        self._wire.latency = seconds

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
    def scenarios(self) -> Sequence[str]:
        """What can be played."""
        return tuple(SCENARIOS)

    @property
    def verbs(self) -> Mapping[str, Verb]:
        """What the control plane can do besides."""
        return self._verbs

    async def start(self) -> None:
        """Listen."""
        if self._own_clock:
            await self.clock.start()
        app = make_app(self.unit, self.counters, self.restart)
        self._wire.install(app)
        await self._listener.start(app)
        await self._control.start()

    async def stop(self) -> None:
        """Leave nothing: no socket, no task, no timer."""
        self._forget_return()
        await self._wire.stop()
        await self._listener.stop()
        await self._control.stop()
        await self.unit.stop()
        if self._own_clock:
            await self.clock.stop()

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

    def step(self, seconds: float) -> None:
        """Move the clock on, and with it the unit."""
        self.clock.step(seconds)
        self.unit.physics.settle()

    def set_time(self, time: datetime) -> None:
        """Put the unit's time of day right."""
        self.clock.set_time(time)
        self.unit.physics.settle()

    def play(self, name: str) -> None:
        """Play a scenario."""
        if name not in SCENARIOS:
            raise ValueError(f"unknown scenario: {name}")
        SCENARIOS[name](self)

    def expire_sessions(self) -> None:
        """End all sessions."""
        self.unit.sessions.clear()

    async def vanish(self, *, silent: bool = False) -> None:
        """Be gone: refuse connections or, silently, take them and never answer."""
        self.leave(silent=silent)

    async def come_back(self) -> None:
        """Be back, at the same port."""
        self.arrive()

    async def delivered(self) -> None:
        """Wait until all webhooks have been delivered, or have failed."""
        await self.unit.courier.delivered()

    def leave(self, *, silent: bool = False) -> None:
        """Be gone, at once, until told to come back."""
        self._forget_return()
        if silent:
            self._listener.mute()
        else:
            self._listener.close()

    def arrive(self) -> None:
        """Be back, at once."""
        self._forget_return()
        self._listener.open()

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

    def snapshot(self) -> dict[str, Any]:
        """Tell the whole state in JSON."""
        self.unit.physics.settle()
        return snapshot(self.state)

    def patch(self, changes: Mapping[str, Any]) -> None:
        """Change the state; see `patching.patch`."""
        patch(self.state, changes)
        self.unit.physics.settle()

    def _commands_of(self, method: str, path: str, body: bytes) -> list[Command]:
        return commands_of(self.state, method, path, body)
