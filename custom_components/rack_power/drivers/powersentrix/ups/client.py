"""The UPS's own HTTP interface: ``GET /api_actions`` with a key and a number (2.2).

The key, and for fn 5 the label, stand in the address, which therefore never leaves
this file.
"""

import asyncio
from collections.abc import Mapping
from enum import IntEnum
import re
from typing import Final
from urllib.parse import quote, urlencode

from ....equipment.driver import Json
from ....equipment.errors import (
    CannotConnect,
    InvalidAnswer,
    InvalidAuth,
    NotConfirmed,
    NotPermitted,
    Rejected,
)
from ...http import Answer, Refused, Wire, is_html, words
from ..refusals import is_refusal

TIMEOUT: Final = {"http": 10.0, "https": 15.0}
"""Seconds for one exchange with a small embedded server."""
CONNECT: Final = {"http": 5.0, "https": 10.0}
"""Seconds of these to be let in; what https adds is for its handshake."""
LOGIN_PAGE: Final = "login_page"
"""Reason of InvalidAuth: a page for people came instead of an answer."""
_PAGES: Final = 3
"""So many in a row mean that the key is not accepted; a single one is a mishap."""
_PATH: Final = "/api_actions"
_INFO: Final = re.compile(r"\W*info\W{1,4}(-?[0-9]{1,9})\W*", re.IGNORECASE)
"""fn 4 is documented to answer ``{info:1}``, which is no JSON."""
_OK, _SERVER_ERROR, _TIMED_OUT = 200, 500, 408
_UNAUTHORIZED: Final = (401, 403)


class Fn(IntEnum):
    """What the UPS can be asked for."""

    IDENT = 1
    STATUS = 2
    TOGGLE = 3
    RESTART = 4
    LABEL = 5


class UpsClient:
    """Calls the functions of one UPS, one at a time: it is weak.

    No connection is kept: a connection that the UPS has given up would make a command
    uncertain that was never received.
    """

    def __init__(self, wire: Wire, url: str, api_key: str) -> None:
        """Talk to a UPS at ``scheme://host[:port]``; nothing is sent yet."""
        self._wire = wire
        self._key = api_key
        self._lock = asyncio.Lock()
        self._pages = 0
        self.url = url

    @property
    def shows_page(self) -> bool:
        """Whether the last read was answered by a page for people."""
        return self._pages > 0

    async def read(self, fn: Fn) -> Json:
        """Ask for something.

        Raises CannotConnect (also for 5xx), CertificateRefused, InvalidAnswer,
        InvalidAuth and Refused (other 4xx).
        """
        answer = await self._call(fn)
        if answer.status in _UNAUTHORIZED:
            raise InvalidAuth
        if answer.status >= _SERVER_ERROR:
            raise CannotConnect("server_error", status=answer.status)
        if 400 <= answer.status < _SERVER_ERROR:  # noqa: PLR2004
            raise Refused(answer.status, words(answer.body))
        if answer.status != _OK:
            raise InvalidAnswer("unexpected_status", status=answer.status)
        self._look_for_page(answer)
        try:
            told = await self._wire.parsed(answer.body)
        except InvalidAnswer:
            told = words(answer.body)
            if not is_refusal(told):
                raise
        if is_refusal(*_messages(told)):
            raise InvalidAuth
        return told

    async def order(self, fn: Fn, port: int, text: str | None = None) -> bool:
        """Send what changes something, once; return whether it was acknowledged.

        False: it may have been executed, or not. What is raised says that it certainly
        was not: CannotConnect, CertificateRefused, NotPermitted, Refused, Rejected.
        Reads work with this key, so being refused is a matter of its rights.
        """
        try:
            answer = await self._call(fn, port, text, one_shot=True)
        except NotConfirmed:
            return False
        if answer.status in _UNAUTHORIZED:
            raise NotPermitted("write_actions_disabled")
        refused = 400 <= answer.status < _SERVER_ERROR  # noqa: PLR2004
        if refused and answer.status != _TIMED_OUT:
            raise Refused(answer.status, words(answer.body))
        if answer.status != _OK or is_html(answer.body):
            return False
        return _acknowledged(fn, answer.body)

    async def _call(
        self,
        fn: Fn,
        port: int | None = None,
        text: str | None = None,
        *,
        one_shot: bool = False,
    ) -> Answer:
        query: dict[str, str | int] = {"apiKey": self._key, "fn": int(fn)}
        if port is not None:
            query["param1"] = port
        if text is not None:
            query["param2"] = text
        scheme = self.url.partition(":")[0]
        async with self._lock:
            return await self._wire.request(
                "GET",
                f"{self.url}{_PATH}?{urlencode(query, quote_via=quote)}",
                headers={"Accept": "application/json", "Connection": "close"},
                one_shot=one_shot,
                timeout=TIMEOUT[scheme],
                connect=CONNECT[scheme],
            )

    def _look_for_page(self, answer: Answer) -> None:
        """Take a page for a refusal once it comes again and again."""
        if not is_html(answer.body):
            self._pages = 0
            return
        self._pages += 1
        raise InvalidAuth(LOGIN_PAGE) if self._pages >= _PAGES else InvalidAnswer


def _messages(told: Json) -> tuple[str, ...]:
    """Return what an answer says in words, leaving out the owner's own."""
    if isinstance(told, Mapping):
        found = (told.get(key) for key in ("error", "message", "responseMessage"))
        return tuple(text for text in found if isinstance(text, str))
    return (told,) if isinstance(told, str) else ()


def _acknowledged(fn: Fn, body: bytes) -> bool:
    """Tell whether an answer is a clear yes.

    Anything but that is unknown where a toggle is concerned; a restart or a label is
    refused by another number.
    """
    text = body.decode("utf-8", errors="replace").strip()
    if is_refusal(text):
        raise NotPermitted("write_actions_disabled")
    if (found := _INFO.fullmatch(text)) is None:
        return text.upper() == "OK"
    if found[1] == "1":
        return True
    if fn is Fn.TOGGLE:
        return False
    raise Rejected(None, answer=f"info {found[1]}")
