"""GET /api/device: what the unit is, and since when it runs."""

from datetime import datetime, timedelta
import re

from ....equipment.driver import Json
from ....equipment.errors import InvalidAnswer
from ....equipment.identity import equipment_id, is_serial
from ....equipment.model import UNIT, Equipment, Part, Report
from ....equipment.variables import CONTROLLER_RESTART, DEVICE_STARTED
from ..rules.snapshot import Row
from . import conf, values
from .draft import Scene, begun

GROUP = "device"
MAKER = "Synaccess"
_STEADY = timedelta(seconds=60)
"""The start is worked out from the uptime: what moves it by less is rounding."""
_MAC = re.compile(r"(?:[0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}")


def serial_of(device: Json) -> str:
    """Return the serial number of the enclosure. InvalidAnswer: there is none."""
    serial = values.ident(values.one(device).get("enclosureSerialNumber"))
    if serial is None or not is_serial(serial):
        raise InvalidAnswer
    return serial


def identity(device: Json, settings: Row | None, url: str) -> Equipment:
    """Tell who the unit is; its name and MAC are in the configuration, if readable."""
    row, owned = values.one(device), settings or {}
    serial = serial_of(device)
    mac = owned.get("macAddr")
    return Equipment(
        id=equipment_id(MAKER, serial),
        maker=MAKER,
        serial=serial,
        name=values.label(owned.get(conf.NAME_KEY)),
        model=values.label(row.get("modelNumber")),
        firmware=values.label(row.get("controllerFirmwareVersion")),
        hardware=values.label(row.get("controllerHardwareVersion")),
        url=url,
        mac=mac if isinstance(mac, str) and _MAC.fullmatch(mac) else None,
    )


def uptime_of(device: Json) -> float | None:
    """Return for how many seconds the controller has been running."""
    uptime = values.number(values.one(device).get("uptime"))
    return None if uptime is None or uptime < 0 else uptime


def started(device: Json, now: datetime, before: datetime | None) -> datetime | None:
    """Work out when the controller started; the last answer is kept while it holds."""
    uptime = uptime_of(device)
    if uptime is None:
        return None
    try:
        at = now.replace(microsecond=0) - timedelta(seconds=int(uptime))
    except OverflowError:
        return None
    return before if before is not None and abs(at - before) <= _STEADY else at


def report(
    device: Json, scene: Scene, about: Equipment, before: datetime | None
) -> Report:
    """Tell of the unit as a whole; ``before``: when it started, as told last."""
    row = values.one(device)
    draft = begun(scene, GROUP)
    unit = draft.part(Part(id=UNIT))
    if "uptime" in row:
        draft.read(unit, DEVICE_STARTED, started(device, scene.now, before))
    draft.order(unit, CONTROLLER_RESTART)
    return draft.report(about)
