"""Requests as a browser sends them: with its cookies, one at a time, never repeated."""

from typing import Final

from ...equipment.driver import Context
from ...equipment.errors import CannotConnect, SignInBlocked
from ..http import Answer, Form, Wire
from ..threads import elsewhere
from .cookies import Jar
from .hosts import Hosts
from .page import Page
from .quiet import Quiet

TIMEOUT: Final = 30.0
"""Seconds for one request."""
_PAGE: Final = 256 * 1024
"""Bytes of a page."""
_ANSWER: Final = 4 * 1024 * 1024
"""Bytes of an answer in JSON."""
_HOPS: Final = 10
"""Redirects by status that are followed in one step."""
_HEADERS: Final = {
    "User-Agent": (
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) "
        "Chrome/140.0.0.0 Safari/537.36"
    ),
    "Accept-Language": "en-US,en;q=0.9",
    "Accept-Encoding": "gzip, deflate",
}
_PAGES: Final = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


class Browser:
    """Sends requests to hosts that may be asked, and takes their cookies."""

    def __init__(
        self,
        wire: Wire,
        context: Context,
        hosts: Hosts,
        jar: Jar,
        quiet: Quiet,
        seconds: float | None = None,
    ) -> None:
        """Use a jar; ``seconds`` bounds the time of all requests together."""
        self._wire = wire
        self._context = context
        self._clock = context.clock
        self.hosts = hosts
        self.jar = jar
        self._quiet = quiet
        self.was_away = False
        """Whether a page was opened that is not the portal's."""
        self.names_captcha = False
        """Whether a page that was opened names the error of a captcha."""
        self._end = None if seconds is None else self._clock.monotonic() + seconds

    async def ask(self, url: str) -> Answer:
        """Read what is no page. RateLimited: nothing more may be sent for a while."""
        headers = {"Accept": "application/json"}
        return await self._send("GET", url, headers, None, _ANSWER)

    async def open(self, url: str, form: Form | None = None) -> Page:
        """Open a page, or submit a form, and take what its scripts set.

        SignInBlocked: it lies on a host that may not be asked. NotConfirmed: the form
        was sent, or perhaps sent. InvalidAnswer: the page is far too large.
        """
        method = "GET" if form is None else "POST"
        answer = await self._send(method, url, {"Accept": _PAGES}, form, _PAGE)
        self.was_away = self.was_away or not self.hosts.is_portal(url)
        text = answer.body.decode("utf-8", errors="replace")
        page = Page(url, answer.status, answer.headers.get("Location"), text)
        await elsewhere(self._context, page.study)
        self.names_captcha = self.names_captcha or page.names_captcha
        for line in page.cookie_lines:
            self.jar.take_line(line, url)
        return page

    async def follow(self, url: str) -> Page:
        """Open a page or what its status leads to; whoever came back stays."""
        for _ in range(_HOPS + 1):
            page = await self.open(url)
            target = page.redirect
            if target is None or (
                self.is_back(page) and not self.hosts.is_portal(target)
            ):
                return page
            url = target
        raise SignInBlocked("sign_in_changed")

    def is_back(self, page: Page) -> bool:
        """Tell whether a page is the portal's, others having been opened before."""
        return self.was_away and self.hosts.is_portal(page.url)

    async def _send(
        self,
        method: str,
        url: str,
        headers: dict[str, str],
        form: Form | None,
        limit: int,
    ) -> Answer:
        if not self.hosts.allows(url):
            raise SignInBlocked("sign_in_changed")
        self._quiet.respect()
        cookies = self.jar.header(url)
        answer = await self._wire.request(
            method,
            url.partition("#")[0],
            headers=_HEADERS | headers | ({"Cookie": cookies} if cookies else {}),
            form=form,
            verbatim=True,
            one_shot=form is not None,
            timeout=self._timeout(),
            limit=limit,
        )
        for line in answer.set_cookies:
            self.jar.take_line(line, url)
        self._quiet.note(answer)
        return answer

    def _timeout(self) -> float:
        if self._end is None:
            return TIMEOUT
        left = self._end - self._clock.monotonic()
        if left <= 0:
            raise CannotConnect("timed_out")
        return min(TIMEOUT, left)
