"""How long a connection may be silent, and what is said about that."""

from datetime import datetime, timedelta

from homeassistant.util import dt as dt_util

from .connections import Connection, Data
from .const import LOGGER
from .equipment.errors import DriverError, InvalidAuth, RateLimited, SignInBlocked

OWNERS_TURN = (InvalidAuth, SignInBlocked)
"""What nothing but a person can mend: it is not tried again before."""


class Silence:
    """When a connection answered last, and whether it is known to be lost."""

    def __init__(self, name: str, connection: Connection, options: Data) -> None:
        """Begin with one that has not answered yet."""
        self._name = name
        self._connection = connection
        self._options = options
        self._answered_at: datetime | None = None
        self._said_lost = False

    @property
    def is_new(self) -> bool:
        """Whether it has not answered yet."""
        return self._answered_at is None

    def answered(self) -> None:
        """Note that it answers."""
        self._answered_at = dt_util.utcnow()
        if self._said_lost:
            self._said_lost = False
            LOGGER.info("%s answers again", self._name)

    def in_grace(self, err: DriverError) -> bool:
        """Tell whether what was read last still holds.

        By the wall clock, as readings are: one that was put back by more than the
        grace ends it, too, or a silent unit would be shown as it was for as long.
        """
        if isinstance(err, OWNERS_TURN) or self._answered_at is None:
            return False
        grace = timedelta(seconds=self._connection.grace(self._options))
        return abs(dt_util.utcnow() - self._answered_at) < grace

    def pause(self, err: DriverError) -> timedelta:
        """Return how long to leave a silent unit alone, as long as it asks at least."""
        asked = err.retry_after if isinstance(err, RateLimited) else 0
        return timedelta(seconds=max(self._connection.interval(self._options), asked))

    def say_lost(self) -> None:
        """Write one line where the base class writes none: others reach the units."""
        if not self._said_lost:
            self._said_lost = True
            LOGGER.warning("%s is silent; other paths reach its units", self._name)
