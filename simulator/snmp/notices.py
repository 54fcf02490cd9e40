"""Which traps a card tells, and to whom."""

from collections.abc import Callable
from typing import NamedTuple

from . import trap_codes as codes
from .agent.tree import Tree
from .sender import Notice, Sender
from .wire.ber import Kind, Value, oid_of
from .wire.pdu import VarBind
from .wire.secure import User

COLD_START = -1


class Receiver(NamedTuple):
    """Somebody whom the card tells; `version` as `send_trap` has it."""

    host: str
    port: int
    version: str = "1"


class Notices:
    """Writes traps and sends them to all receivers."""

    def __init__(
        self,
        sender: Sender,
        tree: Tree,
        ticks: Callable[[], int],
        community: Callable[[], str],
        user: Callable[[], User],
    ) -> None:
        """`ticks` tells sysUpTime; `community` and `user` with what traps go out."""
        self.sender = sender
        self.receivers: list[tuple[str, int, str]] = []
        self.silent = False
        """Whether the card is off: nothing is told then, and nothing later."""
        self._tree = tree
        self._ticks = ticks
        self._community = community
        self._user = user

    def tell(self, number: int, text: str | None = None, row: int = 0) -> None:
        """Tell all receivers of a trap."""
        if self.silent:
            return
        for host, port, version in self.receivers:
            self.send(number, text, row, to=(host, port), version=version)

    def send(
        self,
        number: int,
        text: str | None,
        row: int = 0,
        *,
        to: tuple[str, int],
        version: str,
        community: str | None = None,
        user: User | None = None,
        source: str | None = None,
        agent: str | None = None,
    ) -> None:
        """Send one trap to one receiver."""
        self.sender.send(
            Notice(number, self._varbinds(number, text, row), self._ticks()),
            to,
            version,
            community=self._community() if community is None else community,
            user=user or self._user(),
            source=source,
            agent=agent,
        )

    def _varbinds(self, number: int, text: str | None, row: int) -> tuple[VarBind, ...]:
        """Put what the trap carries before its text."""
        if number < 0:
            return ()
        found = [self._extra(name, row, text) for name in codes.EXTRA.get(number, ())]
        if text is None:
            text = codes.TEXTS.get(number, f"UPS: Event {number}.")
        told = Value(Kind.OCTETS, text.encode("latin-1", "replace"))
        return (*found, VarBind(oid_of(codes.TEXT), told))

    def _extra(self, name: str, row: int, text: str | None) -> VarBind:
        oid = oid_of(name if name.endswith(".0") else f"{name}.{row or 1}")
        value = self._tree.value(oid)
        if value is None and name.endswith(".10.0"):
            value = Value(Kind.OCTETS, (text or "").encode("latin-1", "replace"))
        return VarBind(oid, value or Value(Kind.INTEGER, row))
