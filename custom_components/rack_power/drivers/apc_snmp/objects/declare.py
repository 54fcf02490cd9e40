"""Short ways to declare objects and the variables that only this maker's cards have."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, Final

from ....equipment.model import Category, Kind, Meaning, Quantity, Unit, Variable
from ..client import Ber
from ..oid import apc, ups
from .row import WHOLE, Bounds, Object, Pace

ON_OFF: Final[Mapping[int, bool]] = {1: True, 2: False}
OFF_ON: Final[Mapping[int, bool]] = {1: False, 2: True}
PERCENT: Final = Bounds(0, 100, 1)
NEVER: Final[Mapping[int, str]] = {-1: "never"}

CONFIG: Final = Category.CONFIG
DIAGNOSTIC: Final = Category.DIAGNOSTIC
PRIMARY: Final = Category.PRIMARY


def row(
    tail: str, variable: Variable, ber: Ber = Ber.INTEGER, /, **rules: Any
) -> Object:
    """Declare an object of the UPS."""
    return Object(oid=ups(tail), variable=variable, ber=ber, **rules)


def card(
    tail: str, variable: Variable, ber: Ber = Ber.INTEGER, /, **rules: Any
) -> Object:
    """Declare an object of the card, or of what else hangs on it."""
    return Object(oid=apc(tail), variable=variable, ber=ber, **rules)


def precise(
    tail: str,
    coarse: str,
    variable: Variable,
    scale: Fraction,
    ber: Ber = Ber.GAUGE,
    /,
    *,
    coarser: Fraction = WHOLE,
    **rules: Any,
) -> Object:
    """Declare an object of high precision with the older one that may stand for it."""
    older = row(coarse, variable, ber, scale=coarser, **rules)
    return row(tail, variable, ber, scale=scale, instead=older, **rules)


def amount(
    name: str,
    quantity: Quantity | None = None,
    unit: Unit | None = None,
    precision: int = 0,
    *,
    category: Category = DIAGNOSTIC,
    everyday: bool = False,
) -> Variable:
    """Declare a number."""
    return Variable(
        name=name,
        kind=Kind.MEASURE,
        quantity=quantity,
        unit=unit,
        precision=precision,
        category=category,
        everyday=everyday,
    )


def volts(name: str, precision: int = 0, **more: Any) -> Variable:
    """Declare a voltage."""
    return amount(name, Quantity.VOLTAGE, Unit.VOLT, precision, **more)


def amperes(name: str, precision: int = 1, **more: Any) -> Variable:
    """Declare a current."""
    return amount(name, Quantity.CURRENT, Unit.AMPERE, precision, **more)


def watts(name: str, **more: Any) -> Variable:
    """Declare a power."""
    return amount(name, Quantity.POWER, Unit.WATT, 0, **more)


def voltamperes(name: str, **more: Any) -> Variable:
    """Declare an apparent power."""
    return amount(name, Quantity.APPARENT_POWER, Unit.VOLT_AMPERE, 0, **more)


def hertz(name: str, precision: int = 1, **more: Any) -> Variable:
    """Declare a frequency."""
    return amount(name, Quantity.FREQUENCY, Unit.HERTZ, precision, **more)


def celsius(name: str, precision: int = 1, **more: Any) -> Variable:
    """Declare a temperature."""
    return amount(name, Quantity.TEMPERATURE, Unit.CELSIUS, precision, **more)


def percent(name: str, quantity: Quantity = Quantity.RATIO, **more: Any) -> Variable:
    """Declare a share of a hundred."""
    return amount(name, quantity, Unit.PERCENT, 0, **more)


def seconds(name: str, **more: Any) -> Variable:
    """Declare how long something takes."""
    return amount(name, Quantity.DURATION, Unit.SECOND, 0, **more)


def days(name: str, **more: Any) -> Variable:
    """Declare how long something takes, in days."""
    return amount(name, Quantity.DURATION, Unit.DAY, 0, **more)


def choice(
    name: str,
    codes: Mapping[int, str | None],
    *,
    category: Category = DIAGNOSTIC,
    everyday: bool = False,
) -> Variable:
    """Declare a choice among the options that its numbers stand for."""
    return Variable(
        name=name,
        kind=Kind.CHOICE,
        options=tuple(option for option in codes.values() if option is not None),
        category=category,
        everyday=everyday,
    )


def flag(
    name: str,
    meaning: Meaning | None = None,
    *,
    category: Category = DIAGNOSTIC,
    everyday: bool = False,
    main: bool = False,
) -> Variable:
    """Declare what is true or not."""
    return Variable(
        name=name,
        kind=Kind.FLAG,
        meaning=meaning,
        category=category,
        everyday=everyday,
        main=main,
    )


def words(
    name: str, *, category: Category = DIAGNOSTIC, private: bool = False
) -> Variable:
    """Declare a text."""
    return Variable(
        name=name, kind=Kind.TEXT, category=category, everyday=False, private=private
    )


def date(
    name: str, *, category: Category = DIAGNOSTIC, everyday: bool = False
) -> Variable:
    """Declare a date."""
    return Variable(name=name, kind=Kind.DATE, category=category, everyday=everyday)


def chosen(
    tail: str, name: str, codes: Mapping[int, str | None], /, **more: Any
) -> Object:
    """Declare an object that is a choice of the UPS, which is only read."""
    look = {key: more.pop(key) for key in ("category", "everyday") if key in more}
    return row(tail, choice(name, codes, **look), codes=codes, **more)


def settable(tail: str, variable: Variable, /, **rules: Any) -> Object:
    """Declare an object of the UPS that can be set."""
    return row(
        tail,
        variable,
        rules.pop("ber", Ber.INTEGER),
        pace=Pace.CONFIG,
        writable=True,
        **rules,
    )


def selectable(
    tail: str,
    name: str,
    codes: Mapping[int, str | None],
    /,
    *,
    everyday: bool = False,
    **rules: Any,
) -> Object:
    """Declare a choice of the UPS that can be set."""
    variable = choice(name, codes, category=CONFIG, everyday=everyday)
    return settable(tail, variable, codes=codes, **rules)


def switchable(
    tail: str, name: str, codes: Mapping[int, bool], /, **rules: Any
) -> Object:
    """Declare a flag of the UPS that can be set."""
    return settable(tail, flag(name, category=CONFIG), codes=codes, **rules)
