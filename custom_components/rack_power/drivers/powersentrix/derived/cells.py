"""Whether one of a battery's four blocks is weak.

It is if it is low or far from the others in two reports; the limit for low depends on
whether the battery feeds the load.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from ....equipment.driver import Json
from . import remembered
from .remembered import Table
from .thresholds import Thresholds

_HYSTERESIS: Final = 0.10  # volts


def spread(cells: Sequence[float | None]) -> float | None:
    """Return how far the blocks are apart; it needs all of them."""
    known = [cell for cell in cells if cell is not None]
    if not known or len(known) < len(cells):
        return None
    return round(max(known) - min(known), 3)


def judge(
    memory: Table,
    cells: Sequence[float | None],
    at: datetime,
    limits: Thresholds,
    *,
    on_battery: bool | None,
) -> tuple[Table, bool | None]:
    """Conclude from one battery's blocks; the memory is empty while all is well."""
    weak = memory.get("weak") is True
    slack = _HYSTERESIS if weak else 0.0
    verdict = _verdict(cells, limits, slack, on_battery=on_battery)
    if verdict is None:
        return memory, None
    if not verdict:
        return {}, False
    if weak:
        return {"weak": True}, True
    counted, enough = remembered.count(memory.get("count"), at)
    kept: dict[str, Json] = {"weak": True} if enough else {"count": counted}
    return kept, enough


def _verdict(
    cells: Sequence[float | None],
    limits: Thresholds,
    slack: float,
    *,
    on_battery: bool | None,
) -> bool | None:
    """Look at one report; ``slack`` makes it harder to be well again."""
    apart = spread(cells)
    if apart is None:
        return None
    lowest = min(cell for cell in cells if cell is not None)
    discharging = round(limits.cell_low_on_battery + slack, 3)
    charged = round(limits.cell_low_with_mains + slack, 3)
    if apart > round(limits.cell_spread_limit - slack, 3):
        return True
    if on_battery is None:
        low = {lowest < discharging, lowest < charged}
        return low.pop() if len(low) == 1 else None
    return lowest < (discharging if on_battery else charged)
