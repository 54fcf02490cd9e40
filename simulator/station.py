"""An address on the network, with what every simulated wire has there."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
import ssl
from types import TracebackType
from typing import Any, Self

from aiohttp import web

from .certificate import self_signed
from .clock import Clock
from .control import ControlPlane, Verb
from .counters import Command, Counters
from .faults import Faults
from .listener import Listener
from .wire import Wire


@dataclass(frozen=True, slots=True)
class Place:
    """Where to listen, and how; port 0 takes a free one."""

    host: str = "127.0.0.1"
    port: int = 0
    control_port: int = 0
    tls: bool = False
    keep_alive: bool = False
    latency: float = 0.0
    """Seconds of real time that every answer takes."""
    names: tuple[str, ...] = ()
    """Names that the certificate is good for, besides the host."""


class Station(ABC):
    """A listener, its faults, its counters and its control plane.

    Binds at `start`, leaves nothing at `stop`; also an async context manager.
    """

    def __init__(
        self, clock: Clock, place: Place, counters: Counters | None = None
    ) -> None:
        """Know the address."""
        self.clock = clock
        self.counters = counters or Counters()
        self.faults = Faults()
        self.certificate: str | None = None
        """The certificate in PEM, for clients that are to trust it."""
        self._tls: ssl.SSLContext | None = None
        if place.tls:
            self._tls, self.certificate = self_signed(place.host, *place.names)
        self.listening = False
        """Whether it has been started, and not yet stopped."""
        self._listener = Listener(place.host, place.port, self.counters, self._tls)
        self._control = ControlPlane(self, place.host, place.control_port)
        self._wire = Wire(
            clock,
            self.counters,
            self.faults,
            self._commands_of,
            lambda silent: self.leave(silent=silent),
        )
        self._wire.keep_alive = place.keep_alive
        self._wire.latency = place.latency

    @property
    def url(self) -> str:
        """The address."""
        return self._listener.url

    @property
    def control_url(self) -> str:
        """The address of the control plane."""
        return self._control.url

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
    @abstractmethod
    def scenarios(self) -> Sequence[str]:
        """What can be played."""

    @property
    @abstractmethod
    def verbs(self) -> Mapping[str, Verb]:
        """What the control plane can do besides."""

    @abstractmethod
    def snapshot(self) -> dict[str, Any]:
        """Tell the whole state in JSON."""

    @abstractmethod
    def patch(self, changes: Mapping[str, Any]) -> None:
        """Change the state."""

    @abstractmethod
    def play(self, name: str) -> None:
        """Play a scenario."""

    @abstractmethod
    def _make_app(self) -> web.Application:
        """Build what is served."""

    @abstractmethod
    def _commands_of(self, request: web.Request, body: bytes) -> Sequence[Command]:
        """Read the wishes out of a request, whatever becomes of it."""

    def step(self, seconds: float) -> None:
        """Move the clock on."""
        self.clock.step(seconds)

    async def start(self) -> None:
        """Listen."""
        app = self._make_app()
        self._wire.install(app)
        self.listening = True
        await self._listener.start(app)
        await self._control.start()

    async def stop(self) -> None:
        """Leave nothing: no socket, no task."""
        self.listening = False
        await self._wire.stop()
        await self._listener.stop()
        await self._control.stop()

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

    async def vanish(self, *, silent: bool = False) -> None:
        """Be gone: refuse connections or, silently, take them and never answer."""
        self.leave(silent=silent)

    async def come_back(self) -> None:
        """Be back, at the same port."""
        self.arrive()

    def leave(self, *, silent: bool = False) -> None:
        """Be gone, at once, until told to come back."""
        if silent and self.listening:
            self._listener.mute()
        else:
            self._listener.close()

    def arrive(self) -> None:
        """Be back, at once; who was stopped stays away."""
        if self.listening:
            self._listener.open()
