"""Probes and contacts: four generations of sensors (9)."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from ....equipment.model import Meaning, Quantity, Unit, Variable
from ..client import Ber
from ..oid import Oid, apc
from .declare import (
    CONFIG,
    OFF_ON,
    PERCENT,
    PRIMARY,
    amount,
    card,
    choice,
    flag,
    percent,
    words,
)
from .row import Bounds, Object, Pace, Table

_DEGREES: Final = Bounds(-40, 100, 1)
_FAHRENHEIT_DEGREES: Final = Bounds(-40, 212, 1)
_NONE: Final = frozenset({-1})

VIOLATED: Final = flag(
    "ambient.violated", Meaning.PROBLEM, category=PRIMARY, everyday=True
)
"""A threshold is passed; the details say which."""
_LEVEL: Final = {1: "ok", 2: "warning", 3: "critical", 4: None}
PROBE_ALARM: Final = choice("ambient.alarm", _LEVEL, everyday=True)
PROBE_LINK: Final = flag("ambient.link", Meaning.CONNECTED)
PROBE_NAME: Final = words("ambient.name", category=CONFIG, private=True)
PROBE_LOCATION: Final = words("ambient.location", category=CONFIG, private=True)
CONTACT_FAULT: Final = flag(
    "contact.fault", Meaning.PROBLEM, category=PRIMARY, everyday=True, main=True
)
CONTACT_CLOSED: Final = flag("contact.closed", Meaning.CLOSED, category=PRIMARY)
CONTACT_NAME: Final = words("contact.name", category=CONFIG, private=True)
CONTACT_LOCATION: Final = words("contact.location", category=CONFIG, private=True)
CONTACT_ENABLED: Final = flag("contact.enabled", category=CONFIG)
_NORMAL: Final = {1: "open", 2: "closed"}
_SEVERITY: Final = {1: "critical", 2: "warning", 3: "informational"}
RELAY_FAULT: Final = flag("relay.fault", Meaning.PROBLEM)
"""A relay is not as it should be: of an older one no more is known."""
CONTACT_NORMAL: Final = choice("contact.normal", _NORMAL, category=CONFIG)
CONTACT_SEVERITY: Final = choice("contact.severity", _SEVERITY, category=CONFIG)
LEVELS: Final[Mapping[int, str | None]] = _LEVEL
"""What the alarm column of a probe, contact or relay means."""

NOT_INSTALLED, LINKED, LINK_LOST = 1, 2, 3
"""The link of a sensor to its card."""
VIOLATIONS: Final[Mapping[int, str]] = {
    1: "max_temperature",
    2: "high_temperature",
    4: "low_temperature",
    8: "min_temperature",
    256: "max_humidity",
    512: "high_humidity",
    1024: "low_humidity",
    2048: "min_humidity",
}
"""Bits of one number."""
VIOLATION_COLUMNS: Final[Mapping[int, str]] = {
    7: "high_temperature",
    8: "low_temperature",
    9: "high_humidity",
    10: "low_humidity",
    11: "max_temperature",
    12: "min_temperature",
    13: "max_humidity",
    14: "min_humidity",
}
"""Columns of the older generations, where 2 says that it is so."""


def _text(base: str, number: int, variable: Variable) -> Object:
    return card(
        f"{base}.{number}",
        variable,
        Ber.OCTETS,
        pace=Pace.CONFIG,
        writable=True,
        bounds=Bounds(max_length=20),
    )


def _set(base: str, number: int, variable: Variable, **rules: Any) -> Object:
    return card(f"{base}.{number}", variable, pace=Pace.CONFIG, writable=True, **rules)


def _threshold(base: str, number: int, which: str, **rules: Any) -> Object:
    """Declare a threshold of the temperature, in the unit of the row."""
    return _set(
        base,
        number,
        amount(
            f"ambient.temperature.{which}",
            Quantity.TEMPERATURE,
            Unit.CELSIUS,
            0,
            category=CONFIG,
        ),
        signed=True,
        **{"bounds": _DEGREES, **rules},
    )


def _damp(base: str, number: int, which: str) -> Object:
    """Declare a threshold of the humidity."""
    return _set(
        base,
        number,
        percent(f"ambient.humidity.{which}", Quantity.HUMIDITY, category=CONFIG),
        bounds=PERCENT,
        unsupported=_NONE,
    )


def _enabled(base: str, number: int, which: str) -> Object:
    return _set(
        base, number, flag(f"ambient.{which}.enabled", category=CONFIG), codes=OFF_ON
    )


TEMPERATURE_HYSTERESIS: Final = amount(
    "ambient.temperature.hysteresis", None, Unit.CELSIUS, 0, category=CONFIG
)
"""A difference: it is no temperature, and converted as a difference."""

_UIO: Final = "1.1.25.1.2.1"
_UIO_CONFIG: Final = "1.1.25.1.4.1"
UIO_PROBES: Final = Table(
    name="uio_probes",
    entry=apc(_UIO),
    size=apc("1.1.25.1.1"),
    plain=dict.fromkeys((3, 4, 6, 7, 8, 9, 10), Pace.NORMAL),
)
UIO_PROBE_SETTINGS: Final = Table(
    name="uio_probe_settings",
    entry=apc(_UIO_CONFIG),
    size=apc("1.1.25.1.3"),
    columns=(
        _text(_UIO_CONFIG, 3, PROBE_NAME),
        _text(_UIO_CONFIG, 4, PROBE_LOCATION),
        _threshold(_UIO_CONFIG, 5, "min"),
        _threshold(_UIO_CONFIG, 6, "low"),
        _threshold(_UIO_CONFIG, 7, "high"),
        _threshold(_UIO_CONFIG, 8, "max"),
        _set(_UIO_CONFIG, 9, TEMPERATURE_HYSTERESIS, bounds=Bounds(0, 20, 1)),
        _enabled(_UIO_CONFIG, 10, "temperature.min"),
        _enabled(_UIO_CONFIG, 11, "temperature.low"),
        _enabled(_UIO_CONFIG, 12, "temperature.high"),
        _enabled(_UIO_CONFIG, 13, "temperature.max"),
        _damp(_UIO_CONFIG, 14, "min"),
        _damp(_UIO_CONFIG, 15, "low"),
        _damp(_UIO_CONFIG, 16, "high"),
        _damp(_UIO_CONFIG, 17, "max"),
        _damp(_UIO_CONFIG, 18, "hysteresis"),
        _enabled(_UIO_CONFIG, 19, "humidity.min"),
        _enabled(_UIO_CONFIG, 20, "humidity.low"),
        _enabled(_UIO_CONFIG, 21, "humidity.high"),
        _enabled(_UIO_CONFIG, 22, "humidity.max"),
    ),
)
_UIO_CONTACTS: Final = "1.1.25.2.2.1"
_UIO_CONTACT_CONFIG: Final = "1.1.25.2.4.1"
UIO_CONTACTS: Final = Table(
    name="uio_contacts",
    entry=apc(_UIO_CONTACTS),
    size=apc("1.1.25.2.1"),
    plain=dict.fromkeys((3, 4, 5, 6, 7), Pace.NORMAL),
)
UIO_CONTACT_SETTINGS: Final = Table(
    name="uio_contact_settings",
    entry=apc(_UIO_CONTACT_CONFIG),
    size=apc("1.1.25.2.3"),
    columns=(
        _text(_UIO_CONTACT_CONFIG, 3, CONTACT_NAME),
        _text(_UIO_CONTACT_CONFIG, 4, CONTACT_LOCATION),
        _set(_UIO_CONTACT_CONFIG, 5, CONTACT_ENABLED, codes=OFF_ON),
        _set(_UIO_CONTACT_CONFIG, 6, CONTACT_NORMAL, codes=_NORMAL),
        _set(_UIO_CONTACT_CONFIG, 7, CONTACT_SEVERITY, codes=_SEVERITY),
    ),
)
UIO_RELAYS: Final = Table(
    name="uio_relays",
    entry=apc("1.1.25.3.2.1"),
    size=apc("1.1.25.3.1"),
    plain=dict.fromkeys((3, 5, 6, 7), Pace.NORMAL),
)


def _probe_settings(name: str, base: str) -> Table:
    """Declare the thresholds of a probe, as the older generations number them."""
    fahrenheit = {"bounds": _FAHRENHEIT_DEGREES}
    return Table(
        name=name,
        entry=apc(base),
        columns=(
            _text(base, 2, PROBE_NAME),
            _threshold(base, 3, "high", **fahrenheit),
            _threshold(base, 4, "low", **fahrenheit),
            _damp(base, 6, "high"),
            _damp(base, 7, "low"),
            _enabled(base, 8, "temperature.high"),
            _enabled(base, 9, "temperature.low"),
            _enabled(base, 10, "humidity.high"),
            _enabled(base, 11, "humidity.low"),
            _threshold(base, 12, "max", **fahrenheit),
            _threshold(base, 13, "min", **fahrenheit),
            _damp(base, 14, "max"),
            _damp(base, 15, "min"),
            _enabled(base, 16, "temperature.max"),
            _enabled(base, 17, "temperature.min"),
            _enabled(base, 18, "humidity.max"),
            _enabled(base, 19, "humidity.min"),
            _set(base, 20, TEMPERATURE_HYSTERESIS, bounds=Bounds(0, 20, 1)),
            _damp(base, 21, "hysteresis"),
            _text(base, 22, PROBE_LOCATION),
        ),
        plain={5: Pace.CONFIG},
    )


def _contact_settings(name: str, base: str) -> Table:
    return Table(
        name=name,
        entry=apc(base),
        columns=(
            _text(base, 2, CONTACT_NAME),
            _set(base, 3, CONTACT_ENABLED, codes=OFF_ON),
            _set(base, 4, CONTACT_SEVERITY, codes=_SEVERITY),
            _set(base, 5, CONTACT_NORMAL, codes=_NORMAL),
            _text(base, 6, CONTACT_LOCATION),
        ),
    )


def _rows(
    name: str, base: str, size: str | None = None, columns: Iterable[int] = (2, 3)
) -> Table:
    """Declare what older generations tell of probes, contacts or relays."""
    return Table(
        name=name,
        entry=apc(base),
        size=None if size is None else apc(size),
        plain=dict.fromkeys(columns, Pace.NORMAL),
    )


UNIT_COLUMN: Final = 5
"""Of probes and of their settings in the older generations."""
FAHRENHEIT: Final = 2
_PROBE: Final = (2, 3, 4, 5, 6, *VIOLATION_COLUMNS)
IEM_PROBES: Final = _rows("iem_probes", "1.1.10.2.3.2.1", "1.1.10.2.3.1", _PROBE)
IEM_PROBE_SETTINGS: Final = _probe_settings("iem_probe_settings", "1.1.10.2.2.2.1")
IEM_CONTACTS: Final = _rows("iem_contacts", "1.1.10.2.3.4.1", "1.1.10.2.3.3")
IEM_CONTACT_SETTINGS: Final = _contact_settings(
    "iem_contact_settings", "1.1.10.2.2.4.1"
)
IEM_RELAYS: Final = _rows("iem_relays", "1.1.10.2.3.7.1", "1.1.10.2.3.6")
EM_PROBES: Final = _rows("em_probes", "1.1.10.1.3.3.1", "1.1.10.1.3.2", _PROBE)
EM_PROBE_SETTINGS: Final = _probe_settings("em_probe_settings", "1.1.10.1.2.2.1")
EM_CONTACTS: Final = _rows("em_contacts", "1.1.10.1.3.5.1", "1.1.10.1.3.4")
EM_CONTACT_SETTINGS: Final = _contact_settings("em_contact_settings", "1.1.10.1.2.4.1")
EM_LINK: Final[Oid] = (*apc("1.1.10.1.3.1"), 0)
"""Whether the external monitor answers its card."""
MEASURE_PROBES: Final[tuple[tuple[Oid, Oid], ...]] = (
    ((*apc("1.1.2.1.1"), 0), (*apc("1.1.2.1.2"), 0)),
    ((*apc("1.1.2.1.3"), 0), (*apc("1.1.2.1.4"), 0)),
)
"""Temperature and humidity of both probes of a Measure-UPS."""
MEASURE_CONTACTS: Final = Table(
    name="measure_contacts",
    entry=apc("1.1.2.2.2.1"),
    size=apc("1.1.2.2.1"),
    plain={2: Pace.NORMAL, 3: Pace.NORMAL, 4: Pace.NORMAL, 5: Pace.NORMAL},
)
UPS_CONTACTS: Final = _rows("ups_contacts", "1.1.1.18.2.2.1", None, (2,))
UPS_RELAYS: Final = _rows("ups_relays", "1.1.1.18.1.2.1", None, (2,))
"""Contacts and relays that some units have themselves."""

TABLES: Final = (
    UIO_PROBES,
    UIO_PROBE_SETTINGS,
    UIO_CONTACTS,
    UIO_CONTACT_SETTINGS,
    UIO_RELAYS,
    IEM_PROBES,
    IEM_PROBE_SETTINGS,
    IEM_CONTACTS,
    IEM_CONTACT_SETTINGS,
    IEM_RELAYS,
    EM_PROBES,
    EM_PROBE_SETTINGS,
    EM_CONTACTS,
    EM_CONTACT_SETTINGS,
    MEASURE_CONTACTS,
    UPS_CONTACTS,
    UPS_RELAYS,
)
PLAIN: Final[tuple[Oid, ...]] = (
    EM_LINK,
    *(oid for probe in MEASURE_PROBES for oid in probe),
)
"""Single objects that are put together with others."""
