"""Writes that reach the unit that was connected, or none.

Addresses may be swapped behind our back, and two units may know the same user. Outlets
and banks go by ids that hold a serial number; groups, events, actions and settings of
two units go by the same ids.
"""

from collections.abc import Mapping

from ...equipment.driver import Json
from .client import SynLinkClient
from .reader import Reader


class SameUnit:
    """Asks who answers before anything is sent to it."""

    def __init__(self, client: SynLinkClient, reader: Reader) -> None:
        """Write with a client, and ask by a reader."""
        self._client = client
        self._reader = reader

    async def get(self, path: str) -> Json:
        """Read a path as the client does.

        WrongEquipment: another unit answered. CannotConnect also: nobody says who did.
        """
        answer = await self._client.get(path)
        await self._reader.look_who_is_new()
        return answer

    async def write(
        self, method: str, path: str, body: Mapping[str, Json] | None = None
    ) -> Json:
        """Write as the client does, after a check; whatever that raises: not sent."""
        await self.check()
        return await self._client.write(method, path, body)

    async def check(self) -> None:
        """See that it is the unit that was connected.

        WrongEquipment: it is another one. CannotConnect: nobody says.
        """
        await self._reader.look_who_answers()
