"""The Driver protocol, its optional abilities, and what a driver needs from outside.

A driver drives one connection (an account, a unit, a card), which may show several
units. Abilities are small protocols that a driver has or has not; nothing is stubbed.
"""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol, runtime_checkable

from .errors import DriverError
from .model import Equipment, EquipmentId, Order, Point, Record, Report, Value

type Json = bool | int | float | str | Sequence[Json] | Mapping[str, Json] | None


class Clock(Protocol):
    """Time, so that tests can move it."""

    def now(self) -> datetime:
        """Return the wall time in UTC."""

    def monotonic(self) -> float:
        """Return seconds that never step back."""

    async def sleep(self, seconds: float) -> None:
        """Wait."""


class Memory(Protocol):
    """What must outlive a driver: learnt facts, cookies, budgets. JSON values only."""

    def recall(self, key: str) -> Json:
        """Return what was kept under the key, or None."""

    def keep(self, key: str, value: Json) -> None:
        """Keep a value; it is written to disk a little later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What a driver needs from outside.

    ``publish`` takes reports outside of a read: what a command saw while it was
    confirmed, what the unit pushed. A report with ``about`` of a unit that was not
    known makes it known. ``tell`` takes lines of the unit's log, oldest first;
    ``live`` says that they were told as they arose, not read up later. ``settle`` ends
    a write that was PENDING: with None once it is confirmed, else with what became of
    it. ``preference`` returns what the owner chose for a unit (a key of the
    connection's ``preferences``). ``forget`` drops lines of the log, by their keys,
    that the owner does not want to keep. ``trouble`` tells of something that a person
    should mend though units are read, under a name of its own (what is about one unit:
    the matter, a slash, the unit's id); with None it is over.
    ``wake`` asks to be read again in so many seconds at
    the latest. ``in_thread`` runs what would block.
    """

    clock: Clock
    memory: Memory
    publish: Callable[[Sequence[Report]], None]
    tell: Callable[[EquipmentId, Sequence[Record], bool], None]
    settle: Callable[[EquipmentId, Point, DriverError | None], None]
    preference: Callable[[EquipmentId, str], Json]
    forget: Callable[[EquipmentId, Collection[str]], None]
    trouble: Callable[[str, DriverError | None], None]
    wake: Callable[[float], None]
    in_thread: Callable[[Callable[[], object]], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Round:
    """What one read brought and in how many seconds the next one is due."""

    reports: Sequence[Report]
    next_in: float


class Outcome(StrEnum):
    """How a command ended that did not fail."""

    CONFIRMED = "confirmed"
    PENDING = "pending"
    """Sent, and this path cannot see the effect yet; a later report settles it."""


@runtime_checkable
class Driver(Protocol):
    """One connection to one or several units.

    Every method may raise any :class:`.errors.DriverError`.
    """

    async def connect(self) -> Sequence[Equipment]:
        """Sign in, if need be, and tell which units are there."""

    async def read(self) -> Round:
        """Read what is due; a failure of the essential parts raises."""

    async def close(self) -> None:
        """Let go of everything. Nothing may be called afterwards."""


@runtime_checkable
class WritesSettings(Protocol):
    """A path that can set writable points."""

    async def write(
        self, equipment: EquipmentId, point: Point, value: Value
    ) -> Outcome:
        """Set a point and see it done; never sent twice."""


@runtime_checkable
class RunsCommands(Protocol):
    """A path that can run instant commands."""

    async def run(self, equipment: EquipmentId, order: Order) -> Outcome:
        """Run a command and see it started; never sent twice."""


@runtime_checkable
class TellsLog(Protocol):
    """A path that tells lines of the unit's own log (``Context.tell``)."""

    @property
    def record_kinds(self) -> Sequence[str]:
        """Every kind that a record of this path can have."""


@runtime_checkable
class ReadsLog(Protocol):
    """A path that can look up what the unit's log held earlier."""

    async def records(
        self, equipment: EquipmentId, since: datetime | None, limit: int
    ) -> Sequence[Record]:
        """Return the newest records since an instant, oldest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """What a unit posted to us.

    ``path`` is what follows the address that the owner gave to the unit; ``query``
    holds secrets. ``body`` is bounded. ``peer`` is the sender's address. ``addressed``:
    it came to that address with the secret in it, so the sender knows that.
    """

    path: str
    query: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)
    peer: str | None
    addressed: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """What a post is answered with."""

    status: int
    body: Json


@runtime_checkable
class TakesPosts(Protocol):
    """A path on which the unit calls us."""

    @property
    def secret(self) -> str:
        """What the address that the owner gives to the unit holds, to be ours."""

    def post(self, post: Post) -> Reply | None:
        """Take a post and answer at once; None: it is not meant for this path.

        What follows from it is published later, never while the unit waits.
        """


@runtime_checkable
class Illustrates(Protocol):
    """A path that can show what a preference would mean, before it is chosen."""

    async def illustrate(self, equipment: EquipmentId, key: str) -> Mapping[str, str]:
        """Return, for every option of a preference, how readings would look."""


@runtime_checkable
class ProvesRights(Protocol):
    """A path with credentials that reading alone does not try."""

    async def prove_rights(self) -> None:
        """Try them without changing anything; raise what is wrong with them."""


@runtime_checkable
class ListsUnits(Protocol):
    """A path to several units, which may come to it and leave it."""

    @property
    def listed(self) -> Collection[EquipmentId] | None:
        """The units that the last list of all has; None: there was no list yet."""


@runtime_checkable
class TellsRaw(Protocol):
    """A path that can show what the unit answered last, for a diagnosis."""

    def raw(self) -> Mapping[str, Json]:
        """Return the last answers without any secret.

        Called in a thread, while the driver goes on: whatever grows or shrinks is
        copied before it is walked through.
        """
