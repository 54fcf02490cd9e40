"""The one UPS behind an address: read, and known again by its serial number."""

from collections.abc import Mapping

from ....equipment.driver import Context, Json
from ....equipment.errors import WrongEquipment
from ....equipment.identity import is_serial
from ....equipment.model import Equipment
from ..mapping.diagnosis import explained, without_secrets
from ..mapping.ident import Ident
from ..mapping.status import Status, parse_status
from ..seen import Seen
from .client import Fn, UpsClient


class Unit:
    """Reads the UPS and tells what it says; a look of a command is told at once."""

    def __init__(
        self, context: Context, client: UpsClient, equipment: Equipment
    ) -> None:
        """Read by a client what was identified before."""
        self._context = context
        self._client = client
        self._answer: Json = None
        self.seen = Seen(context, equipment, writable=True, local=True)

    async def status(self) -> Status:
        """Read the status now. WrongEquipment: another UPS answers."""
        answer = await self._client.read(Fn.STATUS)
        status = parse_status(answer)
        self._check(status.ident)
        self._answer = answer
        self.seen.take(status, self._context.clock.now())
        return status

    async def look(self) -> Status:
        """Read the status now and publish it."""
        status = await self.status()
        self._context.publish(self.seen.reports())
        return status

    def raw(self) -> Mapping[str, Json]:
        """Return the last answer without secrets."""
        if self.seen.status is None:
            return {}
        return {
            "status": without_secrets(self._answer),
            "explained": explained(self.seen.status),
        }

    def _check(self, ident: Ident) -> None:
        known, told = self.seen.equipment.serial, ident.serial
        if known and told != known and is_serial(told):
            raise WrongEquipment("another_unit", serial=told or "")
