"""One power supply with its battery, as the rules look at it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Self

from ....equipment.derive import Readings
from ....equipment.driver import Json
from ....equipment.model import Point
from ....equipment.variables import BATTERY_CELL_VOLTAGE, BATTERY_VOLTAGE_LOW
from ..mapping.supplies import CELLS, cell_id, part_id
from ..variables import BATTERY_VOLTAGE, INPUT_VOLTAGE
from . import cells, cut_off, mains
from .remembered import Table, table
from .thresholds import Thresholds
from .told import Evidence

_RECOVERED: Final = 0.20
"""Volts above the limit at which a battery is low no more; voltages waver with load."""


@dataclass(slots=True, kw_only=True)
class Bank:
    """Voltages of one power supply, what they rest on, and what is remembered.

    ``cells`` is empty where the unit has none.
    """

    index: int
    limits: Thresholds
    at: datetime
    evidence: Evidence
    main: float | None
    battery: float | None
    lowest_allowed: float | None
    cells: Sequence[float | None]
    cell_evidence: Evidence
    memory: dict[str, Json]

    @classmethod
    def of(
        cls, index: int, readings: Readings, limits: Thresholds, memory: Table
    ) -> Self | None:
        """Look at a power supply. None: there is no such."""
        part = part_id(index)
        told = readings.get(Point(part, INPUT_VOLTAGE))
        if told is None:
            return None
        evidence, cell_evidence = Evidence(readings), Evidence(readings)
        points = [
            Point(cell_id(index, place), BATTERY_CELL_VOLTAGE) for place in range(CELLS)
        ]
        has_cells = any(point in readings for point in points)
        return cls(
            index=index,
            limits=limits,
            at=told.observed_at,
            evidence=evidence,
            main=evidence.number(part, INPUT_VOLTAGE),
            battery=evidence.number(part, BATTERY_VOLTAGE),
            lowest_allowed=Evidence(readings).number(part, BATTERY_VOLTAGE_LOW),
            cells=[cell_evidence.number(*point) for point in points]
            if has_cells
            else (),
            cell_evidence=cell_evidence,
            memory=dict(memory),
        )

    def has_mains(self, *, forced: bool) -> bool | None:
        """Conclude whether there is mains."""
        kept, verdict = mains.judge(
            table(self.memory.get("mains")),
            self.main,
            self.battery,
            self.at,
            self.limits,
            forced=forced,
        )
        self._keep("mains", kept)
        return verdict

    def is_low(self, *, latched: bool) -> bool | None:
        """Conclude whether the battery is near the voltage at which the load is cut.

        ``latched``: it was so before.
        """
        kept, cut = cut_off.judge(
            table(self.memory.get("cut_off")), self.lowest_allowed, self.at
        )
        self._keep("cut_off", kept)
        if self.battery is None:
            return None
        limit = self.limits.battery_low_voltage
        if cut is not None:
            limit = cut + self.limits.battery_low_margin
        return self.battery <= round(limit + (_RECOVERED if latched else 0), 3)

    def is_weak(self, *, on_battery: bool | None) -> bool | None:
        """Conclude whether a block is weak."""
        kept, verdict = cells.judge(
            table(self.memory.get("cells")),
            self.cells,
            self.at,
            self.limits,
            on_battery=on_battery,
        )
        self._keep("cells", kept)
        return verdict

    def weakest(self) -> str:
        """Name the lowest block as power supply and block, both counted from 1."""
        known = {cell: place for place, cell in enumerate(self.cells, 1)}
        lowest = min(cell for cell in known if cell is not None)
        return f"{self.index + 1}.{known[lowest]}"

    def _keep(self, rule: str, kept: Table) -> None:
        self.memory.pop(rule, None)
        if kept:
            self.memory[rule] = kept
