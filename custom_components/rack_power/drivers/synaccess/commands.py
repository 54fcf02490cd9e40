"""Running what a unit can be told to do."""

from typing import Final

from ...equipment.driver import Outcome
from ...equipment.errors import InvalidRequest, Rejected
from ...equipment.model import Order, PartId, Point
from ...equipment.variables import CONTROLLER_RESTART, RELAY_STATUS
from .lists import Lists
from .mapping import device, groups, outlets, relays, values
from .reader import Reader
from .rules.snapshot import Row
from .writes import Writes

_RESTART: Final = {outlets.STATE: "REBOOT"}
_MARGIN: Final = 2.0
"""Seconds after the end of a restart at which its result is looked at."""
_CONTROLLER_TIME: Final = 60.0
"""Seconds that the controller may take to come back."""


class Commands:
    """Runs commands of one unit; each call returns when the unit has begun.

    A restart is done by the unit, with its own reboot time. It is refused for what is
    off, as nobody documents what becomes of it.
    """

    def __init__(self, writes: Writes, lists: Lists, reader: Reader) -> None:
        """Run by the writes of a unit."""
        self._writes = writes
        self._lists = lists
        self._reader = reader

    async def run(self, order: Order) -> Outcome:
        """Run a command.

        Rejected("outlet_is_off"): there is nothing to restart. NotConfirmed: it was
        sent, or perhaps sent, and the unit does not show it.
        """
        if order not in set(self._lists.picture.orders()):
            raise InvalidRequest
        part, command = order
        if command == CONTROLLER_RESTART:
            await self._restart_controller()
        elif part.kind == groups.KIND:
            await self._restart_group(part)
        elif part.kind == relays.KIND:
            await self._restart_relay(part)
        else:
            await self._restart_outlet(part)
        return Outcome.CONFIRMED

    async def _restart_outlet(self, outlet: PartId) -> None:
        await self._reader.refresh(outlets.GROUP)
        row = self._lists.row(outlets.GROUP, outlet.key) or {}
        if not _is_on(row):
            raise Rejected("outlet_is_off")
        told = await self._writes.change(outlet, _RESTART)
        if not has_begun(told):
            await self._writes.look(
                (outlets.GROUP,),
                lambda: has_begun(self._lists.row(outlets.GROUP, outlet.key) or {}),
            )
        self._look_after(outlets.GROUP, self._lists.reboot_time(row))

    async def _restart_group(self, group: PartId) -> None:
        await self._writes.check_members(group)
        showing = self._lists.showing(group.key)
        await self._reader.refresh(*showing)
        were_on = {
            key: row
            for key, row in self._lists.switchable(group.key).items()
            if _is_on(row)
        }
        if not were_on:
            raise Rejected("outlet_is_off")
        await self._writes.change(group, _RESTART)
        await self._writes.look(
            showing,
            lambda: any(
                has_begun(row)
                for key, row in self._lists.members(group.key).items()
                if key in were_on
            ),
        )
        longest = max(map(self._lists.reboot_time, were_on.values()))
        sequence = len(were_on) * self._lists.delay(group.key)
        self._look_after(showing[-1], longest + sequence)

    async def _restart_relay(self, relay: PartId) -> None:
        """Restart what hangs on a relay, which shows no more than being off."""
        await self._reader.refresh(relays.GROUP)
        row = self._lists.row(relays.GROUP, relay.key) or {}
        if not _is_on(row):
            raise Rejected("outlet_is_off")
        told = await self._writes.change(relay, _RESTART)
        if not has_begun(told):
            state = Point(relay, RELAY_STATUS)
            await self._writes.look(
                (relays.GROUP,), lambda: self._lists.value(state) is False
            )
        self._look_after(relays.GROUP, self._lists.reboot_time(row))

    async def _restart_controller(self) -> None:
        await self._reader.look_who_answers()  # and when it started last, so far
        started = self._reader.started
        agreed = await self._writes.restart_controller()
        self._reader.look_at(device.GROUP, after=_MARGIN)
        if not agreed:
            await self._writes.look(
                (device.GROUP,),
                lambda: self._reader.has_restarted_since(started),
                within=_CONTROLLER_TIME,
            )

    def _look_after(self, name: str, seconds: float) -> None:
        self._reader.look_at(name, after=seconds + _MARGIN)


def _is_on(row: Row) -> bool:
    return values.state(row.get(outlets.STATE)) is True


def has_begun(row: Row) -> bool:
    """Tell whether an outlet shows that it is being restarted."""
    off = values.state(row.get(outlets.STATE)) is False
    return off or outlets.is_rebooting(row) is True
