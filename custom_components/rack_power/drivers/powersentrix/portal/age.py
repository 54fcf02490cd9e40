"""How old the portal's data is: asked of the UPS now, or what it posted last (2.4).

The portal does not say. What tells is whether two answers differ, for a UPS never
answers the same twice, and a time stamp, if it turns out to be that of the last post.
All instants here are by the server's clock.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from ....equipment.model import Quality
from ..mapping.status import Status
from .probe import DAY, Look, Probe

_APART: Final = 5.0
"""Seconds within which two answers may be the same though both are live."""
_CHANGES: Final = 3
"""So many new answers in a row are too many for posts: judge anew."""
STALE, LOST = 450.0, 900.0
"""Seconds: older data cannot be relied on; still older is not shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What a look is worth.

    ``live``: the UPS was asked. ``new``: it is not what was seen before. ``told``:
    when the UPS told it, as well as that is known; ``not_before``: the earliest that
    it can have told it, None if that is not known. ``doubtful``: after live answers
    it shows another state, or a shorter uptime, as an old answer does to which the
    portal falls back when it cannot reach the UPS. If it comes again, it is one.
    """

    status: Status
    live: bool
    new: bool
    told: datetime
    not_before: datetime | None
    doubtful: bool = False


class Age:
    """Judges the looks at one UPS."""

    def __init__(self) -> None:
        """Begin without an opinion."""
        self.sight: Sight | None = None
        self._online: bool | None = None
        self._live: bool | None = None
        self._stamp_is_post = False
        self._probe: Probe | None = Probe()
        self._probed = 0.0
        self._last: Look | None = None
        self._first_began = 0.0
        self._changes = 0

    @property
    def known(self) -> bool:
        """Whether it is known how to judge."""
        return self._live is not None

    @property
    def probing(self) -> bool:
        """Whether more looks are wanted soon, to know how old such answers are."""
        doubtful = self.sight is not None and self.sight.doubtful
        return doubtful or self._probe is not None

    def take(self, look: Look) -> Sight:
        """Judge a look."""
        new = self._last is None or look.differs_from(self._last)
        self._follow_probe(look, new)
        if new:
            self._first_began = look.began
        doubtful = self._is_doubtful(look, new)
        self.sight = self._dated(look, self._is_live(look, new), new, doubtful)
        if look.info is not None:
            self._online = look.info.online
        self._last = look
        return self.sight

    def seconds(self, now: datetime) -> float:
        """Return how old the last look is."""
        if self.sight is None:
            return LOST
        return max(0.0, (now - self.sight.told).total_seconds())

    def quality(self, now: datetime) -> Quality:
        """Tell how far the last look can be relied on."""
        seconds = self.seconds(now)
        if self.sight is None or self._online is False or seconds > LOST:
            return Quality.UNAVAILABLE
        return Quality.STALE if seconds > STALE else Quality.GOOD

    def _is_live(self, look: Look, new: bool) -> bool:
        """Judge each look by itself, as the portal may fall back to what it has."""
        if not self._live or new:
            return bool(self._live)
        within = look.began - self._first_began <= _APART
        return within and self._was_live()

    def _is_doubtful(self, look: Look, new: bool) -> bool:
        if not new:
            return self.sight is not None and self.sight.doubtful
        if not self._live or self._last is None:
            return False
        other = look.status.states != self._last.status.states
        return other or look.is_older_than(self._last)

    def _dated(self, look: Look, live: bool, new: bool, doubtful: bool) -> Sight:
        """Say when the UPS told this; what is doubtful makes nothing younger."""
        told: datetime = look.date
        not_before: datetime | None = look.asked if live else None
        if not live and self._last is not None:
            not_before = self._last.asked  # it showed another answer still
        if self.sight is not None and (doubtful or not new):
            told, not_before = self.sight.told, self.sight.not_before
        stamp = look.info.timestamp if look.info else None
        if not live and self._stamp_is_post and stamp is not None:
            told = max(told, stamp) if self._was_live() and not new else stamp
            not_before = told
        return Sight(
            status=look.status,
            live=live,
            new=new,
            told=min(told, look.date),
            not_before=None if doubtful else not_before,
            doubtful=doubtful,
        )

    def _was_live(self) -> bool:
        return self.sight is not None and self.sight.live

    def _follow_probe(self, look: Look, new: bool) -> None:
        """Begin a probe when one is due, and take what it finds."""
        self._changes = self._changes + 1 if new else 0
        due = look.began - self._probed >= DAY
        if self._probe is None and (
            due or (self._live is False and self._changes >= _CHANGES)
        ):
            self._probe, self._changes = Probe(), 0
        if self._probe is not None and (verdict := self._probe.take(look)) is not None:
            self._live, self._stamp_is_post = verdict
            self._probe, self._probed, self._changes = None, look.began, 0
