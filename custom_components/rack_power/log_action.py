"""What the action get_log does: read a unit's log."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from homeassistant.const import ATTR_DEVICE_ID
from homeassistant.core import HomeAssistant, ServiceResponse
from homeassistant.helpers import config_validation as cv
from homeassistant.util import dt as dt_util
from homeassistant.util.json import JsonValueType
import voluptuous as vol

from .const import LOGGER
from .equipment.driver import ReadsLog
from .equipment.errors import DriverError
from .equipment.model import Record
from .fleet import FLEET
from .journal import LONGEST, answer
from .resolving import unit_of
from .unit import Unit
from .whole import whole

_DEFAULT_LIMIT: Final = 100
GET_LOG_FIELDS: Final[dict[vol.Marker, Any]] = {
    vol.Optional("since"): cv.datetime,
    vol.Optional("limit", default=_DEFAULT_LIMIT): vol.All(
        whole, vol.Range(min=1, max=LONGEST)
    ),
}


async def get_log(hass: HomeAssistant, data: Mapping[str, Any]) -> ServiceResponse:
    """Return the newest lines of a unit's log, oldest first.

    From what is kept, and from paths on which the unit can be asked; one that cannot
    be asked now takes nothing away.
    """
    unit = unit_of(hass, data[ATTR_DEVICE_ID])
    since = dt_util.as_utc(data["since"]) if "since" in data else None
    looked_up = await _looked_up(unit, since, data["limit"])
    lines = hass.data[FLEET].journal.read(unit.id, looked_up)
    chosen: list[JsonValueType] = [
        answer(line)
        for line in lines
        if since is None
        or dt_util.parse_datetime(line["time"], raise_on_error=True) >= since
    ]
    return {"records": chosen[-data["limit"] :]}


async def _looked_up(
    unit: Unit, since: datetime | None, limit: int
) -> dict[str, Sequence[Record]]:
    found: dict[str, Sequence[Record]] = {}
    for path in unit.nearest():
        if not isinstance(path.driver, ReadsLog):
            continue
        try:
            found[path.kind] = await path.driver.records(unit.id, since, limit)
        except DriverError as err:
            LOGGER.debug("The log of %s was not read: %s", path.kind, err.reason)
    return found
