"""Outlet groups: switched, restarted, and told to wait or to wait no longer (6).

Nothing is taken for granted: a group is on or off when its status says so.
"""

from dataclasses import dataclass, field
from typing import Final, NamedTuple

from ....equipment.driver import Outcome
from ....equipment.errors import InvalidRequest, NotConfirmed, NotPermitted, Rejected
from ....equipment.model import (
    Command,
    Order,
    PartId,
    Point,
    Quality,
    Report,
    Setting,
    Value,
)
from ....equipment.variables import GROUP_STATUS, RESTART
from .. import values
from ..client import Ber, Raw, Typed
from ..layout import OUTLET_GROUPS, Values
from ..mapping.outlets import STATE_COLUMN, is_known, is_main, part_id, type_of
from ..mapping.scene import Scene
from ..objects.command_codes import (
    GROUP_CANCEL,
    GROUP_COMMANDS,
    GROUP_OFF_DELAY,
    LOAD_ON_DELAY,
    MAIN_RESTART,
)
from ..objects.flag_codes import OUTLET_GROUP_FLAGS
from ..objects.outlet_codes import (
    COMMAND_PENDING,
    COMMANDS,
    CONTROL,
    CONTROLS,
    FULL_STATE,
    GROUPS,
    MAIN_STATUS,
    PENDING,
)
from ..oid import Oid
from .card import Card
from .looking import look_for

_SWITCH_LOOKS: Final = (0.5, 1.0, 2.0, 3.0, 5.0, 7.5, 10.0, 15.0, 20.0, 25.0, 30.0)
"""Seconds after a group was switched."""
_COMMAND_LOOKS: Final = (0.5, 1.0, 2.0, 3.5, 5.0, 7.5, 10.0)
_ON, _OFF = 1, 2
_WAITS: Final = 1
_WAITING: Final = frozenset({8, 9, 10, 11, 12, 13, 14})
"""Flags of a command that has yet to take effect."""
_RESTARTING: Final = 3
_NONE: Final = frozenset[int]()


class State(NamedTuple):
    """What a group told: whether it is on, waits for something, is being restarted."""

    on: bool | None
    pending: bool
    restarting: bool

    @property
    def is_settled(self) -> bool:
        """Whether nothing is about to happen to it."""
        return not self.pending and not self.restarting


