"""The driver of an account at the vendor's portal (way 1)."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime, tzinfo
import logging
from typing import Final

from ....equipment.driver import Json, Outcome, Round
from ....equipment.errors import (
    CannotConnect,
    CertificateRefused,
    DriverError,
    InvalidAuth,
    InvalidRequest,
    RateLimited,
)
from ....equipment.model import Equipment, EquipmentId, Point, Record, Report, Value
from ....equipment.variables import OUTLET_STATUS
from ...backoff import Backoff
from ...http import HttpContext, Refused, Wire
from ..address import portal_base
from ..illustration import illustrate
from ..mapping.log import KINDS
from ..ports import index_of
from .account import AT_ONCE, Account
from .client import PortalClient
from .missing import Missing
from .probe import PAUSE
from .switch import Switches
from .unit import PortalUnit

_LOGGER: Final = logging.getLogger(__name__)

INTERVAL: Final = 60.0  # seconds
_LIST_INTERVAL: Final = 3600.0
_LONGEST_PAUSE: Final = 300.0
"""Seconds for which a portal that does not answer is left alone."""
_PENDING_INTERVAL: Final = 15.0
_NOT_FOUND: Final = 404
_OF_ALL: Final = (InvalidAuth, RateLimited, CertificateRefused)
"""What concerns the account, not one of its UPSs."""


class PortalDriver:
    """Reads and switches all UPSs of an account."""

    def __init__(
        self,
        context: HttpContext,
        url: str,
        email: str,
        password: str,
        interval: float = INTERVAL,
        home: tzinfo = UTC,
    ) -> None:
        """Drive an account. InvalidRequest: the address is none."""
        self._context = context
        self._interval = interval
        self._home = home
        base = portal_base(url)
        self._wire = Wire(context)
        self._client = PortalClient(self._wire, base, email, password, context.clock)
        self._account = Account(self._client, base.partition("/api/")[0])
        self._backoff = Backoff(context.clock, _LONGEST_PAUSE)
        self._listed = 0.0
        self._missing = Missing(context)
        self._units: dict[str, PortalUnit] = {}
        self._switches: dict[EquipmentId, Switches] = {}

    async def connect(self) -> Sequence[Equipment]:
        """Sign in and tell which UPSs the account shows."""
        await self._client.sign_in()
        await self._refresh_list()
        return tuple(unit.seen.equipment for unit in self._units.values())

    async def read(self) -> Round:
        """Read all UPSs; one that fails takes no other with it.

        Raises what concerns all, or what all fail with.
        """
        self._backoff.respect()
        try:
            failures = await self._poll()
            if failures and len(failures) == len(self._units):
                self._raise_if_unreachable(failures)
        except CannotConnect as err:
            self._backoff.failed(err)
            raise
        finally:
            for switches in self._switches.values():
                switches.settle()
        self._backoff.succeeded()
        return Round(self._reports(), self._next_in())

    async def close(self) -> None:
        """Let go of the connection; the portal knows no way to end a session."""
        await self._wire.close()

    async def write(
        self, equipment: EquipmentId, point: Point, value: Value
    ) -> Outcome:
        """Switch an output."""
        switches = self._switches.get(equipment)
        if switches is None or not isinstance(value, bool):
            raise InvalidRequest
        if point.variable != OUTLET_STATUS:
            raise InvalidRequest
        outcome = await switches.switch(index_of(point.part), on=value)
        if outcome is Outcome.PENDING:
            self._context.wake(_PENDING_INTERVAL)
        return outcome

    @property
    def listed(self) -> Collection[EquipmentId] | None:
        """The UPSs that the account's last list has."""
        if not self._units:
            return None
        units = self._units.values()
        return {unit.seen.equipment.id for unit in units if not unit.gone}

    @property
    def record_kinds(self) -> Sequence[str]:
        """Every kind that a record of the log can have."""
        return KINDS

    async def records(
        self, equipment: EquipmentId, since: datetime | None, limit: int
    ) -> Sequence[Record]:
        """Look up the newest lines of a UPS's log, oldest first."""
        if (switches := self._switches.get(equipment)) is None:
            raise InvalidRequest
        return await switches.unit.records(since, limit)

    async def illustrate(self, equipment: EquipmentId, key: str) -> Mapping[str, str]:
        """Return how currents and powers would look in either scale."""
        if (switches := self._switches.get(equipment)) is None:
            raise InvalidRequest
        unit = switches.unit
        if unit.seen.status is None:
            await unit.poll()
        return {} if unit.seen.status is None else illustrate(unit.seen.status, key)

    def raw(self) -> Mapping[str, Json]:
        """Return what the portal said last, without secrets."""
        units = {ident: unit.raw() for ident, unit in list(self._units.items())}
        return {"list": self._account.raw(), "units": units}

    def _raise_if_unreachable(self, failures: Sequence[DriverError]) -> None:
        """Raise if no UPS could be read because the portal does not answer."""
        unreachable = [err for err in failures if isinstance(err, CannotConnect)]
        if len(unreachable) == len(failures):
            raise unreachable[0]

    async def _poll(self) -> Sequence[DriverError]:
        now = self._context.clock.monotonic()
        if now - self._listed >= _LIST_INTERVAL or not self._units:
            try:
                await self._refresh_list()
            except _OF_ALL:
                raise
            except DriverError as err:
                if not self._units:
                    raise
                _LOGGER.debug("The list of UPSs was not read: %s", err.reason)
        gate = asyncio.Semaphore(AT_ONCE)

        async def poll(unit: PortalUnit) -> DriverError | None:
            async with gate:
                return await _polled(unit)

        done = await asyncio.gather(*map(poll, self._units.values()))
        failures = [failure for failure in done if failure is not None]
        self._missing.look_at(self._units.values())
        for failure in failures:
            if isinstance(failure, _OF_ALL):
                raise failure
        return failures

    async def _refresh_list(self) -> None:
        """Look for UPSs that came to the account or left it."""
        listed = await self._account.list()
        strangers = [one for one in listed if one.id not in self._units]
        self._listed = self._context.clock.monotonic()
        found = await self._account.identify(strangers) if strangers else {}
        for ident, who in found.items():
            if who.id in self._switches:
                continue
            unit = PortalUnit(self._context, self._client, ident, who, self._home)
            self._units[ident] = unit
            self._switches[who.id] = Switches(self._context, self._client, unit)
        there = {one.id for one in listed}
        for ident, unit in self._units.items():
            unit.gone = ident not in there

    def _reports(self) -> Sequence[Report]:
        """Return what is known now: a command may have seen more than the poll."""
        return [report for unit in self._units.values() for report in unit.reports()]

    def _next_in(self) -> float:
        wanted = [self._interval]
        if any(unit.age.probing for unit in self._units.values()):
            wanted.append(PAUSE)
        if any(switches.pending for switches in self._switches.values()):
            wanted.append(_PENDING_INTERVAL)
        return min(wanted)


async def _polled(unit: PortalUnit) -> DriverError | None:
    """Poll a UPS and return what went wrong."""
    try:
        await unit.poll()
    except DriverError as err:
        if isinstance(err, Refused) and err.status == _NOT_FOUND:
            unit.gone = True
            unit.not_found += 1
        _LOGGER.debug("A UPS of the account was not read: %s", err.reason)
        return err
    return None
