"""Have the energy dashboard show something, as a person would set it up."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .api import Api
from .past import remember_energy
from .registries import Registries, read_registries

WHOLE = {"_input.energy": "_input.realpower", "_output.energy": "_ups.realpower"}
"""How the unique ids end of what counts for a whole unit, and of its power."""
PARTS = {"_bank.energy": "_bank.realpower"}
"""The same of what that contains."""


@dataclass(frozen=True, slots=True)
class Counter:
    """What counts energy, by its entities."""

    energy: str
    power: str
    """What flows now."""
    container: str | None
    """What counts it, too."""
    unit: str

    def preference(self) -> dict[str, str]:
        """Return it as a device of the energy dashboard."""
        told = {
            "stat_consumption": self.energy,
            "stat_rate": self.power,
            "included_in_stat": self.container,
        }
        return {key: value for key, value in told.items() if value}


async def fill_energy_dashboard(api: Api) -> None:
    """Choose the counters, and give them a past."""
    chosen = counters(await read_registries(api))
    for one in chosen:
        await remember_energy(api, one.energy, one.power, one.unit)
    async with api.websocket() as websocket:
        await websocket.ask(
            "energy/save_prefs",
            device_consumption=[one.preference() for one in chosen],
        )


async def look_at_energy(api: Api) -> list[str]:
    """Tell what is wrong with the energy dashboard."""
    async with api.websocket() as websocket:
        preferences = await websocket.ask("energy/get_prefs")
        found: dict[str, Any] = await websocket.ask("energy/validate")
        panels = await websocket.ask("get_panels")
    wrong = [str(issue) for issues in found.values() for one in issues for issue in one]
    if not preferences["device_consumption"]:
        wrong.append("no counter is chosen")
    if "energy" not in panels:
        wrong.append("it is not there")
    return [f"energy dashboard: {one}" for one in wrong]


def counters(registries: Registries) -> list[Counter]:
    """Find what counts energy: of each unit the container before its parts.

    What counts without telling its power is left out: no past can be made up for it,
    and without any the dashboard complains until the recorder has written some.
    """
    found = []
    for unit in registries.units():
        entities = {
            entity["unique_id"]: entity["entity_id"]
            for entity in registries.entities_of(unit, "sensor")
        }
        whole = [Counter(*pair, None, unit["id"]) for pair in pairs(entities, WHOLE)]
        container = whole[0].energy if whole else None
        parts = [
            Counter(*pair, container, unit["id"]) for pair in pairs(entities, PARTS)
        ]
        found += whole + parts
    return found


def pairs(
    entities: Mapping[str, str], endings: Mapping[str, str]
) -> list[tuple[str, str]]:
    """Find what counts energy, each with what tells the power of the same."""
    return [
        (entities[unique_id], entities[power_id])
        for energy, power in endings.items()
        for unique_id in sorted(entities)
        if unique_id.endswith(energy)
        and (power_id := unique_id.removesuffix(energy) + power) in entities
    ]
