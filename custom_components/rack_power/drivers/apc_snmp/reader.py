"""Reads the groups of a unit when they are due."""

from collections.abc import Mapping, Sequence
import logging
from typing import Final

from ...equipment.driver import Context, Json
from ...equipment.errors import (
    CannotConnect,
    DriverError,
    InvalidAnswer,
    NotPermitted,
    WrongEquipment,
)
from ...equipment.model import Equipment, PartId, Point, Report
from . import redaction, values
from .agenda import Agenda
from .client import Raw, SnmpClient
from .detection import detect
from .layout import ENVIRONMENT_GROUP, THRESHOLDS, Layout
from .mapping.identity import ASKED, identity
from .mapping.reports import report
from .mapping.scene import Scene
from .objects.card_codes import LINK, LINK_LOST, UPTIME
from .objects.row import Pace
from .objects.tables import SHOWN_RAW, TABLES
from .oid import Oid, within
from .probing import Prober
from .uptime import Uptime

_LOGGER: Final = logging.getLogger(__name__)

DAY: Final = 86_400.0
"""Seconds between two looks at what there is."""
_AGAIN: Final = 300.0
"""Seconds after which it is looked at again when something was missing."""
_LINK: Final[Oid] = (*LINK.oid, 0)


class Reader:
    """Polls one card, by as few requests as keep it fresh."""

    def __init__(
        self, client: SnmpClient, context: Context, url: str, interval: float
    ) -> None:
        """Read what changes fast every so many seconds."""
        self._client = client
        self._context = context
        self._url = url
        self._prober = Prober(client)
        self._uptime = Uptime()
        self._about: Equipment | None = None
        self._groups: Mapping[str, tuple[Oid, ...]] = {}
        self._values: dict[Oid, Raw] = {}
        self._shown: dict[Oid, Raw] = {}
        self._to_show: list[Oid] = []
        self._times = dict.fromkeys(("",), context.clock.now())
        self._points: dict[str, frozenset[Point]] = {}
        self._sensors: frozenset[PartId] = frozenset()
        self._probe_at = float("-inf")
        self._link_lost = False
        self.agenda = Agenda(interval)

    async def identify(self) -> Equipment:
        """Tell which UPS it is. WrongEquipment: it is none."""
        self._about = await detect(self._client, self._url)
        return self._about

    async def round(self) -> Sequence[Report]:
        """Read what is due; a failure of what changes fast raises."""
        if not self._groups:
            await self._probe()
            return self._told(self._groups)
        read: Sequence[str] = await self._read_due()
        if self._now() >= self._probe_at:
            read = await self._probe_if_it_answers(read)
        elif Pace.NORMAL.value not in read:
            await self._look_aside()
        return self._told(read)

    async def refresh(self, *groups: str) -> None:
        """Read groups now and publish what they say."""
        for name in groups:
            if name in self._groups:
                await self._read(name)
        self._context.publish(self._told(groups))

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
        return self._values

    def scene(self, group: str = "") -> Scene:
        """Return what is known, as of the time when a group was read."""
        if self._about is None:
            raise InvalidAnswer
        return Scene(
            equipment=self._about.id,
            layout=self.layout,
            values=self._values,
            at=self._times.get(group, self._times[""]),
            link_lost=self._link_lost,
            started=self._uptime.started,
            before=self._points.get(group, frozenset()),
        )

    def raw(self) -> Mapping[str, Json]:
        """Return all that the card told last, without secrets."""
        return {
            "read": redaction.raw(self._values),
            "shown": redaction.raw(self._shown),
            "groups": {name: len(oids) for name, oids in self._groups.items()},
        }

    def _told(self, groups: Sequence[str] | Mapping[str, object]) -> list[Report]:
        """Say what groups told; all of them when the card lost or found its UPS."""
        lost = self._values.get(_LINK) == LINK_LOST
        if lost != self._link_lost:
            self._link_lost = lost
            groups = self._groups
        if self._about is None:
            return []
        told = [
            report(name, self.scene(name), self._about)
            for name in groups
            if name in self._groups
        ]
        if self._has_other_sensors(told) and THRESHOLDS not in groups:
            told += self._told((THRESHOLDS,))
        for one in told:
            self._points[one.group] = frozenset(one.readings)
        return told

    def _has_other_sensors(self, told: Sequence[Report]) -> bool:
        """Tell whether a sensor has come or gone, and its thresholds with it."""
        before = self._sensors
        for one in told:
            if one.group == ENVIRONMENT_GROUP:
                self._sensors = frozenset(one.parts)
        return self._sensors != before

    async def _read_due(self) -> list[str]:
        """Read what is due; what fails besides the fast group is tried again later."""
        due, read = self.agenda.due(self._now()), list[str]()
        while due:
            name = due.pop(0)
            try:
                await self._read(name)
            except (CannotConnect, InvalidAnswer, NotPermitted) as err:
                if name == Pace.FAST.value:
                    raise
                _LOGGER.debug("The group %s was not read: %s", name, err.reason)
                silent = isinstance(err, CannotConnect)
                late = (name, *due) if silent else (name,)
                self.agenda.postpone(late, self._now())
                if silent:
                    break
                continue
            read.append(name)
            if self._probe_at <= self._now() and name == Pace.FAST.value:
                break  # the card has started anew: all is looked at again
        return read

    async def _read(self, name: str) -> None:
        oids = self._groups[name]
        found = await self._client.get(oids)
        for oid in oids:
            if oid in found:
                self._values[oid] = found[oid]
            else:
                self._values.pop(oid, None)
        self._times[name] = self._context.clock.now()
        self.agenda.done(name, self._now())
        if name == Pace.FAST.value and self._has_restarted():
            _LOGGER.debug("The card has started anew")
            self._probe_at = self._now()

    def _has_restarted(self) -> bool:
        ticks = values.whole(self._values.get(UPTIME))
        return self._uptime.note(ticks, self._now(), self._context.clock.now())

    async def _probe(self) -> None:
        """Look at what there is, which reads all of it on the way."""
        if self._about is None:
            await self.identify()
        await self._check_identity()
        layout = await self._prober.probe()
        unsure = [table.entry for table in TABLES if table.name in layout.unsure]
        kept = {
            oid: raw
            for oid, raw in self._values.items()
            if any(within(oid, entry) for entry in unsure)
        }
        self._values = kept | self._prober.values
        self._groups = layout.groups()
        now = self._now()
        self._times = dict.fromkeys(("", *self._groups), self._context.clock.now())
        self._has_restarted()
        self.agenda.plan(self._groups, now)
        self._probe_at = now + (_AGAIN if self._prober.misses else DAY)
        self._to_show = list(SHOWN_RAW)

    async def _probe_if_it_answers(self, read: Sequence[str]) -> Sequence[str]:
        """Look anew; what was known stays where that fails."""
        try:
            await self._probe()
        except WrongEquipment:
            raise
        except (CannotConnect, InvalidAnswer, NotPermitted) as err:
            _LOGGER.debug("It was not looked at what there is: %s", err.reason)
            self._probe_at = self._now() + _AGAIN
            return read
        return tuple(self._groups)

    async def _check_identity(self) -> None:
        """Raise WrongEquipment if the card is in another UPS by now.

        One that has just started may not know its UPS yet.
        """
        found = identity(await self._client.get(ASKED), self._url)
        if found is None or self._about is None or found.serial is None:
            return
        if self._about.serial not in {None, found.serial}:
            raise WrongEquipment("another_unit", serial=found.serial)
        if found.id == self._about.id:
            self._about = found

    async def _look_aside(self) -> None:
        """Read a little of what is only shown to those who look for a fault."""
        if not self._to_show:
            return
        base = self._to_show.pop(0)
        try:
            found = await self._client.walk(base)
        except DriverError as err:
            _LOGGER.debug("Branch %s was not read: %s", base, err.reason)
            return
        self._shown = {
            oid: raw for oid, raw in self._shown.items() if not within(oid, base)
        } | dict(found)

    def _now(self) -> float:
        return self._context.clock.monotonic()
