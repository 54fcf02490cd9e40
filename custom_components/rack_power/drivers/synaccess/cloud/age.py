"""How old what the cloud tells is, and how far it can be relied on.

Each row tells when it was told (``timestamp``); a PDU posts every
``cloudPostIntervalMs``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from ....equipment.model import Kind, PartId, Quality, Reading, Report
from ..mapping import values
from ..rules.snapshot import Row

_INTERVAL: Final = "cloudPostIntervalMs"
_LEAST, _MOST = 1.0, 86_400.0
DEFAULT_INTERVAL: Final = 30.0
"""Seconds between two posts where the cloud does not tell: that of the samples."""
_STALE, _LOST = 3, 10
"""Posts that may be missing before values are old, and before they are not shown."""
_SHORTEST: Final = 30.0
"""Seconds: nobody reads more often, so posts that come faster tell no more."""
_FUTURE: Final = timedelta(seconds=60)


def posting_interval(device: Row) -> float | None:
    """Return the seconds between two posts of a PDU; None: the cloud does not tell."""
    told = values.number(device.get(_INTERVAL))
    if told is None or not _LEAST <= told / 1000 <= _MOST:
        return None
    return told / 1000


@dataclass(frozen=True, slots=True)
class Limits:
    """After how many seconds values are old, and after how many not to be shown."""

    stale: float
    lost: float


def limits(interval: float | None) -> Limits:
    """Return the limits for a posting interval."""
    step = max(interval or DEFAULT_INTERVAL, _SHORTEST)
    return Limits(_STALE * step, _LOST * step)


class Stamps:
    """When rows were told, by our own clock.

    A time that lies ahead cannot be right: then it is when that time was seen first.
    """

    def __init__(self) -> None:
        """Begin without any."""
        self._ahead: dict[PartId, tuple[datetime, datetime]] = {}

    def instant(
        self, part: PartId, told: datetime | None, now: datetime
    ) -> datetime | None:
        """Return when a row of a part was told; None: it does not tell."""
        if told is None or told - now <= _FUTURE:
            self._ahead.pop(part, None)
            return told if told is None else min(told, now)
        stamp, first = self._ahead.get(part, (told, now))
        if stamp != told:
            first = now
        self._ahead[part] = told, first
        return first


def dated(report: Report, times: Mapping[PartId, datetime], others: datetime) -> Report:
    """Return a report whose readings are as old as the rows that they come of.

    What lies within a row's part (a line of an inlet) was told with it.
    """

    def time_of(part: PartId) -> datetime:
        known = report.parts.get(part)
        if part not in times and known is not None:
            return times.get(known.within, others)
        return times.get(part, others)

    return replace(
        report,
        readings={
            point: replace(reading, observed_at=time_of(point.part))
            for point, reading in report.readings.items()
        },
    )


def judged(
    report: Report, now: datetime, limit: Limits, away: frozenset[PartId] | None
) -> Report:
    """Return a report that says how far it can be relied on now.

    ``away`` are parts whose PDU is not connected, None: all of them. When something
    happened is known all the same.
    """

    def quality(part: PartId, reading: Reading) -> Quality:
        age = (now - reading.observed_at).total_seconds()
        known = report.parts.get(part)
        gone = away is None or part in away or (known and known.within in away)
        if gone or age > limit.lost:
            return Quality.UNAVAILABLE
        return Quality.STALE if age > limit.stale else reading.quality

    return replace(
        report,
        readings={
            point: reading
            if point.variable.kind is Kind.INSTANT
            else replace(reading, quality=quality(point.part, reading))
            for point, reading in report.readings.items()
        },
    )
