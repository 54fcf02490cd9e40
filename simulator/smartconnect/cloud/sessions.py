"""Who may sign in, and which sessions are still good."""

from dataclasses import dataclass
import secrets

from ...clock import Clock
from ..knobs import CloudKnobs

EMAIL = "demo@rack-power.example"
PASSWORD = "rack-power-simulator"  # noqa: S105 - a demo
COOKIE = "sim.sid"


@dataclass(slots=True)
class Account:
    """The account."""

    email: str = EMAIL
    password: str = PASSWORD
    locked: bool = False
    wrong: int = 0
    """Wrong passwords in a row."""


@dataclass(slots=True)
class _Session:
    since: float
    calls: int = 0


class Sessions:
    """Makes sessions, and counts their calls."""

    def __init__(self, clock: Clock, knobs: CloudKnobs) -> None:
        """Begin with none."""
        self._clock = clock
        self._knobs = knobs
        self._good: dict[str, _Session] = {}

    @property
    def count(self) -> int:
        """How many there are, good or about to be found too old."""
        return len(self._good)

    def make(self) -> str:
        """Make a session; tells what the cookie holds, with a `=` in it."""
        secret = f"s:{secrets.token_urlsafe(24)}=="
        self._good[secret] = _Session(self._clock.now)
        return secret

    def call(self, secret: str | None) -> bool:
        """Count a call, and tell whether it may go through."""
        session = self._good.get(secret or "")
        if session is None or secret is None:
            return False
        session.calls += 1
        calls, seconds = self._knobs.session_calls, self._knobs.session_seconds
        too_many = 0 < calls < session.calls
        if too_many or 0 < seconds <= self._clock.now - session.since:
            del self._good[secret]
            return False
        return True

    def expire(self) -> None:
        """Let no session be good any more."""
        self._good.clear()
