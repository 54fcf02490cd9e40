"""What is told twice under different names."""

from collections.abc import Iterable

from ..equipment.model import Part, Quantity, Unit
from .named import Shown

_OUTER, _INNER = "inlet", "bank"


def without_twins(shown: Iterable[Shown], parts: Iterable[Part]) -> list[Shown]:
    """Leave out what the only bank tells if the only inlet tells it, too.

    All that comes in by the one goes through the other, so the numbers are the same.
    """
    shown = list(shown)
    kinds = [part.id.kind for part in parts]
    if any(kinds.count(kind) != 1 for kind in (_OUTER, _INNER)):
        return shown
    told = {_measured(one) for one in shown if one.point.part.kind == _OUTER}
    return [
        one
        for one in shown
        if one.point.part.kind != _INNER
        or one.variable.quantity is None
        or _measured(one) not in told
    ]


def _measured(one: Shown) -> tuple[Quantity | None, Unit | None]:
    """Say what is measured; power is told in watts and in volt-amperes."""
    return one.variable.quantity, one.variable.unit
