"""What the card tells of the battery: U.2, and of its packs."""

from typing import Final

from ....equipment.model import Meaning, Unit
from ....equipment.variables import (
    BATTERY_CARTRIDGE,
    BATTERY_CHARGE,
    BATTERY_DATE,
    BATTERY_DATE_REPLACE,
    BATTERY_PACKS_EXTERNAL,
    BATTERY_REPLACE,
    BATTERY_RUNTIME,
    BATTERY_TEMPERATURE,
    BATTERY_VOLTAGE,
)
from ..client import Ber
from ..oid import ups
from .declare import (
    CONFIG,
    ON_OFF,
    PRIMARY,
    amount,
    amperes,
    celsius,
    choice,
    chosen,
    date,
    flag,
    percent,
    precise,
    row,
    seconds,
    settable,
    volts,
    watts,
    words,
)
from .row import (
    HUNDREDTHS,
    MINUTES,
    TENTHS,
    THOUSANDS,
    THOUSANDTHS,
    Object,
    Pace,
    Table,
)

_STATUS: Final = {1: None, 2: "normal", 3: "low", 4: "fault", 5: "no_battery"}
_CHARGER: Final = {
    1: None,
    2: "ok",
    3: "fault",
    4: "float_charging",
    5: "boost_charging",
    6: "resting",
    7: "not_charging",
    8: "equalization_charging",
    9: "test_in_progress",
    10: "cyclic_float_charging",
}
_CONDITION: Final = {1: None, 2: "ok", 3: "weak", 4: "poor"}
_FUSE: Final = {1: "open", 2: "ok", 3: None}
_BREAKER: Final = {1: "disconnected", 2: "closed", 3: None}
_NONE: Final = frozenset({-1})

STATUS: Final = row(
    "2.1.1",
    choice("battery.status", _STATUS, category=PRIMARY, everyday=True),
    codes=_STATUS,
    pace=Pace.FAST,
)
REPLACE: Final = row(
    "2.2.4", BATTERY_REPLACE, codes={1: False, 2: True}, pace=Pace.FAST
)
"""It is put together with the flag that says the same."""
HEALTH: Final = ups("2.3.11")
HEALTH_PROBLEM: Final = flag(
    "battery.health.problem", Meaning.PROBLEM, category=PRIMARY, everyday=True
)

_TEMPERATURE: Final = row(
    "2.3.2",
    BATTERY_TEMPERATURE,
    Ber.GAUGE,
    scale=TENTHS,
    unsupported=frozenset({255, 2550}),
    instead=row("2.2.2", BATTERY_TEMPERATURE, Ber.GAUGE, unsupported=frozenset({255})),
)
_CURRENT: Final = amperes("battery.current", category=PRIMARY)
"""Negative while the battery is discharged; only -1 itself says that it is unknown."""
_NOMINAL: Final = volts("battery.voltage.nominal", 1)
_DC_CURRENT: Final = amperes("battery.current.total")
_POWER: Final = watts("battery.realpower")

SCALARS: Final[tuple[Object, ...]] = (
    STATUS,
    REPLACE,
    row(
        "2.1.2",
        seconds("battery.time", category=PRIMARY),
        Ber.TICKS,
        scale=HUNDREDTHS,
        pace=Pace.FAST,
    ),
    row("2.2.3", BATTERY_RUNTIME, Ber.TICKS, scale=HUNDREDTHS, pace=Pace.FAST),
    precise("2.3.1", "2.2.1", BATTERY_CHARGE, TENTHS),
    row(
        "2.3.13",
        BATTERY_TEMPERATURE,
        scale=TENTHS,
        signed=True,
        unsupported=frozenset({255, 2550}),
        instead=_TEMPERATURE,
    ),
    precise("2.3.4", "2.2.8", BATTERY_VOLTAGE, TENTHS, Ber.INTEGER),
    precise("2.3.3", "2.2.7", _NOMINAL, TENTHS, Ber.INTEGER),
    precise(
        "2.3.5",
        "2.2.9",
        _CURRENT,
        TENTHS,
        Ber.INTEGER,
        signed=True,
        unsupported=_NONE,
    ),
    precise("2.3.6", "2.2.10", _DC_CURRENT, TENTHS, Ber.INTEGER),
    precise("2.3.12", "2.2.16", _POWER, THOUSANDS / 10, Ber.INTEGER, coarser=THOUSANDS),
    row("2.2.5", BATTERY_PACKS_EXTERNAL),
    row("2.2.6", amount("battery.packs.bad")),
    row("2.2.11", percent("battery.capacity.full")),
    row(
        "2.2.15",
        seconds("battery.charge.time", category=PRIMARY),
        Ber.TICKS,
        scale=HUNDREDTHS,
    ),
    chosen("2.2.17", "battery.charger.status", _CHARGER),
    row("2.2.19", BATTERY_CARTRIDGE, Ber.OCTETS, pace=Pace.SLOW),
    row("2.2.20", words("battery.cartridge.external"), Ber.OCTETS, pace=Pace.SLOW),
    row("2.2.21", BATTERY_DATE_REPLACE, Ber.OCTETS, pace=Pace.SLOW),
    row("2.2.22", seconds("battery.runtime.nominal"), scale=MINUTES, pace=Pace.SLOW),
    chosen("2.2.23", "battery.condition", _CONDITION),
    row(
        "2.2.24",
        flag("battery.charger.restricted", Meaning.ACTIVE),
        codes=ON_OFF,
    ),
    row("2.2.25", amount("battery.capacity", None, Unit.AMPERE_HOUR), Ber.GAUGE),
    chosen("2.2.26", "battery.fuse", _FUSE),
    chosen("2.2.27", "battery.breaker", _BREAKER),
    chosen(
        "2.2.28", "battery.wiring", {1: "two_wire", 2: "three_wire"}, pace=Pace.SLOW
    ),
    row("2.3.14", celsius("battery.temperature.maximum"), scale=TENTHS, signed=True),
    row("2.3.15", celsius("battery.temperature.minimum"), scale=TENTHS, signed=True),
    row("2.3.16", volts("battery.cell.voltage.maximum", 3), scale=THOUSANDTHS),
    row("2.3.17", volts("battery.cell.voltage.minimum", 3), scale=THOUSANDTHS),
    row("2.4", amount("battery.cabinets")),
    settable("2.1.3", BATTERY_DATE, ber=Ber.OCTETS),
)

