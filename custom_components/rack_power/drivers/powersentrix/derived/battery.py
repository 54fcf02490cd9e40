"""Mains, on battery, battery low and weak blocks, from all power supplies together."""

from collections.abc import Mapping, Sequence

from ....equipment.derive import Readings
from ....equipment.driver import Json
from ....equipment.model import UNIT, Point, Reading
from ....equipment.variables import BATTERY_LOW, INPUT_MAINS, UPS_ONBATTERY
from ..mapping.supplies import COUNT, part_id
from ..variables import CELL_SPREAD, CELL_WEAK, FORCED_BATTERY
from . import cells
from .bank import Bank
from .remembered import Table, table
from .thresholds import Thresholds
from .told import Details, Evidence, both, either, negated

type Found = dict[Point, Reading]


def conclude(
    memory: Table, readings: Readings, limits: Thresholds, found: Found
) -> Mapping[str, Json]:
    """Add what follows, and return what is to be remembered."""
    known = table(memory.get("supplies"))
    looked = (
        Bank.of(index, readings, limits, table(known.get(str(index))))
        for index in range(COUNT)
    )
    banks = [bank for bank in looked if bank is not None]
    if not banks:
        return {"supplies": known, "low": memory.get("low")}
    rests = Evidence(readings)
    rests.take(*(bank.evidence for bank in banks))
    on_battery = _source(banks, rests, found)
    was_low = memory.get("low") is True
    below = either([bank.is_low(latched=was_low) for bank in banks])
    low = both(on_battery, below)
    found[Point(UNIT, BATTERY_LOW)] = rests.reading(low)
    _blocks(banks, on_battery, rests, found)
    kept = {str(bank.index): bank.memory for bank in banks if bank.memory}
    return {"supplies": {**known, **kept}, "low": was_low if low is None else low}


def _source(banks: Sequence[Bank], rests: Evidence, found: Found) -> bool | None:
    """Conclude what feeds the load; the answer is whether the battery does."""
    forcing = Evidence(rests.readings)
    forced = forcing.flag(UNIT, FORCED_BATTERY)
    if Point(UNIT, FORCED_BATTERY) not in rests.readings:
        forced = False
    present = [bank.has_mains(forced=forced is True) for bank in banks]
    mains = either(present)
    degraded: Details = {"degraded": True} if set(present) == {True, False} else {}
    found[Point(UNIT, INPUT_MAINS)] = rests.reading(mains, degraded)
    rests.take(forcing)
    on_battery = either([negated(mains), forced])
    reason: Details = {}
    if on_battery:
        reason = {"reason": "outage" if mains is False else "forced_test"}
    found[Point(UNIT, UPS_ONBATTERY)] = rests.reading(
        on_battery, {**reason, **degraded}
    )
    return on_battery


def _blocks(
    banks: Sequence[Bank], on_battery: bool | None, rests: Evidence, found: Found
) -> None:
    """Conclude about the blocks of every battery that tells of them."""
    verdicts: list[bool | None] = []
    weakest: list[str] = []
    for bank in banks:
        if not bank.cells:
            continue
        point = Point(part_id(bank.index), CELL_SPREAD)
        found[point] = bank.cell_evidence.reading(cells.spread(bank.cells))
        rests.take(bank.cell_evidence)
        verdicts.append(bank.is_weak(on_battery=on_battery))
        if verdicts[-1]:
            weakest.append(bank.weakest())
    if verdicts:
        details: Details = {"weakest": tuple(weakest)} if weakest else {}
        found[Point(UNIT, CELL_WEAK)] = rests.reading(either(verdicts), details)
