"""What else the card tells of alarms: U.11."""

from typing import Final

from .declare import ON_OFF, PRIMARY, amount, chosen, flag, row
from .row import Object

_LEVEL: Final = {1: "none", 2: "informational", 3: "warning", 4: "critical"}

SCALARS: Final[tuple[Object, ...]] = (
    chosen("11.1.2", "ups.alarm", _LEVEL, category=PRIMARY, everyday=True),
    row("11.2.10", amount("battery.transfers")),
    row("11.2.11", amount("bypass.transfers")),
    row("11.2.13", flag("ups.mode.eco"), codes=ON_OFF),
)
