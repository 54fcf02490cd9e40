"""Variables and commands that equipment of several makers has.

The names are those of Network UPS Tools where it has one: ``realpower`` is active power
in watts, ``power`` apparent power in volt-amperes. Each name is declared once, and what
only one maker has is declared in that maker's folder, in the same shape.
"""

from .model import Category, Command, Danger, Kind, Meaning, Quantity, Unit, Variable


def _measure(
    name: str,
    quantity: Quantity,
    unit: Unit | None,
    precision: int,
    *,
    everyday: bool = True,
    main: bool = False,
) -> Variable:
    return Variable(
        name=name,
        kind=Kind.MEASURE,
        quantity=quantity,
        unit=unit,
        precision=precision,
        everyday=everyday,
        main=main,
    )


def _energy(name: str, *, everyday: bool = True) -> Variable:
    return Variable(
        name=name,
        kind=Kind.COUNTER,
        quantity=Quantity.ENERGY,
        unit=Unit.KILOWATT_HOUR,
        precision=2,
        everyday=everyday,
    )


def _name(name: str) -> Variable:
    """Declare the owner's name of a part: it is the label, too, hence rarely wanted."""
    return Variable(name=name, kind=Kind.TEXT, category=Category.CONFIG, everyday=False)


def _plate(name: str) -> Variable:
    """Declare what is printed on a unit or stored in it: known, hence rarely wanted."""
    return Variable(
        name=name, kind=Kind.TEXT, category=Category.DIAGNOSTIC, everyday=False
    )


def _reboot_delay(name: str) -> Variable:
    """Declare for how long a restart leaves a part without power."""
    return Variable(
        name=name,
        kind=Kind.MEASURE,
        quantity=Quantity.DURATION,
        unit=Unit.SECOND,
        precision=0,
        category=Category.CONFIG,
        everyday=False,
    )


# The unit as a whole
DEVICE_STARTED = Variable(
    name="device.started",
    kind=Kind.STARTED,
    category=Category.DIAGNOSTIC,
    everyday=False,
)
DEVICE_NAME = _name("device.name")
DEVICE_MODEL = _plate("device.model")
INPUT_SOURCE = Variable(name="input.source", kind=Kind.CHOICE, options=("a", "b"))
"""The inlet that a transfer switch feeds the load from."""

# What a UPS has
UPS_ONBATTERY = Variable(name="ups.onbattery", kind=Kind.FLAG)
"""The load is fed by the battery, whatever the reason."""
UPS_REALPOWER = _measure("ups.realpower", Quantity.POWER, Unit.WATT, 1)
UPS_TEMPERATURE = _measure("ups.temperature", Quantity.TEMPERATURE, Unit.CELSIUS, 1)
UPS_FAN = Variable(name="ups.fan", kind=Kind.FLAG, meaning=Meaning.RUNNING)
UPS_FIRMWARE = _plate("ups.firmware")
UPS_FIRMWARE_AUX = _plate("ups.firmware.aux")
"""That of the part that talks to the network, where it has its own."""
INPUT_MAINS = Variable(name="input.mains", kind=Kind.FLAG, meaning=Meaning.POWERED)
OUTPUT_VOLTAGE = _measure("output.voltage", Quantity.VOLTAGE, Unit.VOLT, 1)
OUTPUT_CURRENT = _measure("output.current", Quantity.CURRENT, Unit.AMPERE, 2)
BATTERY_LOW = Variable(name="battery.low", kind=Kind.FLAG, meaning=Meaning.BATTERY_LOW)
"""The load is fed by the battery, and not for much longer."""
BATTERY_VOLTAGE = _measure("battery.voltage", Quantity.VOLTAGE, Unit.VOLT, 1)
BATTERY_VOLTAGE_LOW = Variable(
    name="battery.voltage.low",
    kind=Kind.MEASURE,
    quantity=Quantity.VOLTAGE,
    unit=Unit.VOLT,
    precision=2,
    category=Category.DIAGNOSTIC,
    everyday=False,
)
"""The voltage at which the unit cuts the load to save its battery."""
BATTERY_CELL_VOLTAGE = _measure("battery.cell.voltage", Quantity.VOLTAGE, Unit.VOLT, 2)

