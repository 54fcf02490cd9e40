"""Commands whose effect was not seen yet; they outlive a restart."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Final, NamedTuple

from ....equipment.driver import Json, Memory
from ....equipment.model import EquipmentId
from ..mapping import outlets, values
from ..rules.snapshot import Row
from .rows import TIME, told_at

_KEY: Final = "sent"


class Socket(NamedTuple):
    """An outlet of one of the PDUs."""

    equipment: EquipmentId
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A command: what for, and what the outlet's row said of its time before.

    ``at``: when it was sent. ``pending``: its outcome is owed to whoever asked for it.
    """

    want: bool
    before: float | None
    at: datetime
    pending: bool = False

    def seen(self, row: Row | None) -> bool | None:
        """Return the state that the PDU told since; None: it has told nothing yet.

        Only what the PDU has posted since counts, by the time that its rows carry: the
        cloud may well repeat what was asked for. Where rows carry no time, what it
        measures must agree.
        """
        if row is None:
            return None
        state, told = values.state(row.get(outlets.STATE)), told_at(row)
        if told is not None:
            return state if self.before is None or told > self.before else None
        voltage = values.state(row.get("voltageDetection"))
        return None if voltage is not None and voltage is not state else state


class SentCommands:
    """The last command of each outlet, until its outcome is known."""

    def __init__(self, memory: Memory) -> None:
        """Begin with what was under way when the driver before this one ended."""
        self._memory = memory
        self._by_socket = dict(_read(memory.recall(_KEY)))

    def pending(self) -> tuple[tuple[Socket, Sent], ...]:
        """Return those whose outcome is owed."""
        return tuple(
            (socket, sent) for socket, sent in self._by_socket.items() if sent.pending
        )

    def note(self, socket: Socket, sent: Sent) -> None:
        """Keep a command."""
        self._by_socket[socket] = sent
        self._save()

    def forget(self, socket: Socket) -> None:
        """Forget a command: how it ended is known, or nobody waits for it."""
        if self._by_socket.pop(socket, None) is not None:
            self._save()

    def _save(self) -> None:
        self._memory.keep(
            _KEY,
            [
                {**socket._asdict(), **asdict(sent), "at": sent.at.isoformat()}
                for socket, sent in self._by_socket.items()
            ],
        )


def _read(kept: Json) -> Iterator[tuple[Socket, Sent]]:
    for row in kept if isinstance(kept, list) else ():
        match row:
            case {"equipment": str(unit), "key": str(key), "at": str(at)}:
                yield (
                    Socket(EquipmentId(unit), key),
                    Sent(
                        want=bool(row.get("want")),
                        before=told_at({TIME: row.get("before")}),
                        at=datetime.fromisoformat(at),
                        pending=bool(row.get("pending")),
                    ),
                )