@dataclass(slots=True)
class Groups:
    """Switches and commands the outlet groups of one unit."""

    card: Card
    _wishes: dict[Point, bool] = field(default_factory=dict)
    """What was asked for and still waits for a delay."""

    def offered(
        self, report: Report, scene: Scene
    ) -> tuple[dict[Point, Setting], frozenset[Order]]:
        """Return which groups can be switched, and what they can be told."""
        switches: dict[Point, Setting] = {}
        orders: set[Order] = set()
        for key in scene.rows(CONTROLS):
            status = MAIN_STATUS if is_main(scene, key) else GROUP_STATUS
            point = Point(part_id(key), status)
            if point not in report.readings or not self._is_allowed(scene, key):
                continue
            switches[point] = Setting(cuts_load_at=False)
            orders |= {
                Order(point.part, _declared(scene, key, one)) for one in GROUP_COMMANDS
            }
        return switches, frozenset(orders)

    def follow(self, report: Report) -> None:
        """End the wishes that have come true, or that nothing will become of."""
        for point, want in tuple(self._wishes.items()):
            state = report.readings.get(point)
            waits = report.readings.get(Point(point.part, PENDING))
            if state is None or state.value is None:
                continue
            if state.quality is not Quality.GOOD:
                continue
            if state.value is want:
                self._end(report, point, None)
            elif waits is None or not waits.value:
                self._end(report, point, NotConfirmed())

    async def switch(self, part: PartId, value: Value) -> Outcome:
        """Switch a group.

        PENDING: the card waits for a delay of the group's. Rejected
        ("outlet_group_main_off"): to switch it on would switch on all the others.
        """
        scene = self.card.scene
        key = self._key(scene, part)
        if not isinstance(value, bool):
            raise InvalidRequest
        async with self.card.writing:
            before = await self._look_first(scene, key)
            if before.on is value and before.is_settled:
                return Outcome.CONFIRMED
            if value and not is_main(scene, key):
                await self._check_main(scene)
            answered = await self._send(key, COMMANDS["on" if value else "off"])
        self._wishes.pop(Point(part, GROUP_STATUS), None)
        state = before

        async def is_done() -> bool:
            nonlocal state
            state = await self._look(key)
            ours = answered or before.on is not value or state.is_settled
            return state.on is value and ours

        done = await look_for(self.card.context.clock, _SWITCH_LOOKS, is_done)
        await self.card.show(OUTLET_GROUPS)
        if done:
            return Outcome.CONFIRMED
        if not state.pending or not (answered or before.is_settled):
            raise NotConfirmed(None if answered else "snmp_no_answer")
        self._wishes[Point(part, GROUP_STATUS)] = value
        return Outcome.PENDING

    async def run(self, part: PartId, command: Command) -> Outcome:
        """Run a command of a group.

        Rejected("outlet_is_off"): there is nothing to restart.
        """
        scene = self.card.scene
        key = self._key(scene, part)
        known = {one: (one, code) for one, code in GROUP_COMMANDS.items()}
        if command not in known:
            raise InvalidRequest
        command, code = known[command]
        async with self.card.writing:
            before = await self._look_first(scene, key)
            if command.restarts and before.on is False:
                raise Rejected("outlet_is_off")
            if before.is_settled and before.on is _ENDS_IN.get(command, _NEITHER):
                return Outcome.CONFIRMED
            if command == LOAD_ON_DELAY and not is_main(scene, key):
                await self._check_main(scene)
            answered = await self._send(key, code)

        def shows(now: State) -> bool:
            turned = None not in {before.on, now.on} and now.on is not before.on
            if command == GROUP_CANCEL:
                return not now.pending and not turned
            return turned or not now.is_settled

        async def is_done() -> bool:
            now = await self._look(key)
            return shows(now) and (answered or not shows(before))

        done = await look_for(self.card.context.clock, _COMMAND_LOOKS, is_done)
        await self.card.show(OUTLET_GROUPS)
        if not done:
            raise NotConfirmed(None if answered else "snmp_no_answer")
        return Outcome.CONFIRMED

    def _is_allowed(self, scene: Scene, key: Oid) -> bool:
        """Tell whether a group may be commanded: the main one only if that is meant."""
        if not is_known(scene, key):
            return False
        return not is_main(scene, key) or self.card.allows_load_control(scene.equipment)

    def _key(self, scene: Scene, part: PartId) -> Oid:
        """Return the row of a group.

        Rejected: of which sort it is, is not known. NotPermitted: the owner does not
        want to.
        """
        for key in scene.rows(CONTROLS):
            if part_id(key) == part and key in scene.rows(GROUPS):
                if not is_known(scene, key):
                    raise Rejected("outlet_group_uncertain")
                if not self._is_allowed(scene, key):
                    raise NotPermitted("load_control_off")
                return key
        raise InvalidRequest

    async def _check_main(self, scene: Scene) -> None:
        """Refuse to switch on what the main group is to be switched on for."""
        for key in scene.rows(GROUPS):
            if is_main(scene, key) and (await self._look(key)).on is False:
                raise Rejected("outlet_group_main_off")

    async def _send(self, key: Oid, code: int) -> bool:
        """Command a group; return whether the card answered."""
        return await self.card.send((*CONTROL, *key), Typed(Ber.INTEGER, code))

    async def _look(self, key: Oid) -> State:
        return _state(await self.card.get(self._seen(key)), key)

    async def _look_first(self, scene: Scene, key: Oid) -> State:
        """Look at a group before it is told something.

        Rejected: it is not of the sort that it was known to be.
        """
        oid = type_of(key)
        told = await self.card.look((*CONTROL, *key), (*self._seen(key), oid))
        if told.get(oid) != scene.values.get(oid):
            raise Rejected("outlet_group_uncertain")
        return _state(told, key)

    def _seen(self, key: Oid) -> list[Oid]:
        entry = GROUPS.entry
        return [
            oid
            for number in (STATE_COLUMN, COMMAND_PENDING, FULL_STATE)
            if self.card.has(oid := (*entry, number, *key))
        ]

    def _end(self, report: Report, point: Point, failure: NotConfirmed | None) -> None:
        del self._wishes[point]
        self.card.context.publish((report,))
        self.card.context.settle(report.equipment, point, failure)


_NEITHER: Final = object()
_ENDS_IN: Final[dict[Command, bool]] = {LOAD_ON_DELAY: True, GROUP_OFF_DELAY: False}
"""Where commands lead: there is nothing to do for a group that is there."""


def _state(told: Values, key: Oid) -> State:
    def cell(number: int) -> Raw | None:
        return told.get((*GROUPS.entry, number, *key))

    flags = values.flags(cell(FULL_STATE), OUTLET_GROUP_FLAGS) or _NONE
    waits = values.whole(cell(COMMAND_PENDING)) == _WAITS
    return State(
        on={_ON: True, _OFF: False}.get(values.whole(cell(STATE_COLUMN)) or 0),
        pending=waits or bool(flags & _WAITING),
        restarting=_RESTARTING in flags,
    )


def _declared(scene: Scene, key: Oid, command: Command) -> Command:
    """Return a command as it is declared for a group."""
    return MAIN_RESTART if command == RESTART and is_main(scene, key) else command
