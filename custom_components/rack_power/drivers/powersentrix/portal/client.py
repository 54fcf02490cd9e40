"""Requests to the portal: signed in, never repeated if they change something.

Nothing here knows what the paths stand for.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import urlencode

from ....equipment.driver import Clock, Json
from ....equipment.errors import (
    CannotConnect,
    InvalidAnswer,
    InvalidAuth,
    NotConfirmed,
    NotPermitted,
    RateLimited,
)
from ...busy import raise_if_busy
from ...http import Answer, Refused, Wire, is_html, parse, words
from ..mapping.envelope import unwrap
from ..refusals import is_refusal
from ..switching import TurnedAway
from .server_time import ServerTime
from .sign_in import SignIn
from .token import Token

TIMEOUT: Final = 30.0
"""Seconds: a live read or a command includes the portal's own call to the UPS."""
CONNECT: Final = 10.0
"""Seconds of these to be let in."""
_OK, _UNAUTHORIZED, _FORBIDDEN = 200, 401, 403
_TIMED_OUT, _SERVER_ERROR = 408, 500


@dataclass(frozen=True, slots=True)
class Told:
    """What the portal told, when by its own clock, and how long that took."""

    body: Json
    date: datetime | None
    seconds: float


class PortalClient:
    """Reads from the portal and gives it orders."""

    def __init__(
        self, wire: Wire, base: str, email: str, password: str, clock: Clock
    ) -> None:
        """Talk to the API at a base address; nothing is sent yet."""
        self._wire = wire
        self._base = base
        self._clock = clock
        self._quiet_until = 0.0
        self.time = ServerTime(clock)
        self._sign_in = SignIn(wire, base, email, password, clock, self.time)

    async def sign_in(self) -> None:
        """Make sure of being signed in."""
        self._respect()
        await self._sign_in.token()

    async def get(self, path: str, **query: str | int) -> Told:
        """Read; a token that is refused is renewed, and the read repeated, once.

        Raises CannotConnect (also for 5xx), CertificateRefused, InvalidAnswer,
        InvalidAuth, NotPermitted, RateLimited, Refused (4xx, with its status), and
        Rejected for a 200 that means no.
        """
        token = await self._token()
        began = self._clock.monotonic()
        answer = await self._send(path, query, token)
        if answer.status == _UNAUTHORIZED:
            token = await self._sign_in.token(refused=token)
            began = self._clock.monotonic()
            answer = await self._send(path, query, token)
        if answer.status == _UNAUTHORIZED:
            raise InvalidAuth
        date = self.time.note(answer)
        self._check(answer)
        if answer.status >= _SERVER_ERROR:
            raise CannotConnect("server_error", status=answer.status)
        if answer.status != _OK:
            raise InvalidAnswer("unexpected_status", status=answer.status)
        seconds = self._clock.monotonic() - began
        body = await self._wire.parsed(answer.body)
        return Told(unwrap(body), date, seconds)

    async def order(self, path: str, **query: str | int) -> None:
        """Send what changes something, once; it may have been executed, or not.

        What is raised says that it certainly was not: CannotConnect,
        CertificateRefused, NotPermitted, RateLimited, Refused and TurnedAway (the
        token is over; nothing was repeated).
        """
        token = await self._token()
        try:
            answer = await self._send(path, query, token, one_shot=True)
        except NotConfirmed:
            return
        self.time.note(answer)
        if answer.status == _UNAUTHORIZED:
            await self._sign_in.token(refused=token)
            raise TurnedAway
        if answer.status != _TIMED_OUT:
            self._check(answer)
        if answer.status == _OK and is_refusal(words(answer.body), _message(answer)):
            raise NotPermitted("write_actions_disabled")

    async def _token(self) -> Token:
        self._respect()
        try:
            return await self._sign_in.token()
        except RateLimited as err:
            self._be_quiet(err)
            raise

    async def _send(
        self,
        path: str,
        query: Mapping[str, str | int],
        token: Token,
        *,
        one_shot: bool = False,
    ) -> Answer:
        return await self._wire.request(
            "GET",
            f"{self._base}{path}?{urlencode(query)}" if query else self._base + path,
            headers={
                "Accept": "application/json",
                "Authorization": f"Bearer {token.text}",
            },
            one_shot=one_shot,
            timeout=TIMEOUT,
            connect=CONNECT,
        )

    def _check(self, answer: Answer) -> None:
        """Raise what a refusal means; server errors mean different things."""
        try:
            raise_if_busy(answer)
        except RateLimited as err:
            self._be_quiet(err)
            raise
        if answer.status == _FORBIDDEN:
            raise NotPermitted
        if 400 <= answer.status < _SERVER_ERROR:  # noqa: PLR2004
            raise Refused(answer.status, words(answer.body))

    def _be_quiet(self, err: RateLimited) -> None:
        self._quiet_until = self._clock.monotonic() + err.retry_after

    def _respect(self) -> None:
        """Ask nothing while the portal wants to be left alone."""
        left = self._quiet_until - self._clock.monotonic()
        if left > 0:
            raise RateLimited(left)


def _message(answer: Answer) -> str:
    """Return what a wrapper says instead of OK."""
    if is_html(answer.body):
        return ""
    try:
        told = parse(answer.body)
    except InvalidAnswer:
        return ""
    message = told.get("responseMessage") if isinstance(told, Mapping) else None
    return message if isinstance(message, str) else ""
