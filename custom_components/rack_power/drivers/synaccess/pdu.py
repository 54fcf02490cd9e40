"""The driver of one SynLink PDU on the local network."""

from collections.abc import Mapping, Sequence

from ...equipment.driver import Json, Outcome, Round
from ...equipment.model import Equipment, EquipmentId, Order, Point, Value
from ...equipment.rules import Answer, Effect, Fields
from ..address import origin, understood
from ..http import HttpContext, Wire
from . import redaction
from .client import SynLinkClient
from .commands import Commands
from .listing import ACTIONS
from .lists import Lists
from .mapping import events
from .reader import Reader
from .rules import Rules
from .same_unit import SameUnit
from .session import Credentials
from .settings import Settings
from .writes import Writes

__all__ = ["Credentials", "PduDriver"]

INTERVAL = 30.0  # seconds


class PduDriver:
    """Reads a PDU, sets what can be set, runs commands, manages events and actions."""

    def __init__(
        self,
        context: HttpContext,
        url: str,
        credentials: Credentials,
        interval: float = INTERVAL,
    ) -> None:
        """Drive the PDU at an address. InvalidRequest: it is no address."""
        address = origin(understood(url, "http"))
        self._context = context
        self._wire = Wire(context)
        self._client = SynLinkClient(self._wire, address, credentials)
        self._lists = Lists(context, address)
        self._reader = Reader(self._client, context, self._lists, interval)
        same_unit = SameUnit(self._client, self._reader)
        self._rules = Rules(same_unit, context.memory, lambda: self._lists.snapshot)
        writes = Writes(self._client, context, self._lists, self._reader)
        self._settings = Settings(writes, self._lists, self._reader, self._rules)
        self._commands = Commands(writes, self._lists, self._reader)

    async def connect(self) -> Sequence[Equipment]:
        """Sign in and tell which PDU it is.

        WrongEquipment: no PDU answers at this address.
        """
        return (await self._reader.identify(),)

    async def read(self) -> Round:
        """Read what is due."""
        reports = await self._reader.round()
        now = self._context.clock.monotonic()
        return Round(reports, self._reader.agenda.next_in(now))

    async def close(self) -> None:
        """Let go of the connection; a PDU knows no way to end a session."""
        await self._wire.close()

    async def write(
        self, equipment: EquipmentId, point: Point, value: Value
    ) -> Outcome:
        """Set a point and see it done."""
        return await self._settings.write(point, value)

    async def run(self, equipment: EquipmentId, order: Order) -> Outcome:
        """Run a command and see it started."""
        return await self._commands.run(order)

    def raw(self) -> Mapping[str, Json]:
        """Return what the PDU's lists said last, without secrets."""
        return redaction.raw(self._lists.snapshot)

    async def list_events(self, equipment: EquipmentId) -> Sequence[Answer]:
        """Return the events of the PDU."""
        return await self._rules.list_events()

    async def create_event(self, equipment: EquipmentId, fields: Fields) -> Answer:
        """Create an event and return it as the PDU stored it."""
        answer = await self._rules.create_event(fields)
        self._reader.look_at(events.GROUP)
        return answer

    async def update_event(
        self, equipment: EquipmentId, event: int, fields: Fields
    ) -> tuple[Answer, Sequence[str]]:
        """Change an event; return it and the names of what changed."""
        answer = await self._rules.update_event(event, fields)
        self._reader.look_at(events.GROUP)
        return answer

    async def delete_event(self, equipment: EquipmentId, event: int) -> None:
        """Delete an event."""
        await self._rules.delete_event(event)
        self._reader.look_at(events.GROUP)

    async def list_actions(self, equipment: EquipmentId) -> Sequence[Answer]:
        """Return the actions of the PDU."""
        return await self._rules.list_actions()

    async def create_action(self, equipment: EquipmentId, fields: Fields) -> Answer:
        """Create an action and return it as the PDU stored it."""
        answer = await self._rules.create_action(fields)
        self._reader.look_at(ACTIONS, events.GROUP)
        return answer

    async def update_action(
        self, equipment: EquipmentId, action: int, fields: Fields
    ) -> tuple[Answer, Sequence[str]]:
        """Change an action; return it and the names of what changed."""
        answer = await self._rules.update_action(action, fields)
        self._reader.look_at(ACTIONS, events.GROUP)
        return answer

    async def delete_action(self, equipment: EquipmentId, action: int) -> None:
        """Delete an action that no event uses."""
        await self._rules.delete_action(action)
        self._reader.look_at(ACTIONS, events.GROUP)

    def event_codes(self, equipment: EquipmentId) -> Sequence[Answer]:
        """Return the known event codes; ``available``: this PDU can use it."""
        return self._rules.event_codes()

    def action_codes(self, equipment: EquipmentId) -> Sequence[Answer]:
        """Return the known action codes; ``available``: this PDU can use it."""
        return self._rules.action_codes()

    async def effect_of_event(
        self, equipment: EquipmentId, event: int | None, fields: Fields
    ) -> Effect:
        """Tell what an event would cut if it were stored with these fields."""
        return await self._rules.effect_of_event(event, fields)

    async def effect_of_action(
        self, equipment: EquipmentId, action: int | None, fields: Fields
    ) -> Effect:
        """Tell what an action would cut if it were stored with these fields."""
        return await self._rules.effect_of_action(action, fields)
