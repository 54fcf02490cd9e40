"""Managing the events and actions of one PDU: the ability that its driver offers."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
import logging
from typing import Final

from ....equipment.driver import Memory
from ....equipment.errors import InvalidRequest, NotPermitted, Rejected
from ....equipment.model import PartId
from ....equipment.rules import Answer, Effect, Fields
from .action_codes import ACTION_CODES
from .codes import ANY
from .describe import action_answer, code_answer, event_answer
from .effects import all_outlets, cuts_of
from .event_codes import EVENT_CODES
from .formats import readable
from .redaction import shown
from .snapshot import Snapshot
from .store import NO_LIST, Store
from .stored import Content, Family, Stored, differences
from .validation import Known, checked
from .wire import RuleWire

_LOGGER: Final = logging.getLogger(__name__)
_ANY_DOCUMENTED: Final = 31


class Rules:
    """Lists, creates, changes and deletes, one after the other.

    Requests are checked whole before anything is sent (``InvalidRequest``). What was
    sent is sent once and then looked for in the PDU's lists; ``NotConfirmed`` says
    that it was not seen, or that the PDU stored something else. The error classes of
    the client pass through. Secret parameters are never told.
    """

    def __init__(
        self, client: RuleWire, memory: Memory, snapshot: Callable[[], Snapshot]
    ) -> None:
        """Manage the rules of the PDU that a client talks to.

        ``memory`` is that of this PDU alone; ``snapshot`` returns its last lists.
        """
        self._events = Store(client, memory, Family.EVENT)
        self._actions = Store(client, memory, Family.ACTION)
        self._snapshot = snapshot
        self._lock = asyncio.Lock()  # what is new is told by what was there before

    async def list_events(self) -> Sequence[Answer]:
        """Return the events."""
        events = await self._events.read()
        names = _names(await self._readable_actions())
        return [event_answer(event, names) for event in events.values()]

    async def create_event(self, fields: Fields) -> Answer:
        """Create an event and return it as the PDU stored it."""
        async with self._lock:
            actions = await self._readable_actions()
            wanted = self._check(Family.EVENT, fields, None, actions)
            _note_wildcard(wanted)
            event = await self._events.create(wanted, await self._events.read())
        return event_answer(event, _names(actions))

    async def update_event(
        self, event: int, fields: Fields
    ) -> tuple[Answer, Sequence[str]]:
        """Change an event; return it and the names of the fields that changed."""
        async with self._lock:
            events = await self._events.read()
            stored = _find(Family.EVENT, events, event)
            actions = await self._readable_actions()
            wanted = self._check(Family.EVENT, fields, stored.content, actions)
            changed = differences(stored.content, wanted, Family.EVENT)
            if changed:
                _note_wildcard(wanted)
                stored = await self._events.modify(event, wanted, events)
        return event_answer(stored, _names(actions)), changed

    async def set_event_enabled(self, event_id: int, enabled: bool) -> None:
        """Switch an event on or off; nothing is sent if it is so already."""
        async with self._lock:
            events = await self._events.read()
            stored = _find(Family.EVENT, events, event_id)
            wanted = self._check(
                Family.EVENT, {"enabled": enabled}, stored.content, None
            )
            if wanted != stored.content:
                await self._events.modify(event_id, wanted, events)

    async def delete_event(self, event: int) -> None:
        """Delete an event."""
        async with self._lock:
            found = _find(Family.EVENT, await self._events.read(), event)
            await self._events.delete(found)

    async def list_actions(self) -> Sequence[Answer]:
        """Return the actions, without their secrets."""
        actions = await self._actions.read()
        return [action_answer(action) for action in actions.values()]

    async def create_action(self, fields: Fields) -> Answer:
        """Create an action and return it as the PDU stored it."""
        async with self._lock:
            wanted = self._check(Family.ACTION, fields, None, None)
            action = await self._actions.create(wanted, await self._actions.read())
        return action_answer(action)

    async def update_action(
        self, action: int, fields: Fields
    ) -> tuple[Answer, Sequence[str]]:
        """Change an action; return it and the names of the fields that changed.

        Secret parameters that the request does not speak of stay as they are.
        """
        async with self._lock:
            actions = await self._actions.read()
            stored = _find(Family.ACTION, actions, action)
            wanted = self._check(Family.ACTION, fields, stored.content, None)
            changed = differences(stored.content, wanted, Family.ACTION)
            if changed:
                stored = await self._actions.modify(action, wanted, actions)
        return action_answer(stored), changed

    async def delete_action(self, action: int) -> None:
        """Delete an action that no event uses.

        What the PDU does with an action that is still used is not documented.
        """
        async with self._lock:
            found = _find(Family.ACTION, await self._actions.read(), action)
            events = await self._events.read()
            users = [
                f"{readable(event.content.name)} ({event.id})"
                for event in events.values()
                if action in event.content.actions
            ]
            if users:
                raise InvalidRequest(
                    "action_in_use", action=action, events=", ".join(users)
                )
            await self._actions.delete(found)

    def event_codes(self) -> Sequence[Answer]:
        """Return the known event codes and whether this PDU can use them."""
        snapshot = self._snapshot()
        return [
            code_answer(code, Family.EVENT, snapshot) for code in EVENT_CODES.values()
        ]

    def action_codes(self) -> Sequence[Answer]:
        """Return the known action codes and whether this PDU can use them."""
        snapshot = self._snapshot()
        return [
            code_answer(code, Family.ACTION, snapshot) for code in ACTION_CODES.values()
        ]

    async def effect_of_event(self, event: int | None, fields: Fields) -> Effect:
        """Tell which outlets an event could cut if it were stored with these fields.

        Those of all its actions while it is enabled, whatever it watches; all there
        are if the actions cannot be read.
        """
        current: Content | None = None
        if event is not None:
            events = await self._events.read()
            current = _find(Family.EVENT, events, event).content
        actions = await self._readable_actions()
        wanted = self._check(Family.EVENT, fields, current, actions)
        return Effect(wanted.name, self._cuts(wanted, actions))

    async def effect_of_action(self, action: int | None, fields: Fields) -> Effect:
        """Tell which outlets an action could cut if it were stored with these fields.

        Whether an event uses it yet does not count.
        """
        current: Content | None = None
        if action is not None:
            actions = await self._actions.read()
            current = _find(Family.ACTION, actions, action).content
        wanted = self._check(Family.ACTION, fields, current, None)
        return Effect(wanted.name, cuts_of(wanted, self._snapshot()))

    def _cuts(
        self, event: Content, actions: Mapping[int, Stored] | None
    ) -> frozenset[PartId]:
        cuts: frozenset[PartId] = frozenset()
        snapshot = self._snapshot()
        for ident in event.actions if event.enabled else ():
            if actions is None:
                return all_outlets(snapshot)
            if ident in actions:
                cuts |= cuts_of(actions[ident].content, snapshot)
        return cuts

    async def _readable_actions(self) -> Mapping[int, Stored] | None:
        """Read the actions; None if this user or this PDU does not show them."""
        try:
            return await self._actions.read()
        except NotPermitted:
            return None
        except Rejected as err:
            if err.reason == NO_LIST:
                return None
            raise

    def _check(
        self,
        family: Family,
        fields: Fields,
        current: Content | None,
        actions: Mapping[int, Stored] | None,
    ) -> Content:
        known = Known(snapshot=self._snapshot(), actions=actions)
        return checked(family, fields, current, known)


def _find(family: Family, rows: Mapping[int, Stored], ident: int) -> Stored:
    """Find what a request means; asked of the PDU just now, so it is not there."""
    if ident not in rows:
        raise InvalidRequest(f"unknown_{family}", id=shown(ident))
    return rows[ident]


def _names(actions: Mapping[int, Stored] | None) -> dict[int, str] | None:
    if actions is None:
        return None
    return {ident: readable(action.content.name) for ident, action in actions.items()}


def _note_wildcard(event: Content) -> None:
    """Say that a wildcard is a guess where the vendor does not show one."""
    for param, text in event.named_params(Family.EVENT):
        if param is None or not param.wildcard or text != ANY:
            continue
        if event.code != _ANY_DOCUMENTED:
            _LOGGER.warning(
                "Event code %s with the target 'any' is not documented by the vendor;"
                " watch whether the PDU triggers it",
                event.code,
            )
