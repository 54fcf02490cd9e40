"""What is known to be told wrong, and put right before anybody sees it."""

import logging
from typing import Final

from ...equipment.counter import Guard
from ...equipment.driver import Memory
from ...equipment.model import Report
from . import kilowatts
from .mapping import banks

_LOGGER: Final = logging.getLogger(__name__)

_GREATEST_POWER: Final = 100_000.0
"""W: beyond any unit of the series, as none tells its rating."""
_KILOWATTS: Final = "banks_in_kilowatts"
"""Under which it is remembered which banks tell their power in kW."""


class Corrections:
    """Sees through wrong units and misread counters. Each answer is to pass once."""

    def __init__(self, memory: Memory) -> None:
        """Begin with what was learnt before."""
        self._memory = memory
        self._counters = Guard(_GREATEST_POWER, memory)
        remembered = memory.recall(_KILOWATTS)
        self._kilowatts: kilowatts.Memory = (
            dict.fromkeys((str(key) for key in remembered), True)
            if isinstance(remembered, list)
            else {}
        )

    def corrected(self, report: Report) -> Report:
        """Return the report as it should have been."""
        if report.group == banks.GROUP:
            report = self._in_watts(report)
        return self._counters.guarded(report)

    def _in_watts(self, report: Report) -> Report:
        before = _chosen(self._kilowatts)
        self._kilowatts, corrected = kilowatts.correct(self._kilowatts, report)
        after = _chosen(self._kilowatts)
        if after != before:
            self._memory.keep(_KILOWATTS, after)
            names = ", ".join(after) or "none"
            _LOGGER.info("Banks that tell their power in kW: %s", names)
        return corrected


def _chosen(memory: kilowatts.Memory) -> list[str]:
    return sorted(key for key, is_kilo in memory.items() if is_kilo)
