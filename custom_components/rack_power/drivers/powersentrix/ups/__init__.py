"""Way 2: the UPS itself, on the local network."""

from .driver import UpsDriver

__all__ = ["UpsDriver"]
