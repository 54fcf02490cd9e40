"""When a UPS posts what, and to whom."""

from collections.abc import Callable, Mapping
from typing import Any

from ...clock import Clock, Timer
from ...courier import Courier, Delivery
from ..unit.journal import Entry
from ..unit.ups import Ups
from .post import LOG, REGISTER, REPORT, Post, Server, encoded, headers_of

PERIOD = 300.0
"""Seconds between two reports of the status."""


class Pusher:
    """Posts registrations, reports and log records.

    The vendor's portal gets them without a wire in between, so that it knows them as
    soon as the clock has moved; any other server gets them by HTTP. A real UPS has one
    server only: with `only` the portal gets nothing any more. A post that fails is
    lost.
    """

    def __init__(self, ups: Ups, clock: Clock, portal: Server) -> None:
        """Post for a UPS; `portal` is what it is set to out of the box."""
        self.portal_listener: Callable[[Post], None] = lambda _: None
        self.server: Server | None = None
        self.only = False
        self._ups = ups
        self._clock = clock
        self._portal = portal
        self._courier = Courier()
        self._timer: Timer | None = None
        ups.remote_server = self._remote_server
        ups.life.on_boot.append(self._booted)
        ups.journal.listeners.append(self.log)

    @property
    def deliveries(self) -> list[Delivery]:
        """What became of the posts to another server; a ban shows as status 403."""
        return self._courier.deliveries

    @property
    def posts(self) -> list[tuple[str, Any]]:
        """What was posted to another server: URL and body."""
        return self._courier.posts

    def begin(self) -> None:
        """Register and report, then report every so often."""
        if self._timer is None:
            self._arm()
            self._booted()

    def push_to(
        self,
        url: str,
        company_id: str,
        cmm: str | None = None,
        *,
        only: bool = False,
        boot: bool = True,
    ) -> None:
        """Set the UPS to another server; it registers and reports there at once."""
        self.server = Server(url, company_id, cmm or self._ups.state.cmm)
        self.only = only
        if boot:
            self._booted()

    def push_off(self) -> None:
        """Set the UPS back to the vendor's portal alone."""
        self.server, self.only = None, False

    def register(self) -> None:
        """Post the identification, as the button "Send Initial Request" does."""
        self._post(Post(REGISTER, self._ups.views.ident()))

    def report(self) -> None:
        """Post the status, due or not."""
        self._post(Post(REPORT, self._ups.views.complex_object()))

    def log(self, entry: Entry) -> None:
        """Post a log record."""
        body = {
            "ord": entry.ord,
            "code": entry.code,
            "cmm": self._cmm,
            "description": entry.description,
            "params": entry.params,
            "timestamp": entry.pushed_stamp,
        }
        self._post(Post(LOG, body))

    def send(
        self,
        name: str,
        body: Any,
        query: Mapping[str, str] | None = None,
        changes: Mapping[str, str] | None = None,
    ) -> None:
        """Post anything, for tests: a query of its own, or the usual one changed."""
        if self.server is None:
            raise ValueError("set the UPS to a server first")
        told = self._query(name, body) if query is None else dict(query)
        told |= changes or {}
        knobs = self._ups.knobs
        address = self.server.address(knobs, name, told)
        self._courier.send(address, encoded(body), headers_of(knobs))

    async def delivered(self) -> None:
        """Wait until no post is under way."""
        await self._courier.delivered()

    async def stop(self) -> None:
        """Post no more."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        await self._courier.stop()

    def _remote_server(self) -> dict[str, Any]:
        return (self.server or self._portal).as_json()

    @property
    def _cmm(self) -> str:
        return (self.server or self._portal).cmm

    def _arm(self) -> None:
        self._timer = self._clock.call_later(PERIOD, self._due)

    def _due(self) -> None:
        self._arm()
        self.report()

    def _booted(self) -> None:
        self.register()
        self.report()

    def _post(self, post: Post) -> None:
        silent = self._timer is None or self._ups.knobs.pushing == "off"
        if silent or not self._ups.online:
            return
        if not self.only:
            self.portal_listener(post)
        if self.server is None:
            return
        body = post.body
        if post.name == REGISTER and self._ups.knobs.push_apikey_field == "body":
            body = body | {"apiKey": self._ups.state.portal_key}
        self.send(post.name, body)

    def _query(self, name: str, body: Any) -> dict[str, str]:
        server = self.server or self._portal
        query = {"companyId": server.company_id, "cmm": server.cmm}
        if name == REGISTER:
            query["upsDescription"] = self._ups.state.description
            if self._ups.knobs.push_apikey_field == "query":
                query["apiKey"] = self._ups.state.portal_key
        return query
