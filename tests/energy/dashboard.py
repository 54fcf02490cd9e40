"""The energy dashboard as its page uses it: by the WebSocket, with a real recorder."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.util import dt as dt_util
from pytest_homeassistant_custom_component.components.recorder.common import (
    async_wait_recording_done,
    get_start_time,
)
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

from custom_components.rack_power.const import DOMAIN

ENERGY: Final = "energy"
POWER: Final = "power"


def offered(hass: HomeAssistant, device_class: str) -> Mapping[str, str]:
    """Return our sensors of a class that are there unasked: unique id -> entity."""
    return {
        one.unique_id: one.entity_id
        for one in er.async_get(hass).entities.values()
        if one.platform == DOMAIN
        and one.domain == "sensor"
        and one.original_device_class == device_class
        and one.disabled_by is None
    }


class Dashboard:
    """What a person does there, and what it answers."""

    def __init__(
        self, hass: HomeAssistant, open_socket: WebSocketGenerator, signed_in: str
    ) -> None:
        """Know the house, how to talk to it, and who has signed in.

        It begins to look at the five minutes that it is.
        """
        self._since = get_start_time(dt_util.utcnow())
        self._hass = hass
        self._open = open_socket
        self._who = hass.auth.async_validate_access_token(signed_in)

    async def choices(self, kind: str) -> Mapping[str, Mapping[str, Any]]:
        """Return what can be chosen: `sum` for energies, `mean` for powers."""
        listed = await self._ask("recorder/list_statistic_ids", statistic_type=kind)
        return {one["statistic_id"]: one for one in listed}

    async def complaints(
        self,
        devices: Sequence[Mapping[str, str]],
        grids: Sequence[Mapping[str, str]] = (),
    ) -> list[Any]:
        """Save what was chosen and return all that is said against it."""
        sources = [
            {
                "type": "grid",
                "stat_energy_from": None,
                "stat_energy_to": None,
                "stat_cost": None,
                "entity_energy_price": None,
                "number_energy_price": None,
                "stat_compensation": None,
                "entity_energy_price_export": None,
                "number_energy_price_export": None,
                "cost_adjustment_day": 0,
                **grid,
            }
            for grid in grids
        ]
        await self._ask(
            "energy/save_prefs",
            device_consumption=list(devices),
            energy_sources=sources,
        )
        saved = await self._ask("energy/get_prefs")
        assert saved["device_consumption"] == list(devices)
        said = await self._ask("energy/validate")
        assert len(said["device_consumption"]) == len(devices)
        assert len(said["energy_sources"]) == len(sources)
        return [
            issue
            for about in (said["device_consumption"], said["energy_sources"])
            for issues in about
            for issue in issues
        ]

    async def used(self, entity: str) -> float:
        """Return the kWh that the dashboard shows of an energy."""
        return sum(await self.changes(entity))

    async def changes(self, entity: str) -> list[float]:
        """Return the kWh of each five minutes."""
        found = await self._ask(
            "recorder/statistics_during_period",
            start_time=self._since.isoformat(),
            period="5minute",
            types=["change"],
            statistic_ids=[entity],
            units={"energy": "kWh"},
        )
        return [row["change"] for row in found.get(entity, ())]

    async def _ask(self, command: str, **fields: Any) -> Any:
        await async_wait_recording_done(self._hass)
        assert self._who is not None
        token = self._hass.auth.async_create_access_token(self._who)  # half an hour's
        socket = await self._open(self._hass, token)
        await socket.send_json_auto_id({"type": command, **fields})
        answer = await socket.receive_json()
        await socket.close()
        assert answer["success"], answer
        return answer["result"]
