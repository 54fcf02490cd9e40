"""A PDU that says whatever a test wants, without a socket."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from custom_components.rack_power.drivers.synaccess.rules import Rules, Snapshot
from custom_components.rack_power.equipment.driver import Json
from custom_components.rack_power.equipment.errors import DriverError

from .conftest import Notes


@dataclass(slots=True)
class Odd:
    """A PDU whose lists change at a write in any way at all."""

    before: Mapping[str, Json]
    after: Mapping[str, Json]
    answer: Json | DriverError = None
    written: list[tuple[str, str]] = field(default_factory=list)

    async def get(self, path: str) -> Json:
        """Tell a list."""
        return (self.after if self.written else self.before).get(path)

    async def write(
        self, method: str, path: str, _: Mapping[str, Json] | None
    ) -> Json | None:
        """Take note of a write."""
        self.written.append((method, path))
        if isinstance(self.answer, DriverError):
            raise self.answer
        return self.answer

    def rules(self, snapshot: Snapshot | None = None) -> Rules:
        """Manage its rules."""
        place = snapshot or Snapshot()
        return Rules(self, Notes(), lambda: place)


def event(ident: int, **changes: Any) -> dict[str, Json]:
    """Return an event at half past three."""
    row: dict[str, Json] = {"id": ident, "name": "E", "code": 53, "actions": []}
    return row | {"params": ["03:30"]} | changes


def lists(*events: Json) -> dict[str, Json]:
    """Return the lists of a PDU without actions."""
    return {"/api/events": events, "/api/actions": []}
