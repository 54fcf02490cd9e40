"""The account: its lists, read when they are due, and the PDUs that they tell of."""

import asyncio
from collections.abc import Collection, Mapping
import logging
from typing import Final

from ....equipment.driver import Context, Json
from ....equipment.errors import (
    CannotConnect,
    CertificateRefused,
    DriverError,
    InvalidAnswer,
    InvalidAuth,
    NotPermitted,
    RateLimited,
    WrongEquipment,
)
from ....equipment.identity import equipment_id
from ....equipment.model import EquipmentId
from ...http import Refused
from ..mapping import device, outlets
from ..redaction import without_secrets
from ..rules.snapshot import Row
from .client import CloudClient
from .rows import DEVICES, LISTS, objects, sort_out
from .unit import CloudPdu

_LOGGER: Final = logging.getLogger(__name__)

LEAST_INTERVAL: Final = 30.0
"""Seconds: never faster (section 6)."""
_LONGEST: Final = 900.0
"""Seconds after which at the latest it is looked whether PDUs are connected."""
_EARLY: Final = 1.0
_OF_ALL: Final = (InvalidAuth, RateLimited, CertificateRefused)
"""What concerns the account, not one of its lists."""
_NOT_THERE: Final = frozenset({404, 405, 501})


class Account:
    """Reads the lists of an account; one that fails takes no other with it."""

    def __init__(self, client: CloudClient, context: Context, interval: float) -> None:
        """Read every so many seconds, or as often as PDUs post."""
        self._client = client
        self._context = context
        self._interval = max(interval, LEAST_INTERVAL)
        self._lists: dict[str, tuple[Row, ...]] = {}
        self._refused: set[str] = set()
        """Lists that the cloud does not have, or not for this token."""
        self._devices_due = self._lists_due = float("-inf")
        self._lock = asyncio.Lock()
        self.pdus: dict[EquipmentId, CloudPdu] = {}

    @property
    def pace(self) -> float:
        """Seconds between two reads: no more often than any PDU posts."""
        posted = [
            pdu.interval
            for pdu in self.pdus.values()
            if pdu.interval is not None and not pdu.gone
        ]
        return max(self._interval, min(posted, default=0.0))

    @property
    def next_in(self) -> float:
        """Seconds until something is due."""
        due = min(self._devices_due, self._lists_due)
        return max(1.0, due - self._context.clock.monotonic())

    async def identify(self) -> None:
        """Read everything. WrongEquipment: what answers is no such cloud."""
        try:
            await self.poll()
        except (Refused, InvalidAnswer) as err:
            raise WrongEquipment from err

    async def poll(self, *, watch: bool = False) -> None:
        """Read what is due; a failure of the outlets raises.

        ``watch``: the outlets are awaited, whenever they are due.
        """
        async with self._lock:
            now, fresh = self._context.clock.monotonic(), set[str]()
            devices = self._devices_due <= now + _EARLY
            lists = self._lists_due <= now + _EARLY
            wanted = (outlets.GROUP,) if watch else ()
            try:
                for name in (*(DEVICES,) * devices, *(LISTS if lists else wanted)):
                    fresh |= await self._read_if_there(name)
            finally:
                await self._tell_apart(fresh)
            if devices:
                self._devices_due = now + min(self.pace, _LONGEST)
            if lists:
                self._lists_due = now + self.pace

    async def look(self) -> None:
        """Read the outlets now, whenever they are due."""
        async with self._lock:
            await self._read(outlets.GROUP)
            await self._tell_apart({outlets.GROUP})

    def raw(self) -> Mapping[str, Json]:
        """Return the lists without secrets; what is left out was refused."""
        return {
            name: without_secrets(list(rows))
            for name, rows in list(self._lists.items())
        }

    async def _read_if_there(self, name: str) -> set[str]:
        """Read a list that the account may not have; return which was read."""
        if name in self._refused:
            return set()
        try:
            await self._read(name)
        except _OF_ALL:
            raise
        except DriverError as err:
            if name == outlets.GROUP or _is_silent(err):
                raise
            if _is_final(err):
                self._refused.add(name)
                self._lists.pop(name, None)
            _LOGGER.debug("The cloud's list of %s was not read: %s", name, err.reason)
            return set()
        return {name}

    async def _read(self, name: str) -> None:
        self._lists[name] = objects(await self._client.get(f"/{name}"))

    async def _tell_apart(self, fresh: Collection[str]) -> None:
        """Give each PDU its rows; those of whom nothing is told are gone."""
        found = sort_out(self._lists)
        there = {equipment_id(device.MAKER, one): one for one in found.pdus}
        for ident, serial in there.items():
            if ident not in self.pdus:
                self.pdus[ident] = CloudPdu(self._context, serial)
            rows = found.pdus[serial]
            self.pdus[ident].take(rows, fresh, found.whole, self._client.time)
            await asyncio.sleep(0)  # a large account takes no more than its turn
        for ident, pdu in self.pdus.items():
            pdu.gone = ident not in there


def _is_silent(err: DriverError) -> bool:
    """Tell whether the cloud did not answer at all: nor will it the next time."""
    return isinstance(err, CannotConnect) and err.reason != "server_error"


def _is_final(err: DriverError) -> bool:
    if isinstance(err, Refused):
        return err.status in _NOT_THERE
    return isinstance(err, NotPermitted)
