"""The zone of a UPS's log stamps, which arrival tells (4.9)."""

from datetime import UTC, datetime, timedelta, tzinfo
from typing import Final

from ....equipment.driver import Context, Json
from ....equipment.model import EquipmentId
from ..choices import LOG_TIMEZONE, log_zone
from ..mapping.times import in_utc, measured_zone

_LATE: Final = timedelta(minutes=15)
"""A line written so long before it came was not told as it arose."""


class Stamps:
    """Learns the zone of stamps from lines that come at once."""

    def __init__(
        self, context: Context, equipment: EquipmentId, home: tzinfo, kept: Json
    ) -> None:
        """Begin with what was learnt before."""
        self._context = context
        self._equipment = equipment
        self._home = home
        self.learnt = kept if kept in ("device", "utc", "home") else None
        self.device: tzinfo | None = None
        """The zone that is set in the UPS, once it is known."""

    def zone(self) -> tzinfo:
        """Return the zone to read stamps in."""
        return log_zone(
            self._context,
            self._equipment,
            device=self.device,
            home=self._home,
            measured=self._zones().get(str(self.learnt)),
        )

    def measure(self, stamp: datetime | None, arrived: datetime) -> None:
        """Compare a stamp with when it came; the first that fits a zone decides."""
        if self.learnt is not None or stamp is None or self.device is None:
            return
        if (found := measured_zone(stamp, arrived)) is None:
            return
        for name, zone in self._zones().items():
            if arrived.astimezone(zone).utcoffset() == found.utcoffset(None):
                self.learnt = name
                return

    def is_live(self, stamp: datetime | None, arrived: datetime, now: datetime) -> bool:
        """Tell whether a line is told as it arose, in any zone that it may be in."""
        if stamp is None:
            return now - arrived < _LATE
        zones = [self.zone()]
        chosen = self._context.preference(self._equipment, LOG_TIMEZONE)
        if self.learnt is None or chosen is not None:
            zones += self._zones().values()
        return any(now - in_utc(stamp, zone) < _LATE for zone in zones)

    def _zones(self) -> dict[str, tzinfo]:
        device = {} if self.device is None else {"device": self.device}
        return {**device, "utc": UTC, "home": self._home}
