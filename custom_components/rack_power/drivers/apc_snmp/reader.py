"""Reads the groups of a unit when they are due."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
import logging
from typing import Final

from ...equipment.counter import Guard
from ...equipment.driver import Context, Json
from ...equipment.errors import (
    CannotConnect,
    InvalidAnswer,
    NotPermitted,
    WrongEquipment,
)
from ...equipment.model import Equipment, PartId, Point, Quality, Report
from . import redaction, values
from .agenda import Agenda
from .aside import Aside
from .client import Raw, SnmpClient
from .detection import detect, is_other
from .insisting import insisting
from .known import Known
from .layout import ENVIRONMENT_GROUP, PACES, THRESHOLDS, Layout
from .mapping.identity import ASKED, ENGINE, identity
from .mapping.reports import report
from .mapping.scene import Scene
from .objects.card_codes import LINK, LINK_LOST, SERIAL, UPTIME
from .objects.row import Pace
from .objects.tables import COUNTS
from .oid import UPS, Oid, within
from .probing import Prober
from .uptime import Uptime

_LOGGER: Final = logging.getLogger(__name__)

DAY: Final = 86_400.0
"""Seconds between two looks at what there is."""
_AGAIN: Final = 300.0
"""Seconds after which it is looked at again when something was missing or added."""
_LINK: Final[Oid] = (*LINK.oid, 0)
_PASSING: Final = (CannotConnect, InvalidAnswer, NotPermitted)
"""What may be over the next time."""
_GREATEST_POWER: Final = 2_000_000.0
"""W: beyond the largest UPS with such a card, while it has not told its rating."""
_STALE: Final = 3
"""Periods after which what a group told may not be true any more."""
_TOO_OLD: Final = 20
"""Periods after which it tells nothing any more."""


class Reader:
    """Polls one card, by as few requests as keep it fresh."""

    def __init__(
        self, client: SnmpClient, context: Context, url: str, interval: float
    ) -> None:
        """Read what changes fast every so many seconds."""
        self._client = client
        self._context = context
        self._url = url
        self._known = Known()
        self._prober = Prober(client, self._known, self._meanwhile)
        self._uptime = Uptime()
        self._about: Equipment | None = None
        self._engine: Raw | None = None
        self._in_doubt = False
        self._groups: Mapping[str, tuple[Oid, ...]] = {}
        self._lasting: frozenset[Oid] = frozenset()
        self._aside = Aside(client)
        self._times = dict.fromkeys(("",), context.clock.now())
        self._read_at: dict[str, float] = {}
        self._told_as: dict[str, Quality] = {}
        self._points: dict[str, frozenset[Point]] = {}
        self._sensors: frozenset[PartId] = frozenset()
        self._counters = Guard(_GREATEST_POWER, context.memory)
        self._probe_at = self._probed = self._signed = float("-inf")
        self._link_lost = False
        self.agenda = Agenda(interval)

    async def identify(self) -> Equipment:
        """Tell which UPS it is. WrongEquipment: it is none."""
        self._about = await insisting(lambda: detect(self._client, self._url))
        return self._about

    async def check_identity(self) -> None:
        """Ask who it is, by one request. WrongEquipment: it is another UPS by now.

        One that has just started may not know its UPS yet: then its card tells.
        """
        self._compare(await self._client.get((SERIAL, ENGINE)))

    async def round(self) -> Sequence[Report]:
        """Read what is due; a failure of what changes fast raises."""
        if not self._groups:
            await insisting(self._probe)
            return self._told(self._groups)
        read: Sequence[str] = await self._read_due()
        if self._now() >= self._probe_at:
            read = await self._probe_if_it_answers(read)
        elif Pace.NORMAL.value not in read:
            await self._aside.look()
        return self._told((*read, *self._aged(read)))

    async def refresh(self, *groups: str) -> None:
        """Read groups now and publish what they say."""
        for name in groups:
            if name in self._groups:
                await self._read(name)
        self._context.publish(self._told(groups))

    def look_anew(self) -> None:
        """Look soon at what there is: there is a sign that something was added.

        Not at every sign: looking is many requests, and anybody can send signs.
        """
        self._signed = self._now()
        soon = max(self._signed, self._probed + _AGAIN)
        self._probe_at = min(self._probe_at, soon)

    def next_in(self) -> float:
        """Return in how many seconds something is due."""
        return self.agenda.next_in(self._now())

    @property
    def layout(self) -> Layout:
        """What the unit has."""
        return self._prober.layout

    @property
    def values(self) -> Mapping[Oid, Raw]:
        """What was read last, by object with its instance."""
        return self._known.values

    def scene(self, group: str = "") -> Scene:
        """Return what is known, as of the time when a group was read.

        Some of it may be from before: what was not told when it was asked for last.
        """
        if self._about is None:
            raise InvalidAnswer
        return Scene(
            equipment=self._about.id,
            layout=self.layout,
            values=self._known.values,
            at=self._times.get(group, self._times[""]),
            link_lost=self._link_lost,
            started=self._uptime.started,
            before=self._points.get(group, frozenset()),
            freshness=self._freshness(group),
            complete=self._is_complete(group),
        )

    def raw(self) -> Mapping[str, Json]:
        """Return all that the card told last, without secrets."""
        return {
            "read": redaction.raw(self._known.values),
            "shown": redaction.raw(self._aside.shown),
            "groups": {name: len(oids) for name, oids in self._groups.items()},
        }

    def _told(self, groups: Sequence[str] | Mapping[str, object]) -> list[Report]:
        """Say what groups told; all of them when the card lost or found its UPS."""
        lost = self._known.values.get(_LINK) == LINK_LOST
        if lost != self._link_lost:
            self._link_lost = lost
            groups = self._groups
        if self._about is None:
            return []
        told = [
            self._report(name, self._about) for name in groups if name in self._groups
        ]
        if self._has_other_sensors(told) and THRESHOLDS not in groups:
            told += self._told((THRESHOLDS,))
        for one in told:
            points = frozenset(one.readings)
            if not one.complete:
                points |= self._points.get(one.group, frozenset())
            self._points[one.group] = points
        return told

    def _report(self, name: str, about: Equipment) -> Report:
        """Say what a group told; nothing of what it did not tell this time."""
        self._told_as[name] = self._freshness(name)
        scene = self.scene(name)
        if hidden := self._hidden():
            told = {oid: raw for oid, raw in scene.values.items() if oid not in hidden}
            scene = replace(scene, values=told)
        return self._counters.guarded(report(name, scene, about))

    def _hidden(self) -> set[Oid]:
        """Return what is from before, and may not be so any more.

        What the card tells of a UPS that it does not reach is marked in any case.
        """
        old = self._known.unread - self._lasting
        if self._link_lost:
            return {oid for oid in old if not within(oid, UPS)}
        return old

    def _is_complete(self, group: str) -> bool:
        """Tell whether a group told all that it has; thresholds need their sensors."""
        needed = self._groups.get(group, ())
        if group == THRESHOLDS:
            needed += self._groups.get(ENVIRONMENT_GROUP, ())
        return self._known.unread.isdisjoint(needed)

    def _freshness(self, group: str) -> Quality:
        """Return how far what a group told can still be relied on."""
        if group not in self._read_at:
            return Quality.GOOD
        periods = (self._now() - self._read_at[group]) / self.agenda.pace(group)
        if periods <= _STALE:
            return Quality.GOOD
        return Quality.STALE if periods <= _TOO_OLD else Quality.UNAVAILABLE

    def _aged(self, read: Sequence[str]) -> list[str]:
        """Return the groups that can be relied on less than when they were told."""
        return [
            name
            for name, quality in self._told_as.items()
            if name not in read and quality is not self._freshness(name)
        ]

    def _has_other_sensors(self, told: Sequence[Report]) -> bool:
        """Tell whether a sensor has come or gone, and its thresholds with it."""
        before = self._sensors
        for one in told:
            if one.group == ENVIRONMENT_GROUP:
                there = frozenset(one.parts)
                self._sensors = there if one.complete else before | there
        return self._sensors != before

    async def _read_due(self) -> list[str]:
        """Read what is due; what fails besides the fast group is tried again later.

        After silence the rest waits for the next round, which begins with what
        changes fast: then it shows whether it is the card or one of its objects.
        """
        due, read = self.agenda.due(self._now()), list[str]()
        for name in due:
            began = self._now()
            try:
                await self._read(name)
            except _PASSING as err:
                if name == Pace.FAST.value:
                    raise
                _LOGGER.debug("The group %s was not read: %s", name, err.reason)
                self.agenda.postpone(name, began, self._now())
                if isinstance(err, CannotConnect):
                    break
                continue
            read.append(name)
            if self._probe_at <= self._now() and name == Pace.FAST.value:
                break  # all is looked at again
        return read

    async def _read(self, name: str) -> None:
        """Read a group; nothing is taken from another UPS than before."""
        oids, number = self._groups[name], self._known.ask()
        began, at = self._now(), self._context.clock.now()
        try:
            found = await self._client.get(oids if UPTIME in oids else (*oids, UPTIME))
        except CannotConnect:
            self._in_doubt = True
            raise
        await self._follow_run(found)
        was_complete = self._is_complete(name)
        if self._counts_otherwise(found):
            self.look_anew()
        self._known.take(oids, found, number)
        self._times[name], self._read_at[name] = at, began
        self.agenda.done(name, began)
        if was_complete and not self._is_complete(name):
            self._probe_at = min(self._probe_at, self._now() + _AGAIN)
        is_back = self._prober.lost and found.get(_LINK, LINK_LOST) != LINK_LOST
        if is_back:
            self._prober.lost = False
            self._probe_at = self._now()

    def _counts_otherwise(self, found: Mapping[Oid, Raw]) -> bool:
        """Tell whether there are more rows than before, or fewer."""
        known = self._known.values
        return not self._link_lost and any(
            oid in known and found[oid] != known[oid] for oid in COUNTS & found.keys()
        )

    async def _follow_run(self, found: Mapping[Oid, Raw]) -> None:
        """Look who it is when the card is in another run, or was silent."""
        ticks = values.whole(found.get(UPTIME))
        if self._in_doubt or self._uptime.jumps(ticks, self._now()):
            await self.check_identity()
            self._in_doubt = False
        if self._uptime.note(ticks, self._now(), self._context.clock.now()):
            _LOGGER.debug("The card is in another run")
            self._probe_at = self._now()

    async def _probe(self) -> None:
        """Look at what there is, which reads all of it on the way."""
        if self._about is None:
            await self.identify()
        await self._look_who_it_is()
        began, at = self._now(), self._context.clock.now()
        self._probed = began
        number = self._known.ask()
        layout = await self._prober.probe()
        found = self._prober.values
        await self._follow_run(found)
        self._known.take_all(layout.oids(), found, self._prober.asked, number)
        self._groups, self._lasting = layout.groups(), layout.lasting()
        known = self._times
        self._times = {
            name: max(at, known.get(name, at)) for name in ("", *self._groups)
        }
        self._read_at = {
            name: max(began, self._read_at.get(name, began)) for name in self._groups
        }
        self.agenda.plan(self._groups, began)
        late = self._signed >= began
        again = self._prober.misses or self._prober.lost or late
        self._probe_at = self._now() + (_AGAIN if again else DAY)
        self._aside.begin()
        await self._meanwhile()

    async def _meanwhile(self) -> None:
        """Read and tell what changes fast if that is due while all is looked at."""
        for name in self.agenda.due(self._now()):
            if PACES[name] is not Pace.FAST:
                continue
            began = self._now()
            try:
                await self.refresh(name)
            except _PASSING as err:
                _LOGGER.debug("The group %s was not read: %s", name, err.reason)
                self.agenda.postpone(name, began, self._now())

    async def _probe_if_it_answers(self, read: Sequence[str]) -> Sequence[str]:
        """Look anew; what was known stays where that fails."""
        try:
            await self._probe()
        except _PASSING as err:
            _LOGGER.debug("It was not looked at what there is: %s", err.reason)
            self._probe_at = self._now() + _AGAIN
            return read
        return tuple(self._groups)

    async def _look_who_it_is(self) -> None:
        """Read who it is anew. WrongEquipment: it is another UPS by now."""
        told = await self._client.get(ASKED)
        self._compare(told)
        found = identity(told, self._url)
        if found is not None and self._about is not None and found.id == self._about.id:
            self._about = found

    def _compare(self, told: Mapping[Oid, Raw]) -> None:
        """Raise WrongEquipment if what is told is not of our UPS."""
        other = self._about and is_other(self._about, self._engine, told)
        if other:
            raise WrongEquipment("another_unit", serial=other)
        self._engine = told.get(ENGINE, self._engine)

    def _now(self) -> float:
        return self._context.clock.monotonic()
