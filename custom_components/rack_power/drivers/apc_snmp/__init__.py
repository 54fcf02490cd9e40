"""A UPS of APC by SNMP, through its network management card."""

from .context import Communities, SnmpContext, User, Version
from .driver import SnmpDriver, Traps
from .preferences import PREFERENCES

__all__ = [
    "PREFERENCES",
    "Communities",
    "SnmpContext",
    "SnmpDriver",
    "Traps",
    "User",
    "Version",
]
