"""The three ways to sign in to a unit (its local API: authentication)."""

from base64 import b64encode
from dataclasses import dataclass, field

from ...equipment.errors import (
    CannotConnect,
    InvalidAnswer,
    InvalidAuth,
    WrongEquipment,
)
from ..http import Answer, Wire, is_html

_COOKIE = "SPID"
_REFUSALS = frozenset({400, 401, 403, 409, 422, 429})
_SERVER_ERROR = 500
_NOT_IMPLEMENTED = 501


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """A personal access token, or a user with a password.

    ``basic`` sends the password with every request instead of opening a session; it
    has to be switched on in the unit.
    """

    token: str | None = field(default=None, repr=False)
    username: str | None = None
    password: str | None = field(default=None, repr=False)
    basic: bool = False

    def secrets(self) -> tuple[str, ...]:
        """Return what must never be told."""
        return tuple(text for text in (self.token, self.password) if text)


class SignIn:
    """Who we are, in the headers of every request.

    A session is opened once and kept: a unit allows only a few, and there is no way
    to close one.
    """

    def __init__(self, wire: Wire, url: str, credentials: Credentials) -> None:
        """Sign in at the unit of an address; nothing is sent before the first use."""
        self._wire = wire
        self._url = url
        self._credentials = credentials
        self._session: str | None = None
        self.opened = 0
        """How many sessions were opened so far."""

    @property
    def can_renew(self) -> bool:
        """Whether what was refused may be a session that ended."""
        return not self._credentials.token and not self._credentials.basic

    def secrets(self) -> tuple[str, ...]:
        """Return what must never be told."""
        sent = (self._pair(),) if self._credentials.basic else ()
        session = (self._session,) if self._session else ()
        return (*self._credentials.secrets(), *sent, *session)

    def forget(self) -> None:
        """Forget the session: the unit does not know it any more."""
        self._session = None

    async def headers(self, limit: float) -> dict[str, str]:
        """Return the headers that say who we are, with a session opened if need be.

        ``limit``: seconds that opening may take. InvalidAuth: the credentials are
        refused.
        """
        if token := self._credentials.token:
            return {"Authorization": f"Bearer {_header(token)}"}
        if self._credentials.basic:
            return {"Authorization": f"Basic {self._pair()}"}
        if self._session is None:
            self._session = await self._open(limit)
            self.opened += 1
        return {"Cookie": f"{_COOKIE}={self._session}"}

    def _pair(self) -> str:
        pair = f"{self._credentials.username or ''}:{self._credentials.password or ''}"
        return b64encode(pair.encode("utf-8", errors="replace")).decode()

    async def _open(self, limit: float) -> str:
        answer = await self._wire.request(
            "POST",
            f"{self._url}/login",
            json={
                "username": self._credentials.username or "",
                "password": self._credentials.password or "",
            },
            timeout=limit,
        )
        _check(answer)
        if session := _session_of(answer):
            return session
        raise WrongEquipment if is_html(answer.body) else InvalidAnswer


def _header(token: str) -> str:
    """Refuse a token that cannot be one before it is sent."""
    if not token.isascii() or not token.isprintable():
        raise InvalidAuth
    return token


def _check(answer: Answer) -> None:
    """Say why a session was not opened; a unit refuses more sessions than it allows."""
    if answer.status in _REFUSALS:
        raise InvalidAuth("login_refused")
    if is_redirect_to_https(answer):
        raise CannotConnect("use_https")
    if answer.status >= _SERVER_ERROR and answer.status != _NOT_IMPLEMENTED:
        raise CannotConnect("server_error", status=answer.status)
    if answer.status != 200:  # noqa: PLR2004 - OK
        raise WrongEquipment


def is_redirect_to_https(answer: Answer) -> bool:
    """Tell whether the unit only speaks HTTPS (its setting webRedirectHttp)."""
    place = answer.headers.get("Location", "")
    return answer.status // 100 == 3 and place.lower().startswith("https:")  # noqa: PLR2004


def _session_of(answer: Answer) -> str | None:
    """Find the session in the header Token, else in the cookie that is set."""
    told = (answer.headers.get("Token", ""), answer.cookies.get(_COOKIE, ""))
    return next((text for text in map(str.strip, told) if _is_session(text)), None)


def _is_session(text: str) -> bool:
    plain = text.isascii() and text.isprintable()
    return bool(text) and plain and not set(text) & set("; ,")
