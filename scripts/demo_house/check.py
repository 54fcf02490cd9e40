"""Look whether the house is in order."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
import re

from .api import Api
from .connections import DOMAIN
from .registries import Record, Registries, read_registries

PATIENCE_SECONDS = 30
NO_VALUE = ("unknown", "unavailable")

LOG_RECORD = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d")
COMPLAINT = re.compile(r"\S+ \S+ (WARNING|ERROR|CRITICAL) ")
# Core says this of every custom integration.
UNAVOIDABLE = "which has not been tested by Home Assistant"


@dataclass(frozen=True, slots=True)
class Row:
    """What is told of one connection."""

    connection: str
    state: str
    units: int
    """Units that it reaches at present; their entities are another connection's, if
    that was the first to see them."""
    devices: int
    entities: int
    with_value: int

    @property
    def in_order(self) -> bool:
        """Tell whether it works."""
        return (
            self.state == "loaded"
            and self.units > 0
            and (self.with_value > 0 or not self.devices)
        )


async def look_at_connections(api: Api) -> list[Row]:
    """Tell of every connection, once all work or patience is over."""
    deadline = asyncio.get_running_loop().time() + PATIENCE_SECONDS
    while True:
        registries = await read_registries(api)
        rows = [
            _row(registries, entry, await _units(api, entry))
            for entry in registries.entries
        ]
        if rows and all(row.in_order for row in rows):
            return rows
        if asyncio.get_running_loop().time() > deadline:
            return rows
        await asyncio.sleep(1)


async def _units(api: Api, entry: Record) -> int:
    """Count the units that an entry's own path reaches, by its diagnostics."""
    told = await api.call("GET", f"/api/diagnostics/config_entry/{entry['entry_id']}")
    kind = told["data"]["entry"]["data"]["connection"]
    return sum(
        any(path["kind"] == kind and path["reaches"] for path in unit["paths"])
        for unit in told["data"]["units"]
    )


def _row(registries: Registries, entry: Record, units: int) -> Row:
    entry_id = entry["entry_id"]
    entities = [
        registries.states[entity["entity_id"]]["state"]
        for entity in registries.entities
        if entity["config_entry_id"] == entry_id
        and entity["entity_id"] in registries.states
    ]
    return Row(
        connection=entry["title"],
        state=entry["state"],
        units=units,
        devices=sum(
            device["config_entry_id"] == entry_id for device in registries.devices
        ),
        entities=len(entities),
        with_value=sum(state not in NO_VALUE for state in entities),
    )


def complaints(log: Path) -> list[str]:
    """Find the warnings and errors that are about us, with what was traced below."""
    records: list[str] = []
    for line in log.read_text(encoding="utf-8").splitlines():
        if LOG_RECORD.match(line) or not records:
            records.append(line)
        else:
            records[-1] += f"\n{line}"
    return [
        record
        for record in records
        if COMPLAINT.match(record) and DOMAIN in record and UNAVOIDABLE not in record
    ]


def table(rows: Sequence[Row]) -> str:
    """Set the rows as a table."""
    cells = [
        ("connection", "state", "units", "devices", "entities", "with value"),
        *(
            (
                row.connection,
                row.state,
                str(row.units),
                str(row.devices),
                str(row.entities),
                str(row.with_value),
            )
            for row in rows
        ),
    ]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return "\n".join(
        "  ".join(
            cell.ljust(width) for cell, width in zip(line, widths, strict=True)
        ).rstrip()
        for line in cells
    )
