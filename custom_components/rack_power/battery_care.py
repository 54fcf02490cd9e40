"""Tell when a unit's battery is due for replacement, until it has been replaced.

Not every unit draws conclusions from the day that the owner gives. So it is remembered
what was told when they answered: the same date is not told again, and the unit's own
word that the battery is bad not before it has had time to test the new one.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir
from homeassistant.helpers.event import async_track_time_change
from homeassistant.util import dt as dt_util

from .const import DOMAIN
from .equipment.driver import Json
from .equipment.model import EquipmentId, Point, Quality, Value
from .equipment.variables import BATTERY_DATE, BATTERY_DATE_REPLACE, BATTERY_REPLACE
from .fleet import Fleet
from .troubles import FIX_BATTERY, trace_of
from .unit import Unit

_DUE: Final = {BATTERY_REPLACE.name, BATTERY_DATE_REPLACE.name}
_ANSWERED: Final = "battery_answered"
"""Under which choice of the owner's it is kept what was answered."""
_BELIEVED: Final = timedelta(days=14)
"""How long a unit may call a battery bad that was replaced: many test it by themselves
every two weeks, and until then show what they found in the old one."""
_ISSUES: Final = ("replace", "due")
"""An issue for each: one that was ignored must not hide the other."""


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
def battery_told(hass: HomeAssistant, unit: EquipmentId) -> bool:
    """Tell whether there is anything to be done about a unit's battery."""
    issues = ir.async_get(hass)
    return any(issues.async_get_issue(DOMAIN, _issue(unit, one)) for one in _ISSUES)


@callback
def answered(hass: HomeAssistant, fleet: Fleet, unit: Unit) -> None:
    """Note that what the unit tells of its battery is about one that was replaced.

    A day that is yet to come is not: the unit has drawn its conclusions.
    """
    today = dt_util.now().date()
    values = [
        reading.value
        for point in unit.points()
        if point.variable.name in _DUE and (reading := unit.reading(point))
    ]
    days = [value for value in values if isinstance(value, date)]
    _keep_answer(
        fleet,
        unit,
        at=dt_util.utcnow().isoformat(),
        due=[str(day) for day in days if day <= today],
        replace=True in values,
    )
    for about in _ISSUES:
        ir.async_delete_issue(hass, DOMAIN, _issue(unit.id, about))


@callback
def forget_answer(fleet: Fleet, unit: EquipmentId) -> None:
    """Forget what was answered about the battery of another unit."""
    if fleet.preferences.choice(unit, _ANSWERED) is not None:
        fleet.preferences.choose(unit, {_ANSWERED: None})


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
        replace, due = self._open()
        about = "replace" if replace else "due"
        for other in _ISSUES:
            if other != about or not (replace or due):
                ir.async_delete_issue(self._hass, DOMAIN, _issue(self._unit.id, other))
        if replace or due:
            self._tell(about, due)

    def _open(self) -> tuple[bool, date | None]:
        """Return whether the battery is called bad, and the first day that has come.

        Of what was answered nothing, as long as that holds.
        """
        told = self._known.values()
        replace = True in told
        days = [value for value in told if isinstance(value, date)]
        match self._fleet.preferences.choice(self._unit.id, _ANSWERED):
            case {"at": str(at), "due": list(answers), "replace": bool(flag)}:
                days = [day for day in days if str(day) not in answers]
                age = abs(dt_util.utcnow() - datetime.fromisoformat(at))
                # It calls the new one good, which counts; silence says nothing.
                if flag and not replace and False in told:
                    _keep_answer(
                        self._fleet, self._unit, at=at, due=answers, replace=False
                    )
                replace = replace and not (flag and age < _BELIEVED)
        today = dt_util.now().date()
        return replace, min((day for day in days if day <= today), default=None)

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

    def _tell(self, what: str, due: date | None) -> None:
        about, fixable = self._unit.about, date_point(self._unit) is not None
        words = ("battery", what)
        ir.async_create_issue(
            self._hass,
            DOMAIN,
            _issue(self._unit.id, what),
            data={
                "entry_id": self._entry_id,
                "fix": FIX_BATTERY,
                "unit": self._unit.id,
            },
            is_fixable=fixable,
            is_persistent=False,
            severity=ir.IssueSeverity.ERROR
            if what == "replace"
            else ir.IssueSeverity.WARNING,
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


def _keep_answer(
    fleet: Fleet, unit: Unit, *, at: str, due: Sequence[Json], replace: bool
) -> None:
    answer: Json = {"at": at, "due": due, "replace": replace}
    fleet.preferences.choose(unit.id, {_ANSWERED: answer})


def _issue(unit: EquipmentId, about: str) -> str:
    return f"battery_{about}_{trace_of(unit)}"
