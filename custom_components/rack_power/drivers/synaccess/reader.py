"""Reads the lists of a unit when they are due, and knows what they said last."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
import logging
from typing import Final

from ...equipment.counter import Memory as CounterMemory, guard
from ...equipment.driver import Context, Json
from ...equipment.errors import (
    CannotConnect,
    DriverError,
    InvalidAnswer,
    InvalidAuth,
    NotPermitted,
    WrongEquipment,
)
from ...equipment.identity import equipment_id
from ...equipment.model import UNIT, Equipment, Point, Report
from ...equipment.picture import Picture
from ...equipment.variables import DEVICE_STARTED
from ..http import Refused
from . import kilowatts
from .agenda import ACTIONS, Agenda
from .client import SynLinkClient
from .mapping import (
    banks,
    conf,
    device,
    events,
    groups,
    inlets,
    outlets,
    relays,
    sensors,
    values,
)
from .mapping.draft import Scene
from .rules.snapshot import Row, Snapshot, rows_of

_LOGGER: Final = logging.getLogger(__name__)

PATHS: Final[Mapping[str, str]] = {
    device.GROUP: "/api/device",
    conf.GROUP: "/api/conf",
    banks.GROUP: "/api/banks",
    outlets.GROUP: "/api/outlets",
    inlets.GROUP: "/api/inlets",
    sensors.GROUP: "/api/sensors",
    relays.GROUP: "/api/relayOutputs",
    groups.GROUP: "/api/groups",
    ACTIONS: "/api/actions",
    events.GROUP: "/api/events",
}
_MAPPERS: Final[Mapping[str, Callable[[Json, Scene], Report]]] = {
    banks.GROUP: banks.report,
    outlets.GROUP: outlets.report,
    inlets.GROUP: inlets.report,
    sensors.GROUP: sensors.report,
    relays.GROUP: relays.report,
    groups.GROUP: groups.report,
    events.GROUP: events.report,
}
_ESSENTIAL: Final = frozenset({device.GROUP, outlets.GROUP})
_OBJECTS: Final = frozenset({device.GROUP, conf.GROUP})
_NOT_THERE: Final = frozenset({404, 405, 501})
_GREATEST_POWER = 100_000.0
"""W: beyond any unit of the series, whose plate the interface does not tell."""
_KILOWATTS = "banks_in_kilowatts"
"""Under which it is remembered which banks tell their power in kW."""
""" """


class Reader:
    """The lists of one unit."""
