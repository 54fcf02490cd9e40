"""One UPS that posts: its last status, its log, and for how long it has been silent."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo
import logging
from typing import Final

from ....equipment.driver import Context, Json
from ....equipment.model import Equipment, Quality, Report
from ..ledger import Ledger
from ..mapping.diagnosis import explained, without_secrets
from ..mapping.log import LogLine, parse_pushed
from ..mapping.status import Status
from ..seen import Seen
from .ordinals import Ordinals, Place
from .stamps import Stamps

_LOGGER: Final = logging.getLogger(__name__)

STALE, LOST = 450.0, 900.0
"""Seconds of silence; a UPS posts its status every 300."""
_LINES: Final = 50
_CLOCKS_APART: Final = timedelta(seconds=60)
"""By which the UPS's clock may differ from ours."""


class PushingUnit:
    """Takes what a UPS posts, and tells it."""

    def __init__(self, context: Context, equipment: Equipment, home: tzinfo) -> None:
        """Begin with who it is; what was learnt of it is in the memory."""
        self._context = context
        self._key = f"unit/{equipment.id}"
        kept = context.memory.recall(self._key)
        row = kept if isinstance(kept, Mapping) else {}
        self._ordinals = Ordinals.of(row.get("ordinals"))
        self._ledger = Ledger(row.get("base"))
        self._stamps = Stamps(context, equipment.id, home, row.get("zone"))
        self._lines: list[LogLine] = []
        self._heard: float | None = None
        self._answer: Json = None
        self.seen = Seen(context, equipment, writable=False, local=False)

    @property
    def silent(self) -> float | None:
        """For how many seconds it has posted no status; None: it never has."""
        if self._heard is None:
            return None
        return self._context.clock.monotonic() - self._heard

    def renamed(self, who: Equipment) -> None:
        """Take over a name or an address that was told later."""
        known = self.seen.equipment
        self.seen.equipment = replace(
            known,
            name=who.name or known.name,
            url=who.url or known.url,
            model=who.model or known.model,
            firmware=who.firmware or known.firmware,
        )

    def take_status(self, answer: Json, status: Status) -> None:
        """Take a status and tell it."""
        before = self.seen.status
        if before is not None:
            self._ledger.compare(before, status, self._lines)
        self._lines.clear()
        self._heard, self._answer = self._context.clock.monotonic(), answer
        self.seen.take(status, self._context.clock.now())
        self._stamps.device = status.settings.zone or self._stamps.device
        self._keep()
        self._context.publish(self.reports())

    def take_line(self, answer: Json, came: datetime | None = None) -> None:
        """Take a line of the log and tell it, unless it was told before.

        ``came``: when, if not just now. What such a line says of an output is part of
        the first status, or older.
        """
        now = self._context.clock.now()
        arrived = came or now
        stamp = parse_pushed(answer, None, arrived).stamp
        self._stamps.measure(stamp, arrived)
        line = parse_pushed(answer, self._stamps.zone(), arrived)
        lost, place = self._ordinals.lost, self._ordinals.place(line)
        if place is Place.DOUBLE:
            return
        if self._ordinals.lost > lost:
            _LOGGER.debug("Lines of a UPS's log were lost: %s", self._ordinals.lost)
        live = place is Place.NEXT and self._stamps.is_live(stamp, arrived, now)
        self._follow(line, live=live and came is None)
        self._keep()
        self._context.tell(self.seen.equipment.id, [line.record], live)
        self._context.wake(0)

    def reports(self) -> Sequence[Report]:
        """Return what is known, as good as it is after a silence."""
        silent, quality = self.silent or 0.0, Quality.GOOD
        if silent > STALE:
            quality = Quality.UNAVAILABLE if silent > LOST else Quality.STALE
        return self.seen.reports(quality, self._newer_states())

    def due_in(self) -> float | None:
        """Return in how many seconds silence will change the quality."""
        if (silent := self.silent) is None:
            return None
        return next((end - silent + 1 for end in (STALE, LOST) if silent <= end), None)

    def raw(self) -> Mapping[str, Json]:
        """Return the last status without secrets, and what is known of the log."""
        status = self.seen.status
        return {
            "status": without_secrets(self._answer),
            "explained": None if status is None else explained(status),
            "lost_lines": self._ordinals.lost,
            "log_counts_from": self._ledger.base,
        }

    def _follow(self, line: LogLine, *, live: bool) -> None:
        """Let a line that says so switch an output, if it is known which one.

        One that was under way while a status came is part of that status, or older.
        """
        self._ledger.read((line,))
        if not live or line.switched is None:
            return
        heard = self._context.clock.now() - timedelta(seconds=self.silent or 0.0)
        if line.record.time < heard - _CLOCKS_APART:
            return
        self._lines.append(line)
        del self._lines[:-_LINES]
        if self._ledger.base is not None and self.seen.status is not None:
            self._context.publish(self.reports())

    def _newer_states(self) -> Mapping[int, bool]:
        if self.seen.status is None or self._ledger.base is None:
            return {}
        told = self.seen.status.states
        return {
            index: state
            for index, state in self._ledger.states(told, self._lines).items()
            if state is not None
        }

    def _keep(self) -> None:
        kept: dict[str, Json] = {
            "ordinals": self._ordinals.as_json(),
            "base": self._ledger.base,
            "zone": self._stamps.learnt,
        }
        self._context.memory.keep(self._key, kept)
