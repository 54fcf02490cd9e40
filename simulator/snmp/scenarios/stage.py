"""What a scenario is played on."""

from typing import Protocol

from ...clock import Clock
from ...faults import Faults
from ..knobs import CardKnobs
from ..unit.power_unit import PowerUnit


class Stage(Protocol):
    """The card."""

    clock: Clock
    faults: Faults
    knobs: CardKnobs
    ups: PowerUnit

    def restart(self, firmware: str | None = None) -> None:
        """Restart the card."""

    def flood(self, number: int, times: int) -> None:
        """Send a trap many times."""
