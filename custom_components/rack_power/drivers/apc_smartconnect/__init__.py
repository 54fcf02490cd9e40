"""The SmartConnect cloud of APC: read only, signed in as a browser."""

from .driver import SmartConnectDriver

__all__ = ["SmartConnectDriver"]
