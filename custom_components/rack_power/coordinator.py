"""Drives one driver: polls it, takes what it publishes, and keeps units in step."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import override

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import ConfigEntryAuthFailed
from homeassistant.helpers.debounce import Debouncer
from homeassistant.helpers.event import async_call_later
from homeassistant.helpers.update_coordinator import DataUpdateCoordinator, UpdateFailed
from homeassistant.util import dt as dt_util

from .connections import Connection
from .const import DOMAIN, LOGGER
from .equipment.driver import Driver
from .equipment.errors import DriverError, InvalidAuth, RateLimited
from .equipment.model import Report
from .fleet import Fleet
from .outside import entry_context
from .roster import Roster, register_unit
from .unit import Path, Unit

_REFRESH_COOLDOWN = 1.0
"""Seconds between two reads that commands or people ask for."""
_LAST_COMMANDS = 8.0
"""Seconds that commands get to end when the entry is unloaded; core waits for 10."""


@dataclass(kw_only=True)
class Runtime:
    """What a loaded entry has."""

    hass: HomeAssistant
    fleet: Fleet
    coordinator: Coordinator


type RackPowerConfigEntry = ConfigEntry[Runtime]


class Coordinator(DataUpdateCoordinator[None]):
    """Reads when the driver wants to be read, through the grace and beyond it."""

    config_entry: RackPowerConfigEntry

    def __init__(
        self,
        hass: HomeAssistant,
        entry: RackPowerConfigEntry,
        fleet: Fleet,
        connection: Connection,
    ) -> None:
        """Prepare; nothing is read yet."""
        context = entry_context(
            hass, fleet.preferences, entry.entry_id, self.publish, self.wake
        )
        # First of all: where it fails there is nothing yet to shut down.
        self.driver: Driver = connection.make(hass, entry.data, entry.options, context)
        super().__init__(
            hass,
            LOGGER,
            config_entry=entry,
            name=entry.title,
            update_interval=timedelta(seconds=connection.interval(entry.options)),
            request_refresh_debouncer=Debouncer(
                hass, LOGGER, cooldown=_REFRESH_COOLDOWN, immediate=True
            ),
        )
        self._connection = connection
        self._fleet = fleet
        self._roster = Roster(hass, entry.entry_id, fleet)
        self._units: dict[str, Unit] = {}
        self._last_success: datetime | None = None
        self._wake: Callable[[], None] | None = None
        self._wake_at = 0.0

    @property
    def units(self) -> Sequence[Unit]:
        """The units that this connection shows."""
        return tuple(self._units.values())

    @override
    async def _async_setup(self) -> None:
        """Connect and make the units known."""
        try:
            found = await self.driver.connect()
        except DriverError as err:
            raise self._failure(err) from err
        for equipment in found:
            path = Path(
                entry_id=self.config_entry.entry_id,
                driver=self.driver,
                rank=self._connection.rank,
                sign_in_again=self._sign_in_again,
            )
            self._units[equipment.id] = self._fleet.join(equipment, path)

    @override
    async def _async_update_data(self) -> None:
        """Read what is due; misses within the grace change nothing."""
        try:
            round_ = await self.driver.read()
        except DriverError as err:
            self.update_interval = self._pause(err)
            if self._in_grace(err):
                return
            await self._set_down()
            raise self._failure(err) from err
        except Exception:
            await self._set_down()  # a fault of ours must not pass for fresh values
            raise
        self._last_success = dt_util.utcnow()
        self.update_interval = timedelta(seconds=max(round_.next_in, 1))
        self.publish(round_.reports)
        for unit in self.units:
            unit.set_up(self.config_entry.entry_id, True)
            await unit.told()

    @callback
    def publish(self, reports: Sequence[Report]) -> None:
        """Take reports: of a read, of a command, or pushed by the unit.

        A unit that was down is up again once all of them are taken, so that nothing
        from before is shown as if it were new.
        """
        entry_id, heard = self.config_entry.entry_id, dict[Unit, None]()
        for report in reports:
            if (unit := self._units.get(report.equipment)) is None:
                continue
            heard[unit] = None
            about, parts = unit.about, unit.parts
            unit.absorb(entry_id, report)
            if self._fleet.owner(unit) == entry_id:
                self._roster.reported(unit, report)
                if unit.about != about or unit.parts != parts:
                    self._roster.rename(unit, parts)
        for unit in heard:
            unit.set_up(entry_id, True)
            unit.contacted(dt_util.utcnow())

    @callback
    def wake(self, seconds: float) -> None:
        """Read again in so many seconds at the latest."""
        if self._shutdown_requested:
            return
        at = self.hass.loop.time() + seconds
        if self._wake is not None:
            if self._wake_at <= at:
                return
            self._wake()

        async def read(_: datetime) -> None:
            self._wake = None
            await self.async_request_refresh()

        self._wake_at = at
        self._wake = async_call_later(self.hass, seconds, read)

    @override
    async def async_shutdown(self) -> None:
        """Stop reading, let commands end, let go of the driver and its units."""
        await super().async_shutdown()
        if self._wake is not None:
            self._wake()
            self._wake = None
        units, self._units = self.units, {}
        self._fleet.leave(self.config_entry.entry_id)
        with suppress(TimeoutError):
            async with asyncio.timeout(_LAST_COMMANDS):
                for unit in units:
                    await unit.commands.finished()
        await self.driver.close()

    def register_devices(self) -> None:
        """Put the units that this entry owns into the device registry."""
        for unit in self._fleet.owned_by(self.config_entry.entry_id):
            register_unit(self.hass, self.config_entry.entry_id, unit)

    def _in_grace(self, err: DriverError) -> bool:
        if isinstance(err, InvalidAuth) or self._last_success is None:
            return False
        grace = self._connection.grace(self.config_entry.options)
        return dt_util.utcnow() - self._last_success < timedelta(seconds=grace)

    def _pause(self, err: DriverError) -> timedelta:
        """Return how long to leave a silent unit alone, as long as it asks at least."""
        interval = self._connection.interval(self.config_entry.options)
        asked = err.retry_after if isinstance(err, RateLimited) else 0
        return timedelta(seconds=max(interval, asked))

    def _failure(self, err: DriverError) -> Exception:
        kind = ConfigEntryAuthFailed if isinstance(err, InvalidAuth) else UpdateFailed
        return kind(
            translation_domain=DOMAIN,
            translation_key=err.reason,
            translation_placeholders=dict(err.placeholders),
        )

    async def _set_down(self) -> None:
        for unit in self.units:
            unit.set_up(self.config_entry.entry_id, False)
            unit.lost(dt_util.utcnow())
            await unit.told()

    def _sign_in_again(self) -> None:
        self.config_entry.async_start_reauth(self.hass)
