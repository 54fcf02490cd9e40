"""What parts that are started together share: the time, and the units themselves."""

from collections.abc import Callable

from .clock import Clock


class Premises:
    """One clock, and the equipment that several wires lead to."""

    def __init__(self, clock: Clock) -> None:
        """Begin empty."""
        self.clock = clock
        self._equipment: dict[type, object] = {}

    def share[T](self, kind: type[T], make: Callable[[], T]) -> T:
        """Find the equipment of a kind, or put it in."""
        known = self._equipment.get(kind)
        if isinstance(known, kind):
            return known
        made = make()
        self._equipment[kind] = made
        return made
