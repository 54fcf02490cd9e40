"""The cloud on the network: the portal, and the identity host beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, override
from urllib.parse import urlsplit

from aiohttp import web

from ..clock import Clock
from ..control import Verb
from ..counters import Command
from ..listener import Listener
from ..station import Place, Station
from ..verbs import by_name
from .apps import identity_app, portal_app
from .cloud.account import Cloud
from .cloud.sessions import COOKIE
from .counters import CloudCounters
from .knobs import CloudKnobs
from .scenarios import SCENARIOS
from .signin.tickets import Tickets
from .unit.start import build
from .unit.ups import Ups
from .verbs import CloudVerbs

PLACE = Place(keep_alive=True)


def _name_of(request: web.Request) -> str:
    """Count a UPS and its collections apart."""
    name = f"{request.method} {request.path.replace('//', '/')}"
    return f"{name}?collection" if "collection" in request.query else name


class SmartConnectSimulator(Station):
    """An account with some UPSs; both hosts share faults, counters and TLS.

    Without a clock it has one that is stepped: see `step`. Knobs (`knobs.py`) are told
    by name. `public` and `identity_public` are the addresses that pages name, where
    names are mapped to this machine; their hosts are in the certificate.
    """

    counters: CloudCounters

    def __init__(
        self,
        units: int = 2,
        *,
        clock: Clock | None = None,
        place: Place = PLACE,
        identity_host: str | None = None,
        identity_port: int = 0,
        public: str | None = None,
        identity_public: str | None = None,
        seed: int = 1,
        first: Ups | None = None,
        **knobs: Any,
    ) -> None:
        """Build it all; nothing listens yet. `first` is a UPS that others show, too."""
        identity_host = identity_host or place.host
        told = (urlsplit(url).hostname for url in (public, identity_public) if url)
        names = tuple(name for name in (identity_host, *told) if name)
        self._own_clock = clock is None
        super().__init__(
            clock or Clock(),
            replace(place, names=(*place.names, *names)),
            CloudCounters(),
        )
        self.knobs = CloudKnobs()
        self.knobs.turn(**knobs)
        self._first_knobs = knobs
        self._public, self._identity_public = public, identity_public
        self._identity = Listener(
            identity_host, identity_port, self.counters, self._tls
        )
        upses = [Ups(partial(build, number + 1), self.clock) for number in range(units)]
        if first is not None:
            upses[:1] = [first] if units else []
        self.cloud = Cloud(self.clock, self.knobs, upses, seed)
        self._tickets = Tickets()
        self._verbs = by_name(CloudVerbs(self))
        self._wire.name_of = _name_of

    @property
    def upses(self) -> list[Ups]:
        """The UPSs, also those that were removed from the account."""
        return [record.ups for record in self.cloud.records]

    @property
    def ups(self) -> Ups:
        """The first UPS."""
        return self.upses[0]

    @property
    def email(self) -> str:
        """The account's name."""
        return self.cloud.account.email

    @property
    def password(self) -> str:
        """The account's password."""
        return self.cloud.account.password

    @property
    def identity_url(self) -> str:
        """The address of the identity host."""
        return self._identity.url

    @property
    def origin(self) -> str:
        """The portal's address, as pages name it."""
        return self._public or self.url

    @property
    def identity_origin(self) -> str:
        """The identity host's address, as pages name it."""
        return self._identity_public or self.identity_url

    @property
    def secure(self) -> bool:
        """Whether both speak TLS."""
        return self._tls is not None

    @property
    @override
    def scenarios(self) -> Sequence[str]:
        return tuple(SCENARIOS)

    @property
    @override
    def verbs(self) -> Mapping[str, Verb]:
        return self._verbs

    def browser_session(self) -> dict[str, str]:
        """Tell the cookies of somebody who has signed in by other means."""
        return {COOKIE: self.cloud.sessions.make()}

    def remove(self, number: int = 0) -> None:
        """Remove a UPS from the account; see `restore`."""
        self.cloud.records[number].listed = False

    def restore(self, number: int = 0) -> None:
        """Let a UPS that was removed be there again."""
        self.cloud.records[number].listed = True

    def add(self) -> Ups:
        """Add another UPS to the account."""
        return self.cloud.add(
            Ups(partial(build, len(self.cloud.records) + 1), self.clock)
        )

    def note(self, key: str, number: int = 0) -> None:
        """Write an event into the log, whatever is so."""
        self.cloud.log.note(self.cloud.records[number], self.clock.time, key)

    def reset(self) -> None:
        """Be as at the beginning: UPSs, log, account, knobs and faults.

        Time goes on, sessions stay good, and what was counted stays.
        """
        self.faults.clear()
        self.knobs.reset()
        self.knobs.turn(**self._first_knobs)
        self.cloud.reset()

    @override
    def snapshot(self) -> dict[str, Any]:
        return {
            "knobs": self.knobs.as_json(),
            "identity_url": self.identity_url,
            **self.cloud.as_json(),
        }

    @override
    def patch(self, changes: Mapping[str, Any]) -> None:
        """Change `knobs`, or `upses` by their ids, also whether they are `listed`."""
        if unknown := changes.keys() - {"knobs", "upses"}:
            raise KeyError(*unknown)
        self.knobs.turn(**changes.get("knobs", {}))
        self.cloud.patch(changes.get("upses", {}))

    @override
    def play(self, name: str, number: int = 0) -> None:
        """Play a scenario, on the first UPS or on another."""
        if name not in SCENARIOS:
            raise ValueError(f"unknown scenario: {name}")
        SCENARIOS[name](self, self.cloud.records[number])

    @override
    def leave(self, *, silent: bool = False) -> None:
        super().leave(silent=silent)
        if silent and self.listening:
            self._identity.mute()
        else:
            self._identity.close()

    @override
    def arrive(self) -> None:
        super().arrive()
        if self.listening:
            self._identity.open()

    @override
    async def start(self) -> None:
        if self._own_clock:
            await self.clock.start()
        app = identity_app(self, self._tickets)
        self._wire.install(app)
        await self._identity.start(app)
        await super().start()

    @override
    async def stop(self) -> None:
        for ups in self.upses:
            ups.stop()
        await super().stop()
        await self._identity.stop()
        if self._own_clock:
            await self.clock.stop()

    @override
    def _make_app(self) -> web.Application:
        return portal_app(self, self._tickets)

    @override
    def _commands_of(self, request: web.Request, body: bytes) -> Sequence[Command]:
        """Find none: this interface can do nothing."""
        return []
