"""What a point can be set to: the bounds of its object, narrowed by the card's list."""

from fractions import Fraction
from itertools import pairwise
from math import gcd
from typing import Final

from ....equipment.model import Kind, Setting, Unit
from ....equipment.variables import (
    DEVICE_NAME,
    INPUT_TRANSFER_HIGH,
    INPUT_TRANSFER_LOW,
)
from .. import values
from ..mapping.probes import celsius
from ..mapping.scene import Scene
from ..objects.environment_codes import TEMPERATURE_HYSTERESIS
from ..objects.row import Bounds
from ..oid import Oid, ups
from .allowed import Allowed, allowed
from .dates import Written
from .places import Place

_NOMINAL: Final[Oid] = (*ups("5.2.1"), 0)
_OTHERWISE: Final = {Unit.VOLT: Bounds(0, 1000, 1), Unit.HERTZ: Bounds(0, 100, 1)}
"""By unit, where neither the table of objects nor the card knows better."""
_SHORT_NAME: Final = 8
"""Characters of the UPS's own name; only a card whose name is longer takes more."""
_FAHRENHEIT_STEP: Final = 0.1


def limits(place: Place, scene: Scene) -> Setting | None:
    """Return the bounds of a point; None: this unit does not let it be set."""
    thing = place.thing
    told = allowed(scene, place.oid, thing.variable.unit)
    if not told.configurable:
        return None
    match thing.variable.kind:
        case Kind.MEASURE:
            return _number(place, scene, told)
        case Kind.CHOICE:
            return _choice(place, told)
        case Kind.TEXT:
            return Setting(max_length=_length(place, scene))
        case Kind.DATE:
            is_known = Written.of(scene.values.get(place.oid)) is not None
            return Setting() if is_known else None
        case _:
            return Setting()


def _choice(place: Place, told: Allowed) -> Setting:
    thing = place.thing
    options = tuple(
        option
        for option in thing.variable.options
        if option in thing.codes.values() and option not in thing.not_settable
    )
    if told.words and all(word in options for word in told.words):
        options = tuple(option for option in options if option in told.words)
    return Setting(options=options)


def _length(place: Place, scene: Scene) -> int | None:
    bounds = place.thing.bounds
    longest = bounds.max_length if bounds else None
    if place.point.variable != DEVICE_NAME:
        return longest
    present = values.text(scene.values.get(place.oid)) or ""
    return longest if len(present.encode()) > _SHORT_NAME else _SHORT_NAME


def _number(place: Place, scene: Scene, told: Allowed) -> Setting:
    if told.values:
        return Setting(
            minimum=plain(told.values[0]),
            maximum=plain(told.values[-1]),
            step=_step(told.values),
            numbers=tuple(plain(one) for one in told.values),
        )
    if told.between is not None:
        low, high = told.between
        return Setting(minimum=plain(low), maximum=plain(high), step=1)
    found = _widened(_bounds(place, scene), place, scene)
    return _in_celsius(found, place) if place.fahrenheit else found


def _bounds(place: Place, scene: Scene) -> Bounds:
    """Return what the object can be in all likelihood."""
    variable = place.point.variable
    nominal = values.whole(scene.values.get(_NOMINAL)) or 0
    if nominal > 0 and variable == INPUT_TRANSFER_HIGH:
        return Bounds(nominal, round(nominal * 1.25), 1)
    if nominal > 0 and variable == INPUT_TRANSFER_LOW:
        return Bounds(round(nominal * 0.7), nominal, 1)
    if place.thing.bounds is not None:
        return place.thing.bounds
    return _OTHERWISE.get(variable.unit, Bounds()) if variable.unit else Bounds()


def _widened(bounds: Bounds, place: Place, scene: Scene) -> Setting:
    """Return bounds in which the present value lies: the card knows better."""
    low, high = bounds.minimum, bounds.maximum
    raw = scene.values.get(place.oid)
    number = values.whole(raw)
    meant = values.meant(raw, place.thing).value
    if number is not None and isinstance(meant, int | float):
        low = None if low is None else min(low, meant)
        high = None if high is None else max(high, meant)
    return Setting(minimum=low, maximum=high, step=bounds.step)


def _in_celsius(found: Setting, place: Place) -> Setting:
    """Return the bounds of degrees that people here read in Celsius."""
    if place.point.variable.unit is not Unit.CELSIUS:
        return found
    is_step = place.point.variable == TEMPERATURE_HYSTERESIS
    low, high = found.minimum, found.maximum
    return Setting(
        minimum=None if low is None else celsius(low, is_step=is_step),
        maximum=None if high is None else celsius(high, is_step=is_step),
        step=_FAHRENHEIT_STEP,
    )


def _step(listed: tuple[Fraction, ...]) -> float | None:
    """Return the greatest step by which all listed values are reached."""
    apart = [after - before for before, after in pairwise(listed)]
    if not apart or any(one.denominator != 1 for one in apart):
        return None
    return gcd(*(one.numerator for one in apart))


def plain(number: Fraction) -> int | float:
    """Return a number as a whole one if it is one."""
    return int(number) if number.denominator == 1 else float(number)
