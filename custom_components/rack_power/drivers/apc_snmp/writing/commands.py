"""Running what the unit can be told to do (5.2-5.5).

An object that takes commands tells nothing of them: what they do is seen elsewhere, or
not at all. A command that was perhaps carried out is never sent again.
"""

from collections.abc import Iterable
from typing import Final

from ....equipment.driver import Outcome
from ....equipment.errors import (
    DriverError,
    InvalidRequest,
    NotConfirmed,
    NotPermitted,
    Rejected,
)
from ....equipment.model import UNIT, Command, Danger, Order
from .. import values
from ..client import Ber, Typed
from ..layout import OUTLET_GROUPS, PHASES
from ..mapping.scene import Scene
from ..objects.command_codes import INSTRUCTIONS, Instruction, Sign
from ..objects.row import Pace
from ..oid import Oid, ups
from .allowed import allowed
from .card import Card
from .looking import look_for
from .sights import REFUSED, SEEN, SIGNS, Sight

_LOOKS: Final = (0.5, 1.0, 2.0, 3.5, 5.0, 7.5, 10.0)
"""Seconds after a command."""
_RESTART_LOOKS: Final = (10.0, 20.0, 30.0, 45.0, 60.0, 90.0)
"""Seconds after the card was told to start anew, if it did not answer that."""
_OUTCOME: Final = 20.0
"""Seconds after which a test or a reset can be seen in what is read rarely."""
_AFFECTED: Final = (Pace.FAST.value, OUTLET_GROUPS)
_RESULTS: Final = (Pace.SLOW.value, Pace.CONFIG.value, PHASES)
_MEMBERSHIP: Final[Oid] = (*ups("10.1.2"), 0)
_IS_MEMBER: Final = 1


class Commands:
    """Runs commands of one unit; each call returns when the unit has begun."""

    def __init__(self, card: Card) -> None:
        """Run by a card."""
        self._card = card

    def offered(self, scene: Scene) -> frozenset[Order]:
        """Return what the unit can be told at present."""
        risky = self._card.allows_load_control(scene.equipment)
        return frozenset(
            Order(UNIT, one.command)
            for one in _there(scene)
            if risky or not is_risky(one.command)
        )

    async def run(self, command: Command) -> Outcome:
        """Run a command.

        NotPermitted("load_control_off"): the owner does not want to. Rejected: the
        unit refused. NotConfirmed: sent, or perhaps sent, and nothing is seen of it.
        """
        scene = self._card.scene
        found = next((one for one in _there(scene) if one.command == command), None)
        if found is None:
            raise InvalidRequest
        risky = is_risky(found.command)
        if risky and not self._card.allows_load_control(scene.equipment):
            raise NotPermitted("load_control_off")
        async with self._card.writing:
            before = await self._look(found.oid)
            order = Typed(Ber.INTEGER, found.code)
            answered = await self._card.send(found.oid, order)
        try:
            await self._see(found, before, answered=answered)
        except DriverError:
            self._card.read_again(_AFFECTED, 0)
            raise
        if found.sign is not Sign.CARD_RESTARTED:
            await self._card.show(*_AFFECTED)
        changes = found.command.endangers is Danger.SETTINGS
        self._card.read_again(_RESULTS, 0 if changes else _OUTCOME)
        return Outcome.CONFIRMED

    async def _see(self, what: Instruction, before: Sight, *, answered: bool) -> None:
        """Return when the command shows. NotConfirmed: it does not."""
        restarts = what.sign is Sign.CARD_RESTARTED
        if answered and (restarts or what.sign is Sign.NOTHING):
            return
        if what.sign is Sign.NOTHING:
            raise NotConfirmed("snmp_no_answer")
        shows, last = SIGNS[what.sign], before
        if not answered and shows(before, before):
            raise NotConfirmed("snmp_no_answer")  # it shows, but not because of us

        async def is_done() -> bool:
            nonlocal last
            last = await self._look()
            return shows(before, last)

        looks = _RESTART_LOOKS if restarts else _LOOKS
        if await look_for(self._card.context.clock, looks, is_done):
            return
        told = answered or last.calibration != before.calibration
        refused = told and last.calibration in REFUSED
        if what.sign is Sign.CALIBRATING and refused:
            raise Rejected("calibration_refused")
        if what.delayed and answered:
            return
        raise NotConfirmed(None if answered else "snmp_no_answer")

    async def _look(self, target: Oid | None = None) -> Sight:
        """Look at the unit; if a target is named, before that is set."""
        card, oids = self._card, [oid for oid in SEEN if self._card.has(oid)]
        told = await (card.look(target, oids) if target else card.get(oids))
        return Sight.of(told, self._card.now)


def is_risky(command: Command) -> bool:
    """Tell whether a command is only offered to who allowed it."""
    return command.endangers in {Danger.LOAD, Danger.SETTINGS}


def _there(scene: Scene) -> Iterable[Instruction]:
    """Return the commands that the unit has."""
    known = {(*thing.oid, 0) for thing in scene.layout.scalars} | scene.layout.plain
    member = values.whole(scene.values.get(_MEMBERSHIP)) == _IS_MEMBER
    for one in INSTRUCTIONS:
        if one.oid not in known or (one.together and not member):
            continue
        told = values.whole(scene.values.get(one.oid))
        if told is None or (one.lacking is not None and told == one.lacking):
            continue
        if allowed(scene, one.oid, None).configurable:
            yield one
