"""``config.settings``: the network and time of the unit, and where it reports to."""

from dataclasses import dataclass, field
from datetime import tzinfo

from . import values
from .values import Row
from .zones import posix_zone

FORCED = "forcePowerFromBatteries"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitSettings:
    """What is set in the unit; nothing here can be written from outside.

    ``company_id`` is a secret, addresses and names are nobody's business.
    ``forced_battery``: the unit runs from its battery on purpose.
    """

    dhcp: bool | None = None
    ip: str | None = field(default=None, repr=False)
    ntp_server: str | None = field(default=None, repr=False)
    timezone: str | None = None
    server_url: str | None = field(default=None, repr=False)
    company_id: str | None = field(default=None, repr=False)
    ups_id: str | None = field(default=None, repr=False)
    forced_battery: bool | None = None

    @property
    def zone(self) -> tzinfo | None:
        """The unit's time zone; None: not told or not to be understood."""
        return posix_zone(self.timezone)


def read_settings(row: Row) -> UnitSettings:
    """Read the settings that are part of an answer."""
    server = values.within(row, "remoteServer")
    return UnitSettings(
        dhcp=values.flag(row.get("dhcp")),
        ip=values.name(row.get("ip")),
        ntp_server=values.name(row.get("ntpServer")),
        timezone=values.text(row.get("timezone")),
        server_url=values.name(server.get("serverUrl")),
        company_id=values.key(server.get("companyId")),
        ups_id=values.key(server.get("upsId")),
        forced_battery=values.flag(row.get(FORCED)),
    )
