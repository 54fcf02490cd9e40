"""The modules of a large UPS and what each says of itself: U.13 (8)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ....equipment.model import Meaning, Variable
from ..oid import Oid, ups
from .declare import celsius, choice, flag, row
from .row import TENTHS, Object, Pace, Table

MODULES_PROBLEM: Final = flag("ups.modules.problem", Meaning.PROBLEM, everyday=True)
"""One of the modules is not well; the details say which."""

_UNTOLD: Final = {1: None, 2: None}
_USUAL: Final = _UNTOLD | {
    3: "off_ok",
    4: "on_ok",
    5: "off_failed",
    6: "on_failed",
    7: "communication_lost",
}
_BATTERY: Final = _UNTOLD | {
    3: "ok",
    4: "failed",
    5: "high_temperature",
    6: "replace",
    7: "low_capacity",
}
_BREAKER: Final = _UNTOLD | {3: "open", 4: "closed"}
_CONTACTOR: Final = {1: None, 2: "open", 3: "closed"}
_GEAR: Final = _UNTOLD | {
    3: "ok",
    4: "failed",
    5: "communication_lost",
    6: "overtemperature",
    7: "open",
    8: "closed",
}
_BUS: Final = _UNTOLD | {
    3: "ok",
    4: "communication_lost",
    5: "receive_failed",
    6: "send_failed",
}
_LIFETIME: Final = {1: "ok", 2: "near_end", 3: "exceeded", 4: None}

MODULE_STATUS: Final = choice("module.status", _USUAL)
BATTERY_STATUS: Final = choice("module.battery.status", _BATTERY)
BREAKER_STATUS: Final = choice("module.breaker.status", _BREAKER)
GEAR_STATUS: Final = choice("module.gear.status", _GEAR)
BUS_STATUS: Final = choice("module.bus.status", _BUS)
LIFETIME: Final = choice("module.lifetime", _LIFETIME)

WRONG: Final = frozenset(
    {
        "off_failed",
        "on_failed",
        "communication_lost",
        "failed",
        "high_temperature",
        "replace",
        "low_capacity",
        "overtemperature",
        "receive_failed",
        "send_failed",
        "exceeded",
    }
)
"""What a module says that is not well; an open breaker may be meant so."""


@dataclass(frozen=True, slots=True)
class Module:
    """A kind of module: the table that tells of it, or one object, without rows.

    ``plates`` are the columns that are printed on it: serial numbers and revisions.
    """

    kind: str
    status: Oid
    variable: Variable
    codes: Mapping[int, str | None]
    plates: Mapping[int, str]
    single: bool = False

    @property
    def table(self) -> Table:
        """The table with its status."""
        entry, number = self.status[:-1], self.status[-1]
        plain = dict.fromkeys((number, *self.plates), Pace.SLOW)
        return Table(name=f"{self.kind}s", entry=entry, plain=plain)

    @property
    def object(self) -> Object:
        """The status."""
        return Object(
            oid=self.status, variable=self.variable, codes=self.codes, pace=Pace.SLOW
        )


def _module(kind: str, status: str, **plates: int) -> Module:
    names = {number: name for name, number in plates.items()}
    return Module(kind, ups(status), MODULE_STATUS, _USUAL, names)


def _breaker(kind: str, status: str, codes: Mapping[int, str | None]) -> Module:
    return Module(kind, ups(status), BREAKER_STATUS, codes, {})


def _single(
    kind: str, status: str, variable: Variable, codes: Mapping[int, str | None]
) -> Module:
    return Module(kind, ups(status), variable, codes, {}, single=True)


TABLES: Final[tuple[Module, ...]] = (
    _module(
        "intelligence_module", "13.1.2.1.3", firmware=4, hardware=6, serial=7, sku=10
    ),
    _module("power_module", "13.2.2.1.2", firmware=3, hardware=4, serial=5, model=7),
    Module(
        "power_module_life",
        ups("13.2.3.1.2"),
        LIFETIME,
        _LIFETIME,
        {},
    ),
    Module(
        "door_filter",
        ups("13.2.5.1.3"),
        LIFETIME,
        _LIFETIME,
        {},
    ),
    Module(
        "battery_module",
        ups("13.3.2.1.3"),
        BATTERY_STATUS,
        _BATTERY,
        {4: "serial", 5: "firmware", 10: "sku"},
    ),
    _module("static_bypass", "13.4.4.1.3", firmware=4, hardware=5, serial=6, model=8),
    _module("battery_monitor", "13.4.6.1.3", firmware=4, hardware=5, serial=6),
    _module("switch_gear_monitor", "13.4.8.1.3", firmware=4, hardware=5, serial=6),
    _module("display_interface", "13.4.10.1.3"),
    _breaker("dc_breaker", "13.4.12.1.3", _BREAKER),
    _module("system_power_supply", "13.4.14.1.3", firmware=4, hardware=5, serial=6),
    _module("xr_card", "13.4.16.1.3", firmware=4, serial=5),
    _module("power_frame_board", "13.4.18.1.3"),
    _module("charger", "13.4.20.1.3"),
    _module("inverter", "13.4.22.1.3"),
    _module("power_factor_stage", "13.4.24.1.3"),
    _module("auxiliary_power_supply", "13.4.31.1.2"),
    _module("relay_card", "13.4.33.1.2"),
    _breaker("backfeed_contactor", "13.4.36.1.4", _CONTACTOR),
    _breaker("switch_gear_breaker", "13.5.1.7.1.5", _CONTACTOR),
    _breaker("subfeed_breaker", "13.5.1.9.1.6", _BREAKER),
    _module("unit_controller", "13.9.2.1.2", firmware=3, hardware=4, serial=5, model=6),
)
SINGLES: Final[tuple[Module, ...]] = (
    _single("switch_gear", "13.5.1.1", GEAR_STATUS, _GEAR),
    _single("input_switch", "13.5.1.2", BREAKER_STATUS, _BREAKER),
    _single("output_switch", "13.5.1.3", BREAKER_STATUS, _BREAKER),
    _single("bypass_switch", "13.5.1.4", BREAKER_STATUS, _BREAKER),
    _single("bypass_input_switch", "13.5.1.5", BREAKER_STATUS, _BREAKER),
    _single("battery_breaker", "13.4.29", BREAKER_STATUS, _BREAKER),
    _single("external_connector", "13.4.34", MODULE_STATUS, _USUAL),
    _single("breaker_box", "13.5.2.1", BREAKER_STATUS, _BREAKER),
    _single("transformer", "13.5.3.1", GEAR_STATUS, _GEAR),
    _single("main_bus", "13.6.1", BUS_STATUS, _BUS),
    _single("redundant_bus", "13.6.2", BUS_STATUS, _BUS),
    _single("main_to_redundant_bus", "13.6.3", BUS_STATUS, _BUS),
    _single("external_main_bus", "13.6.4", BUS_STATUS, _BUS),
    _single("external_redundant_bus", "13.6.5", BUS_STATUS, _BUS),
    _single("display", "13.8.5", MODULE_STATUS, _USUAL),
    _single("system_controller", "13.10.5", MODULE_STATUS, _USUAL),
)
AMBIENT: Final = row(
    "13.11.1",
    celsius("ups.temperature.ambient"),
    scale=TENTHS,
    signed=True,
    unsupported=frozenset({-1999}),
    pace=Pace.SLOW,
)
