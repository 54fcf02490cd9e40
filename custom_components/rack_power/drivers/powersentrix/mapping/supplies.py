"""``upsData.ps``: one or two power supplies, each with a battery of four blocks.

The vendor calls the blocks cells: they are batteries of 12 V in series.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
import json
from typing import Final

from ....equipment.driver import Json
from ....equipment.model import Part, PartId, Value, Variable
from ....equipment.variables import BATTERY_CELL_VOLTAGE, BATTERY_VOLTAGE_LOW
from ...numbers import whole
from ..variables import BATTERY_VOLTAGE, INPUT_VOLTAGE, OUTPUT_VOLTAGE
from . import values
from .draft import StatusDraft
from .values import Row

KIND: Final = "power_supply"
CELL: Final = "cell"
COUNT: Final = 2
CELLS: Final = 4
_COLUMNS: Final = {
    "main": INPUT_VOLTAGE,
    "load": OUTPUT_VOLTAGE,
    "batt": BATTERY_VOLTAGE,
    "buv": BATTERY_VOLTAGE_LOW,
}
_LIVE: Final = 5.0
"""A second supply that never had more volts anywhere is not fitted."""
_LEAST_CELL: Final = 2.0
"""With a block below it, the connector of the taps is unplugged."""
_TOLERANCE: Final = 0.05
"""How far the blocks' sum may be from the battery's voltage."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Supply:
    """One power supply, in volts. ``readings`` are those that were told.

    ``cells`` is empty where none were told. ``bits``: the status as it came; what it
    means is not known.
    """

    readings: Mapping[Variable, Value] = field(default_factory=dict)
    cells: Sequence[float | None] = ()
    bits: str | None = None

    @property
    def live(self) -> bool:
        """Whether it is more than an empty slot."""
        shown = (self.readings.get(variable) for variable in _SEEN)
        return any(isinstance(volts, float) and volts > _LIVE for volts in shown)


_BIT_NAMES: Final = ("h", "l", "hb", "lb")
_BIT_LEVELS: Final = 3
_MOST_BITS: Final = 16
_LARGEST_BITS: Final = 0xFFFFFFFF
_SEEN: Final = (INPUT_VOLTAGE, OUTPUT_VOLTAGE, BATTERY_VOLTAGE)


def part_id(index: int) -> PartId:
    """Return the part that a power supply is."""
    return PartId(KIND, str(index))


def cell_id(index: int, cell: int) -> PartId:
    """Return the part that a block of a power supply's battery is."""
    return PartId(CELL, f"{index}-{cell}")


def read_supplies(answer: Json) -> Sequence[Supply]:
    """Read the power supplies, at most two; what is no object tells nothing."""
    rows = list(values.items(answer) or ())[:COUNT]
    return tuple(_read(row) if isinstance(row, Mapping) else Supply() for row in rows)


def _read(row: Row) -> Supply:
    told: dict[Variable, Value] = {
        variable: values.volts(row[key])
        for key, variable in _COLUMNS.items()
        if key in row
    }
    return Supply(
        readings=told,
        cells=_cells(row.get("cell"), values.volts(row.get("batt"))),
        bits=_bits(row.get("status")),
    )


def _bits(answer: Json) -> str | None:
    """Return the numbers of a status as text, and nothing else that may stand there."""
    return json.dumps(_numbers(answer, _BIT_LEVELS)) if answer else None


def _numbers(answer: Json, levels: int) -> Json:
    if levels and isinstance(answer, Mapping):
        return {
            name: _numbers(answer[name], levels - 1)
            for name in _BIT_NAMES
            if name in answer
        }
    if levels and (told := values.items(answer)) is not None:
        return [_numbers(bit, levels - 1) for bit in told[:_MOST_BITS]]
    return whole(answer, 0, _LARGEST_BITS)


def _cells(answer: Json, battery: float | None) -> Sequence[float | None]:
    """Read the blocks; where the taps are unplugged, all of them are unknown."""
    told = values.items(answer)
    if told is None:
        return ()
    missing = [None] * CELLS
    cells = [*(values.volts(cell) for cell in told), *missing][:CELLS]
    known = [cell for cell in cells if cell is not None]
    if any(cell < _LEAST_CELL for cell in known):
        return missing
    if battery is not None and len(known) == CELLS:
        off = abs(sum(known) - battery)
        return missing if off > _TOLERANCE * battery else cells
    return cells


def tell(draft: StatusDraft, supplies: Sequence[Supply], *, second: bool) -> None:
    """Add the power supplies to a report; ``second``: the second one is fitted."""
    fitted = COUNT if second else 1
    if not supplies or len(supplies) > fitted:
        draft.complete = False  # an empty slot, or a supply that does not run yet
    for index in range(fitted):
        supply = supplies[index] if index < len(supplies) else Supply()
        known = any(point.part == part_id(index) for point in draft.before)
        if not supply.readings and not supply.cells and not known:
            continue
        part = draft.part(
            Part(id=part_id(index), number=str(index + 1), position=(index,))
        )
        draft.take(part, _COLUMNS.values(), supply.readings)
        _tell_cells(draft, index, supply.cells, alone=not second)


def _tell_cells(
    draft: StatusDraft, index: int, cells: Sequence[float | None], *, alone: bool
) -> None:
    for place in range(CELLS):
        number = str(place + 1) if alone else f"{index + 1}.{place + 1}"
        part = Part(
            id=cell_id(index, place),
            number=number,
            within=part_id(index),
            position=(index, place),
        )
        told = {BATTERY_CELL_VOLTAGE: cells[place]} if cells else {}
        draft.take(part.id, (BATTERY_CELL_VOLTAGE,), told)
        if any(point.part == part.id for point in draft.readings):
            draft.part(part)
