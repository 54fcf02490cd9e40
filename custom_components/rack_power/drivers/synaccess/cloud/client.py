"""Requests to the cloud: reading, and changing something once.

Nothing here knows what the paths stand for.
"""

from collections.abc import Mapping
from typing import Final

from ....equipment.driver import Clock, Json
from ....equipment.errors import (
    CannotConnect,
    InvalidAnswer,
    InvalidAuth,
    NotConfirmed,
    NotPermitted,
    RateLimited,
)
from ...backoff import Backoff
from ...busy import TOO_MANY, raise_if_busy
from ...http import Answer, Refused, Wire, words
from .access import Access
from .cloud_time import CloudTime

TIMEOUT: Final = 20.0
"""Seconds: a command may include the cloud's own call to the PDU."""
_LONGEST_PAUSE: Final = 900.0
"""Seconds for which a cloud that does not answer is left alone at most."""
_LIMIT: Final = 16 * 1024 * 1024
"""Bytes of an answer: lists are those of all PDUs of the account."""
_OK, _UNAUTHORIZED, _FORBIDDEN = 200, 401, 403
_TIMED_OUT, _SERVER_ERROR, _NOT_IMPLEMENTED = 408, 500, 501


class CloudClient:
    """Reads from the cloud and gives it orders."""

    def __init__(self, wire: Wire, base: str, access: Access, clock: Clock) -> None:
        """Talk to the API below a base address; nothing is sent yet."""
        self._wire = wire
        self._base = base
        self._access = access
        self.time = CloudTime(clock)
        self.backoff = Backoff(clock, _LONGEST_PAUSE)

    async def get(self, path: str) -> Json:
        """Read a path.

        Raises CannotConnect (also for 5xx), CertificateRefused, InvalidAnswer,
        InvalidAuth, NotPermitted, RateLimited and Refused (other 4xx).
        """
        self.backoff.respect(urgent=True)
        answer = await self._send("GET", path)
        self._check_busy(answer)
        self._check(answer)
        if answer.status >= _SERVER_ERROR:
            raise CannotConnect("server_error", status=answer.status)
        if answer.status != _OK:
            raise InvalidAnswer("unexpected_status", status=answer.status)
        return await self._wire.parsed(answer.body)

    async def put(self, path: str, body: Mapping[str, Json]) -> None:
        """Send something that changes a PDU, once; it may have been executed, or not.

        What is raised says that it certainly was not: CannotConnect,
        CertificateRefused, InvalidAuth, NotPermitted, RateLimited and Refused. What is
        answered is only what was asked for, so it is not returned.
        """
        self.backoff.respect(urgent=True)
        try:
            answer = await self._send("PUT", path, body)
        except NotConfirmed:
            return
        if answer.status == TOO_MANY:
            self._check_busy(answer)
        if answer.status != _TIMED_OUT:
            self._check(answer)

    async def _send(
        self, method: str, path: str, body: Mapping[str, Json] | None = None
    ) -> Answer:
        answer = await self._wire.request(
            method,
            self._base + path,
            headers={"Accept": "application/json", **self._access.headers()},
            json=body,
            one_shot=method != "GET",
            timeout=TIMEOUT,
            limit=_LIMIT,
        )
        self.time.note(answer)
        return answer

    def _check_busy(self, answer: Answer) -> None:
        try:
            raise_if_busy(answer)
        except RateLimited as err:
            told = answer.headers.get("Retry-After")
            self.backoff.failed(err, err.retry_after if told else None)
            raise RateLimited(self.backoff.left) from None

    def _check(self, answer: Answer) -> None:
        """Raise what a refusal means; server errors mean different things."""
        status = answer.status
        place = answer.headers.get("Location", "").lower()
        if 300 <= status < 400 and place.startswith("https:"):  # noqa: PLR2004
            raise CannotConnect("use_https")
        if status == _UNAUTHORIZED:
            raise InvalidAuth
        if status == _FORBIDDEN:
            raise NotPermitted(None, answer=self._words(answer))
        if 300 <= status < _SERVER_ERROR or status == _NOT_IMPLEMENTED:  # noqa: PLR2004
            raise Refused(status, self._words(answer))

    def _words(self, answer: Answer) -> str:
        return words(answer.body, (self._access.token,))
