"""Variables and commands that equipment of several makers has.

The names are those of Network UPS Tools where it has one: ``realpower`` is active power
in watts, ``power`` apparent power in volt-amperes. Each name is declared once, and what
only one maker has is declared in that maker's folder, in the same shape.
"""

from dataclasses import replace

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


def _energy(name: str) -> Variable:
    """Declare what has flown so far: all of it is for the energy dashboard."""
    return Variable(
        name=name,
        kind=Kind.COUNTER,
        quantity=Quantity.ENERGY,
        unit=Unit.KILOWATT_HOUR,
        precision=2,
    )


def _name(name: str) -> Variable:
    """Declare the owner's name of a part: it is the label, too, hence rarely wanted."""
    return Variable(name=name, kind=Kind.TEXT, category=Category.CONFIG, everyday=False)


def _plate(name: str) -> Variable:
    """Declare what is printed on a unit or stored in it: known, hence rarely wanted."""
    return Variable(
        name=name, kind=Kind.TEXT, category=Category.DIAGNOSTIC, everyday=False
    )


def _problem(name: str) -> Variable:
    """Declare what is wrong with a unit when it is true."""
    return Variable(name=name, kind=Kind.FLAG, meaning=Meaning.PROBLEM)


def _transfer(name: str) -> Variable:
    """Declare the voltage at which a UPS leaves the mains."""
    return Variable(
        name=name,
        kind=Kind.MEASURE,
        quantity=Quantity.VOLTAGE,
        unit=Unit.VOLT,
        precision=0,
        category=Category.CONFIG,
        everyday=False,
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
DEVICE_FIRMWARE = Variable(
    name="device.firmware", kind=Kind.FIRMWARE, category=Category.DIAGNOSTIC
)
"""Where the unit, or its cloud, knows what it could be updated to."""
DEVICE_NAME = _name("device.name")
DEVICE_MODEL = _plate("device.model")
INPUT_SOURCE = Variable(name="input.source", kind=Kind.CHOICE, options=("a", "b"))
"""The inlet that a transfer switch feeds the load from."""

# What a UPS has
UPS_ONBATTERY = Variable(
    name="ups.onbattery", kind=Kind.FLAG, meaning=Meaning.ON_BATTERY
)
"""The load is fed by the battery, whatever the reason."""
UPS_BYPASS = Variable(name="ups.bypass", kind=Kind.FLAG, category=Category.DIAGNOSTIC)
"""The load hangs on the mains directly, whoever wanted it so."""
UPS_PROBLEM = _problem("ups.problem")
"""Anything that the unit complains of; the details say what."""
UPS_OVERLOAD = _problem("ups.overload")
UPS_LOAD = _measure("ups.load", Quantity.LOAD, Unit.PERCENT, 1)
"""Of the rated watts."""
UPS_LOAD_APPARENT = _measure("ups.load.apparent", Quantity.LOAD, Unit.PERCENT, 1)
"""Of the rated volt-amperes."""
UPS_EFFICIENCY = _measure(
    "ups.efficiency", Quantity.RATIO, Unit.PERCENT, 1, everyday=False
)
UPS_TEST_RESULT = Variable(
    name="ups.test.result", kind=Kind.TEXT, category=Category.DIAGNOSTIC
)
"""Of the last self-test, in the unit's own words."""
UPS_REALPOWER = _measure("ups.realpower", Quantity.POWER, Unit.WATT, 1)
UPS_TEMPERATURE = _measure("ups.temperature", Quantity.TEMPERATURE, Unit.CELSIUS, 1)
UPS_FAN = Variable(name="ups.fan", kind=Kind.FLAG, meaning=Meaning.RUNNING)
UPS_FIRMWARE = _plate("ups.firmware")
UPS_FIRMWARE_AUX = _plate("ups.firmware.aux")
"""That of the part that talks to the network, where it has its own."""
INPUT_MAINS = Variable(name="input.mains", kind=Kind.FLAG, meaning=Meaning.POWERED)
INPUT_TRANSFER_LOW = _transfer("input.transfer.low")
INPUT_TRANSFER_HIGH = _transfer("input.transfer.high")
OUTPUT_ON = Variable(name="output.on", kind=Kind.FLAG, meaning=Meaning.POWERED)
OUTPUT_VOLTAGE = _measure("output.voltage", Quantity.VOLTAGE, Unit.VOLT, 1)
OUTPUT_CURRENT = _measure("output.current", Quantity.CURRENT, Unit.AMPERE, 2)
OUTPUT_FREQUENCY = _measure("output.frequency", Quantity.FREQUENCY, Unit.HERTZ, 1)
OUTPUT_ENERGY = _energy("output.energy")
BATTERY_CHARGE = _measure("battery.charge", Quantity.CHARGE, Unit.PERCENT, 0)
BATTERY_RUNTIME = replace(
    _measure("battery.runtime", Quantity.DURATION, Unit.SECOND, 0),
    shown_in=Unit.MINUTE,
)
"""For how long the battery would feed the load as it is now."""
BATTERY_TEMPERATURE = _measure(
    "battery.temperature", Quantity.TEMPERATURE, Unit.CELSIUS, 1
)
BATTERY_REPLACE = _problem("battery.replace")
BATTERY_DATE = Variable(name="battery.date", kind=Kind.DATE, category=Category.CONFIG)
"""When the battery was last changed."""
BATTERY_DATE_REPLACE = Variable(
    name="battery.date.replace", kind=Kind.DATE, category=Category.DIAGNOSTIC
)
"""When the battery is due."""
BATTERY_CARTRIDGE = Variable(
    name="battery.cartridge", kind=Kind.TEXT, category=Category.DIAGNOSTIC
)
"""What to order when the battery is due."""
BATTERY_PACKS_EXTERNAL = Variable(
    name="battery.packs.external",
    kind=Kind.MEASURE,
    precision=0,
    category=Category.DIAGNOSTIC,
)
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
BANK_ENERGY = _energy("bank.energy")
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
