"""Probes and contacts at the universal ports, and as the older tables repeat them."""

from collections.abc import Callable

from ..agent.objects import Object, Told, constant, integer, text
from ..oids import INTEGRATED_MONITOR, UNIVERSAL_IO
from ..unit.readings import Readings
from ..unit.surroundings import COMM_OK, Contact, Probe, Thresholds
from ..wire.ber import Kind, Raw
from .settings import Setting, checked, choice, rounded

_PROBES, _PROBE_CONFIG = f"{UNIVERSAL_IO}1.2.1.", f"{UNIVERSAL_IO}1.4.1."
_CONTACTS, _CONTACT_CONFIG = f"{UNIVERSAL_IO}2.2.1.", f"{UNIVERSAL_IO}2.4.1."
_OLDER = f"{INTEGRATED_MONITOR}3.2.1."
_NAME = Setting(Kind.OCTETS, "", length=32)
_LIMIT = Setting(Kind.INTEGER, 0, minimum=-40, maximum=100)


def fahrenheit(celsius: float) -> int:
    """Convert as the card does."""
    return round(celsius * 9 / 5 + 32)


def named(owner: object, attribute: str, see: Readings) -> Object:
    """Make a name that can be written."""

    def write(raw: Raw) -> None:
        if isinstance(raw, bytes):
            setattr(owner, attribute, raw.decode("latin-1"))

    return Object(
        Kind.OCTETS,
        lambda: see.name(getattr(owner, attribute)),
        write,
        checked(_NAME),
    )


def numbered(
    read: Callable[[], int], take: Callable[[int], None], setting: Setting
) -> Object:
    """Make a number that can be written."""

    def write(raw: Raw) -> None:
        if isinstance(raw, int):
            take(rounded(setting, raw))

    return Object(Kind.INTEGER, read, write, checked(setting))


def probes(see: Readings) -> dict[str, Object]:
    """Make the tables of probes."""
    found = see.unit.probes
    made: dict[str, Object] = {
        f"{UNIVERSAL_IO}1.1.0": integer(lambda: len(found)),
        f"{UNIVERSAL_IO}1.3.0": integer(lambda: len(found)),
        f"{INTEGRATED_MONITOR}3.1.0": integer(lambda: len(found)),
    }
    for probe in found:
        row = f"{probe.port}.1"
        made |= {f"{_PROBES}{n}.{row}": o for n, o in _status(see, probe).items()}
        made |= {f"{_PROBE_CONFIG}{n}.{row}": o for n, o in _config(see, probe).items()}
        made |= {
            f"{_OLDER}{n}.{probe.port}": o for n, o in repeated(see, probe).items()
        }
    return made


def _status(see: Readings, probe: Probe) -> dict[int, Object]:
    def measured(read: Callable[[], Told]) -> Callable[[], Told]:
        return lambda: read() if probe.comm == COMM_OK else -1

    def bitmap() -> int:
        maximum_first = [3, 2, 1, 0, 7, 6, 5, 4]
        crossed = probe.violations
        return sum(crossed[n] << bit for bit, n in enumerate(maximum_first))

    return {
        1: integer(lambda: probe.port),
        2: integer(lambda: 1),
        3: text(lambda: see.name(probe.name)),
        4: text(lambda: see.name(probe.location)),
        5: integer(measured(lambda: fahrenheit(probe.celsius))),
        6: integer(measured(lambda: round(probe.celsius))),
        7: integer(measured(lambda: -1 if probe.humidity is None else probe.humidity)),
        8: integer(measured(bitmap)),
        9: integer(lambda: probe.alarm),
        10: integer(lambda: probe.comm),
    }


def _config(see: Readings, probe: Probe) -> dict[int, Object]:
    made = {
        1: integer(lambda: probe.port),
        2: integer(lambda: 1),
        3: named(probe, "name", see),
        4: named(probe, "location", see),
    }
    for first, limits in ((5, probe.heat), (14, probe.damp)):
        made |= {first + n: o for n, o in enumerate(_thresholds(see, limits))}
    return made


