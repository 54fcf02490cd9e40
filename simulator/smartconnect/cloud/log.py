"""What happened, as the cloud remembers it."""

from collections import deque
from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from ..knobs import CloudKnobs
from .dates import of_day, of_time
from .dictionary import meta_of
from .records import Record

_LENGTH = 5000
ERROR_CODE = "17"


class Event(NamedTuple):
    """A line of the log."""

    number: int
    device_id: str
    time: datetime
    key: str
    mode: str
    record: Record


class Log:
    """The log of all UPSs of the account."""

    def __init__(self, knobs: CloudKnobs) -> None:
        """Begin empty."""
        self._knobs = knobs
        self._events: deque[Event] = deque(maxlen=_LENGTH)
        self._count = 0

    @property
    def events(self) -> Sequence[Event]:
        """All of it, as it was written."""
        return list(self._events)

    def reset(self) -> None:
        """Forget everything."""
        self._events.clear()

    def note(self, record: Record, time: datetime, key: str) -> None:
        """Write a line, unless the plan has no log."""
        if record.ups.state.basic:
            return
        self._count += 1
        mode = record.ups.mode
        event = Event(self._count, record.id, time, key, mode, record)
        self._events.append(event)

    def since(self, time: datetime) -> list[dict[str, Any]]:
        """Tell what happened since then, of all UPSs that the account still has."""
        chosen = [
            event
            for event in self._events
            if event.time >= time and event.record.listed
        ]
        backwards = self._knobs.event_order == "descending"
        chosen.sort(key=lambda event: event.time, reverse=backwards)
        return [self.told(event) for event in chosen]

    def told(self, event: Event) -> dict[str, Any]:
        """Put a line into the cloud's words."""
        knobs = self._knobs
        told: dict[str, Any] = {"deviceId": event.device_id, "id": event.number}
        told[knobs.event_key] = event.key
        told[knobs.event_time] = of_time(event.time, knobs)
        values = self._values(event)
        told["meta"] = {name: values[name] for name in meta_of(event.key)}
        return told

    def _values(self, event: Event) -> dict[str, Any]:
        state = event.record.ups.state
        of_plan = event.key.startswith(("warr", "plan"))
        ends = state.subscription_end if of_plan else state.replace_by
        return {
            "model": state.model,
            "serialNumber": state.serial,
            "op_mode": event.mode,
            "battery_sku": state.cartridge,
            "expiration": of_day(ends, self._knobs),
            "error_code": ERROR_CODE,
            "timestamp": of_time(event.time, self._knobs),
        }
