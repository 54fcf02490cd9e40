"""What a simulated unit has seen: requests, bytes, connections and commands."""

from collections import Counter
from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any, NamedTuple


class Command(NamedTuple):
    """A wish that came over the wire; equal to the plain tuple of its fields."""

    kind: str
    target: str
    value: Any


@dataclass(slots=True)
class Counters:
    """The counts since the start or the last reset.

    `commands_received` holds what arrived, whatever became of it;
    `commands_executed` what the unit did.
    """

    requests: Counter[str] = field(default_factory=Counter)
    bytes_in: int = 0
    bytes_out: int = 0
    connections: int = 0
    logins: int = 0
    max_concurrent: int = 0
    commands_received: list[Command] = field(default_factory=list)
    commands_executed: list[Command] = field(default_factory=list)
    _open: Counter[Hashable] = field(default_factory=Counter)

    def arrived(self, connection: Hashable, requests: int = 1) -> None:
        """Count requests that now wait for an answer on a connection."""
        self._open[connection] += requests
        self.max_concurrent = max(self.max_concurrent, self._open.total())

    def answered(self, connection: Hashable) -> None:
        """One request of a connection waits no longer."""
        if self._open[connection] <= 1:
            del self._open[connection]
        else:
            self._open[connection] -= 1

    def lost(self, connection: Hashable) -> None:
        """The connection is gone, so nobody waits on it."""
        del self._open[connection]

    def reset(self) -> None:
        """Begin again at nothing."""
        self.requests.clear()
        self.bytes_in = self.bytes_out = self.connections = self.logins = 0
        self.max_concurrent = self._open.total()
        self.commands_received.clear()
        self.commands_executed.clear()

    def as_json(self) -> dict[str, Any]:
        """Tell the counts in JSON."""
        return {
            "requests": dict(self.requests),
            "bytes_in": self.bytes_in,
            "bytes_out": self.bytes_out,
            "connections": self.connections,
            "logins": self.logins,
            "max_concurrent": self.max_concurrent,
            "commands": {
                "received": [list(command) for command in self.commands_received],
                "executed": [list(command) for command in self.commands_executed],
            },
        }
