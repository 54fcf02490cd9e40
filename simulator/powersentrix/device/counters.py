"""What is counted at a UPS."""

from typing import Any, override

from ...counters import Counters
from ..unit.switching import Toggles


class UpsCounters(Counters):
    """The counts of a wire, and with them the toggles of the unit behind it."""

    def __init__(self, toggles: Toggles) -> None:
        """Count the wire; the unit counts the toggles."""
        super().__init__()
        self._toggles = toggles

    @override
    def reset(self) -> None:
        super().reset()
        self._toggles.reset()

    @override
    def as_json(self) -> dict[str, Any]:
        return super().as_json() | {"toggles": self._toggles.as_json()}
