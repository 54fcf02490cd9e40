"""Reads the lists of a unit when they are due."""

from collections.abc import Collection, Sequence
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
from .client import LOGIN_PAGE, SERVER_ERROR, SynLinkClient
from .listing import ACTIONS, PATHS
from .lists import Lists
from .mapping import conf, device, events, outlets

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
        self._untold: dict[str, None] = {}
        """What was read and has not been reported yet, in that order."""
        self._missing_actions: Collection[int] = ()
        self._booted: float | None = None
        self._followed: float | None = None
        """The start of the controller since which all has been read, or is due."""
        self._sessions = 0
        """How many sessions had been opened when it was seen last who answers."""
        self.agenda = Agenda(interval)

    async def identify(self) -> Equipment:
        """Read who the unit is; its name only if the configuration is readable.

        WrongEquipment: what answers is no unit of this kind.
        """
        self._lists.start_over()
        try:
            await self._read(device.GROUP)
        except (Refused, InvalidAnswer) as err:
            raise WrongEquipment from err
        except InvalidAuth as err:
            if err.reason == LOGIN_PAGE:
                raise WrongEquipment from err
            raise
        await self._read_if_there(conf.GROUP)
        return self._lists.about()

    async def round(self) -> Sequence[Report]:
        """Read what is due; a failure of the device or the outlets raises."""
        try:
            await self._read_due()
        except DriverError:
            self.agenda.everything()
            raise
        return self._news()

    async def refresh(self, *names: str) -> None:
        """Read lists now and publish what they say."""
        for name in names:
            await self._read(name)
        self._context.publish(self._news())

    async def look_who_answers(self) -> None:
        """See that it is the unit that was connected.

        A user who may not read who it is sees it by the outlets, whose ids hold the
        serial number. WrongEquipment: it is another one. CannotConnect: nobody says;
        that is no answer to what was asked for besides.
        """
        try:
            if self.agenda.has(device.GROUP):
                await self._read_if_there(device.GROUP)
            if not self.agenda.has(device.GROUP):
                told = await self._client.get(PATHS[outlets.GROUP])
                if self._lists.is_strange(outlets.GROUP, told):
                    raise WrongEquipment
                self._sessions = self._client.sessions
        except (InvalidAnswer, Refused) as err:
            raise CannotConnect from err

    async def look_who_is_new(self) -> None:
        """See the same after a new session, as ``look_who_answers`` does.

        A session that was lost may mean that the unit has restarted, or that another
        one has its address.
        """
        if self._client.sessions > self._sessions:
            await self.look_who_answers()

    def _news(self) -> Sequence[Report]:
        """Say what has been read, as it is known now: writes may have changed it."""
        names, self._untold = self._untold, {}
        return self._lists.told(names)

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
        if self._booted is None or started is None:
            return False
        return self._booted > started + _SLACK

    async def _read_due(self) -> None:
        due, done = self.agenda.due(self._now()), set[str]()
        while due:
            name = due.pop(0)
            reached = await self._read_if_there(name)
            done.add(name)
            if not reached and outlets.GROUP in done:
                self.agenda.postpone(due, self._now())
                return
            restarted = self.has_restarted_since(self._followed)
            self._followed = self._booted
            if restarted:
                self.agenda.everything(besides=done)
                due = [one for one in self.agenda.due(self._now()) if one not in done]
        if events.GROUP in done and ACTIONS not in done:
            await self._follow_events()

    async def _follow_events(self) -> None:
        """Read the actions early, once, if there are new ones in the events."""
        missing = self._lists.missing_actions()
        if self.agenda.has(ACTIONS) and not missing.issubset(self._missing_actions):
            await self._read_if_there(ACTIONS)
            self._lists.tell_rules_again()
        self._missing_actions = missing

    async def _read_if_there(self, name: str) -> bool:
        """Read a list that the unit or its user may not have.

        What is not there is not asked for again until the driver is made anew, what
        failed a little later. Returns whether the unit was reached.
        """
        try:
            await self._read(name)
        except NotPermitted:
            if name == outlets.GROUP:
                raise
            self.agenda.drop(name)
        except (CannotConnect, InvalidAnswer, Refused) as err:
            if name in _ESSENTIAL:
                raise
            _LOGGER.debug("The list of %s was not read: %s", name, err.reason)
            if isinstance(err, Refused) and err.status in _NOT_THERE:
                self.agenda.drop(name)
            else:
                self.agenda.postpone((name,), self._now())
            return not isinstance(err, CannotConnect) or err.reason == SERVER_ERROR
        return True

    async def _read(self, name: str) -> None:
        """Read a list; once more if the answer is not understood."""
        started = self._now()
        try:
            await self._take(name)
        except InvalidAnswer:
            await self._take(name)
        self.agenda.done(name, started, empty=self._lists.is_empty(name))
        self._untold[name] = None
        if name == device.GROUP:
            self._sessions = self._client.sessions
            self._note_uptime()

    async def _take(self, name: str) -> None:
        """Ask for a list and take the answer, if it is from the unit it was before."""
        answer = await self._client.get(PATHS[name])
        if name != device.GROUP:
            await self.look_who_is_new()
        if self._lists.is_strange(name, answer):
            await self.look_who_answers()
        self._lists.take(name, answer)

    def _note_uptime(self) -> None:
        """Work out when the controller started, by our own clock."""
        uptime = device.uptime_of(self._lists.snapshot.device)
        self._booted = None if uptime is None else self._now() - uptime

    def _now(self) -> float:
        return self._context.clock.monotonic()
