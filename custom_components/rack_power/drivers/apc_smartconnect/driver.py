"""The driver of an account of the SmartConnect cloud. It only reads: so does the cloud.

A refresh is one request for the log and two for each UPS (section 3); the list of UPSs
is asked for every hour, the dictionary once a day.
"""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
import logging
from typing import Final

from ...equipment.driver import Json, Round
from ...equipment.errors import (
    CannotConnect,
    DriverError,
    InvalidRequest,
    RateLimited,
)
from ...equipment.model import Equipment, EquipmentId, Record
from ..http import HttpContext, Refused, Wire
from .account import OF_ALL, Account
from .dictionary import BUILT_IN, Dictionary, parse_dictionary
from .log import EventLog, by_unit, records_of
from .mapping.events import KINDS
from .mapping.redaction import redacted
from .session import Session
from .ups import CloudUps

_LOGGER: Final = logging.getLogger(__name__)

INTERVAL: Final = 120.0  # seconds
_HOUR: Final = 3600.0
_DAY: Final = 24 * _HOUR
_AT_ONCE: Final = 4
"""UPSs that are asked about at the same time."""
_MISSES: Final = 3
"""Refreshes that may fail before what is told afterwards counts as told late."""
_NOT_FOUND: Final = 404


class SmartConnectDriver:
    """Reads all UPSs of an account."""

    def __init__(
        self,
        context: HttpContext,
        url: str,
        email: str,
        password: str | None,
        session: str | None = None,
        interval: float = INTERVAL,
    ) -> None:
        """Drive an account; ``session`` are the cookies of a browser that signed in.

        InvalidRequest: the address is none, or the session cannot be understood.
        """
        self._context = context
        self._interval = interval
        self._wire = Wire(context)
        self._session = Session(self._wire, context, url, email, password, session)
        self._account = Account(self._session, context.memory)
        self._log = EventLog(self._session, context)
        self._dictionary: Dictionary = BUILT_IN
        self._words: Json = None
        self._list_due = self._dictionary_due = float("-inf")
        self._strangers: frozenset[str] = frozenset()
        """UPSs that the log names, and for which the list was asked already."""

    async def connect(self) -> Sequence[Equipment]:
        """Sign in, if need be, and tell which UPSs the account shows."""
        await self._account.take(await self._session.sign_in())
        self._list_due = self._context.clock.monotonic() + _HOUR
        return tuple(unit.who for unit in self._account.units.values())

    async def read(self) -> Round:
        """Read all UPSs; one that fails takes no other with it.

        Raises what concerns the account, or what all fail with. Where the cloud wants
        to be left alone after some answers, these count, and the next read waits.
        """
        await self._read_rarely()
        quiet = await self._read_units() or await self._read_log()
        return Round(self._account.news(), max(self._interval, quiet))

    async def close(self) -> None:
        """Let go of the connection; the session stays, for the next start."""
        await self._wire.close()

    @property
    def listed(self) -> Collection[EquipmentId] | None:
        """The UPSs that the account's last list has."""
        return self._account.listed

    @property
    def record_kinds(self) -> Sequence[str]:
        """Every kind that a record can have; none before the cloud has told a log."""
        return KINDS if self._log.answers else ()

    async def records(
        self, equipment: EquipmentId, since: datetime | None, limit: int
    ) -> Sequence[Record]:
        """Look up the newest events of a UPS, oldest first."""
        unit = self._unit(equipment)
        events = await self._log.since(since, self._dictionary)
        found = [
            record
            for record in records_of(events, unit.id)
            if since is None or record.time >= since
        ]
        return found[-limit:]

    def raw(self) -> Mapping[str, Json]:
        """Return what the cloud told last, without secrets."""
        return {
            "list": self._account.raw(),
            "dictionary": redacted(self._words),
            "events": self._log.raw(),
            "units": [unit.raw() for unit in list(self._account.units.values())],
        }

    def _unit(self, equipment: EquipmentId) -> CloudUps:
        for unit in self._account.units.values():
            if unit.who.id == equipment:
                return unit
        raise InvalidRequest

    async def _read_rarely(self) -> None:
        now = self._context.clock.monotonic()
        if now >= self._dictionary_due:
            await self._read_dictionary(now)
        if now >= self._list_due:
            try:
                await self._account.take(await self._session.get("gateways"))
            except RateLimited:
                self._list_due = now + _HOUR  # or nothing else is ever asked for
                raise
            except OF_ALL:
                raise
            except DriverError as err:
                _LOGGER.debug("The list of UPSs was not read: %s", err.reason)
            else:
                self._list_due = now + _HOUR

    async def _read_dictionary(self, now: float) -> None:
        """Read what the keys mean; until that works our own table tells (section 4)."""
        try:
            self._words = await self._session.get("dictionaries/en")
            self._dictionary = parse_dictionary(self._words)
        except RateLimited:
            self._dictionary_due = now + _HOUR  # or nothing else is ever asked for
            raise
        except OF_ALL:
            raise
        except DriverError as err:
            _LOGGER.debug("The dictionary was not read: %s", err.reason)
            self._dictionary_due = now + _HOUR
        else:
            self._dictionary_due = now + _DAY

    async def _read_units(self) -> float:
        """Read all at once; return the seconds that the cloud wants quiet, or 0."""
        gate = asyncio.Semaphore(_AT_ONCE)

        async def read(unit: CloudUps) -> Sequence[DriverError]:
            async with gate:
                return await unit.read(self._dictionary, self._context.clock)

        units = tuple(self._account.units.values())
        done = await asyncio.gather(*map(read, units))
        failures = [err for errors in done for err in errors]
        quiet = 0.0
        for err in failures:
            _LOGGER.debug("A UPS of the account was not read: %s", err.reason)
            if isinstance(err, RateLimited) and len(failures) < 2 * len(units):
                quiet = max(quiet, err.retry_after)
            elif isinstance(err, OF_ALL):
                raise err
            if isinstance(err, Refused) and err.status == _NOT_FOUND:
                self._list_due = float("-inf")  # it may have left the account
        unreachable = [err for err in failures if isinstance(err, CannotConnect)]
        if unreachable and len(unreachable) == 2 * len(units):
            raise unreachable[0]
        return quiet

    async def _read_log(self) -> float:
        """Tell what is new; on the smallest plan nothing ever is (1.5).

        Returns the seconds that the cloud wants quiet, or 0.
        """
        outage = timedelta(seconds=_MISSES * self._interval)
        try:
            news = await self._log.new(self._dictionary, outage, self._account.units)
        except RateLimited as err:
            return err.retry_after
        except OF_ALL:
            raise
        except DriverError as err:
            _LOGGER.debug("The event log was not read: %s", err.reason)
            return 0.0
        if self._log.strangers - self._strangers:
            self._list_due = float("-inf")
        self._strangers = self._log.strangers
        for (ident, live), records in by_unit(news).items():
            if (unit := self._account.units.get(ident)) is not None:
                self._context.tell(unit.who.id, records, live)
        return 0.0
