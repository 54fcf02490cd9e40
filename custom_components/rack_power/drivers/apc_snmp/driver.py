"""The driver of one UPS behind a network management card."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from ...equipment.driver import Json, Outcome, Round
from ...equipment.errors import CannotConnect, InvalidAuth
from ...equipment.model import (
    Equipment,
    EquipmentId,
    Order,
    Point,
    Record,
    Report,
    Value,
)
from .client import SILENT
from .context import Credentials, SnmpContext, User
from .layout import ENVIRONMENT_GROUP, OUTLET_GROUPS
from .objects.row import Pace
from .pysnmp_client import TIMEOUT, PysnmpClient
from .reader import Reader
from .traps import Card, TrapLog, TrapReceivers
from .traps.log import TROUBLE
from .traps.variables import ORDERS as TRAP_ORDERS, POINTS as TRAP_POINTS
from .writing import Writer

INTERVAL: Final = 10.0  # seconds
PORT: Final = 161
_TOLD_BY_TRAPS: Final = (Pace.FAST.value, OUTLET_GROUPS, ENVIRONMENT_GROUP)
"""What a trap may be about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Traps:
    """Where traps are listened for. ``community``: if it is not that for reading."""

    receivers: TrapReceivers
    port: int
    community: str | None = field(default=None, repr=False)


class SnmpDriver:
    """Reads a UPS by SNMP, and writes to it where that is allowed."""

    def __init__(
        self,
        context: SnmpContext,
        host: str,
        port: int,
        credentials: Credentials,
        interval: float = INTERVAL,
        timeout: float = TIMEOUT,
        traps: Traps | None = None,
    ) -> None:
        """Drive the card at a host; ``timeout`` is that of one attempt."""
        self._context = context
        self._publish = context.publish
        self._host = host
        self._credentials = credentials
        self._traps = traps
        self._log: TrapLog | None = None
        self._client = PysnmpClient(context, host, port, credentials, timeout)
        seen = replace(context, publish=self._tell)
        self._reader = Reader(self._client, seen, _page(host), interval)
        self._writer = Writer(self._client, context, credentials, self._reader)

    async def connect(self) -> Sequence[Equipment]:
        """Tell which UPS it is.

        WrongEquipment: what answers is no UPS. CannotConnect: nothing answers, which
        a wrong community looks like, too; or ("snmp_version_1") the card is so old
        that it does not know the version. InvalidAuth: a user or key is wrong.
        """
        await self._client.open()
        try:
            who = await self._reader.identify()
        except CannotConnect as err:
            if err.reason == SILENT and await self._client.knows_only_v1():
                raise CannotConnect("snmp_version_1") from err
            raise
        if self._traps is None:
            self._context.trouble(TROUBLE, None)  # nobody wants that port any more
        elif self._log is None:
            self._log = self._trap_log(self._traps, who)
        return (who,)

    async def prove_rights(self) -> None:
        """Read as who may write, which cards allow to them.

        InvalidAuth: there is silence, as with any community that the card does not
        know or does not allow from here.
        """
        by = self._credentials
        if isinstance(by, User) or by.write in (None, by.read):
            return
        try:
            await self._client.ask_as_writer()
        except CannotConnect as err:
            raise InvalidAuth("write_community_silent") from err

    async def read(self) -> Round:
        """Read what is due."""
        reports = list(self._writer.writable(await self._reader.round()))
        if self._log is not None:
            await self._log.listen(self._client.engine_id)
            reports.append(self._log.report())
        return Round(reports, self._reader.next_in())

    async def write(
        self, equipment: EquipmentId, point: Point, value: Value
    ) -> Outcome:
        """Set a point; never sent twice."""
        if self._log is not None and point in TRAP_POINTS:
            return await self._log.write(point, value)
        return await self._writer.write(equipment, point, value)

    async def run(self, equipment: EquipmentId, order: Order) -> Outcome:
        """Run a command; never sent twice."""
        if self._log is not None and order in TRAP_ORDERS:
            return await self._log.run(order)
        return await self._writer.run(equipment, order)

    @property
    def record_kinds(self) -> Sequence[str]:
        """Every kind that a trap can be told as; none where nobody listens."""
        return () if self._log is None else self._log.record_kinds

    async def records(
        self, equipment: EquipmentId, since: datetime | None, limit: int
    ) -> Sequence[Record]:
        """Look up the table of traps, oldest first."""
        return () if self._log is None else self._log.records(since, limit)

    async def close(self) -> None:
        """Let go of the card."""
        if self._log is not None:
            self._log.close()
        await self._client.close()

    def raw(self) -> Mapping[str, Json]:
        """Return what the card told last, without secrets."""
        traps = None if self._log is None else self._log.raw()
        return {**self._reader.raw(), "batch": self._client.batch, "traps": traps}

    def _trap_log(self, traps: Traps, who: Equipment) -> TrapLog:
        by = self._credentials
        if isinstance(by, User):
            card = Card(host=self._host, community=traps.community, user=by)
        else:
            card = Card(host=self._host, community=traps.community or by.read)
        heard = replace(self._context, wake=self._wake)
        look = self._reader.look_anew
        return TrapLog(heard, who.id, traps.receivers, traps.port, card, look)

    def _wake(self, seconds: float) -> None:
        """Have read soon what changes fast: a trap says that it has."""
        now = self._context.clock.monotonic()
        self._reader.agenda.soon(_TOLD_BY_TRAPS, now + seconds)
        self._context.wake(seconds)

    def _tell(self, reports: Sequence[Report]) -> None:
        """Publish what was read outside of a round, with what can be set of it."""
        self._publish(self._writer.writable(reports))


def _page(host: str) -> str:
    """Return the address of the card's own pages."""
    return f"http://[{host}]" if ":" in host else f"http://{host}"
