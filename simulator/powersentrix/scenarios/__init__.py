"""What may happen while somebody is watching (section 7, scenarios 1 to 19)."""

from collections.abc import Callable

from . import power, pushes, switching, wires
from .stage import Stage, Victim

SCENARIOS: dict[str, Callable[[Stage, Victim], None]] = {
    **power.SCENARIOS,
    **switching.SCENARIOS,
    **wires.SCENARIOS,
    **pushes.SCENARIOS,
}