def _thresholds(see: Readings, limits: Thresholds) -> list[Object]:
    """Minimum, low, high, maximum, hysteresis, then which are looked at."""

    def item(values: list[int], at: int, setting: Setting) -> Object:
        def take(number: int) -> None:
            values[at] = number
            see.unit.looked()

        return numbered(lambda: values[at], take, setting)

    def keep(number: int) -> None:
        limits.hysteresis = number

    return [
        *(item(limits.limits, n, _LIMIT) for n in range(4)),
        numbered(lambda: limits.hysteresis, keep, _LIMIT),
        *(item(limits.enabled, n, choice(1, 2)) for n in range(4)),
    ]


def repeated(see: Readings, probe: Probe) -> dict[int, Object]:
    """Make the row by which older tables show a probe."""

    def violation(at: int) -> Object:
        limits = probe.heat if at < 4 else probe.damp

        def read() -> int:
            if limits.enabled[at % 4] != 2:
                return 3
            return 2 if probe.violations[at] else 1

        return integer(read)

    def connected() -> bool:
        return probe.comm == COMM_OK

    high_low_max_min = {7: 2, 8: 1, 9: 6, 10: 5, 11: 3, 12: 0, 13: 7, 14: 4}
    made = {column: violation(at) for column, at in high_low_max_min.items()}
    return made | {
        1: integer(lambda: probe.port),
        2: text(lambda: see.name(probe.name)),
        3: integer(lambda: 2 if connected() else 1),
        4: integer(lambda: round(probe.celsius) if connected() else -1),
        5: integer(lambda: 1),
        6: integer(
            lambda: -1 if probe.humidity is None or not connected() else probe.humidity
        ),
        15: text(lambda: see.name(probe.location)),
    }


def contacts(see: Readings) -> dict[str, Object]:
    """Make the tables of contacts; the older tables hold two that are not used."""
    found = see.unit.contacts
    made: dict[str, Object] = {
        f"{UNIVERSAL_IO}2.1.0": integer(lambda: len(found)),
        f"{UNIVERSAL_IO}2.3.0": integer(lambda: len(found)),
    }
    for number, contact in enumerate(found, start=1):
        row = f"{contact.port}.{number}"
        made |= {
            f"{_CONTACTS}{n}.{row}": o
            for n, o in _contact(see, contact, number).items()
        }
        made |= {
            f"{_CONTACT_CONFIG}{n}.{row}": o
            for n, o in _contact_config(see, contact, number).items()
        }
    return made | _unused()


def _contact(see: Readings, contact: Contact, number: int) -> dict[int, Object]:
    def alarm() -> int:
        if contact.comm != COMM_OK:
            return 4
        return 1 if not contact.fault else 3 if contact.severity == 1 else 2

    return {
        1: integer(lambda: contact.port),
        2: integer(lambda: number),
        3: text(lambda: see.name(contact.name)),
        4: text(lambda: see.name(contact.location)),
        5: integer(lambda: contact.state if contact.comm == COMM_OK else 4),
        6: integer(alarm),
        7: integer(lambda: contact.comm),
    }


def _contact_config(see: Readings, contact: Contact, number: int) -> dict[int, Object]:
    def normal(state: int) -> None:
        contact.normal = state
        see.unit.looked()

    def severity(level: int) -> None:
        contact.severity = level

    return {
        1: integer(lambda: contact.port),
        2: integer(lambda: number),
        3: named(contact, "name", see),
        4: named(contact, "location", see),
        5: integer(lambda: 2),
        6: numbered(lambda: contact.normal, normal, choice(1, 2)),
        7: numbered(lambda: contact.severity, severity, choice(1, 3)),
    }


def _unused() -> dict[str, Object]:
    """Make the rows that cards without an integrated monitor leave empty."""
    config, status = f"{INTEGRATED_MONITOR}2.4.1.", f"{INTEGRATED_MONITOR}3.4.1."
    made: dict[str, Object] = {}
    for number in (1, 2):
        unknown = text(lambda: "Unknown")
        one = integer(lambda: 1)
        index = constant(Kind.INTEGER, number)
        made |= {
            f"{config}1.{number}": index,
            f"{config}2.{number}": unknown,
            f"{config}3.{number}": one,
            f"{config}4.{number}": one,
            f"{config}5.{number}": one,
            f"{config}6.{number}": unknown,
            f"{status}1.{number}": index,
            f"{status}2.{number}": unknown,
            f"{status}3.{number}": one,
        }
    return made
