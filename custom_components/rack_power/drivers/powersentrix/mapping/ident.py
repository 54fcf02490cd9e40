"""Who a unit is: what it says at registration, to fn 1, and within its full status."""

from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256
from typing import Final

from ....equipment.driver import Json
from ....equipment.identity import equipment_id, is_serial
from ....equipment.model import Equipment
from . import values
from .envelope import unwrap
from .settings import UnitSettings
from .times import parse_uptime
from .values import Row

MAKER: Final = "PowerSentrix"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ident:
    """Plate and health of the unit's computer.

    ``serial`` is as told: it may be one that identifies nothing. ``main`` is the chip
    that switches power, ``com`` the one that talks to the network.
    """

    serial: str | None = field(default=None, repr=False)
    model: str | None = None
    com_firmware: str | None = None
    main_firmware: str | None = None
    com_uptime: timedelta | None = None
    main_uptime: timedelta | None = None
    cpu_load: float | None = None
    total_ram: int | None = None
    free_ram: int | None = None
    info: str | None = None

    @property
    def firmware(self) -> str | None:
        """Both versions in one line, as a device shows them."""
        return " / ".join(filter(None, (self.main_firmware, self.com_firmware))) or None


def parse_ident(answer: Json) -> Ident:
    """Read an identification, bare or wrapped. InvalidAnswer: it is no object."""
    return read_ident(values.one(unwrap(answer)))


def read_ident(row: Row) -> Ident:
    """Read an identification that is part of an answer."""
    return Ident(
        serial=values.key(row.get("sn")),
        model=values.name(row.get("type")),
        com_firmware=values.name(row.get("comFirmware")),
        main_firmware=values.name(row.get("mainFirmware")),
        com_uptime=parse_uptime(row.get("comUptime")),
        main_uptime=parse_uptime(row.get("mainUptime")),
        cpu_load=values.percent(row.get("cpuLoad")),
        total_ram=values.memory(row.get("totalRamSize")),
        free_ram=values.memory(row.get("freeRamSize")),
        info=values.name(row.get("info")),
    )


def stand_in(settings: UnitSettings, host: str | None) -> str | None:
    """Return what tells a unit without a serial number from others.

    Its account and name there, else its address; to be handed to :func:`equipment`,
    which lets nothing of it show.
    """
    if settings.company_id and settings.ups_id:
        return f"{settings.company_id}:{settings.ups_id}"
    return host


def equipment(
    ident: Ident, *, fallback: str | None, name: str | None, url: str | None
) -> Equipment | None:
    """Tell who a unit is. None: nothing tells it from others.

    ``fallback`` stands in for a serial number that is none; it may hold a secret, so
    only its digest gets into the id.
    """
    if is_serial(ident.serial):
        serial, key = ident.serial, ident.serial
    elif fallback:
        digest = sha256(fallback.encode("utf-8", "replace")).hexdigest()[:20]
        serial, key = None, f"no-serial-{digest}"
    else:
        return None
    return Equipment(
        id=equipment_id(MAKER, key),
        maker=MAKER,
        serial=serial,
        name=name,
        model=ident.model,
        firmware=ident.firmware,
        url=url,
    )
