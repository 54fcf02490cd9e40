"""What is counted at the card."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, override

from ..counters import Counters


@dataclass(slots=True)
class CardCounters(Counters):
    """The counts of the wire.

    `requests` counts by kind: get, getnext, getbulk, set. `commands_received` holds
    what SETs asked for, whatever became of it, `commands_executed` what was done.
    """

    varbinds: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    """Requests that were not let in: by community, version, or reason of USM."""
    malformed: int = 0
    dropped: int = 0
    """Requests and answers that a fault has lost."""
    errors: Counter[str] = field(default_factory=Counter)
    """Answers with an error, by its name."""
    traps: Counter[int] = field(default_factory=Counter)
    """Traps sent, by number, for each receiver."""
    informs_acknowledged: int = 0

    @override
    def reset(self) -> None:
        Counters.reset(self)
        self.varbinds = self.malformed = self.dropped = self.informs_acknowledged = 0
        for counts in (self.refused, self.errors, self.traps):
            counts.clear()

    @override
    def as_json(self) -> dict[str, Any]:
        return Counters.as_json(self) | {
            "varbinds": self.varbinds,
            "refused": dict(self.refused),
            "malformed": self.malformed,
            "dropped": self.dropped,
            "errors": dict(self.errors),
            "traps": {str(number): count for number, count in self.traps.items()},
            "informs_acknowledged": self.informs_acknowledged,
        }
