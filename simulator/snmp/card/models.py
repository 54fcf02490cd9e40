"""The models that can be played."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ...smartconnect.unit.state import UpsState
from ..agent.objects import Object, Objects
from ..oids import APC, SYSTEM, UPS
from ..unit.power_unit import PowerUnit
from ..unit.readings import Readings
from . import furniture, states
from .alarms import alarms, faults, symmetra_faults
from .battery import battery, battery_in_tenths, battery_of_second_generation
from .commands import Commands
from .config import allowed_sets, connect, devices, replacement_date
from .control import control, tests
from .environment import contacts, probes
from .groups import groups
from .identity import (
    NMC2,
    NMC2_SYMMETRA,
    OLD,
    CardType,
    identity,
    identity_of_second_generation,
)
from .modules import modules, network_card
from .monitors import external_monitor, integrated_monitor, measure_ups
from .others import MGE, mge, rack_pdu, transfer_switch
from .packs import packs
from .phases import phases
from .power import power, power_in_tenths, power_of_second_generation, status
from .setting_codes import (
    DEVICES,
    FIRST_GENERATION,
    OWNERS,
    SECOND_GENERATION,
    SYNC,
    THREE_PHASE,
)
from .settings import Settings
from .sync import sync


@dataclass(frozen=True, slots=True)
class Model:
    """What makes one kind of equipment."""

    card: CardType
    objects: Callable[[Readings, Commands, Settings], Objects]
    settings: Callable[[], Settings] = lambda: Settings(OWNERS)
    state: Callable[[], UpsState] = states.smart_ups
    furnish: Callable[[PowerUnit], None] = furniture.nothing
    nominal: float = 230.0
    """Volts."""
    battery_factor: float = 1.0
    """Volts of its battery for each of a 24 V one's."""
    knobs: tuple[tuple[str, Any], ...] = ()
    """Knobs that are turned from the beginning."""


def _smart_ups(see: Readings, commands: Commands, settings: Settings) -> Objects:
    connect(settings, see.unit)
    return {
        **identity(see),
        **identity_of_second_generation(see),
        **battery(see),
        **battery_of_second_generation(see),
        **battery_in_tenths(see),
        **packs(see),
        **power(see),
        **status(see),
        **power_of_second_generation(see),
        **power_in_tenths(see),
        **settings.objects(),
        **devices(),
        **allowed_sets(see, SECOND_GENERATION),
        **replacement_date(see),
        **control(see, commands, settings),
        **tests(see, commands),
        **sync(see, settings),
        **alarms(see),
        **faults(see),
        **groups(see, commands),
        **network_card(NMC2),
        **probes(see),
        **contacts(see),
    }


def _three_phase(see: Readings, commands: Commands, settings: Settings) -> Objects:
    """Make one that has no plain voltages, and no load as a whole."""
    connect(settings, see.unit)
    return {
        **identity(see),
        **battery(see),
        **battery_in_tenths(see),
        **status(see),
        **settings.objects(),
        **replacement_date(see),
        **control(see, commands, settings),
        **tests(see, commands),
        **phases(see, commands),
        **alarms(see),
        **symmetra_faults(see),
        **modules(see),
        **integrated_monitor(see),
    }


_HOLES = frozenset(
    f"{UPS}{hole}.0"
    for hole in ("3.2.2", "3.2.3", "4.2.4", "2.2.7", "6.2.4", "6.2.8", "11.1.2")
)
"""What the old card does not have."""


def _first_generation(see: Readings, commands: Commands, settings: Settings) -> Objects:
    connect(settings, see.unit)
    made: Objects = {
        **identity(see),
        **battery(see),
        **power(see),
        **status(see),
        **settings.objects(),
        **replacement_date(see),
        **control(see, commands, settings),
        **tests(see, commands),
        **alarms(see),
        **external_monitor(see),
        **measure_ups(see),
    }
    return {oid: each for oid, each in made.items() if oid not in _HOLES}


def _bare(see: Readings, commands: Commands, settings: Settings) -> Objects:
    connect(settings, see.unit)
    return {
        **identity(see),
        **battery(see),
        **power(see),
        **status(see),
        **settings.objects(),
        **alarms(see),
    }


def _no_ups(make: Callable[[], dict[str, Object]]) -> Callable[..., Objects]:
    """Put what every system has before what this one has."""

    def objects(see: Readings, commands: Commands, settings: Settings) -> Objects:
        known = settings.objects()
        return {oid: known[oid] for oid in known if oid.startswith(SYSTEM)} | make()

    return objects


def _card(object_id: str, model: str, application: str) -> CardType:
    serial = "ZA1200000001"
    return CardType(model, "hw02", application, "3.9.2", "3.9.2", serial, object_id)


MODELS: dict[str, Model] = {
    "smart_ups": Model(
        NMC2,
        _smart_ups,
        lambda: Settings({**OWNERS, **SECOND_GENERATION, **SYNC, **DEVICES}),
        furnish=furniture.second_generation,
    ),
    "three_phase": Model(
        NMC2_SYMMETRA,
        _three_phase,
        lambda: Settings({**OWNERS, **THREE_PHASE}),
        states.three_phase,
        furniture.three_phase,
        battery_factor=8.0,
    ),
    "v1_card": Model(
        OLD,
        _first_generation,
        lambda: Settings({**OWNERS, **FIRST_GENERATION}),
        states.first_generation,
        furniture.first_generation,
        knobs=(
            ("v2c", False),
            ("v3", False),
            ("precision", "low"),
            ("serial", "fake"),
            ("dates", "mm/dd/yy"),
            ("state_flags", "short"),
            ("max_size", 484),
        ),
    ),
    "bare": Model(_card(APC, "AP9617", "sumx"), _bare),
    "pdu": Model(_card(f"{APC}.1.3.4.5", "AP7921", "rpdu"), _no_ups(rack_pdu)),
    "ats": Model(_card(f"{APC}.1.3.11", "AP7723", "ats4g"), _no_ups(transfer_switch)),
    "mge": Model(_card(f"{MGE}.1.2", "66102", "mge"), _no_ups(mge)),
}
