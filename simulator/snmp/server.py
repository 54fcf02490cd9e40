"""A network management card on the network."""

from collections.abc import Mapping, Sequence
from itertools import count
from pathlib import Path
import time
from types import TracebackType
from typing import Any, Self

from ..clock import Clock
from ..control import ControlPlane, Verb
from ..counters import Command
from ..faults import Faults
from ..smartconnect.unit.ups import Ups
from .agent.answering import Answerer
from .agent.engine import Engine
from .agent.gate import Communities, Gate
from .agent.objects import Objects, Told
from .agent.port import Address, Port
from .agent.tree import Tree
from .card.make import Body, bare, furnish
from .counters import CardCounters
from .knobs import CardKnobs
from .notices import COLD_START, Notices
from .reception import Reception
from .recording import objects_of
from .requests import Desk, shown
from .scenarios import SCENARIOS
from .sender import Sender
from .unit.power_unit import PowerUnit
from .verbs import CardVerbs
from .watching import Watch
from .wire.ber import Kind, Oid, Raw, Value, dotted, oid_of
from .wire.pdu import Status
from .wire.secure import User

COMMUNITY, WRITE_COMMUNITY = "public", "private"
USER = User("rackpower", "SHA1", "simulated-auth-key", "AES128", "simulated-priv-key")
FIRST_UPTIME = 5 * 86400.0
"""Seconds that the card has been running when it is first looked at."""
_NUMBERS = count(1)
_WRAP = 1 << 32


class SnmpSimulator:
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
        self.clock = clock or (ups.clock if ups is not None else Clock())
        self.model = model
        self.host = host
        self.communities = Communities(community, write_community)
        self.trap_community = community
        self.mac = mac or b"\0\xc0\xb7" + next(_NUMBERS).to_bytes(3)
        identity = b"\x80\0\x01\x3e\x03" + self.mac
        self.engine = Engine(identity, [user, *users], time.monotonic)
        self.counters = CardCounters()
        self.faults = Faults()
        self.away = False
        """Whether nobody is answered: see `vanish`."""
        self._booted = self.clock.now - FIRST_UPTIME
        self._booting = self._dark = False
        body = Body(self.clock, identity, self.mac, lambda: self._booted, self.restart)
        if objects is None:
            made = furnish(model, body, ups, knobs)
        else:
            made = bare(objects, self.clock, knobs)
        self.knobs: CardKnobs = made.knobs
        self.tree: Tree = made.tree
        self.ups: PowerUnit = made.unit
        self._settings = made.settings
        self._sender = Sender(self.engine, self.counters, host)
        self.notices = Notices(
            self._sender,
            self.tree,
            self._ticks,
            lambda: self.trap_community,
            lambda: self.user,
        )
        if objects is None:
            Watch(made.see, self.notices.tell)
        desk = Desk(
            Answerer(self.tree, self._done, self._locked, self.knobs),
            self.knobs,
            self.counters,
        )
        self._port = Port(host, port, self.counters, self._received)
        self._reception = Reception(
            Gate(self.communities, self.engine, self.knobs, self.counters),
            desk,
            self.faults,
            self.counters,
            self.clock,
            self.vanish,
            self._port.send,
        )
        self._control = ControlPlane(self, host, control_port)
        self._verbs = CardVerbs(self).by_name()
        self.ups.base.on_change.append(self._look_for_power)

    @classmethod
    def from_snmprec(cls, recording: Path | str, **options: Any) -> Self:
        """Play a recording, told as a file or as its text."""
        return cls("recording", objects=objects_of(recording), **options)

    # how to get in

    @property
    def port(self) -> int:
        """The port."""
        return self._port.port

    @property
    def community(self) -> str:
        """The word for reading."""
        return self.communities.read

    @property
    def write_community(self) -> str:
        """The word for writing."""
        return self.communities.write

    @property
    def user(self) -> User:
        """The first user of version 3."""
        return self.engine.users[0]

    @property
    def users(self) -> list[User]:
        """All users of version 3."""
        return self.engine.users

    @property
    def engine_id(self) -> bytes:
        """The id of its SNMP engine."""
        return self.engine.id

    @property
    def control_url(self) -> str:
        """The address of the control plane."""
        return self._control.url

    @property
    def receivers(self) -> list[tuple[str, int, str]]:
        """Whom the card tells of what happens: host, port, version."""
        return self.notices.receivers

    # what is so

    @property
    def scenarios(self) -> Sequence[str]:
        """What can be played."""
        return tuple(SCENARIOS)

    @property
    def verbs(self) -> Mapping[str, Verb]:
        """What the control plane can do besides."""
        return self._verbs

    @property
    def answers(self) -> bool:
        """Whether anybody is answered."""
        return not (self.away or self._booting or self._dark)

    def value(self, oid: str) -> int | str | None:
        """Tell an object's value now; strings as latin-1, OIDs with dots."""
        self.ups.base.physics.settle()
        value = self.tree.value(oid_of(oid))
        return None if value is None else shown(value)

    def override(self, oid: str, told: Told, kind: Kind | None = None) -> None:
        """Tell something else at an object; None makes it absent."""
        self.tree.override(oid_of(oid), told, kind)

    def restore(self, oid: str | None = None) -> None:
        """Tell the truth again, at one object or at all."""
        self.tree.restore(None if oid is None else oid_of(oid))

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
        self._booting = self.notices.silent = True
        self.clock.call_later(self.knobs.boot_seconds, self._boot)

    def _boot(self) -> None:
        if self._dark:
            return
        self._booted = self.clock.now
        self._booting = self.notices.silent = False
        self.engine.restart()
        self.notices.tell(COLD_START)

    def _look_for_power(self) -> None:
        """The card lives on the UPS's power: it goes dark with it, and boots later."""
        if self.ups.base.powered != self._dark:
            return
        self._dark = not self._dark
        self._booting = self.notices.silent = True
        if not self._dark:
            self.restart()

    def vanish(self) -> None:
        """Answer nobody until told to come back."""
        self.away = True

    def come_back(self) -> None:
        """Answer again."""
        self.away = False

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

    async def start(self) -> None:
        """Listen."""
        if self._own_clock:
            await self.clock.start()
        await self._port.open()
        await self._control.start()

    async def stop(self) -> None:
        """Leave nothing: no socket, no task, no timer."""
        self.ups.stop()
        if self._look_for_power in self.ups.base.on_change:
            self.ups.base.on_change.remove(self._look_for_power)
        await self._sender.stop()
        await self._port.close()
        await self._control.stop()
        if self._own_clock:
            self.ups.base.stop()
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

    # the wire

    def _ticks(self) -> int:
        return int((self.clock.now - self._booted) * 100) % _WRAP

    def _locked(self) -> Status | None:
        """*Write* gives way while somebody is logged in; *Write+* does not."""
        if self.knobs.logged_in and self.knobs.access == "write":
            return Status.NO_ACCESS
        return None

    def _done(self, oid: Oid, raw: Raw) -> None:
        told = shown(Value(Kind.NULL, raw))
        self.counters.commands_executed.append(Command("set", dotted(oid), told))

    def _received(self, data: bytes, sender: Address) -> None:
        """Answer a datagram, if anybody is answered at all."""
        self._look_for_power()
        if self.answers:
            self.ups.base.physics.settle()
            self._reception.receive(data, sender)
