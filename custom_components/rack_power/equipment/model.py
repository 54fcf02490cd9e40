"""Nouns of the language: equipment, its parts, what can be read, set, run and told.

The words are those of Network UPS Tools: variables are read or set, instant commands
are run. All values are in the unit that their variable declares: drivers convert,
nothing above them ever scales.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from typing import NamedTuple, NewType, override

type Value = bool | int | float | str | date | time | datetime | None
"""A value in the unit of its variable. ``None``: the unit has it, but not now."""

EquipmentId = NewType("EquipmentId", str)
"""Maker and serial number of one physical unit, see :mod:`.identity`."""


class PartId(NamedTuple):
    """Where on a unit: the kind of part and its stable key, never its label."""

    kind: str
    key: str


UNIT = PartId("unit", "0")
"""The part that stands for the unit as a whole."""


class Quality(StrEnum):
    """How far a reading can be relied on."""

    GOOD = "good"
    STALE = "stale"
    UNAVAILABLE = "unavailable"


class Kind(StrEnum):
    """What sort of value a variable has; platforms follow from it."""

    MEASURE = "measure"
    COUNTER = "counter"
    FLAG = "flag"
    CHOICE = "choice"
    TEXT = "text"
    DATE = "date"
    TIME = "time"
    INSTANT = "instant"
    STARTED = "started"
    """The instant of the last start; small shifts are rounding, not restarts."""
    FIRMWARE = "firmware"
    """The installed version; ``details`` may hold ``latest``, the version on offer, and
    ``in_progress``, whether it is being installed."""


class Quantity(StrEnum):
    """What is measured."""

    APPARENT_POWER = "apparent_power"
    CHARGE = "charge"
    CURRENT = "current"
    DATA_SIZE = "data_size"
    DURATION = "duration"
    ENERGY = "energy"
    FREQUENCY = "frequency"
    HUMIDITY = "humidity"
    LOAD = "load"
    POWER = "power"
    POWER_FACTOR = "power_factor"
    RATIO = "ratio"
    REACTIVE_POWER = "reactive_power"
    TEMPERATURE = "temperature"
    VOLTAGE = "voltage"


class Unit(StrEnum):
    """Units of values, as they are printed."""

    AMPERE = "A"
    AMPERE_HOUR = "Ah"
    BYTE = "B"
    CELSIUS = "°C"
    DAY = "d"
    HERTZ = "Hz"
    KILOWATT_HOUR = "kWh"
    MINUTE = "min"
    PERCENT = "%"
    SECOND = "s"
    VAR = "var"
    VOLT = "V"
    VOLT_AMPERE = "VA"
    WATT = "W"


class Meaning(StrEnum):
    """What it means when a flag is true."""

    ACTIVE = "active"
    BATTERY_LOW = "battery_low"
    CLOSED = "closed"
    CONNECTED = "connected"
    ON_BATTERY = "on_battery"
    OUTLET = "outlet"
    POWERED = "powered"
    PROBLEM = "problem"
    RUNNING = "running"


class Category(StrEnum):
    """Whom a variable or command serves: everybody, diagnosis, or configuration."""

    PRIMARY = "primary"
    DIAGNOSTIC = "diagnostic"
    CONFIG = "config"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Variable:
    """What can be read or set, declared once and named in NUT's manner.

    ``everyday`` is false for what few people look at: it is offered, but not shown
    unasked. ``main`` marks the one variable that its part is there for. ``shown_in``
    is the unit that people would rather read. ``private``: it tells whose or where the
    unit is, and does not belong into a diagnosis.
    ``options`` are the keys of a choice, snake case.
    """

    name: str
    kind: Kind
    quantity: Quantity | None = None
    unit: Unit | None = None
    meaning: Meaning | None = None
    options: tuple[str, ...] = ()
    category: Category = Category.PRIMARY
    everyday: bool = True
    shown_in: Unit | None = None
    precision: int | None = None
    main: bool = False
    private: bool = False

    @override
    def __eq__(self, other: object) -> bool:
        """Compare by name: a name is declared once."""
        return isinstance(other, Variable) and self.name == other.name

    @override
    def __hash__(self) -> int:
        """Hash by name."""
        return hash(self.name)


class Point(NamedTuple):
    """One variable of one part."""

    part: PartId
    variable: Variable


@dataclass(frozen=True, slots=True)
class Reading:
    """A value as the unit told it.

    ``details`` say what a value rests on (the reason of a flag, say). Time is left
    out of comparison: a value that was merely read again has not changed.
    """

    value: Value
    observed_at: datetime = field(compare=False)
    quality: Quality = Quality.GOOD
    details: Mapping[str, str | int | float | bool | tuple[str, ...]] | None = None


class Danger(StrEnum):
    """What a command or a setting endangers."""

    NOTHING = "nothing"
    LOAD = "load"
    """Cuts the power of the part or of what the part can cut."""
    CONTROL = "control"
    """Interrupts the link to the unit, not the power."""
    SETTINGS = "settings"


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """The bounds of a writable point, in the unit of its variable.

    ``cuts_load_at`` is the value that takes power away from the part, if one does.
    ``endangers`` is what any value may do sooner or later, ``harmless`` excepted.
    ``options`` narrow those of the variable to what this unit allows; ``numbers`` are
    all that it lets a measure be, in order, where it names them.
    """

    minimum: float | None = None
    maximum: float | None = None
    step: float | None = None
    max_length: int | None = None
    options: tuple[str, ...] = ()
    numbers: tuple[float, ...] = ()
    cuts_load_at: Value = None
    endangers: Danger = Danger.NOTHING
    harmless: Value = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Command:
    """An instant command, declared once, named in NUT's manner."""

    name: str
    endangers: Danger = Danger.NOTHING
    category: Category = Category.PRIMARY
    everyday: bool = True
    restarts: bool = False

    @override
    def __eq__(self, other: object) -> bool:
        """Compare by name: a name is declared once."""
        return isinstance(other, Command) and self.name == other.name

    @override
    def __hash__(self) -> int:
        """Hash by name."""
        return hash(self.name)


