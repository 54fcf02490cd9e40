"""Asking for events and actions, without a socket."""

from collections.abc import Collection
from typing import Any

from custom_components.rack_power.drivers.synaccess.rules.snapshot import Snapshot
from custom_components.rack_power.drivers.synaccess.rules.stored import Content, Family
from custom_components.rack_power.drivers.synaccess.rules.validation import (
    Known,
    checked,
)
from custom_components.rack_power.equipment.model import PartId

from .places import place

EVENT, ACTION = Family.EVENT, Family.ACTION
PLACE = place()
THREE = place("three_phase")
ATS = place("ats")
HUB = PartId("probe", "140001")
URL = "http://192.0.2.1:8123/api/webhook/abc"


TOO_HOT: dict[str, Any] = {
    "name": "Hot",
    "code": 49,
    "target": "2",
    "threshold": 35,
    "actions": [1],
}


def ask(
    family: Family,
    snapshot: Snapshot = PLACE,
    current: Content | None = None,
    there: Collection[int] | None = frozenset({1, 2}),
    **fields: Any,
) -> Content:
    """Check a request for something new, unless there is something current.

    ``there`` are the ids of the actions that the PDU has.
    """
    named = fields if current else {"name": "Name"} | fields
    return checked(family, named, current, Known(snapshot=snapshot, actions=there))


def params(family: Family, snapshot: Snapshot = PLACE, **fields: Any) -> list[str]:
    """Return the parameters as they are sent."""
    sent = ask(family, snapshot, **fields).body(family)["params"]
    assert isinstance(sent, list)
    return [str(item) for item in sent]
