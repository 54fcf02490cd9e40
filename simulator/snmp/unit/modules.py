"""Modules that the unit is made of, by the tables that list them."""

from dataclasses import dataclass

NOT_INSTALLED, OFF_OK, ON_OK, OFF_FAILED, ON_FAILED, LOST = 2, 3, 4, 5, 6, 7
BATTERY_OK = 3


@dataclass(slots=True)
class Module:
    """A module; its status as its table has it."""

    table: str
    """The table's number below `U.13`, as `1.2` for intelligence modules."""
    number: int
    status: int = ON_OK
    serial: str = ""
    sku: str = ""
    firmware: str = "2.1"
