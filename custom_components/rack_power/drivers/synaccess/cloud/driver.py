"""The driver of an account of the Synaccess Cloud."""

from collections.abc import Collection, Mapping, Sequence

from ....equipment.driver import Json, Outcome, Round
from ....equipment.errors import CannotConnect, InvalidRequest, RateLimited
from ....equipment.model import Equipment, EquipmentId, Point, Report, Value
from ....equipment.variables import OUTLET_STATUS
from ...http import HttpContext, Wire
from .access import Access, cloud_base
from .account import Account
from .client import CloudClient
from .switching import WATCH, Switches

__all__ = ["Access", "CloudDriver"]

INTERVAL = 60.0  # seconds


class CloudDriver:
    """Reads all PDUs of an account, and switches their outlets."""

    def __init__(
        self,
        context: HttpContext,
        url: str,
        access: Access,
        interval: float = INTERVAL,
    ) -> None:
        """Drive an account. InvalidRequest: the address is none."""
        base = cloud_base(url)
        self._context = context
        self._interval = interval
        self._wire = Wire(context)
        self._client = CloudClient(self._wire, base, access, context.clock)
        self._account = Account(self._client, context, interval)
        self._switches = Switches(context, self._client, self._account)

    async def connect(self) -> Sequence[Equipment]:
        """Read the account and tell which PDUs it shows."""
        await self._account.identify()
        return tuple(pdu.about for pdu in self._account.pdus.values() if not pdu.gone)

    async def read(self) -> Round:
        """Read what is due, of all PDUs at once."""
        backoff = self._client.backoff
        try:
            backoff.respect()
            await self._read()
        except RateLimited:
            self._context.wake(self._interval)  # to see what has become too old
            raise
        finally:
            self._switches.settle()
        backoff.succeeded()
        return Round(self._reports(), self._next_in())

    async def close(self) -> None:
        """Let go of the connection."""
        await self._wire.close()

    async def write(
        self, equipment: EquipmentId, point: Point, value: Value
    ) -> Outcome:
        """Switch an outlet."""
        pdu = self._account.pdus.get(equipment)
        if pdu is None or not isinstance(value, bool):
            raise InvalidRequest
        if point.variable != OUTLET_STATUS:
            raise InvalidRequest
        return await self._switches.switch(pdu, point.part, on=value)

    @property
    def listed(self) -> Collection[EquipmentId] | None:
        """The PDUs that the account tells of."""
        if not self._account.pdus:
            return None
        return {ident for ident, pdu in self._account.pdus.items() if not pdu.gone}

    def raw(self) -> Mapping[str, Json]:
        """Return what the cloud told last, without secrets."""
        return self._account.raw()

    async def _read(self) -> None:
        try:
            await self._account.poll(watch=self._switches.pending)
        except CannotConnect as err:
            self._client.backoff.failed(err)
            raise

    def _reports(self) -> Sequence[Report]:
        """Return what is known now: a command may have seen more than the poll."""
        return [
            report for pdu in self._account.pdus.values() for report in pdu.reports()
        ]

    def _next_in(self) -> float:
        """Look every now and then for an outcome that is owed."""
        wanted = self._account.next_in
        return min(wanted, WATCH) if self._switches.pending else wanted
