"""What cards tell of their own accord: taken, proven, kept, passed on."""

from .log import TrapLog
from .receivers import TrapReceivers
from .trap import Card, Trap

__all__ = ["Card", "Trap", "TrapLog", "TrapReceivers"]
