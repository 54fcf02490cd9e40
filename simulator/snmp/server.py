"""A network management card on the network."""

from collections.abc import Mapping, Sequence
from itertools import count
from pathlib import Path
import time
from typing import Any, Self, override

from ..clock import Clock
from ..control import ControlPlane, Verb
from ..smartconnect.unit.ups import Ups
from ..station import Place
from .agent.engine import Engine
from .agent.gate import Communities
from .agent.objects import Objects
from .agent.port import Address
from .card.make import Body, bare, furnish
from .notices import Notices
from .recording import objects_of
from .requests import shown
from .running import Running
from .scenarios import SCENARIOS
from .sender import Sender
from .station import SnmpStation
from .unit.power_unit import PowerUnit
from .verbs import CardVerbs
from .watching import Watch
from .wire.ber import dotted
from .wire.secure import User

COMMUNITY, WRITE_COMMUNITY = "public", "private"
USER = User("rackpower", "SHA1", "simulated-auth-key", "AES128", "simulated-priv-key")
_NUMBERS = count(1)


class SnmpSimulator(SnmpStation):
    """A card with a UPS behind it, or something else that speaks SNMP.

    Without a clock it has one that is stepped: see `step`. Knobs (`knobs.py`) are told
    by name. `ups` is a unit that others show, too; `objects` are played instead of
    those of a model.
    """

    def __init__(
        self,
        model: str = "smart_ups",
        *,
        clock: Clock | None = None,
        host: str = "127.0.0.1",
        port: int = 0,
        control_port: int = 0,
        community: str = COMMUNITY,
        write_community: str = WRITE_COMMUNITY,
        user: User = USER,
        users: Sequence[User] = (),
        ups: Ups | None = None,
        mac: bytes | None = None,
        objects: Objects | None = None,
        **knobs: Any,
    ) -> None:
        """Build it all; nothing listens yet. `user` comes first, then `users`."""
        self._own_clock = clock is None and ups is None
        clock = clock or (ups.clock if ups is not None else Clock())
        self.model = model
        self.trap_community = community
        self.mac = mac or b"\0\xc0\xb7" + next(_NUMBERS).to_bytes(3)
        identity = b"\x80\0\x01\x3e\x03" + self.mac
        body = Body(
            clock, identity, self.mac, lambda: self._running.booted, self.restart
        )
        if objects is None:
            made = furnish(model, body, ups, knobs)
        else:
            made = bare(objects, clock, knobs)
        self.ups: PowerUnit = made.unit
        super().__init__(
            clock,
            Place(host, port),
            Communities(community, write_community),
            Engine(identity, [user, *users], time.monotonic),
            made.knobs,
            made.tree,
        )
        self._sender = Sender(self.engine, self.counters, host)
        self.notices = Notices(
            self._sender,
            self.tree,
            lambda: self._running.ticks,
            lambda: self.trap_community,
            lambda: self.user,
        )
        if objects is None:
            Watch(made.see, self.notices.tell)
        self._running = Running(
            clock, self.ups.base, self.knobs, self.engine, self.notices
        )
        self._control = ControlPlane(self, host, control_port)
        self._verbs = CardVerbs(self).by_name()

    @classmethod
    def from_snmprec(cls, recording: Path | str, **options: Any) -> Self:
        """Play a recording, told as a file or as its text."""
        return cls("recording", objects=objects_of(recording), **options)

    @property
    def control_url(self) -> str:
        """The address of the control plane."""
        return self._control.url

    @property
    def receivers(self) -> list[tuple[str, int, str]]:
        """Whom the card tells of what happens: host, port, version."""
        return self.notices.receivers

    @property
    def scenarios(self) -> Sequence[str]:
        """What can be played."""
        return tuple(SCENARIOS)

    @property
    def verbs(self) -> Mapping[str, Verb]:
        """What the control plane can do besides."""
        return self._verbs

    @property
    @override
    def answers(self) -> bool:
        return super().answers and self._running.awake

    @override
    def value(self, oid: str) -> int | str | None:
        self.ups.base.physics.settle()
        return super().value(oid)

    def snapshot(self) -> dict[str, Any]:
        """Tell everything that can be read, and how the knobs stand."""
        self.ups.base.physics.settle()
        return {
            "model": self.model,
            "answers": self.answers,
            "knobs": self.knobs.as_json(),
            "receivers": [list(each) for each in self.receivers],
            "objects": {
                dotted(oid): shown(value) for oid, value in self.tree.below((1,))
            },
        }

    # what can be done

    def patch(self, changes: Mapping[str, Any]) -> None:
        """Change `knobs`, or tell other values of `objects`."""
        if unknown := changes.keys() - {"knobs", "objects"}:
            raise KeyError(*unknown)
        self.knobs.turn(**changes.get("knobs", {}))
        for oid, told in changes.get("objects", {}).items():
            self.override(oid, told)

    def step(self, seconds: float) -> None:
        """Move the clock on."""
        self.clock.step(seconds)

    def play(self, name: str) -> None:
        """Play a scenario; some need groups, probes or contacts."""
        if name not in SCENARIOS:
            raise ValueError(f"unknown scenario: {name}")
        try:
            SCENARIOS[name](self)
        except (IndexError, StopIteration) as err:
            raise ValueError(f"{self.model} has nothing to play {name} with") from err

    def restart(self, firmware: str | None = None) -> None:
        """Restart the card: silence, then all as before but for the uptime."""
        if firmware is not None:
            self.knobs.firmware = firmware
        self._running.restart()

    def send_trap(
        self,
        number: int,
        text: str | None = None,
        *,
        to: tuple[str, int],
        version: str = "1",
        community: str | None = None,
        user: User | None = None,
        source: str | None = None,
        agent: str | None = None,
        row: int = 0,
    ) -> None:
        """Send one trap or inform now; below 0 are generic ones, -1 is coldStart.

        `source` is the address that it comes from, `agent` what version 1 says of that.
        """
        self.notices.send(
            number,
            text,
            row,
            to=to,
            version=version,
            community=community,
            user=user,
            source=source,
            agent=agent,
        )

    def flood(self, number: int, times: int) -> None:
        """Send a trap many times to every receiver."""
        for turn in range(times):
            self.notices.tell(number, f"System: Test Trap {turn}.")

    async def informed(self) -> None:
        """Wait until no inform is under way."""
        await self._sender.idle()

    # life

    @override
    async def start(self) -> None:
        if self._own_clock:
            await self.clock.start()
        await super().start()
        await self._control.start()

    @override
    async def stop(self) -> None:
        self.ups.stop()
        self._running.stop()
        await self._sender.stop()
        await super().stop()
        await self._control.stop()
        if self._own_clock:
            self.ups.base.stop()
            await self.clock.stop()

    @override
    def _received(self, data: bytes, sender: Address) -> None:
        """See first what is so: without power it is no more, with time it moves."""
        self._running.look_for_power()
        if self.answers:
            self.ups.base.physics.settle()
        super()._received(data, sender)
