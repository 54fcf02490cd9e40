"""The event log of the account: what is new in it (1.5, section 3).

Events are asked for from a while before the newest one that is known, since they may
reach the cloud late; which of them were told already is remembered over restarts.
"""

from collections.abc import Container, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
import logging
from typing import Final

from ...equipment.driver import Context, Json
from ...equipment.errors import InvalidAnswer
from ...equipment.model import Record
from ..threads import elsewhere
from .dictionary import Dictionary
from .mapping.events import Event, how_many, parse_events
from .mapping.redaction import redacted
from .session import Session

_LOGGER: Final = logging.getLogger(__name__)

_OVERLAP: Final = timedelta(days=1)
_FIRST: Final = 2 * _OVERLAP
"""How far back the first read looks, so that nothing old is told later."""
_TOLERANCE: Final = timedelta(hours=1)
"""What is older than was asked for is left out, but for what clocks may differ."""
_LIVE: Final = timedelta(minutes=15)
"""What the cloud tells later than this is told late."""
_LOOK_UP: Final = timedelta(days=30)
"""How far back the log is looked up unless somebody says."""
_KEPT: Final = 500
"""Events that are remembered as told, if no answer had more."""
_MANY: Final = 500
"""Lines above which reading them takes longer than others should wait."""


class EventLog:
    """Follows the log of all UPSs of an account."""

    def __init__(self, session: Session, context: Context) -> None:
        """Go on where the memory says that it was left."""
        self._session = session
        self._context = context
        self._memory = context.memory
        self._clock = context.clock
        self._mark = _instant(self._memory.recall("log_mark"))
        told = self._memory.recall("log_told")
        keys = told if isinstance(told, list | tuple) else ()
        self._told = dict.fromkeys(key for key in keys if isinstance(key, str))
        self._room = max(_KEPT, len(self._told))
        self._read_at: datetime | None = None
        self._answer: Json = None
        self.strangers: frozenset[str] = frozenset()
        """Ids in the last answer of UPSs that are not known."""

    @property
    def answers(self) -> bool:
        """Whether the cloud has ever told a log; nobody has published one."""
        return self._mark is not None

    async def new(
        self, dictionary: Dictionary, outage: timedelta, known: Container[str]
    ) -> Sequence[tuple[Event, bool]]:
        """Read what is new of UPSs that are known, oldest first.

        And whether it was told as it arose, which needs a time. At the very first
        contact nothing is new. What was written while nobody read for ``outage`` is
        late. What is about others waits until they are known.
        """
        now = self._clock.now()
        first = self._mark is None
        start = now - _FIRST if self._mark is None else min(self._mark, now) - _OVERLAP
        events = [
            event
            for event in await self._read(start, dictionary)
            if not event.dated or event.record.time >= start - _TOLERANCE
        ]
        mine = [event for event in events if event.device_id in known]
        self.strangers = frozenset(
            event.device_id for event in events if event.device_id not in known
        )
        fresh = [event for event in mine if event.record.key not in self._told]
        followed = self._read_at is not None and now - self._read_at <= outage
        self._read_at = now
        self._move_mark(events, start, now)
        self._remember(events if first else mine)
        if first:
            return ()
        return [(event, followed and _has_just_happened(event, now)) for event in fresh]

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
        arrived = self._clock.now()
        parse = partial(parse_events, answer, dictionary, arrived)
        try:
            if how_many(answer) > _MANY:
                return await elsewhere(self._context, parse)
            return parse()
        except InvalidAnswer:
            _LOGGER.debug("The event log has a form that is not known")
            raise

    def _move_mark(
        self, events: Sequence[Event], start: datetime, now: datetime
    ) -> None:
        """Note how far the log was read; what lies in the future says nothing."""
        past = (
            event.record.time
            for event in events
            if event.dated and event.record.time <= now
        )
        before = start + _OVERLAP
        self._mark = max(before, max(past, default=before))
        self._memory.keep("log_mark", self._mark.isoformat())

    def _remember(self, events: Sequence[Event]) -> None:
        """Remember what was told, and as much of it as an answer may hold again."""
        keys = dict.fromkeys(event.record.key for event in events)
        self._room = max(self._room, len(keys))
        kept = [key for key in self._told if key not in keys]
        self._told = dict.fromkeys([*kept, *keys][-self._room :])
        self._memory.keep("log_told", tuple(self._told))


def _has_just_happened(event: Event, now: datetime) -> bool:
    """Tell whether an event has only just happened, as far as its time tells."""
    return event.dated and abs(now - event.record.time) <= _LIVE


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
