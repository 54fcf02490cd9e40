"""What the cloud knows of PDUs: what they have posted last."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime

from ...clock import Clock, Timer
from ..state import Record
from ..unit import Unit
from .history import HISTORY, History

POST_INTERVAL = 30_000  # milliseconds


@dataclass(slots=True)
class Known:
    """One PDU of the account."""

    unit: Unit
    interval: int = POST_INTERVAL
    linked: bool = True
    """Whether it has a way to the cloud."""
    posting: bool = True
    """Whether it posts; a PDU that hangs may be linked all the same."""
    listed: bool = True
    """Whether the account shows it."""
    posted: datetime | None = None
    device: Record = field(default_factory=dict)
    outlets: list[Record] = field(default_factory=list)
    inlets: list[Record] = field(default_factory=list)
    banks: list[Record] = field(default_factory=list)
    waiting: list[Callable[[], None]] = field(default_factory=list)
    """Commands that it fetches when it posts next."""
    timer: Timer | None = None

    @property
    def serial(self) -> int:
        """The serial number of the enclosure."""
        return int(self.unit.state.device["enclosureSerialNumber"])


class Records:
    """Takes what PDUs post, each at its interval."""

    def __init__(self, clock: Clock) -> None:
        """Know none yet."""
        self._clock = clock
        self._known: list[Known] = []
        self.history = {name: History(name) for name in HISTORY}

    def __iter__(self) -> Iterator[Known]:
        """Go through those that the account shows."""
        return (known for known in self._known if known.listed)

    @property
    def all(self) -> list[Known]:
        """All, also those that were removed from the account."""
        return self._known

    def add(self, unit: Unit) -> Known:
        """Let a PDU into the account; it posts at once."""
        known = Known(unit)
        self._known.append(known)
        self._tick(known)
        return known

    def find(self, serial: object) -> Known:
        """Find a PDU of the account by its serial number."""
        for known in self:
            if str(known.serial) == str(serial):
                return known
        raise KeyError(str(serial))

    def post(self, known: Known) -> None:
        """Let a PDU post, and fetch what waits for it."""
        if not (known.linked and known.posting):
            return
        known.posted = self._clock.time
        _look(known)
        for history in self.history.values():
            history.take(known, known.posted)
        waiting, known.waiting = known.waiting, []
        for act in waiting:
            act()

    def stop(self) -> None:
        """Let nobody post any more."""
        for known in self._known:
            if known.timer is not None:
                known.timer.cancel()
                known.timer = None

    def set_interval(self, known: Known, milliseconds: int) -> None:
        """Let a PDU post so often, from now on."""
        known.interval = milliseconds
        if known.timer is not None:
            known.timer.cancel()
        self._tick(known)

    def _tick(self, known: Known) -> None:
        self.post(known)
        known.timer = self._clock.call_later(
            known.interval / 1000, lambda: self._tick(known)
        )


def _look(known: Known) -> None:
    """Keep how a PDU is at this moment."""
    unit = known.unit
    unit.physics.settle()
    known.device = deepcopy(unit.views.device())
    known.outlets = [deepcopy(unit.views.outlet(row)) for row in unit.state.outlets]
    known.inlets = [deepcopy(unit.views.inlet(row)) for row in unit.state.inlets]
    known.banks = deepcopy(unit.state.banks)
