"""What managing rules needs of the client of a PDU."""

from collections.abc import Mapping
from typing import Protocol

from ....equipment.driver import Json


class RuleWire(Protocol):
    """Reads and writes JSON, one request at a time, no write ever sent twice.

    Raises ``drivers.http.Refused`` for what the PDU will not do (with the status),
    ``NotPermitted``, ``CannotConnect`` (certainly not sent), ``NotConfirmed`` (sent or
    perhaps sent) and ``InvalidAnswer`` (executed, perhaps, and not understood).
    """

    async def get(self, path: str) -> Json:
        """Read, for example ``/api/events``."""

    async def write(
        self, method: str, path: str, body: Mapping[str, Json] | None
    ) -> Json | None:
        """Send once; return the answer, None if it has no body."""
