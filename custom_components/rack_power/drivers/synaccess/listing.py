"""The lists that a unit answers with: their names, where they are, who reads them."""

from collections.abc import Callable, Mapping
from typing import Final

from ...equipment.driver import Json
from ...equipment.model import Report
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
)
from .mapping.draft import Scene

ACTIONS: Final = "actions"
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
MAPPERS: Final[Mapping[str, Callable[[Json, Scene], Report]]] = {
    banks.GROUP: banks.report,
    outlets.GROUP: outlets.report,
    inlets.GROUP: inlets.report,
    sensors.GROUP: sensors.report,
    relays.GROUP: relays.report,
    groups.GROUP: groups.report,
    events.GROUP: events.report,
}
MEASURED: Final = frozenset({banks.GROUP, inlets.GROUP})
"""Lists whose values are corrected while they are read, which is done once."""
SHOW_GROUPS: Final = frozenset({outlets.GROUP, groups.GROUP})
"""Lists that the states of the groups follow from."""
OBJECTS: Final = frozenset({device.GROUP, conf.GROUP})
KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    outlets.GROUP: outlets.KEYS,
    groups.GROUP: groups.KEYS,
    banks.GROUP: banks.KEYS,
}
