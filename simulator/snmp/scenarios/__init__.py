"""What may happen while somebody is watching."""

from collections.abc import Callable

from . import card, power, surroundings
from .stage import Stage

SCENARIOS: dict[str, Callable[[Stage], None]] = {
    **power.SCENARIOS,
    **card.SCENARIOS,
    **surroundings.SCENARIOS,
}
