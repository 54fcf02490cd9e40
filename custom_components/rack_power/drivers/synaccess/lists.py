"""What a unit's lists said last, and what that means."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
import logging
from typing import Final

from ...equipment.counter import Memory as Counters, guard
from ...equipment.driver import Context, Json
from ...equipment.errors import InvalidAnswer, WrongEquipment
from ...equipment.model import (
    UNIT,
    Equipment,
    EquipmentId,
    PartId,
    Point,
    Report,
    Value,
)
from ...equipment.picture import Picture
from ...equipment.variables import DEVICE_STARTED
from . import kilowatts
from .mapping import (
    banks,
    conf,
    device,
    events,
    groups,
    inlets,
    outlets,
    relays,
    sensors,
    values,
)
from .mapping.draft import Scene
from .rules.snapshot import Row, Snapshot, rows_of

_LOGGER: Final = logging.getLogger(__name__)

ACTIONS: Final = "actions"
PATHS: Final[Mapping[str, str]] = {
    device.GROUP: "/api/device",
    conf.GROUP: "/api/conf",
    banks.GROUP: "/api/banks",
    outlets.GROUP: "/api/outlets",
    inlets.GROUP: "/api/inlets",
    sensors.GROUP: "/api/sensors",
    relays.GROUP: "/api/relayOutputs",
    groups.GROUP: "/api/groups",
    ACTIONS: "/api/actions",
    events.GROUP: "/api/events",
}
_MAPPERS: Final[Mapping[str, Callable[[Json, Scene], Report]]] = {
    banks.GROUP: banks.report,
    outlets.GROUP: outlets.report,
    inlets.GROUP: inlets.report,
    sensors.GROUP: sensors.report,
    relays.GROUP: relays.report,
    groups.GROUP: groups.report,
    events.GROUP: events.report,
}
MEASURED: Final = frozenset({banks.GROUP, inlets.GROUP})
"""Lists whose values are corrected while they are read, which is done once."""
_OBJECTS: Final = frozenset({device.GROUP, conf.GROUP})
_KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    outlets.GROUP: outlets.KEYS,
    groups.GROUP: groups.KEYS,
    banks.GROUP: banks.KEYS,
}
_GREATEST_POWER = 100_000.0
"""W: beyond any unit of the series, as none tells its rating."""
_REBOOT_TIME = 10.0
"""Seconds, where the configuration is not to be read."""
_KILOWATTS = "banks_in_kilowatts"
"""Under which it is remembered which banks tell their power in kW."""


class Lists:
    """The last answers of one unit: as they came, and as reports."""

    def __init__(self, context: Context, url: str) -> None:
        """Begin with nothing; learnt facts are in the context's memory."""
        self._context = context
        self._url = url
        self._picture = Picture()
        self._times: dict[str, datetime] = {}
        self._counters: Counters = {}
        remembered = context.memory.recall(_KILOWATTS)
        self._kilowatts: kilowatts.Memory = (
            dict.fromkeys((str(key) for key in remembered), True)
            if isinstance(remembered, list)
            else {}
        )
        self.snapshot = Snapshot()
        self.merged: set[str] = set()
        """Lists into which a write has put something since this was emptied."""

    def about(self) -> Equipment:
        """Tell who the unit is. InvalidAnswer: it has not been read."""
        snapshot = self.snapshot
        settings = None if snapshot.conf is None else conf.flattened(snapshot.conf)
        return device.identity(snapshot.device, settings, self._url)

    def take(self, name: str, answer: Json) -> Report | None:
        """Take the answer of a list; the list of actions has no report.

        InvalidAnswer: it is not understood, and what was known stays.
        WrongEquipment: another unit answers than before.
        """
        known, known_at = self.snapshot, self._times.get(name)
        self._check(name, answer)
        self._put(name, answer)
        self._times[name] = self._context.clock.now()
        try:
            report = self.report(name)
        except InvalidAnswer:
            self.snapshot = known
            if known_at is not None:
                self._times[name] = known_at
            raise
        if report is not None:
            report = self._corrected(report)
            self._picture.absorb(report)
        return report

    def _check(self, name: str, answer: Json) -> None:
        if name == ACTIONS:
            values.listed(answer, "id")
        if name == device.GROUP:
            serial, before = device.serial_of(answer), self.snapshot.device
            if before is not None and device.serial_of(before) != serial:
                raise WrongEquipment("another_unit", serial=serial)

    def _put(self, name: str, answer: Json) -> None:
        if name in _OBJECTS:
            found: Row | tuple[Row, ...] = values.one(answer)
        elif isinstance(answer, list | tuple):
            found = rows_of(answer)
        else:
            raise InvalidAnswer
        self.snapshot = replace(self.snapshot, **{name: found})

    def report(self, name: str) -> Report | None:
        """Say what a list said last; InvalidAnswer if it makes no sense."""
        answer: Json = getattr(self.snapshot, name)
        if answer is None or name == ACTIONS:
            return None
        scene = self._scene(name)
        if name == device.GROUP:
            before = self.value(Point(UNIT, DEVICE_STARTED))
            since = before if isinstance(before, datetime) else None
            return device.report(answer, scene, self.about(), since)
        if name == conf.GROUP:
            return conf.report(answer, scene, self.about())
        return _MAPPERS[name](answer, scene)

    def group_states(self) -> Report | None:
        """Say which groups are on, by what was read last of their outlets."""
        if self.snapshot.groups is None or self.snapshot.outlets is None:
            return None
        report = groups.states(self.snapshot.groups, self._scene(outlets.GROUP))
        self._picture.absorb(report)
        return report

    def _scene(self, name: str) -> Scene:
        return Scene(self._equipment(), self._times[name], self.snapshot)

    def _equipment(self) -> EquipmentId:
        return self.about().id

    def _corrected(self, report: Report) -> Report:
        """See through wrong units and misread counters."""
        if report.group == banks.GROUP:
            self._kilowatts, report = self._in_watts(report)
        self._counters, readings = guard(
            self._counters, report.readings, _GREATEST_POWER
        )
        return replace(report, readings=readings)

    def _in_watts(self, report: Report) -> tuple[kilowatts.Memory, Report]:
        found, corrected = kilowatts.correct(self._kilowatts, report)
        before, after = _chosen(self._kilowatts), _chosen(found)
        if after != before:
            self._context.memory.keep(_KILOWATTS, after)
            _LOGGER.info("Banks that tell their power in kW: %s", ", ".join(after))
        return found, corrected

    def merge(self, name: str, key: str, answer: Json) -> Report | None:
        """Take the object that a write answered, if it is the one that was meant.

        Returns a report of that part alone.
        """
        told = answer if isinstance(answer, Mapping) else {}
        keys = _KEYS.get(name, ("id",))
        if _key(told, keys) != key:
            return None
        rows: tuple[Row, ...] = getattr(self.snapshot, name) or ()
        merged = tuple(
            {**row, **told} if _key(row, keys) == key else row for row in rows
        )
        self.snapshot = replace(self.snapshot, **{name: merged})
        self.merged.add(name)
        return self._part_of(name, key)

    def _part_of(self, name: str, key: str) -> Report | None:
        whole = self.report(name)
        if whole is None:
            return None
        part = next((part for part in whole.parts if part.key == key), None)
        if part is None:
            return None
        report = _only(whole, part)
        if name in MEASURED:
            names = report.settings.keys()
            readings = {p: r for p, r in report.readings.items() if p in names}
            report = replace(report, readings=readings)
        self._picture.absorb(report)
        return report

    def merge_conf(self, answer: Json) -> Report | None:
        """Take what a write of settings answered, which may be only some of them."""
        before = self.snapshot.conf
        if before is None or not isinstance(answer, Mapping):
            return None
        told = dict(conf.flattened(answer))
        told.pop(conf.NESTING, None)
        nested = before.get(conf.NESTING)
        if isinstance(nested, Mapping):
            told = {conf.NESTING: {**nested, **told}}
        self.snapshot = replace(self.snapshot, conf={**before, **told})
        self.merged.add(conf.GROUP)
        report = self.report(conf.GROUP)
        if report is not None:
            self._picture.absorb(report)
        return report

    def is_empty(self, name: str) -> bool:
        """Tell whether a list had nothing in it."""
        return not getattr(self.snapshot, name)

    def lacks_actions(self) -> bool:
        """Tell whether events run actions that have not been read."""
        return events.unknown_actions(self.snapshot)

    def row(self, name: str, key: str) -> Row | None:
        """Return an object of a list."""
        keys = _KEYS.get(name, ("id",))
        rows: tuple[Row, ...] = getattr(self.snapshot, name) or ()
        return next((row for row in rows if _key(row, keys) == key), None)

    def members(self, group: str) -> Mapping[str, Row]:
        """Return the outlets of a group by their ids, as they were read last."""
        row = self.row(groups.GROUP, group)
        return (
            {} if row is None else groups.member_rows(row, self._scene(outlets.GROUP))
        )

    def switchable(self, group: str) -> Mapping[str, Row]:
        """Return the outlets of a group that have a relay."""
        scene = self._scene(outlets.GROUP)
        return {
            key: row
            for key, row in self.members(group).items()
            if outlets.is_switchable(row, scene)
        }

    def showing(self, group: str) -> tuple[str, ...]:
        """Return the lists that show a group's outlets: some users see not all."""
        seen = all(self.row(outlets.GROUP, key) for key in self.members(group))
        return (outlets.GROUP,) if seen else (groups.GROUP, outlets.GROUP)

    def delay(self, group: str) -> float:
        """Return the seconds between one outlet of a group and the next."""
        row = self.row(groups.GROUP, group) or {}
        return max(values.number(row.get(groups.DELAY)) or 0, 0)

    def reboot_time(self, row: Row) -> float:
        """Return for how many seconds a restart leaves an outlet or relay off."""
        told = row.get("customRebootTime")
        if values.state(row.get("customRebootTimeEnabled")) is not True:
            told = conf.flattened(self.snapshot.conf or {}).get(conf.REBOOT_TIME_KEY)
        known = values.number(told)
        return _REBOOT_TIME if known is None else max(known, 0)

    def value(self, point: Point) -> Value:
        """Return what a point read last."""
        reading = self._picture.reading(point)
        return None if reading is None else reading.value

    @property
    def picture(self) -> Picture:
        """What the reports so far amount to."""
        return self._picture


def _only(report: Report, part: PartId) -> Report:
    """Return what a report says of one part, without claiming that this is all."""
    return replace(
        report,
        complete=False,
        parts={part: report.parts[part]},
        readings={p: r for p, r in report.readings.items() if p.part == part},
        settings={p: s for p, s in report.settings.items() if p.part == part},
        orders=frozenset(order for order in report.orders if order.part == part),
    )


def _key(row: Mapping[str, Json], keys: tuple[str, ...]) -> str | None:
    return next((values.ident(row[name]) for name in keys if name in row), None)


def _chosen(memory: kilowatts.Memory) -> list[str]:
    return sorted(key for key, is_kilo in memory.items() if is_kilo)
