"""The event log of the account: what is new in it (1.5, section 3).

Events are asked for from a while before the newest one that is known, since they may
reach the cloud late; which of them were told already is remembered over restarts.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
import logging
from typing import Final

from ...equipment.driver import Clock, Json, Memory
from ...equipment.errors import InvalidAnswer
from ...equipment.model import Record
from .dictionary import Dictionary
from .mapping.events import Event, parse_events
from .mapping.redaction import redacted
from .session import Session

_LOGGER: Final = logging.getLogger(__name__)

_OVERLAP: Final = timedelta(minutes=5)
_FIRST: Final = timedelta(days=1)
"""How far back the first read looks, so that nothing old is told later: the clocks of
Home Assistant and of the cloud may differ."""
_LIVE: Final = timedelta(minutes=15)
"""What the cloud tells later than this is told late."""
_LOOK_UP: Final = timedelta(days=30)
"""How far back the log is looked up unless somebody says."""
_KEPT: Final = 500
"""Events that are remembered as told."""


class EventLog:
    """Follows the log of all UPSs of an account."""

    def __init__(self, session: Session, memory: Memory, clock: Clock) -> None:
        """Go on where the memory says that it was left."""
        self._session = session
        self._memory = memory
        self._clock = clock
        self._mark = _instant(memory.recall("log_mark"))
        told = memory.recall("log_told")
        keys = told if isinstance(told, list | tuple) else ()
        self._told = [key for key in keys if isinstance(key, str)]
        self._read_at: datetime | None = None
        self._answer: Json = None

    @property
    def answers(self) -> bool:
        """Whether the cloud has ever told a log; nobody has published one."""
        return self._mark is not None

    async def new(
        self, dictionary: Dictionary, outage: timedelta
    ) -> Sequence[tuple[Event, bool]]:
        """Read what is new, oldest first, and whether it was told as it arose.

        At the very first contact nothing is new. What was written while nobody read
        for ``outage`` is late.
        """
        now = self._clock.now()
        start = now - _FIRST if self._mark is None else self._mark - _OVERLAP
        events = await self._read(start, dictionary)
        fresh = [event for event in events if event.record.key not in self._told]
        first = self._mark is None
        followed = self._read_at is not None and now - self._read_at <= outage
        self._note(events, now)
        if first:
            return ()
        return [
            (event, followed and now - event.record.time <= _LIVE) for event in fresh
        ]

    async def since(
        self, instant: datetime | None, dictionary: Dictionary
    ) -> Sequence[Event]:
        """Look up the log since an instant, oldest first."""
        return await self._read(
            instant or self._clock.now() - _LOOK_UP, dictionary, asked=True
        )

    def raw(self) -> Json:
        """Return what the cloud told last, without what tells whose UPS it is."""
        return redacted(self._answer)

    async def _read(
        self, start: datetime, dictionary: Dictionary, *, asked: bool = False
    ) -> Sequence[Event]:
        stamp = start.astimezone(UTC).isoformat(timespec="milliseconds")
        path = f"gateways/events/all?from={stamp.removesuffix('+00:00')}Z"
        answer = await self._session.get(path)
        if not asked:
            self._answer = answer
        try:
            return parse_events(answer, dictionary, self._clock.now())
        except InvalidAnswer:
            _LOGGER.debug("The event log has a form that is not known")
            raise

    def _note(self, events: Sequence[Event], now: datetime) -> None:
        """Remember how far the log was read, and what was told of its end."""
        self._read_at = now
        dated = (event.record.time for event in events if event.dated)
        newest = max(dated, default=None)
        if self._mark is None:
            self._mark = newest or now - _FIRST
        elif newest is not None:
            self._mark = max(self._mark, min(newest, now))
        keys = [event.record.key for event in events]
        known = set(keys)
        kept = [key for key in self._told if key not in known]
        self._told = (kept + keys)[-_KEPT:]
        self._memory.keep("log_mark", self._mark.isoformat())
        self._memory.keep("log_told", tuple(self._told))


def records_of(events: Sequence[Event], ident: str) -> Sequence[Record]:
    """Return the lines that are about one UPS."""
    return [event.record for event in events if event.device_id == ident]


def by_unit(
    news: Sequence[tuple[Event, bool]],
) -> Mapping[tuple[str, bool], Sequence[Record]]:
    """Sort what is new by UPS and by whether it was told as it arose."""
    found: dict[tuple[str, bool], list[Record]] = {}
    for event, live in news:
        found.setdefault((event.device_id, live), []).append(event.record)
    return found


def _instant(kept: Json) -> datetime | None:
    if not isinstance(kept, str):
        return None
    try:
        instant = datetime.fromisoformat(kept)
    except ValueError:
        return None
    return instant if instant.tzinfo is not None else None
