"""Lists as a unit could answer them, given straight to what reads them."""

from datetime import UTC, datetime
import json
from typing import Any

from custom_components.rack_power.drivers.synaccess.listing import MAPPERS
from custom_components.rack_power.drivers.synaccess.mapping import conf, device, groups
from custom_components.rack_power.drivers.synaccess.mapping.draft import Scene
from custom_components.rack_power.drivers.synaccess.rules.snapshot import Snapshot
from custom_components.rack_power.equipment.model import (
    Equipment,
    EquipmentId,
    PartId,
    Report,
    Value,
)

ME = EquipmentId("synaccess_1502530")
NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def report(name: str, answer: Any, **others: Any) -> Report:
    """Return what a list says, given the other lists."""
    scene = Scene(ME, NOW, Snapshot(**others))
    if name == device.GROUP:
        about = Equipment(id=ME, maker=device.MAKER)
        return device.report(answer, scene, about, None)
    if name == conf.GROUP:
        return conf.report(answer, scene)
    if name == groups.STATES:
        return groups.states(answer, scene)
    return MAPPERS[name](answer, scene)


def wire(text: str) -> Any:
    """Read JSON as it comes over the wire, with NaN and all."""
    return json.loads(text)


def values(told: Report, kind: str | None = None) -> dict[PartId, dict[str, Value]]:
    """Return the values of a report by part and name of the variable."""
    found: dict[PartId, dict[str, Value]] = {}
    for (part, variable), reading in told.readings.items():
        if kind in (None, part.kind):
            found.setdefault(part, {})[variable.name] = reading.value
    return found


def value(told: Report, name: str) -> Value:
    """Return the value of the only point with this variable."""
    (found,) = [
        reading.value
        for point, reading in told.readings.items()
        if point.variable.name == name
    ]
    return found
