"""Reads, a little at a time, what is only shown to those who look for a fault."""

from collections.abc import Mapping
import logging
from typing import Final

from ...equipment.errors import DriverError
from .client import LONGEST_WALK, Raw, SnmpClient
from .objects.tables import SHOWN_RAW
from .oid import Oid, within

_LOGGER: Final = logging.getLogger(__name__)

_AT_ONCE: Final = 300
"""Objects that are read at a time."""


class Aside:
    """Walks one branch after the other, when nothing else is to be done."""

    def __init__(self, client: SnmpClient) -> None:
        """Have nothing to read until :meth:`begin`."""
        self._client = client
        self._rest: list[Oid] = []
        self._last: Oid | None = None
        self._shown: dict[Oid, Raw] = {}

    @property
    def shown(self) -> Mapping[Oid, Raw]:
        """What was read last."""
        return self._shown

    def begin(self) -> None:
        """Read all branches anew."""
        self._rest, self._last = list(SHOWN_RAW), None

    async def look(self) -> None:
        """Read a piece; a branch that fails is left out this time."""
        if not self._rest:
            return
        base, last = self._rest[0], self._last
        self._last = None
        try:
            found = await self._client.walk(base, last, _AT_ONCE)
        except DriverError as err:
            _LOGGER.debug("Branch %s was not read: %s", base, err.reason)
            del self._rest[0]
            return
        if last is None:
            self._shown = {
                oid: raw for oid, raw in self._shown.items() if not within(oid, base)
            }
        self._shown |= found
        if len(found) < _AT_ONCE or len(self._shown) > LONGEST_WALK:
            del self._rest[0]
        else:
            self._last = max(found)
