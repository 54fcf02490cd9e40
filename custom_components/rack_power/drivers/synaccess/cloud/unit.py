"""One PDU of the account: what the cloud told of it last, and how old that is."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime
import logging
from typing import Final

from ....equipment.draft import Draft
from ....equipment.driver import Context, Json
from ....equipment.errors import InvalidAnswer
from ....equipment.identity import equipment_id
from ....equipment.model import UNIT, PartId, Point, Report
from ..corrections import Corrections
from ..listing import MAPPERS, MEASURED
from ..mapping import banks, device, inlets, outlets, values
from ..mapping.draft import Scene
from ..rules.snapshot import Row, Snapshot
from ..variables import CLOUD_REPORTED
from .age import Limits, Stamps, dated, judged, limits, posting_interval
from .cloud_time import CloudTime
from .drawer import Drawer
from .posted import Posted
from .rows import SERIAL, PduRows, has_link, told_at
from .shown import plate_of, shown

_LOGGER: Final = logging.getLogger(__name__)
_KINDS: Final = {
    outlets.GROUP: outlets.KIND,
    inlets.GROUP: inlets.KIND,
    banks.GROUP: banks.KIND,
}


class CloudPdu:
    """Keeps what was told of one PDU, in the words of its own API."""

    def __init__(self, context: Context, serial: str) -> None:
        """Begin with a serial number."""
        self.id = equipment_id(device.MAKER, serial)
        self.rows = PduRows({}, {})
        self.gone = False
        """Whether the account shows it no more."""
        self._context = context
        self._corrections = Corrections(Drawer(context.memory, serial))
        self._stamps = Stamps()
        self._reports: dict[str, Report] = {}
        self._passed: dict[str, Mapping[Point, datetime]] = {}
        self._news: set[str] = set()
        self._reported: datetime | None = None
        self._posted = Posted()
        self.about = plate_of({SERIAL: serial})

    @property
    def interval(self) -> float | None:
        """Seconds between two of its posts, where the cloud tells."""
        return posting_interval(self.rows.device)

    @property
    def limits(self) -> Limits:
        """When what it posted is too old."""
        return limits(self.interval)

    @property
    def offline(self) -> bool:
        """Whether the cloud says that it is not connected."""
        return has_link(self.rows.device) is False

    def take(
        self,
        rows: PduRows,
        fresh: Collection[str],
        whole: Collection[str],
        time: CloudTime,
    ) -> None:
        """Take what was read.

        ``fresh`` are the lists that were read just now, ``whole`` those of which no
        row is left over that may be one of this PDU's.
        """
        now = self._context.clock.now()
        self.gone = False
        self.rows = PduRows(
            rows.device, {**self.rows.lists, **rows.lists}, rows.wire_ids
        )
        self.about = plate_of(rows.device)
        times = self._times(now, time)
        newest = max(times.values(), default=None)
        for name in MAPPERS:
            if name in fresh and name in rows.lists:
                self._take_list(name, times, newest or now, name in whole)
        self._reported = newest

    def outlet(self, key: str) -> Row | None:
        """Return the row of an outlet."""
        rows = self.rows.lists.get(outlets.GROUP, ())
        return next((row for row in rows if values.ident(row.get("id")) == key), None)

    def reports(self) -> tuple[Report, ...]:
        """Return what is known, as good as it is now.

        What is told again is no second witness for what it leaves out.
        """
        now, limit = self._context.clock.now(), self.limits
        away = None if self.gone or self.offline else self._away()
        news, self._news = self._news | {device.GROUP}, set()
        return tuple(
            replace(
                judged(report, now, limit, away),
                complete=report.complete and name in news,
                about=self.about,
            )
            for name, report in (*self._reports.items(), (device.GROUP, self._plate()))
        )

    def raw(self) -> Mapping[str, Json]:
        """Return the rows."""
        return {
            device.GROUP: self.rows.device,
            **{name: list(rows) for name, rows in self.rows.lists.items()},
        }

    def _plate(self) -> Report:
        """Tell when the PDU posted last."""
        now, last = self._context.clock.now(), self._reported
        draft = Draft(equipment=self.id, group=device.GROUP, at=last or now)
        if last is not None:
            told = self._posted.shown(last, now, self.limits.stale)
            draft.read(UNIT, CLOUD_REPORTED, told)
        return draft.report()

    def _times(self, now: datetime, time: CloudTime) -> dict[PartId, datetime]:
        """Return when the rows of parts were told, of those that tell it."""
        times: dict[PartId, datetime] = {}
        for name, rows in self.rows.lists.items():
            for row in rows:
                key, stamp = values.ident(row.get("id")), told_at(row)
                if key is None or stamp is None:
                    continue
                part = PartId(_KINDS[name], key)
                instant = self._stamps.instant(part, time.ours(stamp), now)
                if instant is not None:
                    times[part] = instant
        return times

    def _away(self) -> frozenset[PartId]:
        """Return the outlets that are said not to be connected."""
        rows = self.rows.lists.get(outlets.GROUP, ())
        return frozenset(
            PartId(outlets.KIND, key)
            for row in rows
            if has_link(row) is False
            and (key := values.ident(row.get("id"))) is not None
        )

    def _take_list(
        self,
        name: str,
        times: Mapping[PartId, datetime],
        newest: datetime,
        whole: bool,
    ) -> None:
        lists = self.rows.lists
        snapshot = Snapshot(
            device=self.rows.device,
            banks=lists.get(banks.GROUP),
            outlets=lists.get(outlets.GROUP),
            inlets=lists.get(inlets.GROUP),
        )
        scene = Scene(self.id, newest, snapshot)
        try:
            report = MAPPERS[name](list(lists[name]), scene)
        except InvalidAnswer:
            _LOGGER.debug("The cloud's list of %s was not understood", name)
            return
        told = dated(shown(report, self.rows), times, newest)
        complete = told.complete and whole and bool(lists[name])
        self._news.add(name)
        if name in MEASURED:
            stamps = {point: one.observed_at for point, one in told.readings.items()}
            before, self._passed[name] = self._passed.get(name), stamps
            if before == stamps:
                return  # corrected before, and each answer is to pass once
            told = self._corrections.corrected(told)
        self._reports[name] = replace(told, complete=complete)
