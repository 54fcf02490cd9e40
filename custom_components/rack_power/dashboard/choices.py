"""What of a unit is worth a look, told by the language alone, never by a maker."""

from dataclasses import dataclass
from typing import Final

from ..equipment.contact import CONNECTED, LAST_CONTACT
from ..equipment.model import Category, Kind, Meaning, Quantity, Variable
from ..equipment.variables import (
    AMBIENT_HUMIDITY,
    AMBIENT_TEMPERATURE,
    BATTERY_CHARGE,
    BATTERY_RUNTIME,
    BATTERY_TEMPERATURE,
    BATTERY_VOLTAGE,
    INPUT_CURRENT,
    INPUT_ENERGY,
    INPUT_MAINS,
    INPUT_REALPOWER,
    INPUT_SOURCE,
    INPUT_VOLTAGE,
    OUTPUT_CURRENT,
    OUTPUT_ENERGY,
    OUTPUT_VOLTAGE,
    UPS_LOAD,
    UPS_LOAD_APPARENT,
    UPS_ONBATTERY,
    UPS_REALPOWER,
    UPS_TEMPERATURE,
)

CONTACT: Final = (CONNECTED, LAST_CONTACT)
SUPPLY: Final = (UPS_ONBATTERY, INPUT_MAINS, INPUT_SOURCE)
"""Where the power comes from."""
CHARGES: Final = (BATTERY_CHARGE,)
LOADS: Final = (UPS_LOAD, UPS_LOAD_APPARENT)
"""Of these, one is enough at a glance."""
GLANCE: Final = (
    BATTERY_RUNTIME,
    UPS_REALPOWER,
    INPUT_REALPOWER,
    INPUT_VOLTAGE,
    OUTPUT_VOLTAGE,
    INPUT_CURRENT,
    OUTPUT_CURRENT,
    BATTERY_VOLTAGE,
    UPS_TEMPERATURE,
    BATTERY_TEMPERATURE,
    INPUT_ENERGY,
    OUTPUT_ENERGY,
)
"""Readings of an overview, the foremost first."""
GLANCE_COUNT: Final = 6
"""Of the unit itself …"""
GLANCE_WITH_PARTS: Final = 4
"""… or, if it tells so few, together with its parts."""
CLIMATE: Final = (AMBIENT_TEMPERATURE, AMBIENT_HUMIDITY)
CLIMATE_COUNT: Final = 4

SWITCHED: Final = ("outlet", "outlet_group", "relay")
"""Kinds of parts that are shown with what switches and restarts them."""
MEASURED_BESIDE: Final = (Quantity.POWER, Quantity.CURRENT)
"""What is read beside the switch of a part, the first that there is."""
LISTED: Final = (
    ("inlets", ("inlet", "line", "input", "bypass_input")),
    ("phases", ("phase", "input_phase", "output_phase", "bypass_phase")),
    ("banks", ("bank",)),
    ("power_supplies", ("power_supply",)),
    ("cells", ("cell",)),
    ("packs", ("pack", "cartridge")),
    ("probes", ("probe",)),
    ("contacts", ("contact",)),
)
"""The heading of parts that are only read, and their kinds."""
UNLISTED: Final = ("unit", "rule")
"""The unit is shown before its parts; the rules are the unit's own business."""


@dataclass(frozen=True, slots=True)
class Topic:
    """What is drawn together, since it is read together."""

    key: str
    quantities: tuple[Quantity, ...]
    of_battery: bool | None = None
    """Whether only of the battery, or of anything else; its voltage is another one."""

    def covers(self, variable: Variable) -> bool:
        """Whether a reading belongs to it.

        Blocks of a battery do not: beside the whole they are flat lines.
        """
        of_battery = variable.name.startswith("battery.")
        return (
            variable.quantity in self.quantities
            and is_reading(variable)
            and not variable.name.startswith("battery.cell.")
            and self.of_battery in (None, of_battery)
        )


CHARGE_AND_LOAD: Final = Topic("charge_and_load", (Quantity.CHARGE, Quantity.LOAD))
RUNTIME: Final = Topic("runtime", (Quantity.DURATION,), of_battery=True)
POWER: Final = Topic("power", (Quantity.POWER,))
CURRENT: Final = Topic("current", (Quantity.CURRENT,))
TOPICS: Final = (
    CHARGE_AND_LOAD,
    RUNTIME,
    POWER,
    Topic("voltage", (Quantity.VOLTAGE,), of_battery=False),
    Topic("battery_voltage", (Quantity.VOLTAGE,), of_battery=True),
    CURRENT,
    Topic("temperature", (Quantity.TEMPERATURE,)),
    Topic("humidity", (Quantity.HUMIDITY,)),
)
UNDRAWN: Final = (*SWITCHED, "cell")
"""Kinds of parts of which a unit has too many for one drawing."""
DRAWN_FIRST: Final = ("unit", "inlet")
"""What speaks for the whole of a unit."""

_ALARMING: Final = {
    Meaning.PROBLEM: "on",
    Meaning.BATTERY_LOW: "on",
    Meaning.CONNECTED: "off",
    Meaning.ON_BATTERY: "on",
}


def alarming_state(variable: Variable) -> str | None:
    """Return the state that somebody should look at, if there is one."""
    if variable == INPUT_MAINS:
        return "off"
    if variable.kind is not Kind.FLAG or variable.meaning is None:
        return None
    return _ALARMING.get(variable.meaning)


def is_reading(variable: Variable) -> bool:
    """Whether it is a number that people look at."""
    return variable.kind is Kind.MEASURE and variable.category is Category.PRIMARY


def is_told(variable: Variable) -> bool:
    """Whether it belongs into a list of what a part tells.

    Problems do not: they are told while there are any.
    """
    return variable.category is Category.PRIMARY and (
        variable.meaning is not Meaning.PROBLEM
    )