# Packs: the columns of the two tables are shifted by one (4.1).
PACK_TEMPERATURE: Final = celsius("pack.temperature", category=PRIMARY, everyday=True)
PACK_SERIAL: Final = words("pack.serial", private=True)
PACK_FIRMWARE: Final = words("pack.firmware")
PACK_CARTRIDGE: Final = words("pack.cartridge", category=CONFIG)
PACK_PROBLEM: Final = flag(
    "pack.problem", Meaning.PROBLEM, category=PRIMARY, everyday=True
)
PACK_HEALTH: Final = flag(
    "pack.health.problem", Meaning.PROBLEM, category=PRIMARY, everyday=True
)
PACK_DATE_REPLACE: Final = date("pack.date.replace")
PACK_DATE: Final = date("pack.date", category=CONFIG)
PACK_MADE: Final = date("pack.date.made", category=CONFIG)
CARTRIDGE_PROBLEM: Final = flag(
    "cartridge.problem", Meaning.PROBLEM, category=PRIMARY, everyday=True
)
CARTRIDGE_HEALTH: Final = flag(
    "cartridge.health.problem", Meaning.PROBLEM, category=PRIMARY, everyday=True
)
CARTRIDGE_DATE_REPLACE: Final = date("cartridge.date.replace")
CARTRIDGE_DATE: Final = date("cartridge.date", category=CONFIG)

_CARTRIDGES: Final = "2.3.10.2.1"
_PACKS: Final = "2.3.10.4.1"
_TENTHS_OF_CELSIUS: Final = {
    "scale": TENTHS,
    "signed": True,
    "unsupported": frozenset({-1, 255, 2550}),
    "pace": Pace.SLOW,
}

CARTRIDGES: Final = Table(
    name="cartridges",
    entry=ups(_CARTRIDGES),
    size=ups("2.3.10.1"),
    columns=(
        row(f"{_CARTRIDGES}.3", PACK_FIRMWARE, Ber.OCTETS, pace=Pace.SLOW),
        row(f"{_CARTRIDGES}.4", PACK_SERIAL, Ber.OCTETS, pace=Pace.SLOW),
        row(f"{_CARTRIDGES}.5", PACK_TEMPERATURE, **_TENTHS_OF_CELSIUS),
        row(f"{_CARTRIDGES}.8", CARTRIDGE_DATE_REPLACE, Ber.OCTETS, pace=Pace.SLOW),
        row(
            f"{_CARTRIDGES}.9",
            CARTRIDGE_DATE,
            Ber.OCTETS,
            pace=Pace.SLOW,
            writable=True,
        ),
    ),
    plain={6: Pace.SLOW, 7: Pace.SLOW, 10: Pace.SLOW},
)
CARTRIDGE_PACK_STATUS, CARTRIDGE_HEALTH_COLUMN, CARTRIDGE_STATUS = 6, 7, 10
PACKS: Final = Table(
    name="packs",
    entry=ups(_PACKS),
    size=ups("2.3.10.3"),
    columns=(
        row(f"{_PACKS}.2", PACK_FIRMWARE, Ber.OCTETS, pace=Pace.SLOW),
        row(f"{_PACKS}.3", PACK_SERIAL, Ber.OCTETS, pace=Pace.SLOW),
        row(f"{_PACKS}.4", PACK_TEMPERATURE, **_TENTHS_OF_CELSIUS),
        row(f"{_PACKS}.7", PACK_DATE_REPLACE, Ber.OCTETS, pace=Pace.SLOW),
        row(f"{_PACKS}.8", PACK_DATE, Ber.OCTETS, pace=Pace.SLOW, writable=True),
        row(f"{_PACKS}.9", PACK_MADE, Ber.OCTETS, pace=Pace.SLOW, writable=True),
        row(f"{_PACKS}.10", PACK_CARTRIDGE, Ber.OCTETS, pace=Pace.SLOW, writable=True),
    ),
    plain={5: Pace.SLOW, 6: Pace.SLOW},
)
PACK_STATUS, PACK_HEALTH_COLUMN = 5, 6
