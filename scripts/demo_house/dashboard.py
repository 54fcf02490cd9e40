"""A dashboard to look at, made from what the integration has registered."""

from typing import Any

from .api import Api
from .registries import Record, Registries, name_of

PATH = "rack-power"
TITLE = "Rack Power"

# The readings that matter at a glance, the foremost first, by device class.
GLANCE = ("battery", "duration", "power", "current", "voltage", "temperature", "energy")
GLANCE_COUNT = 6

SUPPLY = ("power", "battery")
# One of many of its kind.
DETAIL = "cell_"

type Card = dict[str, Any]


async def save_dashboard(api: Api, registries: Registries) -> None:
    """Create the dashboard and make it what a person sees first."""
    sections = [section(registries, unit) for unit in registries.units()]
    view = {"title": TITLE, "type": "sections", "max_columns": 4, "sections": sections}
    async with api.websocket() as websocket:
        await websocket.ask(
            "lovelace/dashboards/create",
            url_path=PATH,
            title=TITLE,
            icon="mdi:server",
            show_in_sidebar=True,
            require_admin=False,
        )
        await websocket.ask(
            "lovelace/config/save", url_path=PATH, config={"views": [view]}
        )
        await websocket.ask(
            "frontend/set_system_data", key="core", value={"default_panel": PATH}
        )


def section(registries: Registries, unit: Record) -> Card:
    """Show one unit: what is wrong, what it reads, what it feeds."""
    cards = [
        heading(name_of(unit), "title"),
        *(problem(entity) for entity in problems(registries, unit)),
        *(tile(entity, "entity") for entity in supply(registries, unit)),
        *(tile(entity, "entity") for entity in readings(registries, unit)),
    ]
    if outlets := outlet_tiles(registries, unit):
        cards += [heading("Outlets", "subtitle"), *outlets]
    return {"type": "grid", "cards": cards}


def heading(text: str, style: str) -> Card:
    """Head a unit, or a group within it."""
    return {"type": "heading", "heading": text, "heading_style": style}


def tile(entity: Record, *names: str) -> Card:
    """Show one entity by the parts of its name that tell it from others here."""
    name = [{"type": part} for part in names]
    return {"type": "tile", "entity": entity["entity_id"], "name": name}


def problem(entity: Record) -> Card:
    """Show a problem while there is one."""
    open_now = {
        "condition": "state",
        "entity": entity["entity_id"],
        "state": "on",
    }
    return tile(entity, "device", "entity") | {"color": "red", "visibility": [open_now]}


def problems(registries: Registries, unit: Record) -> list[Record]:
    """Find what can be wrong with a unit or a part of it."""
    return [
        entity
        for device in (unit, *registries.parts_of(unit))
        for entity in registries.entities_of(device, "binary_sensor")
        if registries.attribute(entity, "device_class") == "problem"
    ]


def supply(registries: Registries, unit: Record) -> list[Record]:
    """Find what tells where a unit's power comes from, and how long it may last."""
    return [
        entity
        for entity in registries.entities_of(unit, "binary_sensor")
        if registries.attribute(entity, "device_class") in SUPPLY
    ]


def readings(registries: Registries, unit: Record) -> list[Record]:
    """Choose the main readings of a unit."""

    def rank(entity: Record) -> int:
        return GLANCE.index(registries.attribute(entity, "device_class"))

    sensors = [
        entity
        for entity in registries.entities_of(unit, "sensor")
        if registries.attribute(entity, "device_class") in GLANCE
        and not str(entity["translation_key"]).startswith(DETAIL)
    ]
    return sorted(sensors, key=rank)[:GLANCE_COUNT]


def outlet_tiles(registries: Registries, unit: Record) -> list[Card]:
    """Show each outlet by the name of what hangs on it; a tap switches it."""
    return [
        tile(entity, "device")
        for part in registries.parts_of(unit)
        for entity in registries.entities_of(part, "switch")
    ]
