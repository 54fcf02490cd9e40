"""One UPS of the account: read, judged by its age, its log followed."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo
import logging
from typing import Final

from ....equipment.driver import Context, Json
from ....equipment.errors import DriverError, InvalidAuth, RateLimited
from ....equipment.model import Equipment, Quality, Record, Report
from ..choices import log_zone
from ..mapping.basic import BasicInfo, parse_basic_info
from ..mapping.diagnosis import explained, without_secrets
from ..mapping.envelope import unwrap_list
from ..mapping.log import parse_page
from ..mapping.status import parse_status
from ..seen import Seen, called
from .age import Age, Sight
from .client import PortalClient
from .evidence import Evidence
from .journal import Journal
from .pages import PAGE, Page, Pages
from .probe import Look
from .sent import SentToggles

_LOGGER: Final = logging.getLogger(__name__)

LOG_INTERVAL: Final = 60.0
"""Seconds between two reads of the log."""
_OUTAGE: Final = 3 * LOG_INTERVAL
"""Without a read of the log for so long, what it then tells is told late."""


class PortalUnit:
    """Reads one UPS; ``lock`` keeps its requests apart.

    With every request under the lock, no read that began before a toggle ended can
    come after it.
    """

    def __init__(
        self,
        context: Context,
        client: PortalClient,
        ident: str,
        equipment: Equipment,
        home: tzinfo,
    ) -> None:
        """Read the UPS that has this id at the portal."""
        self.id = ident
        self.lock = asyncio.Lock()
        self.age = Age()
        self.seen = Seen(context, equipment, writable=True, local=False)
        self.sent = SentToggles(context.memory, ident)
        self.journal = Journal(Pages(self._page), context.memory, ident)
        self.evidence = Evidence(self.journal, self.sent, context.memory, ident)
        self.gone = False
        """Whether the portal says that the account has it no more."""
        self.not_found = 0
        """How often the portal has said so of it since it was last read."""
        self._context = context
        self._client = client
        self._home = home
        self._logged: float | None = None
        self._answers: dict[str, Json] = {}

    @property
    def name(self) -> str:
        """What a person knows it by."""
        return called(self.seen.equipment)

    async def poll(self) -> None:
        """Read what is due; a log that cannot be read takes nothing with it."""
        async with self.lock:
            await self.sure_look()
            if self._is_log_due():
                try:
                    await self.read_log()
                except InvalidAuth, RateLimited:
                    raise
                except DriverError as err:
                    _LOGGER.debug("The log of a UPS was not read: %s", err.reason)

    async def sure_look(self, *, brief: bool = False) -> Sight:
        """Look, and at once again if what it brings may be an old answer."""
        sight = await self.look(brief=brief)
        return await self.look(brief=True) if sight.doubtful else sight

    async def look(self, *, brief: bool = False) -> Sight:
        """Read the UPS; ``brief``: without what only tells the age of old answers.

        That is read first: a post that comes in between must not make what was read
        seem newer than it is.
        """
        known = self.journal.mark
        info = None if brief else await self._info()
        began = self._context.clock.monotonic()
        told = await self._client.get("/ups/getUpsComplexObject", id=self.id)
        status = parse_status(told.body)
        self._answers["status"] = told.body
        date = told.date or self._client.time.now()
        asked = date - timedelta(seconds=told.seconds)
        sight = self.age.take(
            Look(status=status, info=info, began=began, asked=asked, date=date)
        )
        self.gone, self.not_found = False, 0
        if not sight.doubtful:
            self.seen.take(status, sight.told)
            self.evidence.take(sight, known)
        return sight

    async def read_log(self) -> None:
        """Read what is new in the log, and tell it."""
        began = self._context.clock.monotonic()
        lines = await self.journal.new()
        live = self._logged is not None and began - self._logged <= _OUTAGE
        self._logged = began
        self.evidence.read(lines)
        if lines:
            records = [line.record for line in lines]
            self._context.tell(self.seen.equipment.id, records, live)
            self._context.wake(0)

    async def records(self, since: datetime | None, limit: int) -> Sequence[Record]:
        """Look up the log."""
        async with self.lock:
            lines = await self.journal.since(since, limit)
        return [line.record for line in lines]

    def reports(self) -> Sequence[Report]:
        """Return what is known now, as good as it is now."""
        quality = self.age.quality(self._client.time.now())
        if self.gone:
            quality = Quality.UNAVAILABLE
        return self.seen.reports(quality, self.evidence.newer_states())

    def raw(self) -> Mapping[str, Json]:
        """Return the last answers without secrets, and what is thought of them."""
        sight, status = self.age.sight, self.seen.status
        answers = {
            name: without_secrets(told) for name, told in list(self._answers.items())
        }
        return {
            **answers,
            "explained": None if status is None else explained(status),
            "live": None if sight is None else sight.live,
            "age": round(self.age.seconds(self._client.time.now())),
        }

    async def _info(self) -> BasicInfo | None:
        """Read the summary, which is of use but not needed."""
        try:
            told = await self._client.get("/ups/getBasicInfo", id=self.id)
            info = parse_basic_info(told.body)
        except InvalidAuth, RateLimited:
            raise
        except DriverError as err:
            _LOGGER.debug("The summary of a UPS was not read: %s", err.reason)
            return None
        self._answers["summary"] = told.body
        if info.name:
            self.seen.equipment = replace(self.seen.equipment, name=info.name)
        return info

    async def _page(self, number: int) -> Page:
        told = await self._client.get(
            "/ups/getUpsLogs", id=self.id, page=number, limit=PAGE
        )
        status = self.seen.status
        zone = log_zone(
            self._context,
            self.seen.equipment.id,
            device=status.settings.zone if status else None,
            home=self._home,
        )
        full = len(unwrap_list(told.body)) >= PAGE
        return Page(parse_page(told.body, zone), full)

    def _is_log_due(self) -> bool:
        now = self._context.clock.monotonic()
        return self._logged is None or now - self._logged >= LOG_INTERVAL - 1
