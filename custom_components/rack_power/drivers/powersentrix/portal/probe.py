"""Finding out what the portal's answers are: three looks, ten seconds apart (2.4)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Final, NamedTuple

from ..mapping.basic import BasicInfo
from ..mapping.status import Status

PAUSE: Final = 10.0
"""Seconds between two looks."""
DAY: Final = 86400.0
"""Seconds after which it is found out anew."""
_LOOKS: Final = 3
_LEAST, _MOST = 5.0, 75.0
"""Seconds between two looks of a probe; a UPS posts every 300."""
_NOW: Final = timedelta(seconds=3)
"""A stamp as near as that to the time of the answer is the server's clock."""
_OLD: Final = timedelta(seconds=600)
"""A stamp as old as that on answers that change is something else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What one read brought.

    ``began`` is by our clock; ``asked`` and ``date``, when it was asked and when it
    answered, by the server's.
    """

    status: Status
    info: BasicInfo | None
    began: float
    asked: datetime
    date: datetime

    def differs_from(self, other: Look) -> bool:
        """Tell whether this is not just the same answer again."""
        return (
            self.status.changing != other.status.changing
            or self.status.states != other.status.states
        )

    def is_older_than(self, other: Look) -> bool:
        """Tell whether the UPS had been running for less when it told this.

        After a restart it seems so, too; the next look puts that right.
        """
        mine, others = self.status.ident.com_uptime, other.status.ident.com_uptime
        return mine is not None and others is not None and mine < others


class Verdict(NamedTuple):
    """Whether the UPS is asked each time; whether the stamp is that of a post."""

    live: bool
    stamp_is_post: bool


class Probe:
    """Collects looks until they tell."""

    def __init__(self) -> None:
        """Begin without a look."""
        self._looks: list[Look] = []

    def take(self, look: Look) -> Verdict | None:
        """Take a look; None: more are needed."""
        if self._looks:
            apart = look.began - self._looks[-1].began
            if apart < _LEAST:
                return None
            if apart > _MOST:
                self._looks.clear()
        self._looks.append(look)
        if len(self._looks) < _LOOKS:
            return None
        changed = [
            after.differs_from(before) for before, after in pairwise(self._looks)
        ]
        return Verdict(all(changed), self._is_post(changed))

    def _is_post(self, changed: list[bool]) -> bool:
        """Tell whether the stamp can be the time of the last post."""
        ages, stamps = [], []
        for look in self._looks:
            stamp = look.info.timestamp if look.info else None
            if stamp is None or stamp > look.date + _NOW:
                return False
            stamps.append(stamp)
            ages.append(look.date - stamp)
        if all(age <= _NOW for age in ages):
            return False
        if any(changed) and all(age > _OLD for age in ages):
            return False
        return all(
            moved or before == after
            for moved, (before, after) in zip(changed, pairwise(stamps), strict=True)
        )
