"""Reads the lists of a unit when they are due."""

from collections.abc import Sequence
import logging
from typing import Final

from ...equipment.driver import Context
from ...equipment.errors import (
    CannotConnect,
    DriverError,
    InvalidAnswer,
    InvalidAuth,
    NotPermitted,
    WrongEquipment,
)
from ...equipment.model import Equipment, Report
from ..http import Refused
from .agenda import Agenda
from .client import LOGIN_PAGE, SynLinkClient
from .lists import ACTIONS, MEASURED, PATHS, Lists
from .mapping import conf, device, events, groups, outlets

_LOGGER: Final = logging.getLogger(__name__)

_ESSENTIAL: Final = frozenset({device.GROUP, outlets.GROUP})
_NOT_THERE: Final = frozenset({404, 405, 501})
_SLACK = 60.0
"""Seconds by which an uptime may fall short without the unit having restarted."""


class Reader:
    """Polls one unit, by as few requests as keep it fresh."""

    def __init__(
        self, client: SynLinkClient, context: Context, lists: Lists, interval: float
    ) -> None:
        """Read every so many seconds what changes fast, and the rest less often."""
        self._client = client
        self._context = context
        self._lists = lists
        self._pending: dict[str, Report] = {}
        self._booted: float | None = None
        self.agenda = Agenda(interval)

    async def identify(self) -> Equipment:
        """Read who the unit is; its name only if the configuration is readable.

        WrongEquipment: what answers is no unit of this kind.
        """
        try:
            await self._read(device.GROUP, self._pending)
        except (Refused, InvalidAnswer) as err:
            raise WrongEquipment from err
        except InvalidAuth as err:
            if err.reason == LOGIN_PAGE:
                raise WrongEquipment from err
            raise
        await self._read_if_there(conf.GROUP, self._pending)
        return self._lists.about()

    async def round(self) -> Sequence[Report]:
        """Read what is due; a failure of the device or the outlets raises."""
        reports, self._pending = self._pending, {}
        self._lists.merged.clear()
        sessions = self._client.sessions
        try:
            await self._read_due(reports)
        except DriverError:
            self.agenda.everything()
            raise
        if self._client.sessions > sessions > 0:  # lost: the unit may have restarted
            self.agenda.soon((device.GROUP,), self._now())
        return self._finished(reports)

    async def refresh(self, *names: str) -> None:
        """Read lists now and publish what they say."""
        reports: dict[str, Report] = {}
        for name in names:
            await self._read(name, reports)
        self._lists.merged.update(names)  # newer than what a round has read so far
        self._context.publish(self._finished(reports))

    def look_at(self, *names: str, after: float = 0) -> None:
        """Have lists read in so many seconds, in which they will have changed."""
        self.agenda.soon(names, self._now() + after)
        self._context.wake(after)

    @property
    def started(self) -> float | None:
        """When the controller started, by our own clock; None: not known."""
        return self._booted

    def has_restarted_since(self, started: float | None) -> bool:
        """Tell whether the controller started later than was thought."""
        known = self._booted is not None and started is not None
        return known and self._booted > started + _SLACK

    async def _read_due(self, reports: dict[str, Report]) -> None:
        due, done = self.agenda.due(self._now()), set[str]()
        while due:
            name, booted = due.pop(0), self._booted
            done.add(name)
            try:
                await self._read_if_there(name, reports)
            except CannotConnect as err:
                if outlets.GROUP not in reports or name in _ESSENTIAL:
                    raise
                _LOGGER.debug("The list of %s was not read: %s", name, err.reason)
                if err.reason != "server_error":
                    self.agenda.postpone((name, *due), self._now())
                    return
            if self.has_restarted_since(booted):
                self.agenda.everything()
                due = [one for one in self.agenda.due(self._now()) if one not in done]
        if events.GROUP in done and ACTIONS not in done:
            await self._follow_events(reports)

    async def _follow_events(self, reports: dict[str, Report]) -> None:
        """Read the actions early if somebody has made new ones for an event."""
        if self.agenda.has(ACTIONS) and self._lists.lacks_actions():
            await self._read_if_there(ACTIONS, reports)
            if (report := self._lists.report(events.GROUP)) is not None:
                reports[events.GROUP] = report

    async def _read_if_there(self, name: str, reports: dict[str, Report]) -> None:
        """Read a list that the unit or its user may not have.

        What is refused is not asked for again until the driver is made anew.
        """
        try:
            await self._read(name, reports)
        except (NotPermitted, Refused) as err:
            if name == outlets.GROUP:
                raise
            if isinstance(err, Refused) and err.status not in _NOT_THERE:
                self.agenda.postpone((name,), self._now())
            else:
                self.agenda.drop(name)
        except InvalidAnswer:
            if name in _ESSENTIAL:
                raise
            self.agenda.postpone((name,), self._now())

    async def _read(self, name: str, reports: dict[str, Report]) -> None:
        """Read a list; once more if the answer is not understood."""
        started = self._now()
        try:
            report = self._lists.take(name, await self._client.get(PATHS[name]))
        except InvalidAnswer:
            report = self._lists.take(name, await self._client.get(PATHS[name]))
        self.agenda.done(name, started, empty=self._lists.is_empty(name))
        if name == device.GROUP:
            self._note_uptime()
        if report is not None:
            reports[name] = report

    def _note_uptime(self) -> None:
        """Work out when the controller started, by our own clock."""
        uptime = device.uptime_of(self._lists.snapshot.device)
        self._booted = None if uptime is None else self._now() - uptime

    def _finished(self, reports: dict[str, Report]) -> Sequence[Report]:
        """Add the groups' states; what a write saw meanwhile is newer than a list."""
        for name in self._lists.merged & reports.keys() - MEASURED:
            if (report := self._lists.report(name)) is not None:
                reports[name] = report
        if reports.keys() & {outlets.GROUP, groups.GROUP}:
            states = self._lists.group_states()
            if states is not None:
                reports[states.group] = states
        return tuple(reports.values())

    def _now(self) -> float:
        return self._context.clock.monotonic()
