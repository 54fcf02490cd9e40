"""Way 3: the UPS posts to us, as if we were its monitoring server."""

from .driver import PushDriver

__all__ = ["PushDriver"]
