"""Something goes wrong in the house: the power fails, and a breaker trips."""

import asyncio

from .api import Api
from .house import House
from .registries import Registries

FAILING = ("powersentrix-ups", "snmp")
"""The parts of the simulator whose plugs are pulled."""
TOLD = {"_ups.onbattery": 2, "_bank.breaker.tripped": 1}
"""How the unique ids of what has to tell it end, and how many of them do."""
SEEN_SECONDS = 90


async def pull_the_plugs(home: House, registries: Registries) -> None:
    """Have two units run on battery and a breaker trip; wait until that is told."""
    for part in FAILING:
        await home.api.post_elsewhere(f"{control_of(home, part)}mains", {"on": False})
    pdu = control_of(home, "synaccess")
    bank = (await home.api.get_elsewhere(f"{pdu}state"))["banks"][0]["id"]
    await home.api.post_elsewhere(f"{pdu}breaker", {"bank": bank, "closed": False})
    async with asyncio.timeout(SEEN_SECONDS):
        while True:
            if await is_told(home.api, registries):
                return
            await asyncio.sleep(1)


def control_of(home: House, part: str) -> str:
    """Return where a part of the simulator is moved."""
    return home.parts[part]["control"]


async def is_told(api: Api, registries: Registries) -> bool:
    """Tell whether as many entities are on as should be."""
    states = {one["entity_id"]: one for one in await api.call("GET", "/api/states")}
    ids = {one["unique_id"]: one["entity_id"] for one in registries.entities}
    return all(
        sum(
            states.get(entity_id, {}).get("state") == "on"
            for unique_id, entity_id in ids.items()
            if unique_id.endswith(ending)
        )
        >= count
        for ending, count in TOLD.items()
    )
