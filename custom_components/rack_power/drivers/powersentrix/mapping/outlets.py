"""The twelve output ports: what is measured, whether they are on, their labels.

An output is on if the unit says so, never because it has a voltage: in the vendor's own
example outputs that are off have one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
import logging
from typing import Final

from ....equipment.driver import Json
from ....equipment.model import Part, PartId, Setting, Value, Variable
from ....equipment.variables import (
    OUTLET_NAME,
    OUTLET_REALPOWER,
    OUTLET_STATUS,
    RESTART,
)
from ...numbers import number, whole
from ..variables import OUTLET_CURRENT, OUTLET_VOLTAGE
from . import values
from .draft import StatusDraft
from .values import Row

_LOGGER = logging.getLogger(__name__)

KIND: Final = "outlet"
COUNT: Final = 12
LONGEST_LABEL: Final = 128  # bytes
AMPERES: Final = {"10mA": 0.01, "1mA": 0.001}
"""What one count of a current is; the vendor's documentation says both."""
SWITCH: Final = Setting(cuts_load_at=False)
LABEL: Final = Setting(max_length=LONGEST_LABEL)
_LARGEST: Final = 0xFFFF
_MEASURED: Final = (OUTLET_STATUS, OUTLET_VOLTAGE, OUTLET_CURRENT, OUTLET_REALPOWER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """One output. ``counts`` is its current as told, ``told`` which of this was."""

    state: bool | None = None
    volts: float | None = None
    counts: float | None = None
    label: str | None = None
    told: frozenset[Variable] = frozenset()

    def power(self, scale: str) -> float | None:
        """Return the power in watts; one that is off has none."""
        if self.state is False:
            return 0.0
        if self.volts is None or self.counts is None:
            return None
        return round(self.volts * self.counts * AMPERES[scale], 3)

    def readings(self, scale: str) -> Mapping[Variable, Value]:
        """Return the values that are shown."""
        amperes = None
        if self.counts is not None:
            amperes = round(self.counts * AMPERES[scale], 3)
        found: Mapping[Variable, Value] = {
            OUTLET_STATUS: self.state,
            OUTLET_VOLTAGE: self.volts,
            OUTLET_CURRENT: amperes,
            OUTLET_REALPOWER: self.power(scale),
            OUTLET_NAME: self.label,
        }
        return {key: value for key, value in found.items() if key in self.told}


def part_id(index: int) -> PartId:
    """Return the part that an output is; the wire counts from 0."""
    return PartId(KIND, str(index))


def read_outlets(config: Row, data: Row) -> Mapping[int, Outlet]:
    """Read the outputs by index. What an array leaves out is unknown."""
    rows = _rows(config.get("outputs"))
    states = values.items(data.get("outputs"))
    voltages = values.items(data.get("voltages"))
    currents = values.items(data.get("currents"))
    if not rows and states is None and voltages is None and currents is None:
        return {}
    told = {OUTLET_STATUS} if rows or states is not None else set()
    if voltages is not None or any("voltage" in row for row in rows.values()):
        told.add(OUTLET_VOLTAGE)
    if currents is not None:
        told.add(OUTLET_CURRENT)
    if len(told) == len(_MEASURED) - 1:
        told.add(OUTLET_REALPOWER)
    found = {}
    for index in range(COUNT):
        row = rows.get(index, {})
        volts = row.get("voltage") if voltages is None else _at(voltages, index)
        found[index] = Outlet(
            state=_state(index, _at(states, index), row.get("status")),
            volts=values.volts(volts),
            counts=number(_at(currents, index), 0, _LARGEST),
            label=values.text(row.get("description")),
            told=frozenset(told | ({OUTLET_NAME} if "description" in row else set())),
        )
    return found


def _rows(answer: Json) -> Mapping[int, Row]:
    """Return the configured outputs by their own id; their place means nothing."""
    found: dict[int, Row] = {}
    for row in values.items(answer) or ():
        if not isinstance(row, Mapping):
            continue
        index = whole(row.get("id"), 0, COUNT - 1)
        if index is None:
            told = values.key(row.get("id"))
            _LOGGER.debug("An output with the id %s is not known", told)
        else:
            found.setdefault(index, row)
    return found


def _at(array: Json, index: int) -> Json:
    found = values.items(array)
    return found[index] if found is not None and index < len(found) else None


def _state(index: int, live: Json, configured: Json) -> bool | None:
    """Return whether an output is on; what is configured may only be a wish."""
    state, wish = values.flag(live), values.flag(configured)
    if state is not None and wish is not None and state is not wish:
        _LOGGER.debug("Output %s is told as %s, configured %s", index, state, wish)
    return wish if state is None else state


def total_power(outlets: Mapping[int, Outlet], scale: str) -> float | None:
    """Return the power of all outputs; unknown while that of one that is on is."""
    powers = {index: outlet.power(scale) for index, outlet in outlets.items()}
    if any(outlets[index].state and power is None for index, power in powers.items()):
        return None
    known = [power for power in powers.values() if power is not None]
    return round(sum(known), 3) if known else None


def tell(
    draft: StatusDraft,
    outlets: Mapping[int, Outlet],
    labels: Mapping[int, str],
    scale: str,
    *,
    writable: bool,
    restartable: bool,
) -> None:
    """Add the outputs to a report.

    ``labels``: as told last; a thing keeps its name while it is not told.
    ``restartable``: the path can restart an output, and label it.
    """
    if not outlets:
        outlets = {
            int(point.part.key): Outlet()
            for point in draft.before
            if point.part.kind == KIND
        }
    for index, outlet in outlets.items():
        part = draft.part(
            Part(
                id=part_id(index),
                number=str(index + 1),
                label=labels.get(index) or None,
                device=True,
                position=(index,),
            )
        )
        draft.take(part, (*_MEASURED, OUTLET_NAME), outlet.readings(scale))
        if writable:
            draft.allow(part, OUTLET_STATUS, SWITCH)
        if restartable:
            draft.allow(part, OUTLET_NAME, LABEL)
            draft.order(part, RESTART)
