"""Changes of a unit: sent once, and looked for until they show."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from itertools import chain, repeat
from typing import Final
from urllib.parse import quote

from ...equipment.driver import Context, Json
from ...equipment.errors import DriverError, NotConfirmed, Rejected
from ...equipment.model import PartId, Report
from ..http import Refused
from .client import SynLinkClient
from .lists import Lists
from .mapping import banks, conf, groups, inlets, outlets, relays
from .reader import Reader
from .same_unit import SameUnit

type Told = Mapping[str, Json]

_LISTS: Final[Mapping[str, tuple[str, str]]] = {
    outlets.KIND: (outlets.GROUP, "/api/outlets"),
    groups.KIND: (groups.GROUP, "/api/groups"),
    banks.KIND: (banks.GROUP, "/api/banks"),
    inlets.KIND: (inlets.GROUP, "/api/inlets"),
    relays.KIND: (relays.GROUP, "/api/relayOutput"),
}
"""By kind of part: its list, and the path of its objects."""
_OF_SERIALS: Final = frozenset({outlets.KIND, banks.KIND})
"""Kinds of parts whose ids hold a serial number: no other unit has them."""
_RELAYS_AS_LISTED: Final = "/api/relayOutputs"
"""The documented path of a relay is in the singular, that of their list is not."""
_LOOKS: Final = (0.5, 1.0, 2.0, 3.0, 5.0)  # seconds between one look and the next
_NOT_FOUND: Final = 404


class Writes:
    """Changes one unit."""

    def __init__(
        self, client: SynLinkClient, context: Context, lists: Lists, reader: Reader
    ) -> None:
        """Write with a client and look with a reader."""
        self._client = client
        self._same_unit = SameUnit(client, reader)
        self._context = context
        self._lists = lists
        self._reader = reader
        self._paths = {kind: path for kind, (_, path) in _LISTS.items()}

    def list_of(self, part: PartId) -> str:
        """Return the name of the list that a part is in."""
        name, _ = _LISTS[part.kind]
        return name

    async def change(self, part: PartId, body: Told) -> Told:
        """Send a change of a part; return what the unit answers about that part.

        Nothing is returned if the answer was lost, or is about something else: then
        only a look can tell. CannotConnect, NotPermitted, Refused: it was not done.
        """
        try:
            answer = await self._put(part, body)
        except NotConfirmed:
            return {}
        return self._taken(answer, self._lists.merge(self.list_of(part), part, answer))

    async def check_members(self, group: PartId) -> None:
        """See that a group cuts no more outlets than was known when it was asked for.

        Rejected("group_changed"): it does, so whoever asked has to look again.
        """
        known = self._lists.members(group.key).keys()
        await self._same_unit.check()
        await self._reader.refresh(groups.GROUP)
        if not self._lists.members(group.key).keys() <= known:
            raise Rejected("group_changed")

    async def configure(self, body: Told) -> Told:
        """Send a change of the unit's own settings; return what it answers."""
        try:
            answer = await self._same_unit.write("POST", "/api/conf", body)
        except NotConfirmed:
            return {}
        told = self._taken(answer, self._lists.merge_conf(answer))
        return conf.flattened(told) if told else {}

    async def restart_controller(self) -> bool:
        """Tell the unit to restart itself; return whether it agreed."""
        try:
            await self._same_unit.write("POST", "/api/system/reboot")
        except NotConfirmed:
            return False
        return True

    async def look(
        self, names: tuple[str, ...], done: Callable[[], bool], within: float = 0
    ) -> None:
        """Read lists again until something shows, for at least so many seconds.

        NotConfirmed: it did not show. What cannot be read now may be a moment later.
        """
        clock = self._context.clock
        end = clock.monotonic() + max(within, sum(_LOOKS))
        pauses = chain(_LOOKS, repeat(_LOOKS[-1]))
        while clock.monotonic() < end:
            await clock.sleep(next(pauses))
            with suppress(DriverError):
                await self._reader.refresh(*names)
                if done():
                    return
        raise NotConfirmed

    async def _put(self, part: PartId, body: Told) -> Json:
        client = self._client if part.kind in _OF_SERIALS else self._same_unit
        try:
            return await client.write(
                "PUT", _object(self._paths[part.kind], part.key), body
            )
        except Refused as err:
            known = self._paths[part.kind] == _RELAYS_AS_LISTED
            if part.kind != relays.KIND or err.status != _NOT_FOUND or known:
                raise
        answer = await client.write("PUT", _object(_RELAYS_AS_LISTED, part.key), body)
        self._paths[part.kind] = _RELAYS_AS_LISTED
        return answer

    def _taken(self, answer: Json, reports: Sequence[Report]) -> Told:
        """Publish what an answer brought, and return it if it is to be believed."""
        if not reports or not isinstance(answer, Mapping):
            return {}
        self._context.publish(reports)
        return answer


def _object(path: str, key: str) -> str:
    return f"{path}/{quote(key, safe='')}"
