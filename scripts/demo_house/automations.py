"""An automation made of a blueprint, as a person makes one in the browser."""

from .api import Api
from .registries import Registries, read_registries

BLUEPRINT = "power_failure"
NAME = "Tell of a power failure"
MAKER = "PowerSentrix"
"""Of the unit that is watched."""
WATCHED_PART = "powersentrix-ups"
"""Of the simulator, what is that unit."""
WATCHED = "_unit_0_ups.onbattery"
"""How the unique ids end of what the blueprint has to be given."""


async def add_automation(api: Api, maker: str = MAKER) -> None:
    """Have a power failure of one unit told as a notification."""
    entity_id = watched(await read_registries(api), maker)
    await api.call(
        "POST",
        f"/api/config/automation/config/{BLUEPRINT}",
        {
            "alias": NAME,
            "use_blueprint": {
                "path": f"rack_power/{BLUEPRINT}.yaml",
                "input": {"power": entity_id},
            },
        },
    )


def watched(registries: Registries, maker: str) -> str:
    """Find what tells whether a maker's unit is on battery."""
    unit = registries.unit_of(maker)
    (found,) = (
        entity["entity_id"]
        for entity in registries.entities_of(unit, "binary_sensor")
        if entity["unique_id"].endswith(WATCHED)
    )
    return str(found)
