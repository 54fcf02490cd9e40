"""Way 3: the UPS posts to us, as if we were its monitoring server."""

from .doors import Doors
from .driver import PushDriver
from .entrance import Place

__all__ = ["Doors", "Place", "PushDriver"]
