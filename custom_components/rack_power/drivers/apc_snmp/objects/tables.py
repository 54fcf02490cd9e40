"""All objects that a driver looks for, put together."""

from typing import Final

from ..oid import Oid, apc, ups
from . import (
    alarm_codes,
    battery_codes,
    card_codes,
    command_codes,
    config_codes,
    environment_codes,
    module_codes,
    outlet_codes,
    power_codes,
)
from .flag_codes import STRINGS
from .row import Object, Pace, Table
from .sync_codes import MEMBERS

SCALARS: Final[tuple[Object, ...]] = (
    *card_codes.SCALARS,
    *battery_codes.SCALARS,
    *power_codes.SCALARS,
    *alarm_codes.SCALARS,
    *config_codes.CONFIGURATION,
    *config_codes.TEST,
    *config_codes.SYNC,
    *(module.object for module in module_codes.SINGLES),
    module_codes.AMBIENT,
)
"""Objects without rows that have a variable."""

_COUNTED: Final = (
    battery_codes.PACKS,
    battery_codes.CARTRIDGES,
    outlet_codes.GROUPS,
    environment_codes.UIO_PROBES,
    environment_codes.UIO_CONTACTS,
    environment_codes.UIO_RELAYS,
    environment_codes.IEM_PROBES,
    environment_codes.IEM_CONTACTS,
    environment_codes.IEM_RELAYS,
    environment_codes.EM_PROBES,
    environment_codes.EM_CONTACTS,
    environment_codes.MEASURE_CONTACTS,
)
COUNTS: Final[frozenset[Oid]] = frozenset(
    (*table.size, 0) for table in _COUNTED if table.size is not None
)
"""How many rows there are of what can be added: another number tells of that."""
PLAIN: Final[dict[Oid, Pace]] = {
    card_codes.UPTIME: Pace.FAST,
    card_codes.DESCRIPTION: Pace.ONCE,
    **{(*string.oid, 0): string.pace for string in STRINGS},
    **dict.fromkeys(card_codes.MODULE_FIRMWARES, Pace.ONCE),
    **dict.fromkeys(environment_codes.PLAIN, Pace.NORMAL),
    **dict.fromkeys(command_codes.OBJECTS, Pace.ONCE),
    **dict.fromkeys(COUNTS, Pace.SLOW),
}
"""Single objects from which something follows, with their instance."""

TABLES: Final[tuple[Table, ...]] = (
    outlet_codes.GROUPS,
    outlet_codes.GROUP_SETTINGS,
    outlet_codes.CONTROLS,
    power_codes.INPUTS,
    power_codes.INPUT_PHASES,
    power_codes.OUTPUTS,
    power_codes.OUTPUT_PHASES,
    battery_codes.PACKS,
    battery_codes.CARTRIDGES,
    *environment_codes.TABLES,
    MEMBERS,
    config_codes.ALLOWED_VALUES,
    *(module.table for module in module_codes.TABLES),
)

SHOWN_RAW: Final[tuple[Oid, ...]] = (
    *(ups(f"2.{number}") for number in (5, 6, 7, 8)),  # cabinets to cells
    *map(ups, ("5.1.2", "5.2.13", "13", "14", "15", "16", "17", "18", "20", "22")),
    apc("1.1.10.3"),
)
"""What only large or rare units have, and who has a fault may want to show."""
