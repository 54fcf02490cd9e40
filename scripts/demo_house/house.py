"""Put the house together."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from .api import Api
from .instance import OUTPUT, Instance, free_port, home_assistant
from .simulated import Parts, simulator

USERNAME = "demo"
PASSWORD = "demo"  # noqa: S105, of a throw-away Home Assistant on loopback


@dataclass(frozen=True, slots=True)
class House:
    """What runs."""

    api: Api
    instance: Instance
    parts: Parts
    log: Path
    """What Home Assistant prints."""


@asynccontextmanager
async def house(folder: Path, port: int = 0) -> AsyncGenerator[House]:
    """Run the simulator and a new Home Assistant with an owner, nothing set up yet."""
    folder.mkdir(parents=True, exist_ok=True)
    config = folder / "config"
    async with (
        simulator(folder / "simulator.out") as parts,
        home_assistant(config, free_port(port)) as instance,
    ):
        api = instance.api
        await api.create_owner(USERNAME, PASSWORD)
        yield House(api, instance, parts, config / OUTPUT)
