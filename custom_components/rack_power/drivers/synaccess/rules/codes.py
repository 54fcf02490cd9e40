"""The words in which the tables of event and action codes are written."""

from dataclasses import dataclass
from enum import StrEnum

ANY = "any"
"""Stands for all objects of a kind instead of one id."""

MOST_PARAMS = 3
"""Parameters of an event or action on the wire; the rest is padded with ``""``."""


class ParamType(StrEnum):
    """What a parameter is; the ids are those of the PDU's own lists."""

    INLET = "inlet"
    LINE = "line"
    """``inletLines[].id``: the literal is not documented, this is the likely one."""
    BANK = "bank"
    OUTLET = "outlet"
    GROUP = "group"
    SENSOR = "sensor"
    """``sensorId``; that of a temperature sensor follows its port."""
    RELAY = "relay"
    """The name, not the id, of a relay output."""
    PORT = "port"
    """Sensor port A or B."""
    HOST = "host"
    """IPv4 address or DNS name."""
    URL = "url"
    EMAIL = "email"
    TEXT = "text"
    TIME = "time"
    """``HH:MM``, 24 hours, in the PDU's local time."""
    CHOICE = "choice"
    INTEGER = "integer"
    NUMBER = "number"


class RuleKind(StrEnum):
    """Whether ``triggered`` means anything."""

    CONDITION = "condition"
    SCHEDULE = "schedule"


class Requirement(StrEnum):
    """What a PDU must have for a code to make sense."""

    THREE_PHASE = "three_phase"
    SINGLE_PHASE = "single_phase"
    CIRCUIT_BREAKER = "circuit_breaker"
    OUTLET_METERING = "outlet_metering"
    TEMP_HUM_SENSOR = "temp_hum_sensor"
    DIO_HUB = "dio_hub"
    ATS = "ats"
    OUTLET_SWITCHING = "outlet_switching"
    SMTP = "smtp"
    GROUP = "group"
    RELAY_OUTPUTS = "relay_outputs"
    SECONDARY_NIC = "secondary_nic"
    ENERGY_METERING = "energy_metering"


@dataclass(frozen=True, slots=True, kw_only=True)
class Param:
    """One parameter of a code.

    ``key`` names it in requests and answers, ``also`` are other names that requests
    may use. ``minimum`` and ``maximum`` are in ``unit``. One with a ``default`` may be
    left out and is always sent. ``wildcard``: ``any`` is taken instead of an id.
    ``secret`` ones are sent and never told.
    """

    key: str
    type: ParamType
    also: tuple[str, ...] = ()
    unit: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    exclusive_minimum: bool = False
    default: str | None = None
    options: tuple[str, ...] = ()
    wildcard: bool = False
    secret: bool = False

    @property
    def required(self) -> bool:
        """Whether a request cannot leave it out."""
        return self.default is None


@dataclass(frozen=True, slots=True)
class Code:
    """One row of a table.

    ``vendor_name`` is the text of the vendor's reference, kept as printed; ``name`` is
    ours. ``note`` tells what the reference leaves open.
    """

    code: int
    key: str
    name: str
    vendor_name: str
    params: tuple[Param, ...] = ()
    requires: tuple[Requirement, ...] = ()
    kind: RuleKind = RuleKind.CONDITION
    note: str | None = None


class EventCode(Code):
    """What an event watches."""

    __slots__ = ()


class ActionCode(Code):
    """What an action does."""

    __slots__ = ()
