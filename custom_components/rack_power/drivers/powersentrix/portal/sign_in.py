"""Signing in at the portal: one at a time, seldom after a failure (section 5)."""

import asyncio
from collections.abc import Iterable, Mapping
from typing import Final

from ....equipment.driver import Clock, Json
from ....equipment.errors import (
    CannotConnect,
    DriverError,
    InvalidAnswer,
    InvalidAuth,
    WrongEquipment,
)
from ...busy import TOO_MANY, raise_if_busy
from ...http import Answer, Refused, Wire, is_html, parse, words
from .server_time import ServerTime
from .token import Token, read_token

PATH: Final = "/user/authenticate"
_PAUSE: Final = 30.0
"""Seconds between two attempts that failed: an account is locked by too many."""
_OK, _BAD_REQUEST, _SERVER_ERROR = 200, 400, 500
_UNAUTHORIZED: Final = (401, 403)


class SignIn:
    """Holds the token, and gets a new one when it is due or refused."""

    def __init__(
        self,
        wire: Wire,
        base: str,
        email: str,
        password: str,
        clock: Clock,
        time: ServerTime,
    ) -> None:
        """Sign in below an address; nothing is sent before the first use."""
        self._wire = wire
        self._base = base
        self._email = email
        self._password = password
        self._clock = clock
        self._time = time
        self._token: Token | None = None
        self._lock = asyncio.Lock()
        self._failure: DriverError | None = None
        self._failed_at = 0.0

    async def token(self, refused: Token | None = None) -> Token:
        """Return a token that is good, as far as it can be known.

        ``refused`` is one that was turned away: whoever comes first gets a new one,
        the others take that. InvalidAuth: it is not tried again before the owner has
        given other credentials.
        """
        async with self._lock:
            token = self._token
            if token is None or token is refused or token.is_due(self._time.now()):
                self._token = None
                self._token = token = await self._renewed()
            return token

    async def _renewed(self) -> Token:
        failure = self._failure
        since = self._clock.monotonic() - self._failed_at
        if failure and (isinstance(failure, InvalidAuth) or since < _PAUSE):
            raise failure
        try:
            token = await self._ask()
        except DriverError as err:
            self._failure, self._failed_at = err, self._clock.monotonic()
            raise
        self._failure = None
        return token

    async def _ask(self) -> Token:
        answer = await self._wire.request(
            "POST",
            self._base + PATH,
            headers={"Accept": "application/json"},
            json={"email": self._email, "password": self._password},
        )
        self._time.note(answer)
        _check(answer, (self._email, self._password))
        return read_token(_token_in(answer), self._time.now())


def _token_in(answer: Answer) -> str:
    told = parse(answer.body)
    text = told.get("token") if isinstance(told, Mapping) else None
    if not isinstance(text, str) or not text.isascii() or not text.isprintable():
        raise InvalidAnswer
    if not text or " " in text:
        raise InvalidAnswer
    return text


def _check(answer: Answer, secrets: Iterable[str]) -> None:
    """Say why nobody was let in, as far as the owner can do something about it.

    Who refuses without the portal's way to say so is no portal.
    """
    status = answer.status
    message = _message(answer.body)
    if status == _BAD_REQUEST:
        match message:
            case "invalidEmailOrPassword":
                raise InvalidAuth
            case "disabledLoginFromWeb":
                raise InvalidAuth("web_login_disabled")
    if status in _UNAUTHORIZED:
        raise InvalidAuth
    if status == TOO_MANY or status >= _SERVER_ERROR:
        raise_if_busy(answer)
        raise CannotConnect("server_error", status=status)
    if status // 100 == 4:  # noqa: PLR2004
        if not isinstance(message, str):
            raise WrongEquipment
        raise Refused(status, words(answer.body, secrets))
    if status != _OK:
        raise InvalidAnswer("unexpected_status", status=status)
    if is_html(answer.body):
        raise InvalidAnswer


def _message(body: bytes) -> Json:
    try:
        told = parse(body)
    except InvalidAnswer:
        return None
    return told.get("message") if isinstance(told, Mapping) else None
