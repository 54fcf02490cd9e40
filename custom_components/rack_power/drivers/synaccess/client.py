"""Requests to a unit: who we are, one at a time, and what its answers mean.

Nothing here knows what the paths stand for.
"""

import asyncio
from collections.abc import Mapping

from ...equipment.driver import Json
from ...equipment.errors import (
    CannotConnect,
    DriverError,
    InvalidAnswer,
    InvalidAuth,
    NotConfirmed,
    NotPermitted,
)
from ..http import Answer, Refused, Wire, is_html, words
from .session import Credentials, SignIn, is_redirect_to_https

TIMEOUT = 10.0  # seconds, the vendor's own for reading; a small embedded server
LOGIN_PAGE = "login_page"
"""Reason of InvalidAuth: a page for people came instead of JSON."""
SERVER_ERROR = "server_error"
"""Reason of CannotConnect: it was reached all the same."""
_OK = 200
_UNAUTHORIZED = 401
_FORBIDDEN = 403
_SERVER_ERRORS = 500
_NOT_IMPLEMENTED = 501


class SynLinkClient:
    """Reads and writes JSON at the paths of one unit.

    The server is small: one request at a time. It usually closes each connection;
    where it keeps it, so do we.
    """

    def __init__(self, wire: Wire, url: str, credentials: Credentials) -> None:
        """Talk to a unit at ``scheme://host[:port]``; nothing is sent yet."""
        self._wire = wire
        self._url = url
        self._sign_in = SignIn(wire, url, credentials)
        self._lock = asyncio.Lock()

    @property
    def sessions(self) -> int:
        """How many sessions were opened: one more means that the last was lost."""
        return self._sign_in.opened

    async def get(self, path: str) -> Json:
        """Read a path; tried once more if the connection failed.

        Raises CannotConnect, CertificateRefused, InvalidAuth, InvalidAnswer,
        NotPermitted (403) and Refused (other 4xx).
        """
        try:
            answer = await self._call("GET", path)
        except CannotConnect as err:
            if err.reason != CannotConnect.key:
                raise
            answer = await self._call("GET", path)
        self._check(answer)
        if answer.status >= _SERVER_ERRORS:
            raise CannotConnect(SERVER_ERROR, status=answer.status)
        if answer.status != _OK:
            raise InvalidAnswer("unexpected_status", status=answer.status)
        return await self._wire.parsed(answer.body)

    async def write(
        self, method: str, path: str, body: Mapping[str, Json] | None = None
    ) -> Json:
        """Send something that changes the unit, once; return what it answers.

        None: it agreed without words. CannotConnect: certainly not sent.
        NotConfirmed: it may have been executed. NotPermitted and Refused: it was not.
        A session that ended is renewed, and the call, which was turned away at the
        gate, is made anew.
        """
        answer = await self._call(method, path, body)
        self._check(answer)
        if answer.status // 100 != _OK // 100:
            raise NotConfirmed(None, status=answer.status)
        try:
            return await self._wire.parsed(answer.body)
        except InvalidAnswer:
            return None

    async def _call(
        self, method: str, path: str, body: Mapping[str, Json] | None = None
    ) -> Answer:
        """Make a call, and once more if it was turned away for want of a session."""
        async with self._lock:
            answer = await self._send(method, path, body)
            if not await self._is_turned_away(answer, method):
                return answer
            if not self._sign_in.can_renew and answer.status == _UNAUTHORIZED:
                raise InvalidAuth
            self._sign_in.forget()
            answer = await self._send(method, path, body)
        if answer.status == _UNAUTHORIZED:
            raise InvalidAuth
        if _is_page(answer):
            raise InvalidAuth(LOGIN_PAGE) if method == "GET" else NotConfirmed
        return answer

    async def _is_turned_away(self, answer: Answer, method: str) -> bool:
        """Tell whether an answer says that the unit does not know us.

        A page instead of JSON says so too, but after a write only if the unit shows
        one for reading as well: else the write may have been executed.
        """
        if answer.status == _UNAUTHORIZED:
            return True
        if not _is_page(answer):
            return False
        if method == "GET" or await self._is_session_lost():
            return True
        raise NotConfirmed

    async def _is_session_lost(self) -> bool:
        """Look whether the unit turns away reading, too."""
        if not self._sign_in.can_renew:
            return False
        try:
            probe = await self._send("GET", "/api/device", None)
        except DriverError:
            return False
        return probe.status == _UNAUTHORIZED or _is_page(probe)

    async def _send(
        self, method: str, path: str, body: Mapping[str, Json] | None
    ) -> Answer:
        identity = await self._sign_in.headers(TIMEOUT)
        return await self._wire.request(
            method,
            self._url + path,
            headers=identity,
            json=body,
            one_shot=method != "GET",
            timeout=TIMEOUT,
        )

    def _check(self, answer: Answer) -> None:
        """Raise what a refusal means; server errors mean different things."""
        status = answer.status
        if is_redirect_to_https(answer):
            raise CannotConnect("use_https")
        if status == _FORBIDDEN:
            raise NotPermitted(None, answer=words(answer.body, self._sign_in.secrets()))
        if 400 <= status < _SERVER_ERRORS or status == _NOT_IMPLEMENTED:  # noqa: PLR2004
            raise Refused(status, words(answer.body, self._sign_in.secrets()))


def _is_page(answer: Answer) -> bool:
    return answer.status == _OK and is_html(answer.body)
