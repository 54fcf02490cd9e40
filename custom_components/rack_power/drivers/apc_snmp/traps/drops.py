"""What was not taken, and why: counted, and warned of once a minute at most."""

from collections import Counter
from collections.abc import Mapping
from enum import StrEnum
import logging
from typing import Final

from ....equipment.driver import Clock

_LOGGER: Final = logging.getLogger(__name__)

_QUIET: Final = 60.0
"""Seconds between two warnings."""


class Drop(StrEnum):
    """Why a datagram was not taken."""

    FOREIGN = "foreign"
    """It came from where no card is known."""
    TOO_LONG = "too_long"
    TOO_MANY = "too_many"
    """Of one source."""
    TOO_MANY_IN_ALL = "too_many_in_all"
    QUEUE_FULL = "queue_full"
    MALFORMED = "malformed"
    COMMUNITY = "community"
    USER = "user"
    ENGINE = "engine"
    LEVEL = "level"
    """Not secured as is agreed for its user."""
    SIGNATURE = "signature"
    TIME = "time"
    """It is older than the card's last one, or is replayed."""
    AMBIGUOUS = "ambiguous"
    """It may be of several cards behind one address."""
    REPEATED = "repeated"
    CHALLENGED = "challenged"
    """Its sender was told our engine id or time, and will send it again."""


_EXPECTED: Final = frozenset({Drop.REPEATED, Drop.CHALLENGED})
"""What is part of everyday life."""


class Refused(Exception):
    """A datagram is not taken."""

    def __init__(self, why: Drop) -> None:
        """Note why."""
        super().__init__(why)
        self.why = why


class Drops:
    """Counts what was not taken."""

    def __init__(self, clock: Clock, port: int) -> None:
        """Count for one port."""
        self._clock = clock
        self._port = port
        self._counts: Counter[Drop] = Counter()
        self._unsaid: Counter[Drop] = Counter()
        self._warned: float | None = None

    @property
    def counts(self) -> Mapping[str, int]:
        """How many were not taken, by reason."""
        return {drop.value: self._counts[drop] for drop in Drop if self._counts[drop]}

    def count(self, why: Drop) -> None:
        """Count one more, and warn if the last warning is long enough ago."""
        self._counts[why] += 1
        if why in _EXPECTED:
            return
        self._unsaid[why] += 1
        now = self._clock.monotonic()
        if self._warned is not None and now - self._warned < _QUIET:
            return
        self._warned = now
        said = ", ".join(f"{why} {times}" for why, times in self._unsaid.items())
        self._unsaid.clear()
        _LOGGER.warning(
            "What came to port %s for SNMP traps was not taken: %s", self._port, said
        )
