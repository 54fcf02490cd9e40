"""All that is declared of what SNMP can show, set and run, by kinds of parts."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from custom_components.rack_power.drivers.apc_snmp.mapping.status import follows
from custom_components.rack_power.drivers.apc_snmp.objects import (
    battery_codes,
    card_codes,
    command_codes,
    environment_codes,
    flag_codes,
    module_codes,
    outlet_codes,
    tables,
)
from custom_components.rack_power.drivers.apc_snmp.objects.row import Object, Table
from custom_components.rack_power.drivers.apc_snmp.traps import variables as traps
from custom_components.rack_power.equipment.model import Command, Variable
from custom_components.rack_power.equipment.variables import (
    AMBIENT_HUMIDITY,
    AMBIENT_TEMPERATURE,
    BATTERY_REPLACE,
    GROUP_STATUS,
    RELAY_CLOSED,
    UPS_OVERLOAD,
)

DEVICES: Final = frozenset({"outlet_group", "pack", "probe"})
"""Kinds of parts that are devices, besides the unit."""
SINGLES: Final = frozenset(module.kind for module in module_codes.SINGLES)
"""Kinds of parts of which a unit has one at most."""
WITHIN: Final = {"cartridge": "pack"}
"""The devices of parts that are not the unit's."""
ROWS: Final[Mapping[str, tuple[str, ...]]] = {
    "outlet_groups": ("outlet_group",),
    "outlet_group_settings": ("outlet_group",),
    "inputs": ("input", "bypass"),
    "input_phases": ("input_phase", "bypass_phase"),
    "output_phases": ("output_phase",),
    "packs": ("pack",),
    "cartridges": ("pack", "cartridge"),
    "uio_probe_settings": ("probe",),
    "iem_probe_settings": ("probe",),
    "em_probe_settings": ("probe",),
    "uio_contact_settings": ("contact",),
    "iem_contact_settings": ("contact",),
    "em_contact_settings": ("contact",),
    "sync_members": ("sync_member",),
}
"""What the rows of a table are."""
DERIVED: Final[Mapping[str, Iterable[Variable]]] = {
    "unit": (
        *(string.problem for string in flag_codes.STRINGS),
        *follows({}),
        *flag_codes.SINGLE_FLAGS.values(),
        BATTERY_REPLACE,
        UPS_OVERLOAD,
        flag_codes.TESTING,
        card_codes.CARD_STARTED,
        *card_codes.TOKENS.values(),
        module_codes.MODULES_PROBLEM,
        traps.TOTAL,
    ),
    "pack": (battery_codes.PACK_PROBLEM, battery_codes.PACK_HEALTH),
    "cartridge": (battery_codes.CARTRIDGE_PROBLEM, battery_codes.CARTRIDGE_HEALTH),
    "outlet_group": (outlet_codes.MAIN_STATUS, outlet_codes.PENDING),
    "probe": (
        AMBIENT_TEMPERATURE,
        AMBIENT_HUMIDITY,
        environment_codes.VIOLATED,
        environment_codes.PROBE_ALARM,
        environment_codes.PROBE_LINK,
    ),
    "contact": (environment_codes.CONTACT_FAULT, environment_codes.CONTACT_CLOSED),
    "relay": (RELAY_CLOSED, environment_codes.RELAY_FAULT),
}
"""What is put together from several objects, by the kind of its part."""


class Shown(NamedTuple):
    """A variable of a kind of part, and whether it may be one to set."""

    kind: str
    variable: Variable
    settable: bool = False


def rows_of(table: Table) -> Iterator[tuple[str, Object]]:
    """Return the columns of a table with the kinds of parts that have them."""
    for thing in table.columns:
        kinds = ROWS[table.name]
        if table is battery_codes.CARTRIDGES:  # they tell of the pack, too
            kinds = (thing.variable.name.partition(".")[0],)
        for kind in kinds:
            yield kind, thing


def things() -> Iterator[tuple[str, Object]]:
    """Return every object that is a point, with the kind of its part."""
    modules = {module.status: module.kind for module in module_codes.SINGLES}
    for thing in tables.SCALARS:
        yield modules.get(thing.oid, "unit"), thing
    for module in module_codes.TABLES:
        yield module.kind, module.object
    for table in tables.TABLES:
        yield from rows_of(table)


def everything() -> Iterator[Shown]:
    """Return all that can be shown or set."""
    for kind, thing in things():
        yield Shown(kind, thing.variable, thing.writable)
    for kind, derived in DERIVED.items():
        yield from (Shown(kind, variable) for variable in derived)
    yield Shown("outlet_group", GROUP_STATUS, settable=True)
    yield from (Shown("unit", variable, settable=True) for variable in traps.SETTINGS)


SHOWN: Final = tuple(everything())
COMMANDS: Final[frozenset[tuple[str, Command]]] = frozenset(
    (
        *(("unit", one.command) for one in command_codes.INSTRUCTIONS),
        *(("outlet_group", command) for command in command_codes.GROUP_COMMANDS),
        *((order.part.kind, order.command) for order in traps.ORDERS),
    )
)
