"""What shows of the table of traps, and what can be done with it (10.3)."""

from typing import Final

from ....equipment.model import (
    UNIT,
    Category,
    Command,
    Kind,
    Order,
    Point,
    Setting,
    Variable,
)
from ..objects.declare import CONFIG, amount, days


def _command(name: str) -> Command:
    return Command(name=name, category=Category.CONFIG, everyday=False)


TOTAL: Final = Variable(
    name="traps.total", kind=Kind.MEASURE, precision=0, category=Category.DIAGNOSTIC
)
"""Traps in the table."""
METHOD: Final = Variable(
    name="traps.cleanup.method",
    kind=Kind.CHOICE,
    options=("off", "count", "age", "both"),
    category=Category.CONFIG,
    everyday=False,
)
"""By what traps are removed from the table."""
NUMBER: Final = amount("traps.cleanup.number", category=CONFIG)
"""Traps that are kept."""
AGE: Final = days("traps.cleanup.age", category=CONFIG)
"""How long a trap is kept."""
AMOUNT: Final = amount("traps.cleanup.amount", category=CONFIG)
"""Traps that are removed at a time when there are too many, at the least."""
REFRESH: Final = _command("traps.refresh")
"""Clean the table up, and show it anew."""
CLEAR: Final = _command("traps.clear")
"""Empty the table."""

SETTINGS: Final = {
    METHOD: Setting(),
    NUMBER: Setting(minimum=1, maximum=5000, step=1),
    AGE: Setting(minimum=1, maximum=3650, step=1),
    AMOUNT: Setting(minimum=1, maximum=1000, step=1),
}
POINTS: Final = frozenset(Point(UNIT, one) for one in SETTINGS)
"""What can be set."""
ORDERS: Final = frozenset(Order(UNIT, one) for one in (REFRESH, CLEAR))
"""What can be run."""
