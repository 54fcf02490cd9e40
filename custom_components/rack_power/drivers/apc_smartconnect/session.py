"""An account of the cloud: reads what the API tells, and signs in when it must."""

import asyncio
from typing import Final

from ...equipment.driver import Clock, Json, Memory
from ...equipment.errors import (
    CannotConnect,
    DriverError,
    InvalidAuth,
    SignInBlocked,
)
from ..http import Answer, Refused, Wire, is_html, parse
from .browser import Browser, Quiet
from .budget import Budget
from .cookies import Jar
from .hosts import Hosts, resolved
from .keeping import fingerprint, keep, recall
from .pasted import read_pasted
from .sign_in import SignIn

BASE: Final = "/api/v1/"
LIST: Final = "gateways"
SECONDS: Final = 120.0
"""For a whole attempt to sign in."""
_REFUSED: Final = frozenset({301, 302, 303, 307, 308, 401, 403})
_NOT_FOUND, _BAD_REQUEST, _SERVER_ERROR = 404, 400, 500


class Session:
    """Keeps a session alive; all calls of an account go through one.

    Callers that are turned away at the same time share one attempt to sign in, and
    what comes of it.
    """

    def __init__(
        self,
        wire: Wire,
        clock: Clock,
        memory: Memory,
        url: str,
        email: str,
        password: str | None,
        pasted: str | None,
    ) -> None:
        """Take credentials, or a session of a browser; nothing is sent yet.

        InvalidRequest: "invalid_url" or "invalid_session".
        """
        self._wire = wire
        self._clock = clock
        self._memory = memory
        self._email = email
        self._password = password
        self._pasted = (pasted or "").strip()
        self._hosts = Hosts(url)
        self.origin = self._hosts.origin
        given = read_pasted(self._pasted, self._hosts) if self._pasted else ()
        self._who = fingerprint(self.origin, email, password, self._pasted)
        self._quiet = Quiet(clock)
        self._budget = Budget(clock, memory, self._who)
        self._browser = self._with(Jar(clock, recall(memory, self._who) or given))
        self._kept = self._browser.jar.changes
        self._lock = asyncio.Lock()
        self._generation = 0
        """How often signing in was tried."""
        self._list: Json = None
        """What an attempt that ended well was told, which proves it."""
        self._failure: DriverError | None = None
        """How the last attempt ended, unless well."""
        self._serves = False
        """Whether the session has answered a call since the last attempt."""
        self._hopeless: set[str] = set()
        """Paths that are refused although the session is good."""

    async def sign_in(self) -> Json:
        """Make sure of a session that works, and return the list of UPSs.

        A session that is there is tried first. Raises what `get` does.
        """
        self._check()
        seen = self._generation
        if self._has_session():
            answer = await self._ask(LIST)
            if not _is_refusal(answer):
                return self._served(answer)
        await self._renew(seen)
        return self._list

    async def get(self, path: str) -> Json:
        """Read what lies below the API's base; an end of the session is made good.

        Raises CannotConnect (also "server_error", "session_refused", "sign_in_waits",
        "sign_in_unavailable"), CertificateRefused, InvalidAnswer, InvalidAuth,
        RateLimited, Refused and SignInBlocked.
        """
        self._check()
        seen, name = self._generation, path.partition("=")[0]
        answer = await self._ask(path) if self._has_session() else None
        if answer is None or _is_refusal(answer):
            if answer and self._serves and name in self._hopeless:
                raise CannotConnect("session_refused")
            await self._renew(seen)
            answer = await self._ask(path)
            if _is_refusal(answer):
                self._hopeless.add(name)
                raise CannotConnect("session_refused")
        self._hopeless.discard(name)
        return self._served(answer)

    def _served(self, answer: Answer) -> Json:
        """Take note of an answer that is no refusal."""
        told = _told(answer)
        self._serves = True
        self._budget.served()
        return told

    def _check(self) -> None:
        """Raise what stands in the way of any request."""
        self._budget.raise_if_stopped()
        self._quiet.respect()

    def _has_session(self) -> bool:
        return self._browser.jar.header(self.origin + BASE) is not None

    async def _ask(self, path: str) -> Answer:
        self._check()
        try:
            return await self._browser.ask(resolved("", self.origin + BASE + path))
        finally:
            self._keep()

    def _keep(self) -> None:
        """Keep cookies that have changed."""
        if self._kept != self._browser.jar.changes:
            self._kept = self._browser.jar.changes
            keep(self._memory, self._who, self._browser.jar)

    async def _renew(self, seen: int) -> None:
        """Sign in, unless somebody else has tried since; share how that ended."""
        async with self._lock:
            if self._generation != seen:
                if self._failure is not None:
                    raise self._failure
                return
            self._may_sign_in()
            try:
                await self._sign_in()
            except DriverError as err:
                self._failure = err.with_traceback(None)
                self._generation += 1
                raise
            self._failure = None
            self._generation += 1

    def _may_sign_in(self) -> None:
        self._check()
        if not self._password:
            if self._pasted:
                raise SignInBlocked("session_over")
            raise InvalidAuth
        self._budget.raise_if_waiting()

    async def _sign_in(self) -> None:
        """Sign in once; only a list of UPSs proves that it worked."""
        jar = Jar(self._clock, self._browser.jar.lasting())
        browser = self._with(jar, SECONDS)
        word = self._password or ""
        try:
            await SignIn(browser, self._email, word, self._budget.begun).run()
        except (InvalidAuth, SignInBlocked) as err:
            self._budget.stop(err)
            raise
        self._browser = self._with(jar)
        self._serves = False
        self._hopeless.clear()
        keep(self._memory, self._who, jar)
        self._kept = jar.changes
        answer = await browser.ask(self.origin + BASE + LIST)
        if _is_refusal(answer):
            raise CannotConnect("session_refused")
        self._list = _told(answer)

    def _with(self, jar: Jar, seconds: float | None = None) -> Browser:
        return Browser(self._wire, self._clock, self._hosts, jar, self._quiet, seconds)


def _is_refusal(answer: Answer) -> bool:
    """Tell whether an answer says that there is no session, in any way (1.6)."""
    if answer.status in _REFUSED:
        return True
    if answer.status == _NOT_FOUND or answer.status >= _SERVER_ERROR:
        return False
    return is_html(answer.body)


def _told(answer: Answer) -> Json:
    """Return what was asked for, or raise what the status means."""
    if answer.status >= _SERVER_ERROR:
        raise CannotConnect("server_error", status=answer.status)
    if answer.status >= _BAD_REQUEST:
        raise Refused(answer.status, "")
    return parse(answer.body)
