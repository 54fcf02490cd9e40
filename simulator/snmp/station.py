"""An SNMP agent at its port: who gets in, what is told, and what goes wrong."""

from types import TracebackType
from typing import Self

from ..clock import Clock
from ..faults import Faults
from ..station import Place
from .agent.engine import Engine
from .agent.gate import Communities, Gate
from .agent.objects import Told
from .agent.port import Address, Port
from .agent.tree import Tree
from .counters import CardCounters
from .knobs import CardKnobs
from .reception import Reception
from .requests import open_desk, shown
from .wire.ber import Kind, oid_of
from .wire.secure import User


class SnmpStation:
    """Answers out of a tree, whatever that tells of.

    Binds at `start`, leaves nothing at `stop`; also an async context manager.
    """

    def __init__(
        self,
        clock: Clock,
        place: Place,
        communities: Communities,
        engine: Engine,
        knobs: CardKnobs,
        tree: Tree,
    ) -> None:
        """Know the address, and whom to let in."""
        self.clock = clock
        self.host = place.host
        self.communities = communities
        self.engine = engine
        self.knobs = knobs
        self.tree = tree
        self.counters = CardCounters()
        self.faults = Faults()
        self.away = False
        """Whether nobody is answered: see `vanish`."""
        self._port = Port(place.host, place.port, self.counters, self._received)
        self._reception = Reception(
            Gate(communities, engine, knobs, self.counters),
            open_desk(tree, knobs, self.counters),
            self.faults,
            self.counters,
            clock,
            self.vanish,
            self._port.send,
        )

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
    def answers(self) -> bool:
        """Whether anybody is answered."""
        return not self.away

    def value(self, oid: str) -> int | str | None:
        """Tell an object's value now; strings as latin-1, OIDs with dots."""
        value = self.tree.value(oid_of(oid))
        return None if value is None else shown(value)

    def override(self, oid: str, told: Told, kind: Kind | None = None) -> None:
        """Tell something else at an object; None makes it absent."""
        self.tree.override(oid_of(oid), told, kind)

    def restore(self, oid: str | None = None) -> None:
        """Tell the truth again, at one object or at all."""
        self.tree.restore(None if oid is None else oid_of(oid))

    def vanish(self) -> None:
        """Answer nobody until told to come back."""
        self.away = True

    def come_back(self) -> None:
        """Answer again."""
        self.away = False

    async def start(self) -> None:
        """Listen."""
        await self._port.open()

    async def stop(self) -> None:
        """Leave nothing: no socket, no task, no timer."""
        await self._port.close()

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

    def _received(self, data: bytes, sender: Address) -> None:
        """Answer a datagram, if anybody is answered at all."""
        if self.answers:
            self._reception.receive(data, sender)
