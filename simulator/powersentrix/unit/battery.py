"""Battery blocks of 12 V: what they hold, and what can be measured at them.

Our own choice, enough to look right (section 7, physics).
"""

from collections.abc import Iterable
from dataclasses import dataclass

FULL, EMPTY = 12.9, 11.4
"""Volts of a block at rest."""
FLOAT, BOOST = 13.05, 13.5
"""Volts of a block on the charger: full, and while being filled."""
_CHARGING = 0.6  # V above rest, before the charger's limit is reached
_CHARGE_RATE = 0.2  # of the capacity, in an hour
_HOUR = 3600.0


@dataclass(slots=True)
class Block:
    """One of the four blocks of a supply's battery."""

    charge: float = 1.0
    """0 to 1."""
    capacity: float = 7.0
    """Ampere-hours."""
    resistance: float = 0.02
    """Ohm."""
    offset: float = 0.0
    """Volts by which this one differs from others."""
    sag: float = 0.0
    """Volts that it loses under load, being weak."""

    def discharging(self, amperes: float) -> float:
        """Tell the voltage while it gives a current."""
        rest = EMPTY + (FULL - EMPTY) * self.charge
        return rest + self.offset - amperes * self.resistance - self.sag

    def charging(self) -> float:
        """Tell the voltage on the charger."""
        if self.charge >= 1:
            return FLOAT + self.offset
        rest = EMPTY + (FULL - EMPTY) * self.charge
        return min(BOOST, rest + _CHARGING) + self.offset


def discharge(blocks: Iterable[Block], amperes: float, seconds: float) -> None:
    """Take a current out of a string of blocks."""
    for block in blocks:
        taken = amperes * seconds / _HOUR / block.capacity
        block.charge = max(0.0, block.charge - taken)


def charge(blocks: Iterable[Block], seconds: float) -> None:
    """Let the charger fill a string of blocks."""
    for block in blocks:
        block.charge = min(1.0, block.charge + _CHARGE_RATE * seconds / _HOUR)
