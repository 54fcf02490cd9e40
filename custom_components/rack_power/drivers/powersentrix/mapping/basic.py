"""``getBasicInfo``: what the portal knows of a unit without asking it."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from ....equipment.driver import Json
from . import values
from .envelope import unwrap
from .ident import Ident
from .times import in_utc, parse_stamp, parse_uptime

_ONLINE: Final = {"online": True, "offline": False, "off": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class BasicInfo:
    """A unit as its account shows it.

    ``online`` is None for words that are not documented: it then says nothing.
    ``timestamp`` is in UTC; whether it is that of the last push, the server's clock
    or something else is to be found out. ``ident`` lacks what the portal does not
    tell here.
    """

    ident: Ident = field(default_factory=Ident)
    name: str | None = None
    description: str | None = field(default=None, repr=False)
    location: str | None = field(default=None, repr=False)
    company: str | None = field(default=None, repr=False)
    cmm: str | None = field(default=None, repr=False)
    ip: str | None = field(default=None, repr=False)
    online: bool | None = None
    temperature: float | None = None
    timestamp: datetime | None = None


def parse_basic_info(answer: Json) -> BasicInfo:
    """Read the portal's summary, bare or wrapped. InvalidAnswer: it is no object."""
    row = values.one(unwrap(answer))
    stamp = parse_stamp(row.get("timestamp"))
    return BasicInfo(
        ident=Ident(
            serial=values.key(row.get("serialNumber")),
            model=values.name(row.get("model")),
            com_firmware=values.name(row.get("comFirmware")),
            main_firmware=values.name(row.get("mainFirmware")),
            com_uptime=parse_uptime(row.get("comUptime")),
            main_uptime=parse_uptime(row.get("mainUptime")),
        ),
        name=values.name(row.get("name")),
        description=values.name(row.get("description")),
        location=values.name(row.get("location")),
        company=values.name(row.get("company")),
        cmm=values.key(row.get("cmm")),
        ip=values.name(row.get("ip")),
        online=parse_online(row.get("onOffLine")),
        temperature=values.celsius(row.get("temperature")),
        timestamp=None if stamp is None else in_utc(stamp, UTC),
    )


def parse_online(value: Json) -> bool | None:
    """Read ``onOffLine``, of which only ``online`` is documented."""
    word = value.lower() if isinstance(value, str) else ""
    return _ONLINE.get("".join(word.split()))
