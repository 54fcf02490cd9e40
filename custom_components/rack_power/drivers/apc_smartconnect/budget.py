"""How often an account may be signed in to by itself (section 3).

No figure is known at which the vendor locks an account or demands a captcha, so this is
seldom: kept over restarts, and over changes of the clock.
"""

from collections.abc import Iterable, Mapping, Sequence
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
    """Since a session has last lived for long."""
    last: float | None = None
    set_back: float | None = None
    """When the clock was first seen to be before the last attempt."""
    day: tuple[float, ...] = ()
    """Attempts of the last 24 hours."""
    warned: float | None = None
    """When it was last told that they are many."""

    def as_json(self) -> dict[str, Json]:
        return {
            "stopped": self.stopped,
            "attempts": self.attempts,
            "last": self.last,
            "set_back": self.set_back,
            "day": list(self.day),
            "warned": self.warned,
        }


class Budget:
    """Says whether to sign in now; one for an account and its credentials.

    Others may use the same memory, such as a driver that is just being replaced: what
    is kept is read anew for each decision.
    """

    def __init__(self, clock: Clock, memory: Memory, who: str) -> None:
        """Go on where the last one ended, unless the credentials are others."""
        self._clock = clock
        self._memory = memory
        self._who = who
        self._here: tuple[float, float] | None = None
        """The last attempt of this run, by the clock of the house and by one that
        nobody sets."""

    def raise_if_stopped(self) -> None:
        """Raise again what only the owner can put right."""
        match self._recall().stopped:
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
        left = self._left(self._recall())
        if left > 0:
            raise CannotConnect("sign_in_waits", minutes=ceil(left / 60))

    def begun(self) -> None:
        """Count an attempt: the portal has answered."""
        now = self._now()
        state = self._recall()
        state.day = (*_within_a_day(state.day, now), now)[-_MOST:]
        state.attempts += 1
        state.last, state.set_back = now, None
        self._here = now, self._clock.monotonic()
        if len(state.day) > MANY and not _within_a_day((state.warned,), now):
            state.warned = now
            _LOGGER.warning(
                "SmartConnect was signed in to %s times within 24 hours: its sessions "
                "end early, or signing in fails",
                len(state.day),
            )
        self._keep(state)

    def served(self) -> None:
        """Take note that a session has answered a call.

        If it has lived for longer than the next pause would be, the pauses begin anew.
        """
        state = self._recall()
        if state.attempts and self._age(state) > _pause(state.attempts + 1):
            state.attempts = 0
            self._keep(state)

    def works(self) -> None:
        """Keep that nothing stops the account: a session has proven itself."""
        state = self._recall()
        state.stopped = None
        self._keep(state)

    def stop(self, error: DriverError) -> None:
        """Try nothing more until the owner acts."""
        if error.reason in _STOPS:
            state = self._recall()
            state.stopped = error.reason
            self._keep(state)

    def _left(self, state: _State) -> float:
        """Return the seconds until the next attempt.

        After a restart only the clock of the house tells. If it was set back, the
        whole pause is waited from then on, or until it is right again.
        """
        if state.last is None:
            return 0.0
        pause, age = _pause(state.attempts), self._age(state)
        if age >= 0:
            return pause - age
        now = self._now()
        if state.set_back is None or state.set_back > now:
            state.set_back = now
            self._keep(state)
        return state.set_back + pause - now

    def _age(self, state: _State) -> float:
        """Return the seconds since the last attempt; below 0: the clock was set."""
        if state.last is None:
            return 0.0
        if self._here is not None and self._here[0] == state.last:
            return self._clock.monotonic() - self._here[1]
        return self._now() - state.last

    def _now(self) -> float:
        return self._clock.now().timestamp()

    def _recall(self) -> _State:
        told = self._memory.recall(KEY)
        if not isinstance(told, Mapping) or told.get("who") != self._who:
            return _State()
        return _read(told)

    def _keep(self, state: _State) -> None:
        self._memory.keep(KEY, {"who": self._who, **state.as_json()})


def _pause(attempts: int) -> float:
    return PAUSES[min(max(attempts, 1), len(PAUSES)) - 1]


def _within_a_day(instants: Iterable[float | None], now: float) -> Sequence[float]:
    return [at for at in instants if at is not None and now - DAY < at <= now]


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
        instant(told.get("warned")),
    )
