"""A picture of an entry for those who look for a fault, without any secret."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

from homeassistant.components.diagnostics import REDACTED, async_redact_data
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr

from .connections import CONNECTIONS, Connection
from .coordinator import RackPowerConfigEntry
from .equipment.driver import TellsRaw
from .equipment.model import Point, Reading
from .unit import Unit

_TO_REDACT = {"url", "host", "username", "email", "secret"}
"""Besides what a connection calls its secrets."""
_SHORTEST_SECRET = 4
"""Shorter values would redact half of the text by accident."""


async def async_get_config_entry_diagnostics(
    hass: HomeAssistant, entry: RackPowerConfigEntry
) -> dict[str, Any]:
    """Return all that an entry knows."""
    coordinator = entry.runtime_data.coordinator
    driver = coordinator.driver
    units = []
    for unit in list(coordinator.units):
        units.append(_unit(unit))
        await asyncio.sleep(0)  # others get their turn
    answer = {
        "entry": {
            "data": async_redact_data(
                dict(entry.data), _TO_REDACT | _connection(entry).secrets
            ),
            "options": dict(entry.options),
        },
        "last_exception": repr(coordinator.last_exception),
        "units": units,
    }
    secrets = _secrets(entry, coordinator.units)

    def finish() -> Any:  # noqa: ANN401 - any JSON
        """Look through the answers of all units, which takes long."""
        raw = driver.raw() if isinstance(driver, TellsRaw) else None
        return _without(answer | {"raw": raw}, secrets)

    clean: dict[str, Any] = await hass.async_add_executor_job(finish)
    return clean


async def async_get_device_diagnostics(
    hass: HomeAssistant, entry: RackPowerConfigEntry, device: dr.DeviceEntry
) -> dict[str, Any]:
    """Return all that is known of one unit."""
    found = entry.runtime_data.fleet.unit_of_device(device)
    answer = {"unit": _unit(found[0]) if found else None}
    clean: dict[str, Any] = _without(
        answer, _secrets(entry, entry.runtime_data.coordinator.units)
    )
    return clean


def _unit(unit: Unit) -> dict[str, Any]:
    about = unit.about
    return {
        "maker": about.maker,
        "model": about.model,
        "model_id": about.model_id,
        "firmware": about.firmware,
        "hardware": about.hardware,
        "protected": [list(part) for part in sorted(unit.protected)],
        "paths": [
            {
                "kind": path.kind,
                "rank": path.rank,
                "up": path.up,
                "reaches": path.reaches,
                "groups": {
                    name: len(group.readings)
                    for name, group in path.picture.groups.items()
                },
            }
            for path in unit.paths.values()
        ],
        "points": {
            f"{point.part.kind}/{point.part.key}/{point.variable.name}": {
                "value": _shown(point, reading),
                "quality": None if reading is None else reading.quality.value,
            }
            for point in sorted(
                unit.points(), key=lambda one: (one.part, one.variable.name)
            )
            for reading in (unit.reading(point),)
        },
    }


def _shown(point: Point, reading: Reading | None) -> object:
    if reading is None or reading.value is None:
        return None
    return REDACTED if point.variable.private else _plain(reading.value)


def _plain(value: object) -> object:
    return value if isinstance(value, bool | int | float | str | None) else str(value)


def _connection(entry: RackPowerConfigEntry) -> Connection:
    return CONNECTIONS[entry.data["connection"]]


def _secrets(entry: RackPowerConfigEntry, units: Sequence[Unit]) -> list[str]:
    """Return the values that must not be seen wherever they stand."""
    kept = [entry.data.get(key) for key in _connection(entry).secrets | {"secret"}]
    plates = [
        word
        for unit in units
        for word in (unit.about.serial, unit.about.mac, unit.about.url)
    ]
    found = [str(word) for word in (*kept, *plates) if word]
    return sorted(
        (word for word in found if len(word) >= _SHORTEST_SECRET), key=len, reverse=True
    )


def _without(answer: Any, secrets: list[str]) -> Any:  # noqa: ANN401 - any JSON
    """Return the answer with every secret taken out of every text in it."""
    if isinstance(answer, str):
        for secret in secrets:
            answer = answer.replace(secret, REDACTED)
        return answer
    if isinstance(answer, Mapping):
        return {
            _without(key, secrets): _without(value, secrets)
            for key, value in answer.items()
        }
    if isinstance(answer, list | tuple):
        return [_without(value, secrets) for value in answer]
    if isinstance(answer, int) and str(answer) in secrets:
        return REDACTED
    return answer
