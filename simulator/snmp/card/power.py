"""Input and output."""

from collections.abc import Callable

from ..agent.objects import Object, Reader, gauge, integer
from ..oids import UPS
from ..unit.readings import Readings, tenths


def power(see: Readings) -> dict[str, Object]:
    """Make what every UPS with one phase tells."""
    return {
        f"{UPS}3.1.1.0": integer(lambda: 1),
        f"{UPS}3.2.1.0": gauge(lambda: round(see.input_volts)),
        f"{UPS}3.2.2.0": gauge(lambda: round(see.input_highest)),
        f"{UPS}3.2.3.0": gauge(lambda: round(see.input_lowest)),
        f"{UPS}3.2.4.0": gauge(lambda: round(see.input_hertz)),
        f"{UPS}4.1.2.0": integer(lambda: 1),
        f"{UPS}4.2.1.0": gauge(lambda: round(see.output_volts)),
        f"{UPS}4.2.2.0": gauge(lambda: round(see.output_hertz)),
        f"{UPS}4.2.3.0": gauge(lambda: round(see.load)),
        f"{UPS}4.2.4.0": gauge(lambda: round(see.amperes)),
    }


def status(see: Readings) -> dict[str, Object]:
    """Make what tells how the output is fed."""
    return {
        f"{UPS}3.2.5.0": integer(lambda: see.unit.cause),
        f"{UPS}4.1.1.0": integer(lambda: see.status),
    }


def power_of_second_generation(see: Readings) -> dict[str, Object]:
    """Make what newer ones tell besides."""
    return {
        f"{UPS}3.2.6.0": integer(lambda: 50),
        f"{UPS}3.2.7.0": integer(lambda: round(see.nominal)),
        f"{UPS}4.2.7.0": integer(lambda: 50),
        f"{UPS}4.2.8.0": integer(lambda: round(see.watts)),
        f"{UPS}4.2.9.0": integer(lambda: round(see.volt_amperes)),
        f"{UPS}4.2.12.0": gauge(lambda: int(see.kilowatt_hours)),
    }


def power_in_tenths(see: Readings) -> dict[str, Object]:
    """Make the objects of high precision; some cards lack a few of them."""

    def fine(read: Callable[[], float]) -> Reader:
        """All or none of these."""
        return lambda: tenths(read()) if see.knobs.precision != "low" else None

    def finest(read: Callable[[], float]) -> Reader:
        """These may be missing alone."""
        return lambda: tenths(read()) if see.knobs.precision == "high" else None

    def hundredths() -> int | None:
        fine = see.knobs.precision != "low"
        return round(see.kilowatt_hours * 100) if fine else None

    return {
        f"{UPS}3.3.1.0": gauge(finest(lambda: see.input_volts)),
        f"{UPS}3.3.2.0": gauge(finest(lambda: see.input_highest)),
        f"{UPS}3.3.3.0": gauge(finest(lambda: see.input_lowest)),
        f"{UPS}3.3.4.0": gauge(fine(lambda: see.input_hertz)),
        f"{UPS}4.3.1.0": gauge(finest(lambda: see.output_volts)),
        f"{UPS}4.3.2.0": gauge(fine(lambda: see.output_hertz)),
        f"{UPS}4.3.3.0": gauge(finest(lambda: see.load)),
        f"{UPS}4.3.4.0": gauge(fine(lambda: see.amperes)),
        f"{UPS}4.3.5.0": integer(fine(lambda: see.efficiency / 10)),
        f"{UPS}4.3.6.0": gauge(hundredths),
    }
