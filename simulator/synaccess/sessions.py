"""Who is asking: sessions, personal access tokens and Basic authentication."""

from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass
import secrets
import string

from ..clock import Clock
from .state import PduState, Record

_LETTERS = string.ascii_letters + string.digits
TOKEN_LENGTH = 19


@dataclass(slots=True)
class _Session:
    username: str
    created: float
    used: float


class Sessions:
    """The sessions of a unit; how long they live is in the configuration."""

    def __init__(self, state: PduState, clock: Clock) -> None:
        """Begin without a session."""
        self.lifetime: float | None = None
        """If set, a session ends so many seconds after its login, used or not."""
        self._state = state
        self._clock = clock
        self._open: dict[str, _Session] = {}

    def __len__(self) -> int:
        """Count the sessions that are alive."""
        self._expire()
        return len(self._open)

    def open(self, user: Record) -> str | None:
        """Open a session; None where no more are allowed."""
        most = self._state.conf.get("webMaxUsers") or 0
        if most and len(self) >= most:
            return None
        token = "".join(secrets.choice(_LETTERS) for _ in range(TOKEN_LENGTH))
        now = self._clock.now
        self._open[token] = _Session(user["username"], now, now)
        user["lastLogin"] = int(self._clock.time.timestamp())
        return token

    def clear(self) -> None:
        """End all sessions."""
        self._open.clear()

    def user(self, cookies: Mapping[str, str], authorization: str) -> Record | None:
        """Find who asks, and keep the session alive."""
        if user := self._by_session(cookies.get("SPID", "")):
            return user
        scheme, _, secret = authorization.partition(" ")
        if scheme.lower() == "bearer":
            return self._by_token(secret.strip())
        if scheme.lower() == "basic" and self._state.conf.get("webApiPasswordEnabled"):
            return self._by_basic(secret.strip())
        return None

    def by_password(self, username: object, password: object) -> Record | None:
        """Find a user whose password is right."""
        for user in self._state.users:
            if user["username"] == username and user["password"] == password:
                return user
        return None

    def _by_session(self, token: str) -> Record | None:
        self._expire()
        session = self._open.get(token)
        if session is None:
            return None
        session.used = self._clock.now
        for user in self._state.users:
            if user["username"] == session.username:
                return user
        return None

    def _by_token(self, token: str) -> Record | None:
        for user in self._state.users:
            if user["token"] and user["token"] == token:
                return user
        return None

    def _by_basic(self, secret: str) -> Record | None:
        try:
            username, _, password = b64decode(secret).decode().partition(":")
        except ValueError:
            return None
        return self.by_password(username, password)

    def _expire(self) -> None:
        idle = self._state.conf.get("webIdleTimeout") or 0
        now = self._clock.now
        for token, session in list(self._open.items()):
            too_idle = idle and now - session.used > idle
            too_old = (
                self.lifetime is not None and now - session.created > self.lifetime
            )
            if too_idle or too_old:
                del self._open[token]
