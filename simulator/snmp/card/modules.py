"""The diagnostics of a modular UPS, as far as it has modules."""

from collections.abc import Callable

from ..agent.objects import Object, constant, integer
from ..oids import UPS
from ..unit.modules import BATTERY_OK, NOT_INSTALLED, Module
from ..unit.power_unit import PowerUnit
from ..unit.readings import Readings
from ..wire.ber import Kind
from .identity import CardType

_DIAGNOSTICS = f"{UPS}13."
INTELLIGENCE, POWER, BATTERY, FRAME, BYPASS, SUPPLY = (
    "1.2",
    "2.2",
    "3.2",
    "4.2",
    "4.4",
    "4.31",
)
_SIZES = {
    INTELLIGENCE: "1.1",
    POWER: "2.1",
    BATTERY: "3.1",
    FRAME: "4.1",
    BYPASS: "4.3",
    SUPPLY: "4.30",
}


def symmetra(unit: PowerUnit) -> None:
    """Put in what a three-phase unit with one free power slot has."""
    unit.modules += [
        *(Module(INTELLIGENCE, n, serial=f"IM0000{n}", sku="SYMIM5") for n in (1, 2)),
        *(Module(POWER, n, serial=f"PM0000{n}", sku="SYPM10KF") for n in (1, 2)),
        Module(POWER, 3, NOT_INSTALLED),
        *(Module(BATTERY, n, BATTERY_OK, f"BM0000{n}", "SYBTU1-PLP") for n in (1, 2)),
        Module(FRAME, 1, 3, "FR00001", "SYCF40KF"),
        Module(BYPASS, 1, 3, "BY00001", "SYSW40KF"),
        Module(SUPPLY, 1),
    ]


def modules(see: Readings) -> dict[str, Object]:
    """Make the tables of the modules that are there, or may be."""
    made: dict[str, Object] = {}
    for module in see.unit.modules:
        table, size = module.table, _SIZES[module.table]
        count = sum(each.table == table for each in see.unit.modules)
        made[f"{_DIAGNOSTICS}{size}.0"] = constant(Kind.INTEGER, count)
        row = f"1.{module.number}" if table in (BATTERY, BYPASS) else module.number
        columns = _COLUMNS[table](module)
        made |= {f"{_DIAGNOSTICS}{table}.1.{n}.{row}": o for n, o in columns.items()}
    return made


def _status(module: Module) -> Object:
    return integer(lambda: module.status)


def _fixed(told: str | int) -> Object:
    return constant(Kind.INTEGER if isinstance(told, int) else Kind.OCTETS, told)


def _intelligence(module: Module) -> dict[int, Object]:
    main = module.number == 1
    return {
        1: _fixed(module.number),
        2: _fixed(2 if main else 3),
        3: _status(module),
        4: _fixed(module.firmware),
        5: _fixed("1.0"),
        6: _fixed("07"),
        7: _fixed(module.serial),
        8: _fixed("03/17/2019"),
        9: _fixed(1 if main else 2),
        10: _fixed(module.sku),
    }


def _power(module: Module) -> dict[int, Object]:
    return {
        1: _fixed(module.number),
        2: _status(module),
        3: _fixed(module.firmware),
        4: _fixed("05"),
        5: _fixed(module.serial),
        6: _fixed("03/17/2019"),
        7: _fixed(module.sku),
        8: _fixed("10"),
        9: _fixed(module.sku),
    }


def _battery(module: Module) -> dict[int, Object]:
    return {
        1: _fixed(1),
        2: _fixed(module.number),
        3: _status(module),
        4: _fixed(module.serial),
        5: _fixed(module.firmware),
        6: _fixed("03/17/2019"),
        7: _fixed("VRLA"),
        8: _fixed(1),
        9: _fixed(265),
        10: _fixed(module.sku),
        11: _fixed("1000000000000000"),
    }


def _frame(module: Module) -> dict[int, Object]:
    return {
        1: _fixed(module.number),
        2: _status(module),
        3: _fixed(module.firmware),
        4: _fixed("02"),
        5: _fixed(module.serial),
        6: _fixed("03/17/2019"),
        7: _fixed(module.sku),
    }


def _bypass(module: Module) -> dict[int, Object]:
    return {
        1: _fixed(1),
        2: _fixed(module.number),
        3: _status(module),
        4: _fixed(module.firmware),
        5: _fixed("02"),
        6: _fixed(module.serial),
        7: _fixed("03/17/2019"),
        8: _fixed(module.sku),
    }


def _supply(module: Module) -> dict[int, Object]:
    return {1: _fixed(module.number), 2: _status(module)}


_COLUMNS: dict[str, Callable[[Module], dict[int, Object]]] = {
    INTELLIGENCE: _intelligence,
    POWER: _power,
    BATTERY: _battery,
    FRAME: _frame,
    BYPASS: _bypass,
    SUPPLY: _supply,
}


def network_card(card: CardType) -> dict[str, Object]:
    """Make the table that lists this very card."""
    table = f"{_DIAGNOSTICS}4.26.1."
    told: tuple[str | int, ...] = (
        1,
        card.model,
        card.serial,
        "03/17/2015",
        "08",
        card.version,
        card.aos,
    )
    made = {f"{table}{n}.1": _fixed(each) for n, each in enumerate(told, start=1)}
    return made | {f"{_DIAGNOSTICS}4.25.0": _fixed(1)}
