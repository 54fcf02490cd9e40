"""What the action get_dashboard does: answer with a whole dashboard."""

import asyncio
from collections.abc import Mapping
from typing import Any, Final, cast

from homeassistant.const import ATTR_DEVICE_ID
from homeassistant.core import HomeAssistant, ServiceResponse
from homeassistant.helpers import config_validation as cv
from homeassistant.util.json import JsonArrayType
import voluptuous as vol

from ..fleet import Fleet, fleet_of
from ..resolving import unit_of
from .absent import absent_units
from .order import natural
from .overview import empty, overview
from .shown import ShownUnit
from .unit_view import paths, unit_view
from .words import words_of

GET_DASHBOARD_FIELDS: Final[dict[vol.Marker, Any]] = {
    vol.Optional(ATTR_DEVICE_ID): vol.All(cv.ensure_list, [cv.string]),
}


async def get_dashboard(
    hass: HomeAssistant, data: Mapping[str, Any]
) -> ServiceResponse:
    """Return a dashboard of some units, else of all, as its raw configuration.

    Refused: a device that is no unit, or one whose connection is not loaded.
    """
    fleet = await fleet_of(hass)
    words = await words_of(hass)
    devices: list[str] = data.get(ATTR_DEVICE_ID, [])
    units = await _units(hass, fleet, devices)
    absent = [] if devices else absent_units(hass, fleet)
    if not units and not absent:
        return {"title": words("title"), "views": [empty(words)]}
    path = paths(units)
    views = [await overview(units, absent, words, path)]
    for unit in units:
        views.append(unit_view(unit, words, path[unit.unit.id]))
        await asyncio.sleep(0)
    return {"title": words("title"), "views": cast(JsonArrayType, views)}


async def _units(
    hass: HomeAssistant, fleet: Fleet, devices: list[str]
) -> list[ShownUnit]:
    """Return the units that were asked for, each once, in the order of their names.

    Others get their turn between two units: a house may have many. One that its last
    connection left meanwhile is known no more; one of which all is hidden or disabled
    is not wanted.
    """
    asked = {unit.id: unit for unit in (unit_of(hass, device) for device in devices)}
    shown: list[ShownUnit] = []
    for unit in list((asked if devices else fleet.units).values()):
        if unit.paths:
            shown.append(ShownUnit(hass, fleet.owner(unit), unit))
        await asyncio.sleep(0)
    seen = (unit for unit in shown if unit.is_seen)
    return sorted(seen, key=lambda unit: (natural(unit.name), unit.unit.id))
