"""A status, told as reports."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from custom_components.rack_power.drivers.powersentrix.mapping.status import (
    Memory,
    parse_status,
    reports,
)
from custom_components.rack_power.equipment.model import (
    EquipmentId,
    PartId,
    Quality,
    Report,
    Value,
)

ME = EquipmentId("powersentrix_psx-2024-001234")
NOW = datetime(2026, 5, 8, 14, 30, tzinfo=UTC)
FIRST, SECOND = PartId("power_supply", "0"), PartId("power_supply", "1")


def outlet(index: int) -> PartId:
    """The part that an output is."""
    return PartId("outlet", str(index))


def cell(supply_: int, place: int) -> PartId:
    """The part that a block is."""
    return PartId("cell", f"{supply_}-{place}")


def tell(
    answer: Any,
    *,
    before: Memory | None = None,
    at: datetime = NOW,
    scale: str = "10mA",
    quality: Quality = Quality.GOOD,
    writable: bool = False,
    restartable: bool = False,
) -> tuple[Memory, Report]:
    """Read a status and report it."""
    memory, found = reports(
        parse_status(answer),
        ME,
        at,
        scale=scale,
        quality=quality,
        writable=writable,
        restartable=restartable,
        before=before or Memory(),
    )
    (report,) = found
    return memory, report


def shown(report: Report) -> Mapping[tuple[PartId, str], Value]:
    """The values of a report by part and name."""
    return {
        (point.part, point.variable.name): reading.value
        for point, reading in report.readings.items()
    }
