"""What a driver needs from Home Assistant: time, memory, threads, HTTP sessions."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import fields
from datetime import UTC, datetime
from functools import partial
import time
from typing import Protocol

import aiohttp
from homeassistant.core import HomeAssistant
from homeassistant.helpers.aiohttp_client import async_create_clientsession

from .drivers.http import HttpContext
from .equipment.driver import Context, Json
from .equipment.errors import DriverError
from .equipment.model import EquipmentId, Point, Record, Report
from .preferences import Preferences


class House(Protocol):
    """What takes in what a driver says by itself; see Context for the meaning."""

    def publish(self, reports: Sequence[Report]) -> None:
        """Take reports."""

    def tell(
        self, equipment: EquipmentId, records: Sequence[Record], live: bool
    ) -> None:
        """Take lines of a unit's log."""

    def settle(
        self, equipment: EquipmentId, point: Point, error: DriverError | None
    ) -> None:
        """Learn how a write ended that was pending."""

    def forget(self, equipment: EquipmentId, keys: Collection[str]) -> None:
        """Drop lines of a unit's log."""

    def trouble(self, about: str, error: DriverError | None) -> None:
        """Learn what a person should mend, or that it is mended."""

    def wake(self, seconds: float) -> None:
        """Read again in so many seconds at the latest."""


class RealClock:
    """The time of the machine."""

    def now(self) -> datetime:
        """Return the wall time in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Return seconds that never step back."""
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(seconds)


class EntryMemory:
    """What the driver of one entry keeps over restarts."""

    def __init__(self, preferences: Preferences, entry_id: str) -> None:
        """Keep for one entry in the store of the domain."""
        self._preferences = preferences
        self._entry_id = entry_id

    def recall(self, key: str) -> Json:
        """Return what was kept under the key, or None."""
        return self._preferences.recall(self._entry_id, key)

    def keep(self, key: str, value: Json) -> None:
        """Keep a value; it is written to disk a little later."""
        self._preferences.keep(self._entry_id, key, value)


class TrialMemory:
    """Memory of a driver that is only tried, in the config flow.

    ``learnt`` goes to the entry that comes of the trial, so that it need not sign in
    a second time.
    """

    def __init__(self) -> None:
        """Start with nothing: what an owner asks for is not held against the entry."""
        self.learnt: dict[str, Json] = {}

    def recall(self, key: str) -> Json:
        """Return what was kept under the key, or None."""
        return self.learnt.get(key)

    def keep(self, key: str, value: Json) -> None:
        """Keep a value for as long as the trial lasts."""
        self.learnt[key] = value


def with_http(
    hass: HomeAssistant, context: Context, *, verify_ssl: bool
) -> HttpContext:
    """Return a context with HTTP sessions of the driver's own.

    The sessions keep no cookies: the shared jar mixes up the cookies of units, and
    ignores those of hosts that are named by address.
    """

    def new_session(
        trace_configs: Sequence[aiohttp.TraceConfig],
    ) -> aiohttp.ClientSession:
        return async_create_clientsession(
            hass,
            verify_ssl=verify_ssl,
            auto_cleanup=False,
            cookie_jar=aiohttp.DummyCookieJar(),
            trace_configs=list(trace_configs),
        )

    async def release_session(session: aiohttp.ClientSession) -> None:
        session.detach()

    return HttpContext(
        **{one.name: getattr(context, one.name) for one in fields(context)},
        new_session=new_session,
        release_session=release_session,
    )


def trial_context(hass: HomeAssistant, memory: TrialMemory) -> Context:
    """Return the context of a driver that is only tried."""
    return Context(
        clock=RealClock(),
        memory=memory,
        publish=lambda _: None,
        tell=lambda *_: None,
        settle=lambda *_: None,
        preference=lambda *_: None,
        forget=lambda *_: None,
        trouble=lambda *_: None,
        wake=lambda _: None,
        in_thread=partial(in_thread, hass),
    )


def entry_context(
    hass: HomeAssistant,
    preferences: Preferences,
    entry_id: str,
    house: House,
) -> Context:
    """Return the context of an entry's driver, with what takes its reports."""
    return Context(
        clock=RealClock(),
        memory=EntryMemory(preferences, entry_id),
        publish=house.publish,
        tell=house.tell,
        settle=house.settle,
        preference=preferences.choice,
        forget=house.forget,
        trouble=house.trouble,
        wake=house.wake,
        in_thread=partial(in_thread, hass),
    )


def in_thread(hass: HomeAssistant, job: Callable[[], object]) -> Awaitable[object]:
    """Run what would block."""
    return hass.async_add_executor_job(job)
