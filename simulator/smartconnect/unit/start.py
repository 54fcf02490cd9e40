"""A UPS as it starts."""

from functools import partial

from ...premises import Premises
from .state import UpsState
from .ups import Ups

_NAMES = ("Rack UPS", "Office UPS")


def build(number: int = 1) -> UpsState:
    """Build the UPS with this number, counted from 1: a large one, then small ones."""
    known = number <= len(_NAMES)
    large = number == 1
    return UpsState(
        device_id=str(100_000_000_000 + number),
        serial=f"AS{number:010d}",
        name=_NAMES[number - 1] if known else f"UPS {number}",
        model="Smart-UPS 1500" if large else "Smart-UPS 750",
        part_number="SMT1500IC" if large else "SMT750IC",
        cartridge="APCRBC159" if large else "APCRBC123",
        ip=f"192.0.2.{9 + number}",
        rated_watts=1000.0 if large else 500.0,
        rated_va=1500.0 if large else 750.0,
        capacity=220.0 if large else 110.0,
        watts=155.0 if large else 80.0,
    )


def share_first(premises: Premises) -> Ups:
    """Find the first UPS, or put it in: a network card may show the same one."""
    return premises.share(Ups, lambda: Ups(partial(build, 1), premises.clock))
