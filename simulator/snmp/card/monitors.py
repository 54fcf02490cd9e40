"""What measures the environment at older cards."""

from ..agent.objects import Object, constant, gauge, integer
from ..oids import EXTERNAL_MONITOR, INTEGRATED_MONITOR, MEASURE_UPS
from ..unit.readings import Readings
from ..unit.surroundings import COMM_LOST, COMM_OK, Contact, Probe
from ..wire.ber import Kind
from .environment import fahrenheit, named, numbered, repeated
from .settings import between, choice


def external_monitor(see: Readings, units: int = 2) -> dict[str, Object]:
    """Make the external monitor, which here counts in degrees Fahrenheit (2)."""
    probes, unit = see.unit.probes, see.unit
    status, config = f"{EXTERNAL_MONITOR}3.3.1.", f"{EXTERNAL_MONITOR}2.2.1."

    def link() -> int:
        lost = any(probe.comm == COMM_LOST for probe in unit.probes)
        return 3 if lost else 2 if unit.probes else 1

    made: dict[str, Object] = {
        f"{EXTERNAL_MONITOR}1.1.0": constant(Kind.OCTETS, "1.4"),
        f"{EXTERNAL_MONITOR}2.1.0": constant(Kind.INTEGER, len(probes)),
        f"{EXTERNAL_MONITOR}3.1.0": integer(link),
        f"{EXTERNAL_MONITOR}3.2.0": constant(Kind.INTEGER, len(probes)),
    }
    for probe in probes:
        columns = repeated(see, probe) | _in_units(probe, units)
        columns.pop(15)
        made |= {f"{status}{n}.{probe.port}": o for n, o in columns.items()}
        made |= {
            f"{config}{n}.{probe.port}": o
            for n, o in _config(see, probe, units).items()
        }
    return made


def integrated_monitor(see: Readings) -> dict[str, Object]:
    """Make the monitor that is built into some cards."""
    probes = see.unit.probes
    status, config = f"{INTEGRATED_MONITOR}3.2.1.", f"{INTEGRATED_MONITOR}2.2.1."
    made: dict[str, Object] = {
        f"{INTEGRATED_MONITOR}2.1.0": constant(Kind.INTEGER, len(probes)),
        f"{INTEGRATED_MONITOR}3.1.0": constant(Kind.INTEGER, len(probes)),
    }
    for probe in probes:
        made |= {
            f"{status}{n}.{probe.port}": o for n, o in repeated(see, probe).items()
        }
        made |= {
            f"{config}{n}.{probe.port}": o for n, o in _config(see, probe, 1).items()
        }
    return made | {
        f"{INTEGRATED_MONITOR}3.6.0": constant(Kind.INTEGER, 1),
        f"{INTEGRATED_MONITOR}3.7.1.1.1": constant(Kind.INTEGER, 1),
        f"{INTEGRATED_MONITOR}3.7.1.2.1": constant(Kind.OCTETS, "Siren"),
        f"{INTEGRATED_MONITOR}3.7.1.3.1": constant(Kind.INTEGER, 2),
    }


def _in_units(probe: Probe, units: int) -> dict[int, Object]:
    def temperature() -> int:
        if probe.comm != COMM_OK:
            return -1
        return round(probe.celsius) if units == 1 else fahrenheit(probe.celsius)

    return {4: integer(temperature), 5: constant(Kind.INTEGER, units)}


def _config(see: Readings, probe: Probe, units: int) -> dict[int, Object]:
    """High before low, then those of humidity, then what is looked at."""
    made = {
        1: constant(Kind.INTEGER, probe.port),
        2: named(probe, "name", see),
        5: constant(Kind.INTEGER, units),
        22: named(probe, "location", see),
    }
    limits = {3: 2, 4: 1, 12: 3, 13: 0, 6: 6, 7: 5, 14: 7, 15: 4}
    enables = {8: 2, 9: 1, 16: 3, 17: 0, 10: 6, 11: 5, 18: 7, 19: 4}
    for column, at in limits.items():
        values = (probe.heat if at < 4 else probe.damp).limits
        made[column] = _cell(see, values, at % 4, enable=False)
    for column, at in enables.items():
        values = (probe.heat if at < 4 else probe.damp).enabled
        made[column] = _cell(see, values, at % 4, enable=True)
    return made


def _cell(see: Readings, values: list[int], at: int, *, enable: bool) -> Object:
    def take(number: int) -> None:
        values[at] = number
        see.unit.looked()

    setting = choice(1, 2) if enable else between(0, -40, 200)
    return numbered(lambda: values[at], take, setting)


def measure_ups(see: Readings) -> dict[str, Object]:
    """Make the Measure-UPS: up to two probes, and contacts."""
    probes, contacts = see.unit.probes, see.unit.contacts
    made: dict[str, Object] = {
        f"{MEASURE_UPS}2.1.0": constant(Kind.INTEGER, len(contacts)),
    }
    for number, probe in enumerate(probes[:2]):
        made |= _measured(probe, 2 * number)
    for number, contact in enumerate(contacts, start=1):
        columns = _contact(see, contact, number)
        made |= {f"{MEASURE_UPS}2.2.1.{n}.{number}": o for n, o in columns.items()}
    return made


def _contact(see: Readings, contact: Contact, number: int) -> dict[int, Object]:
    return {
        1: constant(Kind.INTEGER, number),
        2: constant(Kind.INTEGER, 2),
        3: named(contact, "name", see),
        4: constant(Kind.INTEGER, 2),
        5: integer(lambda: 3 if contact.fault else 2),
    }


def _measured(probe: Probe, first: int) -> dict[str, Object]:
    return {
        f"{MEASURE_UPS}1.{first + 1}.0": gauge(lambda: round(probe.celsius)),
        f"{MEASURE_UPS}1.{first + 2}.0": gauge(lambda: probe.humidity or 0),
    }
