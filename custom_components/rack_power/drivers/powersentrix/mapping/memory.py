"""What a report has to know of those before it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from ....equipment.model import Point, Variable


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What was told of one unit on one path; empty for a driver that just began.

    ``told``: every point; ``labels``: of outputs; ``started``: since when each chip
    runs; ``second``: the second power supply was seen to run; ``reported``: when the
    unit told last; ``bits``: the status of each power supply, which nobody can read.
    """

    told: frozenset[Point] = frozenset()
    labels: Mapping[int, str] = field(default_factory=dict)
    started: Mapping[Variable, datetime] = field(default_factory=dict)
    second: bool = False
    reported: datetime | None = None
    bits: tuple[str | None, ...] = ()
