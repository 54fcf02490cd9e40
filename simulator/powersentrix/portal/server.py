"""The portal on the network."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, override

from aiohttp import web

from ...control import Verb
from ...counters import Command
from ...station import Place, Station
from ...verbs import by_name
from ..knobs import PortalKnobs
from ..scenarios import SCENARIOS
from ..unit.actions import find_port
from ..unit.patching import patch, snapshot
from .accounts import Account
from .api import make_app
from .api.switching import CHANGE, RESTART_PORT
from .records import Records
from .tokens import Tokens
from .verbs import PortalVerbs

if TYPE_CHECKING:
    from ..site import PowerSentrixSimulator

_KINDS = {CHANGE: "port.toggle", RESTART_PORT: "port.restart"}


class PortalSimulator(Station):
    """The vendor's cloud: accounts, tokens, and what the UPSs have posted."""

    def __init__(
        self,
        site: PowerSentrixSimulator,
        records: Records,
        knobs: PortalKnobs,
        place: Place,
    ) -> None:
        """Put a portal on the network."""
        super().__init__(site.clock, place)
        self.knobs = knobs
        self.records = records
        self.accounts = [Account()]
        self.tokens = Tokens(site.clock, knobs)
        self._site = site
        self._verbs = by_name(PortalVerbs(self))

    @property
    def email(self) -> str:
        """The first account's name."""
        return self.accounts[0].email

    @property
    def password(self) -> str:
        """The first account's password."""
        return self.accounts[0].password

    @property
    @override
    def scenarios(self) -> Sequence[str]:
        return tuple(SCENARIOS)

    @property
    @override
    def verbs(self) -> Mapping[str, Verb]:
        return self._verbs

    def reset(self) -> None:
        """Be as at the beginning; see `PowerSentrixSimulator.reset`."""
        self.faults.clear()
        self.knobs.reset()
        self.accounts[:] = [Account()]
        self.records.reset()

    def reset_all(self) -> None:
        """Let everything be as at the beginning."""
        self._site.reset()

    @override
    def snapshot(self) -> dict[str, Any]:
        return {
            "knobs": self.knobs.as_json(),
            "accounts": [
                asdict(account)
                | {"units": None if account.units is None else sorted(account.units)}
                for account in self.accounts
            ],
            "upses": {known.id: snapshot(known.ups) for known in self.records},
            "logs": {known.id: known.logs for known in self.records},
        }

    @override
    def patch(self, changes: Mapping[str, Any]) -> None:
        """Change `knobs` of the portal, or `upses` by their ids."""
        if unknown := changes.keys() - {"knobs", "upses"}:
            raise KeyError(*unknown)
        self.knobs.turn(**changes.get("knobs", {}))
        for ident, change in changes.get("upses", {}).items():
            known = self.records.find(ident)
            if known is None:
                raise KeyError(ident)
            patch(known.ups, change)

    @override
    def play(self, name: str) -> None:
        self._site.play(name)

    @override
    def _make_app(self) -> web.Application:
        return make_app(self)

    @override
    def _commands_of(self, request: web.Request, body: bytes) -> Sequence[Command]:
        """Read `port.toggle` and `port.restart`; the target is `<id>/<port>`."""
        kind = _KINDS.get(request.path)
        if kind is None:
            return []
        ident, port = request.query.get("id", ""), request.query.get("port", "")
        known = self.records.find(ident)
        if known is not None and kind == "port.toggle":
            found = find_port(known.ups, port)
            if found is not None:
                known.ups.switching.toggles.received[found.id] += 1
        return [Command(kind, f"{ident}/{port}", None)]
