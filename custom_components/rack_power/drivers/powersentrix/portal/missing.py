"""UPSs that the portal does not find in the account any more (section 5)."""

from collections.abc import Collection
from typing import Final

from ....equipment.driver import Context
from ....equipment.errors import InvalidRequest
from .unit import PortalUnit

_OFTEN: Final = 3
"""So often in a row a UPS is not found until it is told."""
_MATTER: Final = "missing"


class Missing:
    """Tells which they are, for as long as that is so."""

    def __init__(self, context: Context) -> None:
        """Begin; what was told before this start is not known."""
        self._context = context
        self._told: str | None = None

    def look_at(self, units: Collection[PortalUnit]) -> None:
        """Look after all were asked for.

        As long as one may yet be told, what was told before stays as it is.
        """
        names = ", ".join(unit.name for unit in units if unit.not_found >= _OFTEN)
        if names == self._told:
            return
        if names:
            error = InvalidRequest("ups_not_found", units=names)
            self._context.trouble(_MATTER, error)
        elif any(unit.not_found for unit in units):
            return
        else:
            self._context.trouble(_MATTER, None)
        self._told = names
