"""One UPS of the account: what the cloud told of it last, and how often it did not."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Final
from urllib.parse import quote

from ...equipment.counter import Guard
from ...equipment.driver import Clock, Json, Memory
from ...equipment.errors import DriverError
from ...equipment.model import Equipment, Point, Quality, Report
from .dictionary import Dictionary
from .mapping.gateway import gateway_report, has_link
from .mapping.measurements import measurements_report, silent
from .mapping.redaction import redacted
from .session import Session

COLLECTIONS: Final = "input,output,battery,network,main_outlet,switched_outlets"
"""All that a measurement may hold. Nobody knows what the last two do: diagnostics."""
_GREATEST_POWER: Final = 50_000.0
"""W: beyond any Smart-UPS that speaks to the cloud."""
_GRACE: Final = 3
"""Misses in a row after which what was told last is shown no more."""


class Half:
    """One of the two answers that tell of a UPS."""

    def __init__(self) -> None:
        """Start with nothing."""
        self.answer: Json = None
        self.news: Report | None = None
        """What has to be published."""
        self._told: Report | None = None
        self._silent = False
        self._misses = 0

    @property
    def known(self) -> bool:
        """Whether what was told still counts."""
        return self._told is not None and not self._silent

    @property
    def points(self) -> Collection[Point]:
        """What was told so far: the unit has it, also where it is missing once."""
        return () if self._told is None else self._told.readings.keys()

    def take(self, answer: Json, report: Report) -> None:
        """Take an answer."""
        self.answer, self._misses, self._silent = answer, 0, False
        self.news = self._told = report

    def miss(self, *, for_good: bool = False) -> None:
        """Note that there was none; after a while what was told is too old."""
        self._misses += 1
        old = for_good or self._misses >= _GRACE
        if old and not self._silent and self._told is not None:
            self._silent = True
            self.news = silent(self._told)

    def taken(self) -> Sequence[Report]:
        """Return what is new, once."""
        news, self.news = self.news, None
        return () if news is None else (news,)


class CloudUps:
    """Reads one UPS by two requests, of which either may fail alone."""

    def __init__(
        self, session: Session, ident: str, who: Equipment, memory: Memory
    ) -> None:
        """Read the UPS that has this id in the cloud."""
        self.id = ident
        self.who = who
        self._session = session
        self._gateway = Half()
        self._measured = Half()
        self._counters = Guard(_GREATEST_POWER, memory)
        self._link: bool | None = None

    async def read(self, dictionary: Dictionary, clock: Clock) -> Sequence[DriverError]:
        """Read both answers at the same time and return what went wrong.

        What is measured is old while the UPS has no link to its cloud, so the first
        answer (1.2) is understood before the second (1.3).
        """
        path = gateway_path(self.id)
        gateway, measured = await asyncio.gather(
            self._get(path), self._get(f"{path}?collection={COLLECTIONS}")
        )
        at = clock.now()
        return [
            err
            for err in (
                self._take_gateway(gateway, dictionary, at),
                self._take_measured(measured, at),
            )
            if err is not None
        ]

    @property
    def _live(self) -> Quality:
        """What measurements are worth: little where nobody knows how old they are.

        Without a link they are old, and say nothing.
        """
        if self._link is False:
            return Quality.UNAVAILABLE
        return Quality.GOOD if self._gateway.known else Quality.STALE

    async def _get(self, path: str) -> Json | DriverError:
        try:
            return await self._session.get(path)
        except DriverError as err:
            return err

    def _take_gateway(
        self, answer: Json | DriverError, dictionary: Dictionary, at: datetime
    ) -> DriverError | None:
        try:
            told = _answered(answer)
            report = gateway_report(
                self.who, told, dictionary, at, before=self._gateway.points
            )
        except DriverError as err:
            self._gateway.miss()
            return err
        self._link = has_link(told)
        self._gateway.take(told, report)
        return None

    def _take_measured(
        self, answer: Json | DriverError, at: datetime
    ) -> DriverError | None:
        try:
            told = _answered(answer)
            report = measurements_report(
                self.who, told, at, live=self._live, before=self._measured.points
            )
        except DriverError as err:
            self._measured.miss()
            return err
        self._measured.take(told, self._counters.guarded(report))
        return None

    def gone(self) -> None:
        """Note that the account has it no more."""
        self._gateway.miss(for_good=True)
        self._measured.miss(for_good=True)

    def news(self) -> Sequence[Report]:
        """Return what is new since this was asked last."""
        return (*self._gateway.taken(), *self._measured.taken())

    def raw(self) -> Mapping[str, Json]:
        """Return what the cloud told last, without what tells whose UPS it is."""
        return {
            "gateway": redacted(self._gateway.answer),
            "measurements": redacted(self._measured.answer),
        }


def gateway_path(ident: str) -> str:
    """Return the path of a UPS, whatever its id may be."""
    return f"gateways/{quote(ident, safe='')}"


def _answered(answer: Json | DriverError) -> Json:
    if isinstance(answer, DriverError):
        raise answer
    return answer
