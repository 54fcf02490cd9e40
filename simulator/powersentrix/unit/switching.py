"""The ports: toggles, restarts, what was asked for and what was done."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from ...clock import Clock, Timer
from .journal import Journal
from .state import Port, UpsState

RESTART_TIME = 5.0
"""Seconds that fn=4 keeps a port off."""


class Change(NamedTuple):
    """A port changed: when, which, to what, and who did it."""

    seconds: float
    port: int
    on: bool
    by: str


@dataclass(slots=True)
class Toggles:
    """Toggles by port: wishes that came over any wire, and those that were executed.

    What was not asked for by a wire of ours (a phone, an input, a test) is `foreign`.
    """

    received: Counter[int] = field(default_factory=Counter)
    executed: Counter[int] = field(default_factory=Counter)
    foreign: Counter[int] = field(default_factory=Counter)

    def reset(self) -> None:
        """Begin again at nothing."""
        for counter in (self.received, self.executed, self.foreign):
            counter.clear()

    def as_json(self) -> dict[str, dict[str, int]]:
        """Tell the counts in JSON."""
        counters = {
            "received": self.received,
            "executed": self.executed,
            "foreign": self.foreign,
        }
        return {
            name: {str(port): count for port, count in sorted(counter.items())}
            for name, counter in counters.items()
        }


class Switching:
    """Switches ports. There is no way to say which state is wanted: only a toggle."""

    def __init__(
        self,
        state: UpsState,
        clock: Clock,
        journal: Journal,
        settle: Callable[[], None],
    ) -> None:
        """Switch the ports of a state; `settle` is called before each change."""
        self.toggles = Toggles()
        self.changes: list[Change] = []
        self.ignored = 0.0
        """So many toggles and restarts more are answered, not executed (inf: all)."""
        self.doubled = 0
        """So many toggles more are executed twice: something on the way repeats."""
        self.ambushes: list[int] = []
        """Ports that somebody else toggles just before the next toggle of ours."""
        self._state = state
        self._clock = clock
        self._journal = journal
        self._settle = settle
        self._restarts: dict[int, Timer] = {}

    def toggle(self, port: Port) -> bool:
        """Do as fn=3 says; tell whether it was done."""
        if port.id in self.ambushes:
            self.ambushes.remove(port.id)
            self.foreign_toggle(port, "somebody")
        if self._is_ignored():
            return False
        times = 1 + (self.doubled > 0)
        self.doubled = max(0, self.doubled - 1)
        for _ in range(times):
            self.toggles.executed[port.id] += 1
            self._set(port, on=not port.on, by="api")
        return True

    def foreign_toggle(self, port: Port, by: str = "phone") -> None:
        """Let somebody else toggle a port."""
        self.foreign_set(port, on=not port.on, by=by)

    def foreign_set(self, port: Port, *, on: bool, by: str) -> None:
        """Let somebody else switch a port."""
        if port.on is not on:
            self.toggles.foreign[port.id] += 1
            self._set(port, on=on, by=by)

    def restart(self, port: Port) -> bool:
        """Do as fn=4 says: off at once, on later; nothing if it is off."""
        if not port.on or self._is_ignored():
            return False
        self._set(port, on=False, by="restart")
        self._forget(port.id)
        self._restarts[port.id] = self._clock.call_later(
            RESTART_TIME, lambda: self._end_restart(port)
        )
        return True

    def restarting(self, port: Port) -> bool:
        """Tell whether a port is in the seconds of its restart."""
        return port.id in self._restarts

    def reset(self) -> None:
        """Know nothing of what was, and do again what is asked."""
        self.stop()
        self.toggles.reset()
        self.changes.clear()
        self.ambushes.clear()
        self.ignored, self.doubled = 0.0, 0

    def stop(self) -> None:
        """Forget the restarts that are under way."""
        for ident in list(self._restarts):
            self._forget(ident)

    def _is_ignored(self) -> bool:
        if self.ignored <= 0:
            return False
        self.ignored -= 1
        return True

    def _end_restart(self, port: Port) -> None:
        self._restarts.pop(port.id, None)
        if not port.on:
            self._set(port, on=True, by="restart")

    def _forget(self, ident: int) -> None:
        timer = self._restarts.pop(ident, None)
        if timer is not None:
            timer.cancel()

    def _set(self, port: Port, *, on: bool, by: str) -> None:
        self._settle()
        port.on = on
        self.changes.append(Change(self._clock.now, port.id, on, by))
        self._journal.switched(port.id, on=on)
