"""Which flags of the state string follow from what is so (4)."""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .readings import Readings

_WARM, _HOT = 40.0, 50.0
_CRITICAL = frozenset({3, 5, 9, 11, 14, 15, 16, 21, 23, 24, 25, 26, 33, 53})
"""Flags that are an abnormal condition."""

FLAGS: dict[int, Callable[[Readings], bool]] = {
    2: lambda see: see.status == 3 or see.unit.on_battery,
    3: lambda see: see.unit.base.state.battery and see.low,
    4: lambda see: see.status in (2, 4, 12),
    5: lambda see: see.unit.base.state.battery_age == "needed",
    6: lambda see: see.unit.link,
    7: lambda see: see.status == 4,
    8: lambda see: see.status == 12,
    9: lambda see: (
        see.unit.base.physics.carries
        and see.unit.base.state.watts > see.unit.base.state.rated_watts
    ),
    10: lambda see: see.unit.base.state.calibrating,
    11: lambda see: see.unit.base.state.charge <= 0.1,
    12: lambda see: see.status == 9,
    13: lambda see: see.status == 6,
    14: lambda see: see.status == 10,
    17: lambda see: see.unit.output.sleeping == "timer",
    18: lambda see: see.unit.output.sleeping == "mains",
    19: lambda see: see.unit.base.state.output,
    20: lambda see: see.unit.output.rebooting,
    22: lambda see: see.unit.output.graceful,
    26: lambda see: see.temperature > _HOT,
    27: lambda see: _WARM < see.temperature <= _HOT,
    29: lambda see: see.unit.testing,
    30: lambda see: see.unit.on_battery and see.low,
    33: lambda see: not see.unit.base.state.battery,
    53: lambda see: see.unit.emergency_off,
    58: lambda see: see.status == 7,
    60: lambda see: any(probe.alarm > 1 for probe in see.unit.probes),
}


def flags_of(see: Readings) -> frozenset[int]:
    """Tell which flags are set."""
    found = {number for number, is_so in FLAGS.items() if is_so(see)}
    found |= see.unit.extra_flags
    if found & _CRITICAL:
        found.add(1)
    return frozenset(found)
