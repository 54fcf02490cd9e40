"""Variables that only PowerSentrix' units have, or have in a way of their own.

The unit is a direct-current UPS: its rails differ from outlet to outlet and are told to
10 mV, so voltages are of everyday interest and shown to two digits.
"""

from dataclasses import replace

from ...equipment import variables as common
from ...equipment.model import Category, Kind, Meaning, Quantity, Unit, Variable

INPUT_VOLTAGE = replace(common.INPUT_VOLTAGE, precision=2)
"""What the mains gives, behind the charger: direct current of the battery's level."""
OUTPUT_VOLTAGE = replace(common.OUTPUT_VOLTAGE, precision=2)
OUTPUT_CURRENT = replace(
    common.OUTPUT_CURRENT, name="output.current.bus", everyday=False
)
"""All outlets' power, as if it were drawn from the 48 V bus."""
BATTERY_VOLTAGE = replace(common.BATTERY_VOLTAGE, precision=2)
OUTLET_VOLTAGE = replace(common.OUTLET_VOLTAGE, precision=2, everyday=True)
OUTLET_CURRENT = replace(common.OUTLET_CURRENT, precision=3)


def _diagnostic(
    name: str,
    quantity: Quantity,
    unit: Unit,
    *,
    everyday: bool = False,
) -> Variable:
    return Variable(
        name=name,
        kind=Kind.MEASURE,
        quantity=quantity,
        unit=unit,
        precision=0,
        category=Category.DIAGNOSTIC,
        everyday=everyday,
    )


def _started(name: str) -> Variable:
    return replace(common.DEVICE_STARTED, name=name)


MCU_TEMPERATURE = _diagnostic(
    "ups.temperature.mcu", Quantity.TEMPERATURE, Unit.CELSIUS, everyday=True
)
CPU_LOAD = _diagnostic("device.cpu.load", Quantity.LOAD, Unit.PERCENT)
RAM_FREE = _diagnostic("device.ram.free", Quantity.DATA_SIZE, Unit.BYTE)
RAM_TOTAL = _diagnostic("device.ram.total", Quantity.DATA_SIZE, Unit.BYTE)
MAIN_STARTED = _started("device.started.main")
"""The chip that switches power."""
COM_STARTED = _started("device.started.com")
"""The chip that talks to the network; it restarts on its own."""
REPORTED = Variable(
    name="ups.reported",
    kind=Kind.INSTANT,
    category=Category.DIAGNOSTIC,
    everyday=False,
)
"""When the unit itself last told of its state, whoever passed it on."""
FORCED_BATTERY = Variable(
    name="battery.forced",
    kind=Kind.FLAG,
    meaning=Meaning.RUNNING,
    category=Category.DIAGNOSTIC,
)
"""The unit runs from its battery on purpose, as a test."""
CELL_SPREAD = replace(common.BATTERY_CELL_VOLTAGE, name="battery.cell.spread")
"""Between the highest and the lowest of the four blocks."""
CELL_WEAK = Variable(name="battery.cell.weak", kind=Kind.FLAG, meaning=Meaning.PROBLEM)
OUTLET_FAULT = Variable(
    name="outlet.fault", kind=Kind.FLAG, meaning=Meaning.PROBLEM, everyday=False
)
"""An outlet is on and has far less than its rail's voltage."""
