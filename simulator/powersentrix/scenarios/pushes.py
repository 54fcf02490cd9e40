"""Posts: scenario 17."""

from ..push import chaos
from .stage import Stage, Victim


def _push_chaos(stage: Stage, victim: Victim) -> None:
    """The UPS posts what no healthy one does; it has to be set to a server."""
    chaos.play(victim.unit, victim.pusher)


SCENARIOS = {"push_chaos": _push_chaos}
