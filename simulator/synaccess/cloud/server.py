"""The cloud on the network."""

from collections.abc import Mapping, Sequence
import json
from typing import Any, override

from aiohttp import web

from ...clock import Clock
from ...control import Verb
from ...counters import Command
from ...station import Place, Station
from ...verbs import by_name
from ..hardware import SERIAL
from ..start import build
from ..unit import Unit
from .api import make_app, meant, place_of
from .knobs import CloudKnobs
from .records import POST_INTERVAL, Known, Records
from .scenarios import SCENARIOS
from .verbs import CloudVerbs

PLACE = Place(keep_alive=True)
TOKEN = "sim-cloud-7Qm2vX9cK4tB8nR1"  # noqa: S105 - of the simulator
_OUTLETS = 8


class CloudSimulator(Station):
    """An account with some PDUs, whose values are those of their last posts.

    Without a clock it has one that is stepped: see `step`. Knobs (`knobs.py`) are told
    by name. `first` is a PDU that is reached in other ways, too.
    """

    def __init__(
        self,
        units: int = 2,
        *,
        clock: Clock | None = None,
        place: Place = PLACE,
        first: Unit | None = None,
        wander: bool = False,
        **knobs: Any,
    ) -> None:
        """Build it all; nothing listens yet."""
        self._own_clock = clock is None
        super().__init__(clock or Clock(), place)
        self.knobs = CloudKnobs()
        self.knobs.turn(**knobs)
        self._first_knobs = knobs
        self._wander = wander
        self.token = TOKEN
        self.records = Records(self.clock)
        self._own: list[Unit] = []
        for number in range(units):
            self.records.add(first if first and number == 0 else self._make(number))
        self._verbs = by_name(CloudVerbs(self))

    @property
    @override
    def url(self) -> str:
        """The base address of the interface."""
        return self._listener.url + self.knobs.base

    @property
    def pdus(self) -> list[Known]:
        """The PDUs, also those that were removed from the account."""
        return self.records.all

    @property
    def pdu(self) -> Known:
        """The first PDU."""
        return self.records.all[0]

    @property
    @override
    def scenarios(self) -> Sequence[str]:
        return tuple(SCENARIOS)

    @property
    @override
    def verbs(self) -> Mapping[str, Verb]:
        return self._verbs

    def add(self) -> Known:
        """Let another PDU into the account."""
        return self.records.add(self._make(len(self.records.all)))

    def revoke(self) -> None:
        """Let the token be good no more; `token` is the one that is."""
        self.token += "-new"

    def reset(self) -> None:
        """Let links, knobs, faults and the token be as at the beginning.

        The PDUs stay as they are: other ways lead to them, too.
        """
        self.faults.clear()
        self.knobs.reset()
        self.knobs.turn(**self._first_knobs)
        self.token = TOKEN
        for known in self.records.all:
            known.linked = known.posting = known.listed = True
            known.waiting.clear()
            self.records.set_interval(known, POST_INTERVAL)

    @override
    def snapshot(self) -> dict[str, Any]:
        return {
            "knobs": self.knobs.as_json(),
            "pdus": {
                str(known.serial): {
                    "linked": known.linked,
                    "posting": known.posting,
                    "listed": known.listed,
                    "interval": known.interval,
                    "posted": known.posted and known.posted.isoformat(),
                    "outlets": known.outlets,
                }
                for known in self.records.all
            },
        }

    @override
    def patch(self, changes: Mapping[str, Any]) -> None:
        """Change `knobs`; what PDUs do is changed by verbs."""
        if unknown := changes.keys() - {"knobs"}:
            raise KeyError(*unknown)
        self.knobs.turn(**changes.get("knobs", {}))

    @override
    def play(self, name: str, number: int = 0) -> None:
        """Play a scenario, on the first PDU or on another."""
        if name not in SCENARIOS:
            raise ValueError(f"unknown scenario: {name}")
        SCENARIOS[name](self, self.records.all[number])

    @override
    async def start(self) -> None:
        if self._own_clock:
            await self.clock.start()
        await super().start()

    @override
    async def stop(self) -> None:
        self.records.stop()
        await super().stop()
        for unit in self._own:
            await unit.stop()
        if self._own_clock:
            await self.clock.stop()

    @override
    def _make_app(self) -> web.Application:
        return make_app(self)

    @override
    def _commands_of(self, request: web.Request, body: bytes) -> Sequence[Command]:
        """Read `outlet.state` and the like; the target is the PDU's own id."""
        try:
            found = meant(self, request.method, place_of(self, request.path))
            told = json.loads(body) if found else None
        except KeyError, ValueError:
            return []
        if found is None or not isinstance(told, dict):
            return []
        _, outlet = found
        return [Command(f"outlet.{key}", outlet["id"], told[key]) for key in told]

    def _make(self, number: int) -> Unit:
        state = build(_OUTLETS, frozenset(), SERIAL + number)
        if number:
            state.conf["deviceName"] = f"Branch office PDU {number + 1}"
        unit = Unit(state, self.clock, wander=self._wander)
        self._own.append(unit)
        return unit
