"""The driver on which UPSs of a company post to us (way 3)."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import UTC, tzinfo
import logging
from typing import Final

from ....equipment.driver import Context, Json, Post, Reply, Round
from ....equipment.errors import CannotConnect, DriverError, InvalidRequest
from ....equipment.model import Equipment, EquipmentId
from ..illustration import illustrate
from ..mapping import values
from ..mapping.ident import read_ident
from ..mapping.log import KINDS
from ..mapping.status import parse_status
from .entrance import Entrance, Place, below
from .fields import Fields
from .rates import Rates
from .request import Malformed, Request, Subject, is_for, understood
from .roster import Roster
from .strangers import Held, Strangers

_LOGGER: Final = logging.getLogger(__name__)

_LOOK: Final = 60.0
"""Seconds between two looks at how long units have been silent, at most."""
_PATIENCE: Final = 900.0
"""Seconds without any post after which the owner should look why (section 2.3)."""
_TROUBLE: Final = "posts"
_CLASH: Final = "names"
_TAKEN: Final[Json] = {"responseMessage": "OK", "responseObject": None}
_TOO_MANY: Final = 429


class PushDriver:
    """Takes what UPSs post; it neither asks nor switches anything."""

    def __init__(
        self,
        context: Context,
        company_id: str,
        secret: str,
        home: tzinfo = UTC,
        place: Place | None = None,
    ) -> None:
        """Take posts of a company; the secret is part of the address they go to.

        ``place``: a port of its own that is listened to as well.
        """
        self._context = context
        self._company_id = company_id
        self._secret = secret
        self._roster = Roster(context, company_id, home)
        self._strangers = Strangers()
        self._rates = Rates(context.clock)
        self._fields = Fields()
        self._entrance = Entrance(context, place, self._enter, secret)
        self._closed = False
        self._heard = context.clock.monotonic()
        self._missed = self._clashed = True  # perhaps told before this start

    @property
    def secret(self) -> str:
        """What the address that is typed into the UPS holds."""
        return self._secret

    @property
    def record_kinds(self) -> Sequence[str]:
        """Every kind that a record of the log can have."""
        return KINDS

    async def connect(self) -> Sequence[Equipment]:
        """Tell which UPSs have posted before, and listen for more."""
        await self._entrance.open()
        return tuple(unit.seen.equipment for unit in self._roster.units)

    async def read(self) -> Round:
        """Tell what is known, the worse for silence; nobody is asked."""
        await self._entrance.open()
        if self._context.clock.monotonic() - self._heard >= _PATIENCE:
            self._missed = True
            self._context.trouble(_TROUBLE, CannotConnect("no_posts"))
        self._tell_clash()
        reports = [report for unit in self._roster.units for report in unit.reports()]
        due = [unit.due_in() for unit in self._roster.units]
        return Round(reports, min([_LOOK, *(wait for wait in due if wait is not None)]))

    async def close(self) -> None:
        """Take no more posts; one that was answered and not told yet is let go."""
        self._closed = True
        await self._entrance.close()

    async def prove_rights(self) -> None:
        """Raise why the port of its own cannot be listened to, if it cannot."""
        if self._entrance.failure is not None:
            raise self._entrance.failure

    def post(self, post: Post) -> Reply | None:
        """Take a post and answer at once."""
        if self._closed or not is_for(post, self._company_id):
            return None
        try:
            request = understood(post)
        except Malformed as err:
            return Reply(err.status, {"message": "malformed"})
        if not self._rates.admit(request):
            return Reply(_TOO_MANY, {"message": "too many"})
        self._hear()
        asyncio.get_running_loop().call_soon(self._take, request)
        return Reply(200, _TAKEN)

    def _enter(self, post: Post) -> Reply | None:
        """Take a post that came by the port of its own."""
        return self.post(below(post, self._secret))

    def _hear(self) -> None:
        """Note that somebody posts who knows the address and the company."""
        self._heard = self._context.clock.monotonic()
        if self._missed:
            self._missed = False
            self._context.trouble(_TROUBLE, None)

    async def illustrate(self, equipment: EquipmentId, key: str) -> Mapping[str, str]:
        """Return how currents and powers would look in either scale."""
        for unit in self._roster.units:
            if unit.seen.equipment.id == equipment:
                status = unit.seen.status
                return {} if status is None else illustrate(status, key)
        raise InvalidRequest

    def raw(self) -> Mapping[str, Json]:
        """Return what was posted last, without secrets."""
        return {"units": [unit.raw() for unit in self._roster.units]}

    def _take(self, request: Request) -> None:
        """Do what follows from a post; what is odd in it takes nothing else with it."""
        if self._closed:
            return
        self._fields.look_at(request)
        try:
            match request.subject:
                case Subject.REGISTER:
                    self._register(request)
                case Subject.STATUS:
                    self._take_status(request)
                case Subject.LOG:
                    self._take_line(request)
        except DriverError as err:
            _LOGGER.debug("A post of a UPS was not understood: %s", err.reason)
        self._tell_held(request.cmm)
        self._tell_clash()

    def _tell_clash(self) -> None:
        """Tell that two UPSs post under one name, or that they do no more."""
        if (clashed := self._roster.clashes) is not self._clashed:
            self._clashed = clashed
            error = InvalidRequest("same_ups_id") if clashed else None
            self._context.trouble(_CLASH, error)

    def _register(self, request: Request) -> None:
        ident = read_ident(request.body)
        if ident.serial or ident.model:
            name = values.name(request.query.get("upsDescription"))
            self._roster.registered(request.cmm, ident, name)

    def _take_status(self, request: Request) -> None:
        """Take a status; one that says nothing of any output is none."""
        status = parse_status(request.body)
        if not status.outlets:
            return
        if (unit := self._roster.reported(request.cmm, status)) is not None:
            unit.take_status(request.body, status)

    def _take_line(self, request: Request) -> None:
        """Take a line; one of a UPS that is not known yet is told when it is."""
        unit = self._roster.holder(request.cmm)
        if unit is not None:
            unit.take_line(request.body)
            return
        arrived = self._context.clock.now()
        self._strangers.hold(Held(request.cmm, request.body, arrived))

    def _tell_held(self, cmm: str) -> None:
        """Tell what a UPS has posted before it was known, if it is now."""
        if (unit := self._roster.holder(cmm)) is None:
            return
        for line in self._strangers.introduced(cmm):
            try:
                unit.take_line(line.answer, line.arrived)
            except DriverError as err:
                _LOGGER.debug("A line was not understood: %s", err.reason)
