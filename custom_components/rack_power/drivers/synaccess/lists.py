"""What a unit's lists said last, and what that means."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
import logging
from typing import Any, Final

from yarl import URL

from ...equipment.driver import Context, Json
from ...equipment.errors import InvalidAnswer, WrongEquipment
from ...equipment.model import (
    UNIT,
    Equipment,
    PartId,
    Point,
    Report,
    Value,
)
from ...equipment.picture import Picture
from ...equipment.variables import DEVICE_STARTED, OUTLET_RELAY_PROBLEM
from .corrections import Corrections
from .listing import ACTIONS, KEYS, MAPPERS, MEASURED, OBJECTS, SHOW_GROUPS
from .mapping import banks, conf, device, events, groups, outlets, values
from .mapping.draft import Scene
from .rules.snapshot import Row, Snapshot

_LOGGER: Final = logging.getLogger(__name__)
_OF_SERIALS: Final = frozenset({outlets.GROUP, banks.GROUP})
_REBOOT_TIME = 10.0
"""Seconds, where the configuration is not to be read."""


class Lists:
    """The last answers of one unit: as they came, and as reports."""

    def __init__(self, context: Context, url: str) -> None:
        """Begin with nothing; learnt facts are in the context's memory."""
        self._context = context
        self._url = url
        self._picture = Picture()
        self._times: dict[str, datetime] = {}
        self._noted: set[str] = set()
        """Lists of which it was logged that they are incomplete."""
        self._corrections = Corrections(context.memory)
        self._nothing = Snapshot(host=URL(url).host)
        self.snapshot = self._nothing

    def start_over(self) -> None:
        """Forget what was told, perhaps by another unit than the one that answers."""
        self._picture = Picture()
        self._times = {}
        self.snapshot = self._nothing

    def about(self) -> Equipment:
        """Tell who the unit is. InvalidAnswer: it has not been read."""
        snapshot = self.snapshot
        settings = None if snapshot.conf is None else conf.flattened(snapshot.conf)
        return device.identity(snapshot.device, settings, self._url)

    def take(self, name: str, answer: Json) -> None:
        """Take the answer of a list.

        InvalidAnswer: it is not understood, and what was known stays.
        WrongEquipment: another unit answers than before.
        """
        known, times = self.snapshot, dict(self._times)
        self._check(name, answer)
        self._put(name, _found(name, answer))
        if name == ACTIONS:
            return
        try:
            report = self._report(name)
        except InvalidAnswer:
            self.snapshot, self._times = known, times
            raise
        self._picture.absorb(self._corrections.corrected(report))
        if not report.complete and name not in self._noted:
            self._noted.add(name)
            _LOGGER.info("The list of %s has objects without an id: left out", name)

    def is_strange(self, name: str, answer: Json) -> bool:
        """Tell whether a list has nothing of what it had: it may be another unit's.

        Only of lists whose ids hold a serial number.
        """
        before: tuple[Row, ...] | None = getattr(self.snapshot, name)
        if name not in _OF_SERIALS or not before or not isinstance(answer, list):
            return False
        keys = KEYS[name]
        now = {_key(row, keys) for row in answer if isinstance(row, Mapping)}
        return now.isdisjoint(_key(row, keys) for row in before)

    def told(self, names: Collection[str]) -> Sequence[Report]:
        """Say what is known of some lists, and of the groups' states if they do.

        What a write saw since a list was read is newer than the list.
        """
        known = self._picture.groups
        found = [known[name] for name in names if name in known]
        states = () if SHOW_GROUPS.isdisjoint(names) else self._group_states()
        return [
            report if report.about is None else replace(report, about=self.about())
            for report in (*found, *states)
        ]

    def _check(self, name: str, answer: Json) -> None:
        if name == ACTIONS:
            values.listed(answer, "id")
        if name == device.GROUP:
            serial, before = device.serial_of(answer), self.snapshot.device
            if before is not None and device.serial_of(before) != serial:
                raise WrongEquipment("another_unit", serial=serial)

    def _put(self, name: str, found: Row | tuple[Row, ...]) -> None:
        changed: dict[str, Any] = {name: found}
        self.snapshot = replace(self.snapshot, **changed)
        self._times[name] = self._context.clock.now()

    def _report(self, name: str) -> Report:
        """Say what a list said last; InvalidAnswer if it makes no sense."""
        answer: Json = getattr(self.snapshot, name)
        scene = self._scene(name)
        if name == device.GROUP:
            before = self.value(Point(UNIT, DEVICE_STARTED))
            since = before if isinstance(before, datetime) else None
            return device.report(answer, scene, self.about(), since)
        if name == conf.GROUP:
            return conf.report(answer, scene, self.about())
        return MAPPERS[name](answer, scene)

    def tell_rules_again(self) -> None:
        """Say what the events would cut, as their actions have been read since."""
        self._picture.absorb(self._report(events.GROUP))

    def _group_states(self) -> Sequence[Report]:
        """Say which groups are on, by what was read last of their outlets."""
        if self.snapshot.groups is None or self.snapshot.outlets is None:
            return ()
        report = groups.states(self.snapshot.groups, self._scene(outlets.GROUP))
        self._picture.absorb(report)
        return (report,)

    def _scene(self, name: str) -> Scene:
        return Scene(self.about().id, self._times[name], self.snapshot)

    def merge(self, name: str, part: PartId, answer: Json) -> Sequence[Report]:
        """Take the object that a write answered, if it is the one that was meant.

        Returns what that says of the part alone, and of the groups that it is in.
        """
        rows: tuple[Row, ...] | None = getattr(self.snapshot, name)
        keys = KEYS.get(name, ("id",))
        told = answer if isinstance(answer, Mapping) else {}
        if rows is None or _key(told, keys) != part.key:
            return ()
        merged = tuple(
            {**row, **told} if _key(row, keys) == part.key else row for row in rows
        )
        self._put(name, merged)
        whole = self._report(name)
        if part not in whole.parts:
            return ()
        report = _only(whole, part)
        if name in MEASURED:
            names = report.settings.keys()
            readings = {p: r for p, r in report.readings.items() if p in names}
            report = replace(report, readings=readings)
        if name == outlets.GROUP:
            report = _without_judgement(report)
        self._picture.absorb(report)
        if name in SHOW_GROUPS:
            return (report, *self._group_states())
        return (report,)

    def merge_conf(self, answer: Json) -> Sequence[Report]:
        """Take what a write of settings answered, which may be only some of them."""
        before = self.snapshot.conf
        if before is None or not isinstance(answer, Mapping):
            return ()
        told = dict(conf.flattened(answer))
        told.pop(conf.NESTING, None)
        nested = before.get(conf.NESTING)
        if isinstance(nested, Mapping):
            told = {conf.NESTING: {**nested, **told}}
        self._put(conf.GROUP, {**before, **told})
        report = self._report(conf.GROUP)
        self._picture.absorb(report)
        return (report,)

    def is_empty(self, name: str) -> bool:
        """Tell whether a list had nothing in it."""
        return not getattr(self.snapshot, name)

    def missing_actions(self) -> frozenset[int]:
        """Return the actions that events run and that have not been read."""
        return events.missing_actions(self.snapshot)

    def row(self, name: str, key: str) -> Row | None:
        """Return an object of a list."""
        keys = KEYS.get(name, ("id",))
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


def _found(name: str, answer: Json) -> Row | tuple[Row, ...]:
    """Return the object or the list that was asked for; InvalidAnswer: it is not.

    What is no object in a list stays as one without id: the list is incomplete.
    """
    if name in OBJECTS:
        return values.one(answer)
    if not isinstance(answer, list):
        raise InvalidAnswer
    return tuple(row if isinstance(row, Mapping) else {} for row in answer)


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


def _without_judgement(report: Report) -> Report:
    """Leave out what is concluded of a relay: it may move only after the answer."""
    readings = {
        point: reading
        for point, reading in report.readings.items()
        if point.variable != OUTLET_RELAY_PROBLEM
    }
    return replace(report, readings=readings)


def _key(row: Mapping[str, Json], keys: tuple[str, ...]) -> str | None:
    return next((values.ident(row[name]) for name in keys if name in row), None)
