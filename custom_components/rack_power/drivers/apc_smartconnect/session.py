"""An account of the cloud: reads what the API tells, and signs in when it must."""

import asyncio
from typing import Final

from ...equipment.driver import Context, Json
from ...equipment.errors import (
    CannotConnect,
    DriverError,
    InvalidAuth,
    SignInBlocked,
)
from ..http import Answer, Wire
from .answers import is_refusal, told
from .browser import Browser
from .budget import Budget
from .cookies import Jar
from .hosts import Hosts, resolved
from .keeping import fingerprint, keep, recall
from .pasted import read_pasted
from .quiet import Quiet
from .refusals import Refusals
from .sign_in import SignIn

BASE: Final = "/api/v1/"
LIST: Final = "gateways"
SECONDS: Final = 120.0
"""For a whole attempt to sign in."""
_REST: Final = 600.0
"""Seconds from one request to the next in a session that is over, while signing in has
to wait."""


class Session:
    """Keeps a session alive; all calls of an account go through one.

    A call that is turned away does not prove that the session is over: the list of
    UPSs does, which is asked for then. Callers that are turned away at the same time
    share that, an attempt to sign in, and what comes of it.
    """

    def __init__(
        self,
        wire: Wire,
        context: Context,
        url: str,
        email: str,
        password: str | None,
        pasted: str | None,
    ) -> None:
        """Take credentials, or a session of a browser; nothing is sent yet.

        InvalidRequest: "invalid_url" or "invalid_session".
        """
        self._wire = wire
        self._context = context
        self._clock, self._memory = context.clock, context.memory
        self._email = email
        self._password = password
        self._pasted = (pasted or "").strip()
        self._hosts = Hosts(url)
        self.origin = self._hosts.origin
        given = read_pasted(self._pasted, self._hosts) if self._pasted else ()
        self._who = fingerprint(self.origin, email, password, self._pasted)
        self._quiet = Quiet(self._clock, self._memory, self._who)
        self._budget = Budget(self._clock, self._memory, self._who)
        known = recall(self._memory, self._who) or given
        self._browser = self._with(Jar(self._clock, known))
        self._kept = self._browser.jar.changes
        self._lock = asyncio.Lock()
        self._generation = 0
        """How often it was looked into whether the session is over."""
        self._failure: DriverError | None = None
        """How that ended last, unless well."""
        self._list: Json = None
        """The list that proved the session then."""
        self._rests_until = float("-inf")
        self._refusals = Refusals(self._clock)

    async def sign_in(self) -> Json:
        """Make sure of a session that works, and return the list of UPSs.

        A session that is there is tried first. Raises what `get` does.
        """
        self._check()
        seen = self._generation
        if self._has_session():
            answer = await self._ask(LIST)
            if not is_refusal(answer):
                listed = await told(self._wire, answer)
                self._proven()
                return listed
        await self._mend(seen)
        return self._list

    async def get(self, path: str) -> Json:
        """Read what lies below the API's base; an end of the session is made good.

        Raises CannotConnect (also "server_error", "session_refused", "sign_in_waits",
        "sign_in_unavailable"), CertificateRefused, InvalidAnswer, InvalidAuth,
        RateLimited, Refused and SignInBlocked.
        """
        self._check()
        seen, browser = self._generation, self._browser
        if self._has_session():
            answer = await self._ask(path)
            if not is_refusal(answer):
                return await self._served(path, answer)
            if path in self._refusals:
                raise CannotConnect("session_refused")
        await self._mend(seen)
        if path == LIST:
            return self._list
        if self._browser is not browser:
            answer = await self._ask(path)
            if not is_refusal(answer):
                return await self._served(path, answer)
        self._refusals.note(path)
        raise CannotConnect("session_refused")

    async def _served(self, path: str, answer: Answer) -> Json:
        """Take note of an answer that is no refusal."""
        self._refusals.forget(path)
        found = await told(self._wire, answer)
        self._budget.served()
        return found

    def _proven(self) -> None:
        """Keep a session that works, and that nothing stands in its way.

        Also where nothing has changed: what the memory of an entry holds besides may
        be older than what this one, of a trial, is to tell it.
        """
        self._budget.works()
        self._keep(always=True)

    def _check(self) -> None:
        """Raise what stands in the way of any request."""
        self._budget.raise_if_stopped()
        self._quiet.respect()
        if self._clock.monotonic() < self._rests_until:
            self._budget.raise_if_waiting()

    def _has_session(self) -> bool:
        return self._browser.jar.header(self.origin + BASE) is not None

    async def _ask(self, path: str) -> Answer:
        self._check()
        try:
            return await self._browser.ask(resolved("", self.origin + BASE + path))
        finally:
            self._keep()

    def _keep(self, *, always: bool = False) -> None:
        """Keep cookies that have changed."""
        changes = self._browser.jar.changes
        if always or self._kept != changes:
            self._kept = changes
            keep(self._memory, self._who, self._browser.jar)

    async def _mend(self, seen: int) -> None:
        """Make good that a call was turned away, unless somebody has since."""
        async with self._lock:
            if self._generation == seen:
                try:
                    await self._look_into()
                except DriverError as err:
                    self._failure = err
                else:
                    self._failure = None
                self._generation += 1
            if self._failure is not None:
                raise self._failure.with_traceback(None)

    async def _look_into(self) -> None:
        """Sign in if the session is over, which a page now and then is no proof of."""
        if self._has_session():
            answer = await self._ask(LIST)
            if not is_refusal(answer):
                self._list = await told(self._wire, answer)
                return
        self._check()
        if not self._password:
            raise SignInBlocked("session_over") if self._pasted else InvalidAuth
        try:
            self._budget.raise_if_waiting()
        except CannotConnect:
            self._rests_until = self._clock.monotonic() + _REST
            raise
        await self._sign_in(self._password)

    async def _sign_in(self, password: str) -> None:
        """Sign in once; only a list of UPSs proves that it worked."""
        jar = Jar(self._clock, self._browser.jar.lasting())
        browser = self._with(jar, SECONDS)
        try:
            await SignIn(browser, self._email, password, self._begin).run()
        except (InvalidAuth, SignInBlocked) as err:
            self._budget.stop(err)
            raise
        self._browser = self._with(jar)
        self._refusals.clear()
        self._keep(always=True)
        answer = await browser.ask(self.origin + BASE + LIST)
        if is_refusal(answer):
            raise CannotConnect("session_refused")
        self._list = await told(self._wire, answer)
        self._rests_until = float("-inf")

    def _begin(self) -> None:
        """Count an attempt, unless another driver has begun one meanwhile."""
        self._budget.raise_if_stopped()
        self._budget.raise_if_waiting()
        self._budget.begun()

    def _with(self, jar: Jar, seconds: float | None = None) -> Browser:
        return Browser(
            self._wire, self._context, self._hosts, jar, self._quiet, seconds
        )
