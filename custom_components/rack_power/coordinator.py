"""Drives one driver: polls it, takes what it publishes, and keeps units in step."""

import asyncio
from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import override

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import ConfigEntryAuthFailed
from homeassistant.helpers.debounce import Debouncer
from homeassistant.helpers.update_coordinator import DataUpdateCoordinator, UpdateFailed
from homeassistant.util import dt as dt_util

from .commands import matter_of
from .connections import Connection
from .const import DOMAIN, LOGGER
from .equipment.driver import Driver
from .equipment.errors import (
    CannotConnect,
    DriverError,
)
from .equipment.model import Equipment, EquipmentId, Point, Record, Report
from .fleet import Fleet
from .outside import entry_context
from .path import Path
from .replacing import check_same
from .roster import Roster, register_unit, roster_of
from .silence import OWNERS_TURN, Silence
from .troubles import CONTACT, needs_a_person, tell_cautions, tell_trouble
from .unit import Unit
from .unsettled import end_unsettled, look_again, tell_unsettled
from .waking import Waking

_REFRESH_COOLDOWN = 1.0
"""Seconds between two reads that commands or people ask for."""
_LAST_COMMANDS = 8.0
"""Seconds that commands get to end when the entry is unloaded; core waits for 10."""
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


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
        learnt = fleet.learnt.pop(entry.unique_id or "", {})
        fleet.preferences.adopt(entry.entry_id, learnt)
        context = entry_context(hass, fleet.preferences, entry.entry_id, self)
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
        self._rank = connection.rank
        self._fleet = fleet
        self._units: dict[str, Unit] = {}
        self._connected = False
        self._found: Sequence[Equipment] = ()
        self._stopped = False
        self._silence = Silence(entry.title, connection, entry.options)
        self._waking = Waking(hass, self.async_request_refresh)

    @property
    def units(self) -> Sequence[Unit]:
        """The units that this connection shows."""
        return tuple(self._units.values())

    @override
    async def _async_setup(self) -> None:
        """Connect and make the units known.

        An entry whose own path is down is set up all the same while other entries
        reach units of its: it has their devices and entities.
        """
        self._fleet.drivers[self.config_entry.entry_id] = self.driver
        try:
            await self._connect()
        except DriverError as err:
            self._call_for_help(err)
            guests = list(self._fleet.guests_of(self.config_entry.entry_id))
            if not guests:
                raise self._failure(err) from err
            LOGGER.info("%s is not reached by its own path for now", self.name)
            for unit in guests:
                self._join(unit.about, up=False)

    async def _connect(self) -> None:
        found = await self.driver.connect()
        if self._shutdown_requested:
            raise CannotConnect
        check_same(self.hass, self.config_entry, self._connection, found)
        self._found = found
        for equipment in found:
            self._join(equipment)
        self._connected = True

    @override
    async def _async_update_data(self) -> None:
        """Read what is due; misses within the grace change nothing."""
        if self._stopped:
            return
        try:
            if not self._connected:
                await self._connect()
            round_ = await self.driver.read()
        except DriverError as err:
            if not self._shutdown_requested:
                await self._missed(err)
            return
        except Exception:
            if self._shutdown_requested:
                return  # its driver was closed meanwhile
            await self._set_down()  # a fault of ours must not pass for fresh values
            raise
        if self._shutdown_requested:
            return  # whoever comes next reads for themselves
        if self._silence.is_new:
            tell_cautions(self.hass, self.config_entry, self._connection, self._found)
        self._silence.answered()
        self.trouble(CONTACT, None)
        self.update_interval = timedelta(seconds=max(round_.next_in, 1))
        self.publish(round_.reports)
        for unit in self.units:
            unit.set_up(self.config_entry.entry_id, True)
            await unit.told()

    async def _missed(self, err: DriverError) -> None:
        """Draw the conclusions of a read that failed. Raises what is to be told."""
        self.update_interval = self._silence.pause(err)
        if self._silence.in_grace(err):
            return
        await self._set_down()
        self._call_for_help(err)
        if self.units and all(unit.up for unit in self.units):
            self._silence.say_lost()
            return  # reached by other paths
        raise self._failure(err) from err

    @callback
    def publish(self, reports: Sequence[Report]) -> None:
        """Take reports: of a read, of a command, or pushed by the unit.

        A unit that was down is up again once all of them are taken, so that nothing
        from before is shown as if it were new. What comes after the entry was left,
        of a command that still runs, does not bring its path back.
        """
        if self._shutdown_requested:
            return
        entry_id, heard = self.config_entry.entry_id, dict[Unit, datetime]()
        for report in reports:
            if (unit := self._units.get(report.equipment)) is None:
                if report.about is None:
                    continue
                unit = self._join(report.about)
            heard[unit] = max(heard.get(unit, _LONG_AGO), _told_at(report))
            about, parts = unit.about, unit.parts
            unit.absorb(entry_id, report)
            if roster := roster_of(self.hass, self._fleet, unit):
                roster.reported(unit, report, entry_id)
                roster.follow_names(unit, about, parts)
        for unit, at in heard.items():
            unit.set_up(entry_id, True)
            unit.contacted(min(at, dt_util.utcnow()))
            look_again(self.hass, unit)

    @callback
    def tell(
        self, equipment: EquipmentId, records: Sequence[Record], live: bool
    ) -> None:
        """Take lines of a unit's log; what has just happened shows on nearer paths.

        Those farther away know it later, and an account is not to be asked at every
        line that somebody may have made up.
        """
        unit = self._units.get(equipment)
        if live and unit is not None:
            for path in unit.paths.values():
                if path.driver is not self.driver and path.rank <= self._rank:
                    path.wake(0)
        self._fleet.journal.take(
            equipment,
            self.config_entry.entry_id,
            self._connection.key,
            records,
            live=live,
        )

    @callback
    def settle(
        self, equipment: EquipmentId, point: Point, error: DriverError | None
    ) -> None:
        """Learn how a write ended that was pending; a failure is told as an issue."""
        if (unit := self._units.get(equipment)) is None:
            return
        wish = unit.pending.get(point)
        if not unit.wishes.settle(point):
            return
        if error is not None:
            tell_unsettled(self.hass, self.config_entry.entry_id, unit, point, wish)
        else:
            matters = matter_of(unit, point), point.variable.name
            end_unsettled(self.hass, equipment, point.part, matters)

    @callback
    def forget(self, equipment: EquipmentId, keys: Collection[str]) -> None:
        """Drop lines of a unit's log that the owner does not want to keep."""
        self._fleet.journal.forget(equipment, self.config_entry.entry_id, keys)

    @callback
    def trouble(self, about: str, error: DriverError | None) -> None:
        """Tell what a person should mend, or that it is mended.

        Nobody has to mend what was left.
        """
        if self._shutdown_requested and error is not None:
            return
        tell_trouble(self.hass, self.config_entry, about, error)

    @callback
    def wake(self, seconds: float) -> None:
        """Read again in so many seconds at the latest."""
        if self._shutdown_requested:
            return
        self._waking.ask(seconds)

    @override
    async def async_shutdown(self) -> None:
        """Stop reading, let commands end, let go of the driver and its units."""
        await super().async_shutdown()
        self._waking.cancel()
        units, self._units = self.units, {}
        self._fleet.leave(self.config_entry.entry_id)
        with suppress(TimeoutError):
            async with asyncio.timeout(_LAST_COMMANDS):
                for unit in units:
                    await unit.commands.finished()
        await self.driver.close()

    @callback
    def _join(self, equipment: Equipment, *, up: bool = True) -> Unit:
        """Become a path to a unit; one that is new while we run gets its device."""
        entry_id = self.config_entry.entry_id
        path = Path(
            entry_id=entry_id,
            kind=self._connection.key,
            driver=self.driver,
            rank=self._connection.rank,
            derive=self._connection.derive,
            sign_in_again=self._sign_in_again,
            wake=self.wake,
            confirmed=partial(end_unsettled, self.hass),
            up=up,
        )
        unit = self._units[equipment.id] = self._fleet.join(equipment, path)
        if up:
            about = unit.about
            unit.introduced(entry_id, equipment)
            if roster := roster_of(self.hass, self._fleet, unit):
                roster.follow_names(unit, about, unit.parts)
        if not self._silence.is_new:
            self.register_devices()
            self._fleet.tell()
        return unit

    def register_devices(self) -> None:
        """Put the units that this entry owns into the device registry."""
        entry_id = self.config_entry.entry_id
        roster = Roster(self.hass, entry_id, self._fleet.preferences)
        owned = self._fleet.owned_by(entry_id)
        # Those behind another unit come last: they name its device.
        for unit in sorted(owned, key=lambda one: one.about.via is not None):
            register_unit(self.hass, entry_id, unit)
            roster.told_before(unit)

    def _failure(self, err: DriverError) -> Exception:
        kind = ConfigEntryAuthFailed if isinstance(err, OWNERS_TURN) else UpdateFailed
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

    def _call_for_help(self, err: DriverError) -> None:
        """Tell the owner what waiting will not mend.

        After what the owner alone can mend nothing is read any more until the entry
        is loaded anew.
        """
        if needs_a_person(err):
            self.trouble(CONTACT, err)
        if isinstance(err, OWNERS_TURN):
            self._stopped = True
            self.update_interval = None
            self._sign_in_again()

    def _sign_in_again(self) -> None:
        if not self._shutdown_requested:
            self.config_entry.async_start_reauth(self.hass)


def _told_at(report: Report) -> datetime:
    """Return when the unit told this: what is told again is no new contact."""
    told = [reading.observed_at for reading in report.readings.values()]
    return max(told) if told else dt_util.utcnow()
