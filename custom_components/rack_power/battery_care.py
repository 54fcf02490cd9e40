"""Tell when a unit's battery is due for replacement, until it has been replaced."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir
from homeassistant.helpers.event import async_track_time_change
from homeassistant.util import dt as dt_util

from .const import DOMAIN
from .equipment.model import EquipmentId, Point, Quality, Value
from .equipment.variables import BATTERY_DATE, BATTERY_DATE_REPLACE, BATTERY_REPLACE
from .fleet import Fleet
from .troubles import FIX_BATTERY
from .unit import Unit

_DUE: Final = {BATTERY_REPLACE.name, BATTERY_DATE_REPLACE.name}


@callback
def watch_batteries(
    hass: HomeAssistant, fleet: Fleet, entry: ConfigEntry
) -> Callable[[], None]:
    """Watch the units that an entry sees, until the answer is called."""
    watched: dict[str, BatteryWatch] = {}

    @callback
    def follow() -> None:
        for unit in fleet.seen_by(entry.entry_id):
            if unit.id not in watched:
                watched[unit.id] = BatteryWatch(hass, fleet, entry.entry_id, unit)

    @callback
    def look(_: datetime) -> None:
        """Look again on a new day, which may be the one of a replacement."""
        for watch in watched.values():
            watch.look()

    follow()
    stops = (
        fleet.listen(follow),
        async_track_time_change(hass, look, hour=0, minute=0, second=0),
    )

    @callback
    def stop() -> None:
        for end in (*stops, *(watch.stop for watch in watched.values())):
            end()

    return stop


@callback
def end_battery(hass: HomeAssistant, unit: EquipmentId) -> None:
    """Take back what was told of the battery of a unit that is not there any more."""
    ir.async_delete_issue(hass, DOMAIN, _issue(unit))


class BatteryWatch:
    """Raises and ends the issue of one unit."""

    def __init__(
        self, hass: HomeAssistant, fleet: Fleet, entry_id: str, unit: Unit
    ) -> None:
        """Begin to watch."""
        self._hass = hass
        self._fleet = fleet
        self._entry_id = entry_id
        self._unit = unit
        self._listening: dict[Point, Callable[[], None]] = {}
        self._known: dict[Point, Value] = {}
        """What was told last: while nobody knows, that goes on to hold."""
        self._end = unit.listen_structure(self._follow)
        self._follow()

    @callback
    def stop(self) -> None:
        """Watch no more; what was told stays until somebody knows better."""
        self._end()
        for end in self._listening.values():
            end()

    @callback
    def look(self) -> None:
        """Tell what the unit says, or take back what is not so any more."""
        self._take()
        if not self._known or not self._is_teller():
            return
        replace = any(value is True for value in self._known.values())
        due = [value for value in self._known.values() if isinstance(value, date)]
        if replace or any(day <= dt_util.now().date() for day in due):
            self._tell(min(due, default=None), replace=replace)
        else:
            end_battery(self._hass, self._unit.id)

    @callback
    def _follow(self) -> None:
        for point in self._unit.points():
            if point.variable.name in _DUE and point not in self._listening:
                self._listening[point] = self._unit.listen(point, self.look)
        self.look()

    def _take(self) -> None:
        """Note what is told; a part that is gone says nothing any more."""
        present = self._unit.points()
        for point in self._listening:
            reading = self._unit.reading(point)
            if point not in present:
                self._known.pop(point, None)
            elif (
                reading is not None
                and reading.value is not None
                and reading.quality is not Quality.UNAVAILABLE
            ):
                self._known[point] = reading.value

    def _is_teller(self) -> bool:
        """Tell whether it is this entry of those that see the unit that tells."""
        owner, paths = self._fleet.owner(self._unit), self._unit.paths
        return self._entry_id == (owner if owner in paths else next(iter(paths), None))

    def _tell(self, due: date | None, *, replace: bool) -> None:
        about, fixable = self._unit.about, date_point(self._unit) is not None
        words = ("battery", "replace" if replace else "due")
        ir.async_create_issue(
            self._hass,
            DOMAIN,
            _issue(self._unit.id),
            data={
                "entry_id": self._entry_id,
                "fix": FIX_BATTERY,
                "unit": self._unit.id,
            },
            is_fixable=fixable,
            is_persistent=False,
            severity=ir.IssueSeverity.ERROR if replace else ir.IssueSeverity.WARNING,
            translation_key="_".join(words if fixable else (*words, "told")),
            translation_placeholders={
                "unit": about.name or about.model or about.maker,
                "date": "" if due is None else due.isoformat(),
            },
        )


def date_point(unit: Unit) -> Point | None:
    """Return where the unit keeps the day of the last replacement, if it can be set."""
    found = (
        point for point in unit.points() if point.variable.name == BATTERY_DATE.name
    )
    return next((point for point in found if unit.writable(point)), None)


def _issue(unit: EquipmentId) -> str:
    return f"battery_{unit}"
