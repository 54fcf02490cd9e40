"""Event rules that a unit keeps and acts on by itself, and the ability to manage them.

A PDU watches its own readings: an *event* is a condition or a schedule, an *action*
is what follows. Both carry a code and up to a few parameters, which the driver gives
names to.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from .driver import Json
from .model import EquipmentId, PartId

type Fields = Mapping[str, object]
"""Named fields of an event or action as asked for; a part may stand for its id."""

type Answer = Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class Effect:
    """What an action or event could do to the power of parts."""

    name: str
    cuts: frozenset[PartId]


@runtime_checkable
class ManagesRules(Protocol):
    """A path that can manage the unit's own events and actions.

    Answers are JSON without secrets. What is wrong with the fields is raised as
    :class:`.errors.InvalidRequest` before anything is sent.
    """

    async def list_events(self, equipment: EquipmentId) -> Sequence[Answer]:
        """Return the events of the unit."""

    async def create_event(self, equipment: EquipmentId, fields: Fields) -> Answer:
        """Create an event and return it as the unit stored it."""

    async def update_event(
        self, equipment: EquipmentId, event: int, fields: Fields
    ) -> tuple[Answer, Sequence[str]]:
        """Change an event; return it and the names of what changed."""

    async def delete_event(self, equipment: EquipmentId, event: int) -> None:
        """Delete an event."""

    async def list_actions(self, equipment: EquipmentId) -> Sequence[Answer]:
        """Return the actions of the unit."""

    async def create_action(self, equipment: EquipmentId, fields: Fields) -> Answer:
        """Create an action and return it as the unit stored it."""

    async def update_action(
        self, equipment: EquipmentId, action: int, fields: Fields
    ) -> tuple[Answer, Sequence[str]]:
        """Change an action; return it and the names of what changed."""

    async def delete_action(self, equipment: EquipmentId, action: int) -> None:
        """Delete an action that no event uses."""

    def event_codes(self, equipment: EquipmentId) -> Sequence[Answer]:
        """Return the known event codes; ``available``: this unit can use it."""

    def action_codes(self, equipment: EquipmentId) -> Sequence[Answer]:
        """Return the known action codes; ``available``: this unit can use it."""

    async def effect_of_event(
        self, equipment: EquipmentId, event: int | None, fields: Fields
    ) -> Effect:
        """Tell what an event would cut if it were stored with these fields."""

    async def effect_of_action(
        self, equipment: EquipmentId, action: int | None, fields: Fields
    ) -> Effect:
        """Tell what an action would cut if it were stored with these fields."""
