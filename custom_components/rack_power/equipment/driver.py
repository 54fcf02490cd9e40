"""The Driver protocol, its optional abilities, and what a driver needs from outside.

A driver drives one connection (an account, a unit, a card), which may show several
units. Abilities are small protocols that a driver has or has not; nothing is stubbed.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol, runtime_checkable

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
    confirmed, what the unit pushed. ``wake`` asks to be read again in so many seconds
    at the latest. ``in_thread`` runs what would block.
    """

    clock: Clock
    memory: Memory
    publish: Callable[[Sequence[Report]], None]
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
    """A path that can tell the unit's own log."""

    async def records(
        self, equipment: EquipmentId, since: datetime | None
    ) -> Sequence[Record]:
        """Return the records since an instant, oldest first."""


@runtime_checkable
class TellsRaw(Protocol):
    """A path that can show what the unit answered last, for a diagnosis."""

    def raw(self) -> Mapping[str, Json]:
        """Return the last answers without any secret."""
