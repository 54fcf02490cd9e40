"""How often an account may be signed in to by itself (section 3).

No figure is known at which the vendor locks an account or demands a captcha, so this is
seldom: kept over restarts, and over changes of the clock.
"""

from collections.abc import Mapping
from dataclasses import dataclass
import logging
from math import ceil
from typing import Final

from ...equipment.driver import Clock, Json, Memory
from ...equipment.errors import (
    CannotConnect,
    DriverError,
    InvalidAuth,
    SignInBlocked,
)
from .keeping import instant

_LOGGER: Final = logging.getLogger(__name__)
KEY: Final = "sign_in"
PAUSES: Final = (900.0, 3600.0, 21600.0)
"""Seconds from one attempt to the next: the longest from the third one on."""
DAY: Final = 86400.0
MANY: Final = 4
"""Attempts within a day that are nothing to speak of."""
_WRONG: Final = "invalid_auth"
_CAPTCHA: Final = "sign_in_captcha"
_MFA: Final = "sign_in_mfa"
_CHANGED: Final = "sign_in_changed"
_STOPS: Final = frozenset({_WRONG, _CAPTCHA, _MFA, _CHANGED})
_MOST: Final = 200
"""Attempts that are remembered."""


@dataclass(slots=True)
class _State:
    """What is kept; instants in seconds since 1970 by the clock of the house."""

    stopped: str | None = None
    attempts: int = 0
    """Since a session has last served a call."""
    last: float | None = None
    set_back: float | None = None
    """When the clock was first seen to be before the last attempt."""
    day: tuple[float, ...] = ()
    """Attempts of the last 24 hours."""

    def as_json(self) -> dict[str, Json]:
        return {
            "stopped": self.stopped,
            "attempts": self.attempts,
            "last": self.last,
            "set_back": self.set_back,
            "day": list(self.day),
        }


class Budget:
    """Says whether to sign in now; one for an account and its credentials."""

    def __init__(self, clock: Clock, memory: Memory, who: str) -> None:
        """Go on where the last one ended, unless the credentials are others."""
        self._clock = clock
        self._memory = memory
        self._who = who
        told = memory.recall(KEY)
        same = isinstance(told, Mapping) and told.get("who") == who
        self._state = _read(told) if same and isinstance(told, Mapping) else _State()
        self._last_here: float | None = None
        """The last attempt of this run, by a clock that nobody sets."""

    def raise_if_stopped(self) -> None:
        """Raise again what only the owner can put right."""
        match self._state.stopped:
            case None:
                return
            case "invalid_auth":
                raise InvalidAuth
            case "sign_in_captcha":
                raise SignInBlocked("sign_in_captcha")
            case "sign_in_mfa":
                raise SignInBlocked("sign_in_mfa")
            case _:
                raise SignInBlocked("sign_in_changed")

    def raise_if_waiting(self) -> None:
        """Raise CannotConnect("sign_in_waits") before the next attempt is due."""
        left = self._left()
        if left > 0:
            raise CannotConnect("sign_in_waits", minutes=ceil(left / 60))

    def begun(self) -> None:
        """Count an attempt: the portal has answered."""
        now = self._now()
        state = self._state
        earlier = [at for at in state.day if now - DAY < at <= now]
        state.day = (*earlier, now)[-_MOST:]
        state.attempts += 1
        state.last, state.set_back = now, None
        self._last_here = self._clock.monotonic()
        self._keep()
        if len(earlier) == MANY:
            _LOGGER.warning(
                "SmartConnect was signed in to %s times within 24 hours: its sessions "
                "end early, or signing in fails",
                len(state.day),
            )

    def served(self) -> None:
        """Take note that a session has answered a call: the next pause is short."""
        if self._state.attempts:
            self._state.attempts = 0
            self._keep()

    def stop(self, error: DriverError) -> None:
        """Try nothing more until the owner acts."""
        if error.reason in _STOPS:
            self._state.stopped = error.reason
            self._keep()

    def _left(self) -> float:
        """Return the seconds until the next attempt.

        After a restart only the clock of the house tells. If it was set back, the
        whole pause is waited from then on, or until it is right again.
        """
        state = self._state
        if state.last is None:
            return 0.0
        pause = PAUSES[min(max(state.attempts, 1), len(PAUSES)) - 1]
        if self._last_here is not None:
            return self._last_here + pause - self._clock.monotonic()
        now = self._now()
        if now >= state.last:
            return state.last + pause - now
        if state.set_back is None or state.set_back > now:
            state.set_back = now
            self._keep()
        return state.set_back + pause - now

    def _now(self) -> float:
        return self._clock.now().timestamp()

    def _keep(self) -> None:
        self._memory.keep(KEY, {"who": self._who, **self._state.as_json()})


def _read(told: Mapping[str, Json]) -> _State:
    """Read what was kept; what cannot be is as if it were not there."""
    stopped, attempts, day = (told.get(key) for key in ("stopped", "attempts", "day"))
    last, set_back = instant(told.get("last")), instant(told.get("set_back"))
    if isinstance(attempts, bool) or not isinstance(attempts, int):
        attempts = 0
    instants = map(instant, day) if isinstance(day, list | tuple) else ()
    return _State(
        stopped if isinstance(stopped, str) and stopped in _STOPS else None,
        min(max(attempts, 0), _MOST),
        last,
        set_back,
        tuple(at for at in instants if at is not None)[-_MOST:],
    )
