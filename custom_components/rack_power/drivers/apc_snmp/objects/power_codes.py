"""What the card tells of input, output and phases: U.3, U.4, U.9, U.16."""

from typing import Final

from ....equipment.model import Kind, Quantity, Unit, Variable
from ....equipment.variables import (
    INPUT_ENERGY,
    INPUT_FREQUENCY,
    INPUT_NAME,
    INPUT_SOURCE,
    INPUT_VOLTAGE,
    OUTPUT_CURRENT,
    OUTPUT_ENERGY,
    OUTPUT_FREQUENCY,
    OUTPUT_VOLTAGE,
    UPS_EFFICIENCY,
    UPS_LOAD,
    UPS_LOAD_APPARENT,
    UPS_REALPOWER,
)
from ..client import Ber
from ..oid import ups
from .declare import (
    PRIMARY,
    amount,
    amperes,
    celsius,
    choice,
    chosen,
    hertz,
    percent,
    precise,
    row,
    selectable,
    voltamperes,
    volts,
    watts,
)
from .row import HUNDREDTHS, TENTHS, THOUSANDS, Object, Pace, Table

_OUTPUT: Final = {
    1: None,
    2: "on_line",
    3: "on_battery",
    4: "on_smart_boost",
    5: "timed_sleeping",
    6: "software_bypass",
    7: "off",
    8: "rebooting",
    9: "switched_bypass",
    10: "hardware_failure_bypass",
    11: "sleeping_until_power_return",
    12: "on_smart_trim",
    13: "eco_mode",
    14: "hot_standby",
    15: "on_battery_test",
    16: "emergency_static_bypass",
    17: "static_bypass_standby",
    18: "power_saving_mode",
    19: "spot_mode",
    20: "e_conversion",
    21: "charger_spot_mode",
    22: "inverter_spot_mode",
    23: "active_load",
    24: "battery_discharge_spot_mode",
    25: "inverter_standby",
    26: "charger_only",
    27: "distributed_energy_reserve",
    28: "self_test",
}
MAINS_PRESENT: Final = frozenset({2, 4, 12, 13, 14, 15, 18, 19, 20, 21, 22, 25, 28})
"""Output statuses in which the mains is there (3.2)."""
ON_BATTERY: Final = 3
SLEEPING_UNTIL_POWER: Final = 11
FED_BY_BATTERY: Final = frozenset({3, 15, 24, 27})
BYPASSED: Final = frozenset({6, 9, 10, 16})
WITHOUT_OUTPUT: Final = frozenset({5, 7, 8, 11})

_CAUSE: Final = {
    1: "no_transfer",
    2: "high_line_voltage",
    3: "brownout",
    4: "blackout",
    5: "small_momentary_sag",
    6: "deep_momentary_sag",
    7: "small_momentary_spike",
    8: "large_momentary_spike",
    9: "self_test",
    10: "rate_of_voltage_change",
}
_SYNCHRONIZATION: Final = {
    1: "main",
    2: "internal",
    3: "external",
    4: "on_bypass",
    5: "external_on_bypass",
}
_PHASES: Final = {
    1: None,
    2: "three_in_three_out",
    3: "one_in_one_out",
    4: "three_in_one_out",
}
_STORAGE: Final = {
    1: None,
    2: "vrla_or_wet_cells",
    3: "ni_cd_batteries",
    4: "li_ion_batteries",
    5: "no_energy_storage",
    6: "flywheel",
    7: "ultracaps",
}
_PART_STATUS: Final = {1: None, 2: "ok", 3: "fault"}
_REASONS: Final = {
    -1: "not_available",
    -2: "load_too_low",
    -3: "output_off",
    -4: "on_battery",
    -5: "in_bypass",
    -6: "battery_charging",
    -7: "poor_input",
}

STATUS: Final = row(
    "4.1.1",
    choice("ups.status", _OUTPUT, category=PRIMARY, everyday=True),
    codes=_OUTPUT,
    pace=Pace.FAST,
)
UPS_POWER: Final = voltamperes("ups.power", category=PRIMARY, everyday=True)
_MAXIMUM: Final = volts("input.voltage.maximum", 1)
_MINIMUM: Final = volts("input.voltage.minimum", 1)
_INPUT_DC: Final = volts("input.voltage.dc", 1)
_INPUT_DC_CURRENT: Final = amperes("input.current.dc")
_KILO: Final = {"scale": THOUSANDS}
"""Objects in kW and kVA."""