# Inlets and their lines
INPUT_CURRENT = _measure("input.current", Quantity.CURRENT, Unit.AMPERE, 2)
INPUT_VOLTAGE = _measure("input.voltage", Quantity.VOLTAGE, Unit.VOLT, 1)
INPUT_FREQUENCY = _measure("input.frequency", Quantity.FREQUENCY, Unit.HERTZ, 1)
INPUT_REALPOWER = _measure("input.realpower", Quantity.POWER, Unit.WATT, 1)
INPUT_POWER = _measure("input.power", Quantity.APPARENT_POWER, Unit.VOLT_AMPERE, 1)
INPUT_POWERFACTOR = _measure("input.powerfactor", Quantity.POWER_FACTOR, None, 2)
INPUT_ENERGY = _energy("input.energy")
INPUT_READY = Variable(name="input.ready", kind=Kind.FLAG, meaning=Meaning.POWERED)
INPUT_ACTIVE = Variable(name="input.active", kind=Kind.FLAG, meaning=Meaning.RUNNING)
INPUT_NAME = _name("input.name")
LINE_CURRENT = _measure("line.current", Quantity.CURRENT, Unit.AMPERE, 2, main=True)

# Banks: the outlets behind one breaker
BANK_CURRENT = _measure("bank.current", Quantity.CURRENT, Unit.AMPERE, 2)
BANK_VOLTAGE = _measure("bank.voltage", Quantity.VOLTAGE, Unit.VOLT, 1)
BANK_REALPOWER = _measure("bank.realpower", Quantity.POWER, Unit.WATT, 1)
BANK_POWER = _measure("bank.power", Quantity.APPARENT_POWER, Unit.VOLT_AMPERE, 1)
BANK_POWERFACTOR = _measure(
    "bank.powerfactor", Quantity.POWER_FACTOR, None, 2, everyday=False
)
BANK_FREQUENCY = _measure(
    "bank.frequency", Quantity.FREQUENCY, Unit.HERTZ, 1, everyday=False
)
BANK_ENERGY = _energy("bank.energy", everyday=False)
BANK_BREAKER = Variable(
    name="bank.breaker.tripped", kind=Kind.FLAG, meaning=Meaning.PROBLEM
)
BANK_NAME = _name("bank.name")

# Outlets and groups of them
OUTLET_STATUS = Variable(
    name="outlet.status", kind=Kind.FLAG, meaning=Meaning.OUTLET, main=True
)
OUTLET_CURRENT = _measure("outlet.current", Quantity.CURRENT, Unit.AMPERE, 2)
OUTLET_VOLTAGE = _measure(
    "outlet.voltage", Quantity.VOLTAGE, Unit.VOLT, 1, everyday=False
)
OUTLET_REALPOWER = _measure("outlet.realpower", Quantity.POWER, Unit.WATT, 1)
OUTLET_POWERON = Variable(
    name="outlet.poweron",
    kind=Kind.CHOICE,
    options=("on", "off", "previous"),
    category=Category.CONFIG,
    everyday=False,
)
"""What the outlet does when power returns to the unit."""
OUTLET_DELAY_REBOOT = _reboot_delay("outlet.delay.reboot")
OUTLET_NAME = _name("outlet.name")
OUTLET_RELAY_PROBLEM = Variable(
    name="outlet.relay.problem",
    kind=Kind.FLAG,
    meaning=Meaning.PROBLEM,
    category=Category.DIAGNOSTIC,
    everyday=False,
)
GROUP_STATUS = Variable(
    name="outlet.group.status", kind=Kind.FLAG, meaning=Meaning.OUTLET, main=True
)
"""On if any member is on."""
GROUP_NAME = _name("outlet.group.name")

# Relays and contacts
RELAY_STATUS = Variable(name="relay.status", kind=Kind.FLAG, main=True)
"""A relay that is switched by being on or off."""
RELAY_CLOSED = Variable(
    name="relay.closed", kind=Kind.FLAG, meaning=Meaning.CLOSED, main=True
)
"""A relay of which no more is known than its contact."""
RELAY_DELAY_REBOOT = _reboot_delay("relay.delay.reboot")
RELAY_NAME = _name("relay.name")
CONTACT_STATE = Variable(name="contact.state", kind=Kind.FLAG, main=True)
"""True: the input is high."""

# The surroundings
AMBIENT_TEMPERATURE = _measure(
    "ambient.temperature", Quantity.TEMPERATURE, Unit.CELSIUS, 1
)
AMBIENT_HUMIDITY = _measure("ambient.humidity", Quantity.HUMIDITY, Unit.PERCENT, 0)

# Rules that a unit keeps and acts on by itself
RULE_ENABLED = Variable(name="rule.enabled", kind=Kind.FLAG, category=Category.CONFIG)
RULE_TRIGGERED = Variable(
    name="rule.triggered", kind=Kind.FLAG, meaning=Meaning.PROBLEM, main=True
)

# Commands
RESTART = Command(name="restart", endangers=Danger.LOAD, restarts=True)
"""Cut the power of a part and give it back after its reboot delay."""
CONTROLLER_RESTART = Command(
    name="controller.restart",
    endangers=Danger.CONTROL,
    category=Category.CONFIG,
    everyday=False,
    restarts=True,
)
"""Restart what controls the unit; its outlets are meant to stay as they are."""
