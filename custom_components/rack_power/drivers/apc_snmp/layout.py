"""What a unit has, as probing found it, and which of it is read together."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from .client import Raw
from .objects import module_codes, power_codes
from .objects.battery_codes import CARTRIDGES, PACKS
from .objects.card_codes import LINK, UPTIME
from .objects.environment_codes import PLAIN as ENVIRONMENT_PLAIN, TABLES as ENVIRONMENT
from .objects.flag_codes import STATE
from .objects.outlet_codes import GROUP_SETTINGS, GROUPS
from .objects.power_codes import INPUT_PHASES, INPUTS, OUTPUT_PHASES, OUTPUTS
from .objects.row import Object, Pace, Table
from .objects.sync_codes import MEMBERS
from .objects.tables import PLAIN, TABLES
from .oid import Oid

MODULES: Final = "modules"
PACKS_GROUP: Final = "packs"
PHASES: Final = "phases"
ENVIRONMENT_GROUP: Final = "environment"
THRESHOLDS: Final = "environment.config"
OUTLET_GROUPS: Final = "outlet_groups"
OUTLET_GROUP_SETTINGS: Final = "outlet_groups.config"
SYNC_GROUP: Final = "sync"

PACES: Final[Mapping[str, Pace]] = {
    Pace.FAST.value: Pace.FAST,
    OUTLET_GROUPS: Pace.FAST,
    Pace.NORMAL.value: Pace.NORMAL,
    PHASES: Pace.NORMAL,
    ENVIRONMENT_GROUP: Pace.NORMAL,
    Pace.SLOW.value: Pace.SLOW,
    PACKS_GROUP: Pace.SLOW,
    MODULES: Pace.SLOW,
    SYNC_GROUP: Pace.SLOW,
    Pace.CONFIG.value: Pace.CONFIG,
    OUTLET_GROUP_SETTINGS: Pace.CONFIG,
    THRESHOLDS: Pace.CONFIG,
    Pace.ONCE.value: Pace.ONCE,
}
"""Every group of reports in the order in which they are read."""

_GROUPS: Final[Mapping[str, str]] = {
    INPUTS.name: PHASES,
    INPUT_PHASES.name: PHASES,
    OUTPUTS.name: PHASES,
    OUTPUT_PHASES.name: PHASES,
    PACKS.name: PACKS_GROUP,
    CARTRIDGES.name: PACKS_GROUP,
    MEMBERS.name: SYNC_GROUP,
    **{module.table.name: MODULES for module in module_codes.TABLES},
}
_MODULE_OBJECTS: Final = frozenset(module.status for module in module_codes.SINGLES)
_ENVIRONMENT_TABLES: Final = frozenset(table.name for table in ENVIRONMENT)
_ENVIRONMENT_PLAIN: Final = frozenset(ENVIRONMENT_PLAIN)
_OUTLET_TABLES: Final = frozenset({GROUPS.name, GROUP_SETTINGS.name})

TOGETHER: Final[tuple[Oid, ...]] = (
    (*power_codes.STATUS.oid, 0),
    (*STATE.oid, 0),
    (*LINK.oid, 0),
    UPTIME,
)
"""What tells of one and the same moment: the state in two ways, and of which run."""
_FIRST: Final = {oid: place for place, oid in enumerate(TOGETHER)}

type Rows = Mapping[Oid, frozenset[int]]
"""The rows of a table by their index, with the columns that each has."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The objects that are there: those without rows, plain ones, and rows of tables.

    ``unsure`` are tables that could not be looked at, so that nothing is concluded
    from what is not known of them.
    """

    scalars: tuple[Object, ...] = ()
    plain: frozenset[Oid] = frozenset()
    tables: Mapping[str, Rows] = field(default_factory=dict)
    unsure: frozenset[str] = frozenset()

    def rows(self, table: Table) -> Rows:
        """Return the rows of a table."""
        return self.tables.get(table.name, {})

    def groups(self) -> Mapping[str, tuple[Oid, ...]]:
        """Return what is to be read for each group that the unit has."""
        found: dict[str, list[Oid]] = {name: [] for name in PACES}
        for oid in self.plain:
            pace = PLAIN[oid]
            found[plain_group(oid, pace)].append(oid)
        for thing in self.scalars:
            found[scalar_group(thing)].append((*thing.oid, 0))
        for cell, table, pace in self._cells():
            group = table_group(table, pace)
            if group is not None:
                found[group].append(cell)
        return {
            name: tuple(sorted(oids, key=_rank)) for name, oids in found.items() if oids
        }

    def oids(self) -> frozenset[Oid]:
        """Return every object that is there."""
        return frozenset(
            (
                *self.plain,
                *((*thing.oid, 0) for thing in self.scalars),
                *(cell for cell, _, _ in self._cells()),
            )
        )

    def lasting(self) -> frozenset[Oid]:
        """Return the objects that never change: they are true even if read long ago."""
        return frozenset(
            (
                *(oid for oid in self.plain if PLAIN[oid] is Pace.ONCE),
                *((*one.oid, 0) for one in self.scalars if one.pace is Pace.ONCE),
                *(cell for cell, _, pace in self._cells() if pace is Pace.ONCE),
            )
        )

    def _cells(self) -> Iterator[tuple[Oid, Table, Pace]]:
        for table in TABLES:
            for key, columns in self.rows(table).items():
                for number in columns:
                    yield (*table.entry, number, *key), table, pace_of(table, number)

    def is_sure(self, group: str) -> bool:
        """Tell whether all tables of a group could be looked at."""
        return not any(
            group == table_group(table, pace)
            for table in TABLES
            if table.name in self.unsure
            for pace in Pace
        )


def _rank(oid: Oid) -> tuple[int, Oid]:
    """Return where an object stands in the requests for its group.

    What is only true together goes into one request.
    """
    return _FIRST.get(oid, len(_FIRST)), oid


def scalar_group(thing: Object) -> str:
    """Return the group of an object without rows."""
    return MODULES if thing.oid in _MODULE_OBJECTS else thing.pace.value


def plain_group(oid: Oid, pace: Pace) -> str:
    """Return the group of a single object that is put together with others."""
    return ENVIRONMENT_GROUP if oid in _ENVIRONMENT_PLAIN else pace.value


def table_group(table: Table, pace: Pace) -> str | None:
    """Return the group of columns of a table; None: probing reads them often enough."""
    if pace is Pace.ONCE:
        return None
    if table.name in _OUTLET_TABLES:
        return OUTLET_GROUPS if pace is Pace.FAST else OUTLET_GROUP_SETTINGS
    if table.name in _ENVIRONMENT_TABLES:
        return THRESHOLDS if pace is Pace.CONFIG else ENVIRONMENT_GROUP
    return _GROUPS.get(table.name)


@cache
def _paces(name: str) -> Mapping[int, Pace]:
    table = next(one for one in TABLES if one.name == name)
    return {**{one.column: one.pace for one in table.columns}, **table.plain}


def pace_of(table: Table, number: int) -> Pace:
    """Return how often a column is read."""
    return _paces(table.name)[number]


def numbers_of(table: Table) -> tuple[int, ...]:
    """Return the columns of a table that matter."""
    return tuple(sorted(_paces(table.name)))


type Values = Mapping[Oid, Raw]
"""What was read last, by object with its instance."""