SCALARS: Final[tuple[Object, ...]] = (
    STATUS,
    chosen("1.2.7", "ups.phases", _PHASES, pace=Pace.ONCE),
    chosen("1.2.8", "battery.storage", _STORAGE, pace=Pace.ONCE),
    row("1.2.9", voltamperes("ups.power.nominal"), Ber.OCTETS, pace=Pace.ONCE),
    # Input
    precise("3.3.1", "3.2.1", INPUT_VOLTAGE, TENTHS),
    precise("3.3.2", "3.2.2", _MAXIMUM, TENTHS),
    precise("3.3.3", "3.2.3", _MINIMUM, TENTHS),
    precise("3.3.4", "3.2.4", INPUT_FREQUENCY, TENTHS),
    precise("3.3.5", "3.2.15", INPUT_ENERGY, HUNDREDTHS),
    precise("3.3.8", "3.2.16", _INPUT_DC, TENTHS, Ber.INTEGER),
    precise("3.3.9", "3.2.17", _INPUT_DC_CURRENT, TENTHS),
    row("3.3.6", volts("bypass.voltage", 1), Ber.GAUGE, scale=TENTHS),
    row("3.3.7", hertz("bypass.frequency"), Ber.GAUGE, scale=TENTHS),
    chosen(
        "3.2.5",
        "input.transfer.reason",
        _CAUSE,
        category=PRIMARY,
        everyday=True,
        pace=Pace.FAST,
    ),
    row("3.2.6", hertz("input.frequency.nominal", 0), pace=Pace.SLOW),
    row("3.2.7", volts("input.voltage.nominal"), pace=Pace.SLOW),
    row("3.2.8", hertz("bypass.frequency.nominal", 0), pace=Pace.SLOW),
    row("3.2.9", volts("bypass.voltage.nominal"), pace=Pace.SLOW),
    row("3.2.11", voltamperes("input.power.total"), **_KILO),
    row("3.2.12", watts("input.realpower.total"), **_KILO),
    row("3.2.13", voltamperes("bypass.power.total"), **_KILO),
    row("3.2.14", watts("bypass.realpower.total"), **_KILO),
    row("3.2.18", volts("input.voltage.dc.nominal"), pace=Pace.SLOW),
    # Output
    precise("4.3.1", "4.2.1", OUTPUT_VOLTAGE, TENTHS),
    precise("4.3.2", "4.2.2", OUTPUT_FREQUENCY, TENTHS),
    precise("4.3.3", "4.2.3", UPS_LOAD, TENTHS),
    precise("4.3.4", "4.2.4", OUTPUT_CURRENT, TENTHS),
    row("4.3.5", UPS_EFFICIENCY, scale=TENTHS, words=_REASONS),
    precise("4.3.6", "4.2.12", OUTPUT_ENERGY, HUNDREDTHS),
    row("4.2.8", UPS_REALPOWER),
    row("4.2.9", UPS_POWER),
    row("4.2.18", UPS_LOAD_APPARENT),
    row("4.2.5", amount("ups.redundancy"), Ber.GAUGE),
    row("4.2.6", voltamperes("ups.power.capacity"), pace=Pace.SLOW, **_KILO),
    row("4.2.7", hertz("output.frequency.nominal", 0), pace=Pace.SLOW),
    row("4.2.11", amperes("output.current.neutral", 0)),
    chosen("4.2.13", "output.synchronization", _SYNCHRONIZATION),
    row("4.2.14", hertz("inverter.frequency", 0), Ber.GAUGE),
    row("4.2.15", percent("inverter.load", Quantity.LOAD)),
    row("4.2.16", percent("output.realpower.percent", Quantity.LOAD)),
    row("4.2.17", watts("inverter.realpower"), **_KILO),
    row("4.2.19", amperes("inverter.current", 0)),
    row(
        "4.2.20",
        amount("output.reactivepower", Quantity.REACTIVE_POWER, Unit.VAR),
        signed=True,
        unsupported=frozenset({-1}),
    ),
    row("4.2.21", volts("inverter.voltage")),
    row("4.1.4", celsius("ups.temperature.internal", 0), signed=True),
    chosen("4.1.5", "inverter.status", _PART_STATUS),
    chosen("4.1.6", "ups.powerfactor.stage", _PART_STATUS),
    # Transfer switch within the UPS
    row("16.1", INPUT_SOURCE, codes={1: None, 2: None, 3: "a", 4: "b"}),
    selectable("16.2", "input.source.preferred", {1: "none", 2: "a", 3: "b"}),
)

# Phases (7): -1 in any column says that there is no such thing.
PHASE_VOLTAGE: Final = volts("phase.voltage", category=PRIMARY, everyday=True)
PHASE_CURRENT: Final = amperes("phase.current", category=PRIMARY, everyday=True)
PHASE_LOAD: Final = percent(
    "phase.load", Quantity.LOAD, category=PRIMARY, everyday=True
)
PHASE_REALPOWER: Final = watts("phase.realpower", category=PRIMARY, everyday=True)
PHASE_POWER: Final = voltamperes("phase.power", category=PRIMARY)
PHASE_POWERFACTOR: Final = Variable(
    name="phase.powerfactor",
    kind=Kind.MEASURE,
    quantity=Quantity.POWER_FACTOR,
    precision=2,
    everyday=False,
)
PHASE_ENERGY: Final = Variable(
    name="phase.energy",
    kind=Kind.COUNTER,
    quantity=Quantity.ENERGY,
    unit=Unit.KILOWATT_HOUR,
    precision=2,
)
_VOLTAGE_NEUTRAL: Final = volts("phase.voltage.neutral", category=PRIMARY)
_CURRENT_MAXIMUM: Final = amperes("phase.current.maximum")
_CURRENT_MINIMUM: Final = amperes("phase.current.minimum")
_REALPOWER_MAXIMUM: Final = watts("phase.realpower.maximum")
_REALPOWER_MINIMUM: Final = watts("phase.realpower.minimum")

