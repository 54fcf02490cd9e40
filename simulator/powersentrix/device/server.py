"""A UPS on the network: its HTTP server, and what it posts."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, override

from aiohttp import web

from ...control import Verb
from ...counters import Command
from ...station import Place, Station
from ...verbs import by_name
from ..knobs import UnitKnobs
from ..push.pusher import Pusher
from ..scenarios import SCENARIOS
from ..unit.actions import LABEL, RESTART, TOGGLE, find_port
from ..unit.patching import patch, snapshot
from ..unit.start import API_KEY, READ_KEY
from ..unit.state import UpsState
from ..unit.switching import Toggles
from ..unit.ups import Ups
from .api import PATH, make_app
from .counters import UpsCounters
from .verbs import UpsVerbs

if TYPE_CHECKING:
    from ..site import PowerSentrixSimulator

_KINDS = {
    str(TOGGLE): "port.toggle",
    str(RESTART): "port.restart",
    str(LABEL): "port.label",
}


def _name_of(request: web.Request) -> str:
    """Count the functions apart; keys and labels stay out of it."""
    name = f"{request.method} {request.path}"
    return f"{name}?fn={request.query['fn']}" if "fn" in request.query else name


class UpsSimulator(Station):
    """A UPS: `unit` is the physical one, `pusher` what it posts."""

    def __init__(
        self, site: PowerSentrixSimulator, ups: Ups, pusher: Pusher, place: Place
    ) -> None:
        """Put a UPS on the network."""
        super().__init__(site.clock, place, UpsCounters(ups.switching.toggles))
        self.unit = ups
        self.pusher = pusher
        self._site = site
        self._verbs = by_name(UpsVerbs(self))
        self._wire.name_of = _name_of
        ups.on_network.append(self._follow)

    @property
    def state(self) -> UpsState:
        """What is so; see `changed`."""
        return self.unit.state

    @property
    def knobs(self) -> UnitKnobs:
        """What is unknown of it."""
        return self.unit.knobs

    @property
    def toggles(self) -> Toggles:
        """Toggles received, by this wire and by the portal, and executed."""
        return self.unit.switching.toggles

    @property
    def serial(self) -> str:
        """The serial number."""
        return self.state.sn

    @property
    def api_key(self) -> str:
        """A key that may write."""
        return API_KEY

    @property
    def read_key(self) -> str:
        """A key that may only read."""
        return READ_KEY

    @property
    def portal_id(self) -> str:
        """The id that the portal has given it."""
        return str(self.state.portal_id)

    @property
    @override
    def scenarios(self) -> Sequence[str]:
        return tuple(SCENARIOS)

    @property
    @override
    def verbs(self) -> Mapping[str, Verb]:
        return self._verbs

    def is_on(self, port: int) -> bool:
        """Tell whether a port is on, truly."""
        return self.state.port(port).on

    def reset(self) -> None:
        """Be as at the beginning; see `PowerSentrixSimulator.reset`."""
        self.faults.clear()
        self.pusher.push_off()
        self.unit.reset()

    def reset_all(self) -> None:
        """Let everything be as at the beginning."""
        self._site.reset()

    def changed(self) -> None:
        """Let the state that was changed by hand have its effect."""
        self.unit.changed()

    def push_to(
        self,
        url: str,
        company_id: str,
        cmm: str | None = None,
        *,
        only: bool = False,
        boot: bool = True,
    ) -> None:
        """Let it post to a server; see `Pusher.push_to`."""
        self.pusher.push_to(url, company_id, cmm, only=only, boot=boot)

    async def delivered(self) -> None:
        """Wait until no post is under way."""
        await self.pusher.delivered()

    @override
    async def start(self) -> None:
        await super().start()
        self._follow()

    @override
    def leave(self, *, silent: bool = False) -> None:
        """Be off the network: no answers, no posts, not reached by the portal."""
        self.unit.set_cable(plugged=False)
        super().leave(silent=silent)

    @override
    def arrive(self) -> None:
        self.unit.set_cable(plugged=True)

    @override
    def snapshot(self) -> dict[str, Any]:
        return snapshot(self.unit)

    @override
    def patch(self, changes: Mapping[str, Any]) -> None:
        patch(self.unit, changes)

    @override
    def play(self, name: str) -> None:
        self._site.play(name, self)

    @override
    def _make_app(self) -> web.Application:
        return make_app(self.unit)

    @override
    def _commands_of(self, request: web.Request, body: bytes) -> Sequence[Command]:
        told = request.query
        kind = _KINDS.get(told.get("fn", ""))
        if request.path != PATH or kind is None:
            return []
        port = find_port(self.unit, told.get("param1", ""))
        if kind == "port.toggle" and port is not None:
            self.toggles.received[port.id] += 1
        return [Command(kind, told.get("param1", ""), told.get("param2"))]

    def _follow(self) -> None:
        """Open or close the socket as the unit comes and goes."""
        if not self.listening:
            return
        if self.unit.online:
            self._listener.open()
        else:
            self._listener.close()
