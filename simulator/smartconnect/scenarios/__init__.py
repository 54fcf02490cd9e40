"""What may happen while somebody is watching."""

from collections.abc import Callable

from ..cloud.records import Record
from . import account, power, wires
from .stage import Stage

SCENARIOS: dict[str, Callable[[Stage, Record], None]] = {
    **power.SCENARIOS,
    **account.SCENARIOS,
    **wires.SCENARIOS,
}
