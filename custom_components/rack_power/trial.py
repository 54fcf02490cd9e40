"""Trying a connection before anything is kept of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from homeassistant.core import HomeAssistant

from .connections import Connection
from .equipment.driver import Driver, Illustrates, Json, ProvesRights
from .equipment.errors import WrongEquipment
from .equipment.model import Equipment
from .fleet import fleet_of
from .outside import TrialMemory, trial_context


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What a connection that works has shown.

    ``learnt`` goes to the entry that comes of it. ``looks`` are how readings would
    look by each option of the preference that the owner has not decided about.
    """

    found: Sequence[Equipment]
    learnt: Mapping[str, Json]
    looks: Mapping[str, str]


async def try_connection(
    hass: HomeAssistant,
    connection: Connection,
    data: Mapping[str, Any],
    *,
    thoroughly: bool = False,
) -> Trial:
    """Connect once. Raises what the driver raises; WrongEquipment: no units.

    ``thoroughly``: also with credentials that reading needs not.
    """
    memory = TrialMemory()
    driver = connection.make(hass, data, {}, trial_context(hass, memory))
    try:
        found = await driver.connect()
        if thoroughly and isinstance(driver, ProvesRights):
            await driver.prove_rights()
        looks = await _illustrated(hass, connection, driver, found)
    finally:
        await driver.close()
    if not found and not connection.shows_address:
        raise WrongEquipment("no_units")
    learnt = {
        key: value
        for key, value in memory.learnt.items()
        if key in connection.hands_over
    }
    return Trial(found=found, learnt=learnt, looks=looks)


async def _illustrated(
    hass: HomeAssistant,
    connection: Connection,
    driver: Driver,
    found: Sequence[Equipment],
) -> Mapping[str, str]:
    """Return how units would be read that the owner has not decided about."""
    key = connection.asks
    if key is None or not isinstance(driver, Illustrates):
        return {}
    preferences = (await fleet_of(hass)).preferences
    looks: dict[str, str] = {}
    for equipment in found:
        if preferences.choice(equipment.id, key) is not None:
            continue
        for option, look in (await driver.illustrate(equipment.id, key)).items():
            looks[option] = f"{looks[option]}\n{look}" if option in looks else look
    return looks
