"""What stands where: groups, packs, probes and contacts of the models."""

from ..unit.groups import GroupConfig, OutletGroup
from ..unit.power_unit import PowerUnit
from ..unit.surroundings import Contact, Pack, Probe
from .modules import symmetra

_GROUPS = (("UPS Outlets", 0.4), ("Outlet Group 1", 0.35), ("Outlet Group 2", 0.25))


def second_generation(unit: PowerUnit) -> None:
    """Two switched groups, four packs and an empty slot, two probes, two contacts."""
    for number, (name, share) in enumerate(_GROUPS, start=1):
        group = OutletGroup(
            number,
            name,
            number == 1,
            share,
            unit.clock,
            unit.switched,
            lambda: unit.base.state.mains,
            GroupConfig(off_delay=0 if number == 1 else 90),
        )
        unit.groups.append(group)
    unit.packs += [
        Pack(f"3S2202X0000{number}", above=number * 0.3) for number in range(4)
    ]
    unit.packs.append(Pack.empty())
    unit.probes += [
        Probe(1, "Rack top", "Row 1", 27.0, 38),
        Probe(2, "Room", "By the door", 21.0),
    ]
    unit.contacts += [
        Contact(1, "Rack door", "Row 1"),
        Contact(2, "Water", "Below the floor"),
    ]


def three_phase(unit: PowerUnit) -> None:
    """Modules, and one probe."""
    symmetra(unit)
    unit.probes.append(Probe(1, "Cabinet", "Row 2", 24.0, 41))


def first_generation(unit: PowerUnit) -> None:
    """One probe, and two contacts."""
    unit.older_probes = True
    unit.probes.append(Probe(1, "Closet", "Cellar", 19.0, 55))
    unit.contacts += [
        Contact(1, "Closet door", "Cellar"),
        Contact(2, "Smoke", "Cellar"),
    ]


def nothing(unit: PowerUnit) -> None:
    """Nothing at all."""
