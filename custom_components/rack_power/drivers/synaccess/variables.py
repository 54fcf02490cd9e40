"""Variables that only Synaccess' units have (conf, hub, ATS, cloud)."""

from ...equipment.model import Category, Kind, Quantity, Unit, Variable


def _configured(name: str, kind: Kind, unit: Unit | None = None) -> Variable:
    """Declare a setting that few people ever change."""
    return Variable(
        name=name,
        kind=kind,
        quantity=Quantity.DURATION if unit is Unit.SECOND else None,
        unit=unit,
        precision=0 if kind is Kind.MEASURE else None,
        category=Category.CONFIG,
        everyday=False,
    )


INPUT_PHASE_BALANCE = Variable(
    name="input.phase.balance",
    kind=Kind.MEASURE,
    quantity=Quantity.RATIO,
    unit=Unit.PERCENT,
    precision=0,
)
"""As the unit tells it: whether 100 % is even or uneven is documented both ways."""

OUTLET_DELAY_REBOOT_ENABLED = _configured("outlet.delay.reboot.enabled", Kind.FLAG)
"""False: a restart takes as long as ``outlet.delay.reboot.default`` says."""
RELAY_DELAY_REBOOT_ENABLED = _configured("relay.delay.reboot.enabled", Kind.FLAG)

HUB_SWITCH = Variable(name="contact.switch", kind=Kind.FLAG, main=True)
"""The user switch of an I/O hub."""
HUB_SUPPLY = Variable(name="probe.supply", kind=Kind.FLAG)
"""The 12 V output of an I/O hub."""

CLOUD_REPORTED = Variable(
    name="cloud.reported", kind=Kind.INSTANT, category=Category.DIAGNOSTIC
)
"""When the unit posted last what its cloud tells; up to five minutes before that while
it posts as it should."""

DEFAULT_DELAY_REBOOT = _configured(
    "outlet.delay.reboot.default", Kind.MEASURE, Unit.SECOND
)
SEQUENCE_DELAY = _configured("outlet.delay.poweron", Kind.MEASURE, Unit.SECOND)
"""Between one outlet and the next when power returns to the unit."""
LCD_ORIENTATION = _configured("lcd.orientation", Kind.MEASURE)
"""In degrees."""
LCD_SCREENSAVER_TIMEOUT = _configured(
    "lcd.screensaver.timeout", Kind.MEASURE, Unit.SECOND
)
LCD_BRIGHTNESS = _configured("lcd.brightness", Kind.MEASURE)
"""In steps of the unit's own."""
LCD_OUTLET_CONTROL = _configured("lcd.control.outlets", Kind.FLAG)
LCD_NETWORK_CONTROL = _configured("lcd.control.network", Kind.FLAG)
LCD_REBOOT_CONTROL = _configured("lcd.control.reboot", Kind.FLAG)
LCD_FLUSH_CONTROL = _configured("lcd.control.flush", Kind.FLAG)