class Order(NamedTuple):
    """One instant command of one part."""

    part: PartId
    command: Command


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a unit.

    ``number`` is the one printed on the box, ``label`` the owner's name for it, which
    may change at any time. ``within`` is the part that it lies in. ``device`` says
    that it is a thing of its own, to be named and placed. ``cuts`` are the parts
    whose power it can take away besides its own. ``position`` orders the display.
    """

    id: PartId
    number: str | None = None
    label: str | None = None
    within: PartId = UNIT
    device: bool = False
    cuts: frozenset[PartId] = frozenset()
    position: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Equipment:
    """One physical unit, as far as its maker's plate and its owner tell.

    ``model`` is what people call it, ``model_id`` what it is ordered by.
    """

    id: EquipmentId
    maker: str
    serial: str | None = None
    name: str | None = None
    model: str | None = None
    model_id: str | None = None
    firmware: str | None = None
    hardware: str | None = None
    url: str | None = None
    mac: str | None = None
    via: EquipmentId | None = None


class Severity(StrEnum):
    """How grave a record is."""

    INFORMATIONAL = "informational"
    WARNING = "warning"
    CRITICAL = "critical"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A line of the unit's own log.

    ``key`` is unique within the path that told it; code and text recognise the same
    line when another path tells it too. ``name`` is what the maker's documents call
    what the code stands for.
    """

    key: str
    time: datetime
    kind: str
    severity: Severity
    text: str
    code: str | None = None
    name: str | None = None
    part: PartId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What one answer of a unit brings.

    ``group`` names what the answer covers (a list, a table, a page of the unit). A
    complete report replaces its group: what the group held before and this report
    does not is gone. An incomplete one only adds and updates, and nothing is
    concluded from what it leaves out. Other groups are never touched: a list that
    was refused or is not due yet has no report.
    """

    equipment: EquipmentId
    group: str
    complete: bool = True
    parts: Mapping[PartId, Part] = field(default_factory=dict)
    readings: Mapping[Point, Reading] = field(default_factory=dict)
    settings: Mapping[Point, Setting] = field(default_factory=dict)
    orders: frozenset[Order] = frozenset()
    about: Equipment | None = None
