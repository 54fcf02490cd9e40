"""Setting an object, and seeing what the card made of it (5).

Cards round what they are told, so the answer to a SET proves nothing: the object is
read after a second and again after five.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from ....equipment.driver import Outcome
from ....equipment.errors import DriverError, InvalidRequest, NotConfirmed, Rejected
from ....equipment.model import (
    Danger,
    Point,
    Quality,
    Reading,
    Report,
    Setting,
    Unit,
    Value,
)
from .. import values
from ..client import Raw, Typed
from ..mapping.probes import celsius
from ..mapping.scene import Scene
from ..objects.command_codes import BEEPER
from ..objects.environment_codes import TEMPERATURE_HYSTERESIS
from ..oid import Oid
from .allowed import allowed
from .card import Card
from .encoding import encoded, is_same, shown
from .limits import limits
from .looking import look_for
from .places import Place, places

_FIRST_LOOK, _LAST_LOOK = 1.0, 5.0
"""Seconds after a SET."""
_LATE: Final = 20.0
"""Seconds after which it is looked whether what did not show has come true."""
_MUTED: Final = 4
"""What the beeper is set to for the present alarm only: it need not be told back."""


class Settings:
    """Sets points of one unit; each call returns when the card tells the value."""

    def __init__(self, card: Card) -> None:
        """Set by a card."""
        self._card = card

    def offered(
        self, report: Report, scene: Scene, known: Mapping[Point, Place]
    ) -> dict[Point, Setting]:
        """Return what can be set of a report's points."""
        found: dict[Point, Setting] = {}
        for point, place in known.items():
            if place.group == report.group and point in report.readings:
                setting = self._setting(place, scene)
                if setting is not None:
                    found[point] = setting
        return found

    def place(self, point: Point, scene: Scene) -> tuple[Place, Setting]:
        """Return where a point is written. InvalidRequest: it cannot be."""
        place = places(scene).get(point)
        setting = place and self._setting(place, scene)
        if place is None or setting is None:
            raise InvalidRequest
        return place, setting

    async def write(self, point: Point, value: Value) -> Outcome:
        """Set a point.

        InvalidRequest: it cannot be set, or not to this. Rejected: the card refused
        it, or kept another value. NotConfirmed: it was sent, or perhaps sent, and
        nothing can be seen of it.
        """
        scene = self._card.scene
        place, setting = self.place(point, scene)
        told = allowed(scene, place.oid, place.thing.variable.unit)
        present = scene.values.get(place.oid)
        wanted = encoded(place, setting, told, value, present)
        async with self._card.writing:
            before = await self._card.look(place.oid, _seen(place))
            _check_alone(place, scene, before)
            _check_rising(place, wanted, before)
            answered = await self._card.send(place.oid, wanted)
        kept = await self._kept(place, wanted)
        try:
            _judge(place, wanted, before.get(place.oid), kept, answered=answered)
        except DriverError:
            await self._card.show(place.group)
            self._card.read_again((place.group,), _LATE)
            raise
        return Outcome.CONFIRMED

    async def _kept(self, place: Place, wanted: Typed) -> Raw | None:
        """Return what the object tells after the SET; None: nothing was told."""
        kept, sent = None, self._card.now

        async def is_done() -> bool:
            nonlocal kept
            kept = (await self._card.get((place.oid,))).get(place.oid, kept)
            return is_same(place, kept, wanted.value)

        looks = (_FIRST_LOOK, _LAST_LOOK)
        await look_for(self._card.context.clock, looks, is_done)
        self._publish(place, kept)
        rest = sent + _LAST_LOOK - self._card.now
        self._card.read_again((place.group,), max(rest, 0.0))
        return kept

    def _publish(self, place: Place, kept: Raw | None) -> None:
        """Tell what the object told, before its group is read again."""
        scene, clock = self._card.scene, self._card.context.clock
        if kept is None or scene.link_lost:
            return
        value, details = values.meant(kept, place.thing)
        reading = Reading(
            _in_its_unit(place, value), clock.now(), Quality.GOOD, details
        )
        report = Report(
            equipment=scene.equipment,
            group=place.group,
            complete=False,
            readings={place.point: reading},
        )
        self._card.context.publish((report,))

    def _setting(self, place: Place, scene: Scene) -> Setting | None:
        """Return the bounds of a place, if it may be set."""
        thing = place.thing
        risky = thing.danger is not Danger.NOTHING and not place.alone
        if risky and not self._card.allows_load_control(scene.equipment):
            return None
        found = limits(place, scene)
        return found and replace(found, endangers=thing.danger, harmless=thing.harmless)


def _seen(place: Place) -> Iterable[Oid]:
    """Return what is looked at before a place is set."""
    oids = (place.oid, *place.rising, place.rests_on)
    return dict.fromkeys(oid for oid in oids if oid is not None)


def _check_alone(place: Place, scene: Scene, told: Mapping[Oid, Raw]) -> None:
    """Refuse to set a part that is perhaps of another sort than was known."""
    oid = place.rests_on
    if oid is not None and told.get(oid) != scene.values.get(oid):
        raise Rejected("outlet_group_uncertain")


def _judge(
    place: Place, wanted: Typed, before: Raw | None, kept: Raw | None, *, answered: bool
) -> None:
    """Raise unless the card has taken a value, or what is nearest to it."""
    if is_same(place, kept, wanted.value):
        return
    if answered and place.oid == BEEPER and wanted.value == _MUTED:
        return
    if not answered and (kept is None or is_same(place, kept, before)):
        raise NotConfirmed("snmp_no_answer")
    if kept is None:
        raise NotConfirmed
    if not _is_rounded(place, wanted.value, before, kept):
        raise Rejected("snmp_kept", kept=shown(place, kept))


def _in_its_unit(place: Place, value: Value) -> Value:
    """Return degrees of Fahrenheit as everybody reads them."""
    if not place.fahrenheit or place.point.variable.unit is not Unit.CELSIUS:
        return value
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    is_step = place.point.variable == TEMPERATURE_HYSTERESIS
    return celsius(value, is_step=is_step)


def _is_rounded(place: Place, wanted: Raw, before: Raw | None, kept: Raw) -> bool:
    """Tell whether a card took the nearest value that it can, of those known.

    What it told before is one that it can, too.
    """
    asked, is_now = values.whole(wanted), values.whole(kept)
    if asked is None or is_now is None or place.thing.codes:
        return False
    was = values.whole(before)
    return was is None or abs(is_now - asked) < abs(was - asked)


def _check_rising(place: Place, wanted: Typed, told: dict[Oid, Raw]) -> None:
    """Refuse a threshold that would not lie between its neighbours (9)."""
    number = values.whole(wanted.value)
    if number is None or place.oid not in place.rising:
        return
    own = place.rising.index(place.oid)
    known = [_threshold(place, told.get(oid)) for oid in place.rising]
    lower = [one for one in known[:own] if one is not None]
    higher = [one for one in known[own + 1 :] if one is not None]
    if any(one >= number for one in lower) or any(one <= number for one in higher):
        unit = place.point.variable.unit or ""
        raise InvalidRequest(
            "snmp_threshold_order",
            above=f"{max(lower)} {unit}" if lower else "-",
            below=f"{min(higher)} {unit}" if higher else "-",
        )


def _threshold(place: Place, raw: Raw | None) -> int | None:
    number = values.whole(raw)
    return None if number in place.thing.unsupported else number
