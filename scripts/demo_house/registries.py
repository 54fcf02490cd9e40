"""What Home Assistant knows: entries, devices, entities and their states."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from .api import Api
from .connections import DOMAIN

type Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Registries:
    """The integration's share of the registries, as the WebSocket API tells it."""

    entries: Sequence[Record]
    devices: Sequence[Record]
    entities: Sequence[Record]
    states: dict[str, Record]

    def units(self) -> list[Record]:
        """Devices that are no part of another."""
        return [device for device in self.devices if not parent(device)]

    def unit_of(self, maker: str) -> Record:
        """Find the one unit of a maker."""
        (unit,) = (one for one in self.units() if one["manufacturer"] == maker)
        return unit

    def parts_of(self, unit: Record) -> list[Record]:
        """Outlets, probes and the like of a unit, in the order that people expect."""
        parts = [device for device in self.devices if parent(device) == unit["id"]]
        return sorted(parts, key=lambda part: natural(name_of(part)))

    def entities_of(self, device: Record, *platforms: str) -> list[Record]:
        """Entities of everyday interest that a device has now."""
        return [
            entity
            for entity in self.entities
            if entity["device_id"] == device["id"]
            and entity["entity_id"].partition(".")[0] in platforms
            and entity["entity_category"] is None
            and entity["entity_id"] in self.states
        ]


async def read_registries(api: Api) -> Registries:
    """Ask for all of it, and keep what is ours."""
    async with api.websocket() as websocket:
        entries = await websocket.ask("config_entries/get", domain=DOMAIN)
        devices = await websocket.ask("config/device_registry/list")
        entities = await websocket.ask("config/entity_registry/list")
        states = await websocket.ask("get_states")
    ours = {entry["entry_id"] for entry in entries}
    return Registries(
        entries=entries,
        devices=[device for device in devices if device["config_entry_id"] in ours],
        entities=[item for item in entities if item["config_entry_id"] in ours],
        states={state["entity_id"]: state for state in states},
    )


def parent(device: Record) -> str | None:
    """Tell of what a device is a part."""
    return device.get("parent_device_id")


def name_of(device: Record) -> str:
    """Tell the name that a person sees."""
    return str(device["name_by_user"] or device["name"])


def natural(name: str) -> list[tuple[bool, int, str]]:
    """Sort "Outlet 10" after "Outlet 9"."""
    words = name.split()
    return [
        (word.isdecimal(), int(word) if word.isdecimal() else 0, word) for word in words
    ]