_INPUTS: Final = "9.2.2.1"
_INPUT_PHASES: Final = "9.2.3.1"
_OUTPUTS: Final = "9.3.2.1"
_OUTPUT_PHASES: Final = "9.3.3.1"

INPUTS: Final = Table(
    name="inputs",
    entry=ups(_INPUTS),
    size=ups("9.2.1"),
    columns=(
        row(f"{_INPUTS}.4", INPUT_FREQUENCY, scale=TENTHS),
        row(f"{_INPUTS}.6", INPUT_NAME, Ber.OCTETS, writable=True),
    ),
    plain={2: Pace.NORMAL, 5: Pace.NORMAL},
)
PHASE_COUNT, INPUT_TYPE = 2, 5
BYPASS: Final = 3
"""The type of an input that is the bypass."""
INPUT_PHASES: Final = Table(
    name="input_phases",
    entry=ups(_INPUT_PHASES),
    columns=(
        row(f"{_INPUT_PHASES}.3", PHASE_VOLTAGE),
        row(f"{_INPUT_PHASES}.4", volts("phase.voltage.maximum")),
        row(f"{_INPUT_PHASES}.5", volts("phase.voltage.minimum")),
        row(f"{_INPUT_PHASES}.6", PHASE_CURRENT, scale=TENTHS),
        row(f"{_INPUT_PHASES}.7", _CURRENT_MAXIMUM, scale=TENTHS),
        row(f"{_INPUT_PHASES}.8", _CURRENT_MINIMUM, scale=TENTHS),
        row(f"{_INPUT_PHASES}.9", PHASE_REALPOWER),
        row(f"{_INPUT_PHASES}.10", _REALPOWER_MAXIMUM),
        row(f"{_INPUT_PHASES}.11", _REALPOWER_MINIMUM),
        row(f"{_INPUT_PHASES}.12", PHASE_POWER, **_KILO),
        row(f"{_INPUT_PHASES}.13", PHASE_POWERFACTOR, scale=HUNDREDTHS),
        row(f"{_INPUT_PHASES}.14", _VOLTAGE_NEUTRAL),
    ),
)
OUTPUTS: Final = Table(
    name="outputs",
    entry=ups(_OUTPUTS),
    size=ups("9.3.1"),
    plain={2: Pace.NORMAL, 4: Pace.NORMAL},
)
OUTPUT_PHASES: Final = Table(
    name="output_phases",
    entry=ups(_OUTPUT_PHASES),
    columns=(
        row(f"{_OUTPUT_PHASES}.3", PHASE_VOLTAGE),
        row(f"{_OUTPUT_PHASES}.4", PHASE_CURRENT, scale=TENTHS),
        row(f"{_OUTPUT_PHASES}.5", _CURRENT_MAXIMUM, scale=TENTHS),
        row(f"{_OUTPUT_PHASES}.6", _CURRENT_MINIMUM, scale=TENTHS),
        row(f"{_OUTPUT_PHASES}.20", PHASE_POWER, **_KILO),
        # The same by the volt-ampere comes after it, and is shown where it is there.
        row(f"{_OUTPUT_PHASES}.7", PHASE_POWER),
        row(f"{_OUTPUT_PHASES}.8", voltamperes("phase.power.maximum")),
        row(f"{_OUTPUT_PHASES}.9", voltamperes("phase.power.minimum")),
        row(f"{_OUTPUT_PHASES}.10", PHASE_LOAD),
        row(f"{_OUTPUT_PHASES}.11", percent("phase.load.maximum", Quantity.LOAD)),
        row(f"{_OUTPUT_PHASES}.12", percent("phase.load.minimum", Quantity.LOAD)),
        row(f"{_OUTPUT_PHASES}.13", PHASE_REALPOWER),
        row(f"{_OUTPUT_PHASES}.14", _REALPOWER_MAXIMUM),
        row(f"{_OUTPUT_PHASES}.15", _REALPOWER_MINIMUM),
        row(f"{_OUTPUT_PHASES}.16", percent("phase.realpower.percent", Quantity.LOAD)),
        row(f"{_OUTPUT_PHASES}.19", PHASE_POWERFACTOR, scale=HUNDREDTHS),
        row(f"{_OUTPUT_PHASES}.21", volts("phase.inverter.voltage")),
        row(f"{_OUTPUT_PHASES}.22", _VOLTAGE_NEUTRAL),
        row(f"{_OUTPUT_PHASES}.23", PHASE_ENERGY, Ber.GAUGE, scale=HUNDREDTHS),
    ),
)
