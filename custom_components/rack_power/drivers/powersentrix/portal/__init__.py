"""Way 1: the vendor's portal, for all UPSs of an account."""

from .driver import PortalDriver

__all__ = ["PortalDriver"]
