"""``config.extraActions``: what the unit does by itself when an input changes.

Read only, and only for a diagnosis. It tells why an output may change that nobody
switched.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ....equipment.driver import Json
from ...numbers import whole
from . import values
from .outlets import COUNT

EVENTS: Final = ("none", "IN1 rising", "IN1 falling", "IN2 rising", "IN2 falling")


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtraAction:
    """One slot. ``outlet`` is an index (``baseStatus``, despite its name)."""

    slot: str | None
    event: str | None
    outlet: int | None
    switches_on: bool | None


def read_actions(answer: Json) -> Sequence[ExtraAction]:
    """Read the slots; one that is no object is left out."""
    return tuple(
        _read(row) for row in values.items(answer) or () if isinstance(row, Mapping)
    )


def _read(row: values.Row) -> ExtraAction:
    event = whole(row.get("event"), 0, len(EVENTS) - 1)
    return ExtraAction(
        slot=values.key(row.get("id")),
        event=None if event is None else EVENTS[event],
        outlet=whole(row.get("baseStatus"), 0, COUNT - 1),
        switches_on=values.flag(row.get("action")),
    )
